#pragma once

#include "candidates.hpp"

namespace hotline::detail {

// The type with most callers waiting.
struct LongestQueue {
  static constexpr AgentPicks kRule = AgentPicks::kLongestQueue;

  static bool better(const House& house, const Call& a, const Call& b) {
    if (a.type == b.type) return goes_before(house, a, b);
    return house.ledger.waiting(a.type) > house.ledger.waiting(b.type);
  }
};

}  // namespace hotline::detail
