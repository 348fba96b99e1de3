#pragma once

#include "candidates.hpp"

namespace hotline::detail {

// The largest wait x weight of the type: a priority that grows with age (Kleinrock 1964).
struct LongestWeightedWait {
  static constexpr AgentPicks kRule = AgentPicks::kLongestWeightedWait;

  static bool better(const House& house, const Call& a, const Call& b) {
    return priority(house, a) > priority(house, b);
  }

 private:
  static double priority(const House& house, const Call& call) {
    return house.model.types[call.type].weight * (house.now - call.since);
  }
};

}  // namespace hotline::detail
