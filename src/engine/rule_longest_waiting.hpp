#pragma once

#include "candidates.hpp"

namespace hotline::detail {

// Who has waited longest, over all types.
struct LongestWaiting {
  static constexpr AgentPicks kRule = AgentPicks::kLongestWaiting;

  static bool better(const House&, const Call& a, const Call& b) { return a.since < b.since; }
};

}  // namespace hotline::detail
