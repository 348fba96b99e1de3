#pragma once

#include <optional>
#include <string_view>

#include "problems.hpp"
#include "tree.hpp"

namespace hotline::reading {

// The tree of a TOML text; none, and a problem, if it is not TOML. The source must outlive the
// tree.
std::optional<Node> parse_toml(const Source& source, Problems& problems);

// The same for one value that stands in the override `source` from byte `start` to its end. What is
// not TOML is text, so that quotes may be left out, unless it begins like a list, a table or text
// in quotes.
std::optional<Node> parse_override_value(const Source& source, std::size_t start,
                                         Problems& problems);

// The column of byte `offset` in a text of one line: from 1, in characters.
std::size_t column_of(std::string_view text, std::size_t offset);

}  // namespace hotline::reading
