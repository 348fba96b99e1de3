#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace hotline {

// Levenshtein distance in bytes. Cost: product of the lengths.
std::size_t edit_distance(std::string_view a, std::string_view b);

// The candidate nearest to `word`, if it is near enough to be a misspelling of it (at most a third
// of its letters differ, case ignored).
std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates);

}  // namespace hotline
