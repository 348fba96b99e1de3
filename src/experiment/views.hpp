#pragma once

#include <vector>

#include "hotline/engine/tally.hpp"
#include "hotline/experiment/measures.hpp"
#include "hotline/model/model.hpp"

namespace hotline::detail {

// Sums over a column of a table: one call type or group over all cells.
template <class Value>
Value column_sum(const Table<Value>& table, std::size_t column) {
  Value sum{};
  for (std::size_t row = 0; row < table.rows(); ++row) sum += table(row, column);
  return sum;
}

// What all call types together do in an observation or a row of it, from the views of each: all but
// work without a caller on the line.
CallView together(const Model& model, const std::vector<CallView>& types, const TargetSums& targets,
                  Seconds length);

// What an observation says about its whole horizon.
struct Views {
  std::vector<CallView> calls = {};  // [type]
  CallView all_calls = {};
  std::vector<AgentView> agents = {};  // [group]
  AgentView all_agents = {};
  HouseView house = {};
};
Views views_of(const Model& model, const Tally& tally);

}  // namespace hotline::detail
