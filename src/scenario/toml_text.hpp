#pragma once

#include <string>

#include "tree.hpp"

namespace hotline::reading {

// A value as TOML on one line, which reads back as the same value.
std::string toml_text(const Node& node);

// The same for people: text without its quotes.
std::string label_text(const Node& node);

}  // namespace hotline::reading
