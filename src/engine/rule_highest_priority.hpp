#pragma once

#include "candidates.hpp"

namespace hotline::detail {

// The queue of highest priority, in whose order the model has put each group's list; among equals
// the longest waiting.
struct HighestPriority {
  static constexpr AgentPicks kRule = AgentPicks::kHighestPriority;

  static bool better(const House& house, const Call& a, const Call& b) {
    const auto& queues = house.model.queues;
    return queues[a.queue].priority == queues[b.queue].priority && a.since < b.since;
  }
};

}  // namespace hotline::detail
