#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "problems.hpp"
#include "tree.hpp"

// Paths to keys, as overrides and experiments write them: call."migration
// information".retry.after[0]
namespace hotline::reading {

// One part of a path: a key, or the index of a list's element.
struct PathStep {
  std::string key;
  std::optional<std::size_t> index;
  std::size_t offset = 0;  // in the text of the path, in bytes
};

// The steps of a path and the byte behind it: the end of the text, or, if it is a path with a
// value, behind the "=". Nothing if this is not a path.
struct Path {
  std::vector<PathStep> steps;
  std::size_t end = 0;
};
std::optional<Path> parse_path(std::string_view text, bool with_value);

// The value at a path; null if nothing is there.
const Node* value_at(const Node& root, const std::vector<PathStep>& steps);

// Sets the value at the path of text `text`, written from `spot` on, making tables where there are
// none and dropping what the new key replaces. False after a problem at a wrong name or index, with
// a tree that is of no use. Wrong keys are left to the readers.
bool set_value(Node& root, std::string_view text, Spot spot, const std::vector<PathStep>& steps,
               Node value, Problems& problems);

}  // namespace hotline::reading
