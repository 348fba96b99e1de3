#pragma once

#include <filesystem>
#include <optional>

#include "files.hpp"
#include "hotline/scenario/scenario.hpp"
#include "problems.hpp"
#include "tree.hpp"

// A scenario on its way from files to what it means.
namespace hotline::reading {

// The tree of the source `first`, the text of `file` (empty if it comes from no file), with what it
// inherits; nothing after a problem that leaves it unknown.
std::optional<Node> load_tree(Sources& sources, Texts& texts, const Source& first,
                              const std::filesystem::path& file, Problems& problems);

// What the tree means; of no use after a problem.
Scenario interpret(const Node& tree, Problems& problems);

}  // namespace hotline::reading
