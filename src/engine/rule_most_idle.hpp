#pragma once

#include "candidates.hpp"

namespace hotline::detail {

// The group with most idle agents.
struct MostIdle {
  static constexpr CallerPicks kRule = CallerPicks::kMostIdle;

  template <class Candidates>
  static AgentId pick(const Candidates& groups, CallGenerator&) {
    AgentId best = kNoAgent;
    std::uint32_t most = 0;
    for (std::size_t i = 0; i < groups.size(); ++i) {
      if (groups.idle(i) <= most) continue;
      most = groups.idle(i);
      best = groups.group(i).last_idle;
    }
    return best;
  }
};

}  // namespace hotline::detail
