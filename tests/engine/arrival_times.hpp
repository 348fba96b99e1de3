#pragma once

#include <cstdint>
#include <vector>

#include "engine/arrivals.hpp"
#include "support/builder.hpp"

namespace hotline::test {

// The first calls of each type in one replication, in order of time.
inline std::vector<std::vector<Seconds>> arrival_times(detail::Arrivals& arrivals,
                                                       std::size_t types, std::uint64_t seed,
                                                       std::uint64_t index) {
  std::vector<std::vector<Seconds>> times(types);
  arrivals.start(seed, index);
  for (; arrivals.next_time() < kNever; arrivals.pop()) {
    times[arrivals.next_type()].push_back(arrivals.next_time());
  }
  return times;
}

// A scenario of types whose calls nobody takes, with the given arrivals.
inline Scenario of_arrivals(Scenario scenario, const std::vector<Arrivals>& all) {
  for (std::size_t i = 0; i < all.size(); ++i) {
    CallType type = call("type " + std::to_string(i), 0, 60);
    type.arrivals = all[i];
    scenario.calls.push_back(type);
  }
  return scenario;
}

inline Arrivals from(decltype(Arrivals::source) source) {
  Arrivals arrivals;
  arrivals.source = std::move(source);
  return arrivals;
}

}  // namespace hotline::test
