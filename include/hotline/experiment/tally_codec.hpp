#pragma once

#include <string>
#include <string_view>

#include "hotline/engine/tally.hpp"

namespace hotline {

// A tally as bytes, for stores and messages, and back to the bit. The bytes mean nothing to another
// version of this program. docs/experiments.md tells the format.
std::string encoded(const Tally& tally);

// Throws Error if the bytes are not those of a tally.
Tally decoded(std::string_view bytes);

}  // namespace hotline
