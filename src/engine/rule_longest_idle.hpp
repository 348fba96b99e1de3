#pragma once

#include "candidates.hpp"

namespace hotline::detail {

// The agent who has been idle longest, over all groups.
struct LongestIdle {
  static constexpr CallerPicks kRule = CallerPicks::kLongestIdle;

  template <class Candidates>
  static AgentId pick(const Candidates& groups, CallGenerator&) {
    const AgentPool& agents = groups.house.agents;
    AgentId best = kNoAgent;
    for (std::size_t i = 0; i < groups.size(); ++i) {
      if (groups.idle(i) == 0) continue;
      const AgentId agent = groups.group(i).longest_idle;
      if (best == kNoAgent || agents[agent].idle_since < agents[best].idle_since) best = agent;
    }
    return best;
  }
};

}  // namespace hotline::detail
