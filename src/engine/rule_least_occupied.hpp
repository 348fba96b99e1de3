#pragma once

#include "candidates.hpp"

namespace hotline::detail {

// The group whose agents have been busy for the smallest share of their time on duty since the run
// began; within it who has been idle longest.
struct LeastOccupied {
  static constexpr CallerPicks kRule = CallerPicks::kLeastOccupied;

  template <class Candidates>
  static AgentId pick(const Candidates& groups, CallGenerator&) {
    const House& house = groups.house;
    AgentId best = kNoAgent;
    double least = 0;
    for (std::size_t i = 0; i < groups.size(); ++i) {
      if (groups.idle(i) == 0) continue;
      const double occupancy = house.ledger.occupancy_so_far(groups.groups[i], house.now);
      if (best != kNoAgent && occupancy >= least) continue;
      least = occupancy;
      best = groups.group(i).longest_idle;
    }
    return best;
  }
};

}  // namespace hotline::detail
