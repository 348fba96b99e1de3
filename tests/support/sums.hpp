#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "hotline/engine/replication.hpp"
#include "hotline/model/model.hpp"
#include "hotline/stats/moments.hpp"

namespace hotline::test {

// What one observation holds, summed over its cells.
struct Sums {
  std::vector<CallSums> types;
  std::vector<AgentSums> groups;
  CallSums all;
  Seconds length = 0;
  Seconds last_call_end = 0;

  explicit Sums(const Tally& tally)
      : types(tally.cell_calls.columns()),
        groups(tally.cell_agents.columns()),
        length(tally.length),
        last_call_end(tally.last_call_end) {
    for (std::size_t cell = 0; cell < tally.cell_calls.rows(); ++cell) {
      for (std::size_t t = 0; t < types.size(); ++t) types[t] += tally.cell_calls(cell, t);
      for (std::size_t g = 0; g < groups.size(); ++g) groups[g] += tally.cell_agents(cell, g);
    }
    for (const CallSums& type : types) all += type;
  }
};

using Quantity = std::function<double(const Sums&)>;

inline double number(std::uint64_t count) { return static_cast<double>(count); }
inline double count(const CallSums& sums, Outcome outcome) { return number(sums.outcome(outcome)); }

// All observations of so many replications.
inline std::vector<Sums> observe(const Model& model, std::uint64_t seed, int replications) {
  std::vector<Sums> sums;
  Replication replication(model);
  for (int index = 0; index < replications; ++index) {
    replication.play(seed, static_cast<std::uint64_t>(index), [&](const Tally& tally) {
      sums.emplace_back(tally);
      return true;
    });
  }
  return sums;
}

inline RatioMoments ratio(const std::vector<Sums>& sums, const Quantity& numerator,
                          const Quantity& denominator) {
  RatioMoments moments;
  for (const Sums& sum : sums) moments.add(numerator(sum), denominator(sum));
  return moments;
}

}  // namespace hotline::test
