#pragma once

#include "candidates.hpp"

namespace hotline::detail {

// Each idle agent with the same probability. Within a group agents are alike, so the draw is
// between groups by their numbers of idle agents.
struct UniformIdle {
  static constexpr CallerPicks kRule = CallerPicks::kUniform;

  template <class Candidates>
  static AgentId pick(const Candidates& groups, CallGenerator& bits) {
    std::uint32_t idle = 0;
    for (std::size_t i = 0; i < groups.size(); ++i) idle += groups.idle(i);
    if (idle == 0) return kNoAgent;
    auto chosen = static_cast<std::uint32_t>(uniform(bits) * idle);
    for (std::size_t i = 0; i < groups.size(); ++i) {
      if (chosen < groups.idle(i)) return groups.group(i).last_idle;
      chosen -= groups.idle(i);
    }
    return kNoAgent;
  }
};

}  // namespace hotline::detail
