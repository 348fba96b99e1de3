#pragma once

#include "candidates.hpp"

namespace hotline::detail {

// The first group of the list with an idle agent.
struct FirstInList {
  static constexpr CallerPicks kRule = CallerPicks::kFirstInList;

  template <class Candidates>
  static AgentId pick(const Candidates& groups, CallGenerator&) {
    for (std::size_t i = 0; i < groups.size(); ++i) {
      if (groups.idle(i) > 0) return groups.group(i).last_idle;
    }
    return kNoAgent;
  }
};

}  // namespace hotline::detail
