#pragma once

#include <string_view>

namespace hotline {

// Of this library, as "major.minor.patch".
std::string_view version();

}  // namespace hotline
