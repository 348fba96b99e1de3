#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hotline/scenario/experiment_file.hpp"
#include "path.hpp"
#include "table_view.hpp"

namespace hotline::reading {

// A factor in the making, with the places of what was written.
struct FactorDraft {
  Factor factor;
  Spot spot;
  struct Key {
    Spot spot;  // of the first letter of the path
    std::vector<PathStep> steps;
  };
  std::vector<Key> keys;  // as many as factor.keys
  // What the keys are set to, at values that must make sense: all values, the ends of the range,
  // the base. [value][key]
  std::vector<std::vector<Node>> tried;
};

// One [[factor]]. `scenario` is what it varies; null if that has mistakes.
FactorDraft read_factor(TableView& table, DesignKind design, const Node* scenario);

// Adds a value that keys are set to, to the values of the factor and to those that are tried.
// `node` is one value for all keys, or a list with one for each of several. Nothing is added after
// a problem. The numbers of values are for `number_values` to find.
void add_value(FactorDraft& draft, const Node& node, std::string label, Problems& problems);

// Gives the values of a factor their numbers, if `nodes`, those that were added, can be compared.
void number_values(Factor& factor, const std::vector<const Node*>& nodes);

}  // namespace hotline::reading
