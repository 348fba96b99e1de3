#pragma once

#include "candidates.hpp"

namespace hotline::detail {

// The first type that the group takes and that has a caller waiting.
struct FirstTaken {
  static constexpr AgentPicks kRule = AgentPicks::kFirstInList;

  static bool better(const House& house, const Call& a, const Call& b) {
    return a.type == b.type && goes_before(house, a, b);
  }
};

}  // namespace hotline::detail
