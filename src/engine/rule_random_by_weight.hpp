#pragma once

#include "candidates.hpp"

namespace hotline::detail {

// Each group with an idle agent with a probability in proportion to its weight for the type.
struct RandomByWeight {
  static constexpr CallerPicks kRule = CallerPicks::kRandomByWeight;

  template <class Candidates>
  static AgentId pick(const Candidates& groups, CallGenerator& bits) {
    double sum = 0;
    for (std::size_t i = 0; i < groups.size(); ++i) sum += weight(groups, i);
    double chosen = uniform(bits) * sum;
    AgentId last = kNoAgent;  // who is taken if rounding leaves a rest
    for (std::size_t i = 0; i < groups.size(); ++i) {
      if (weight(groups, i) <= 0) continue;
      last = groups.group(i).last_idle;
      chosen -= weight(groups, i);
      if (chosen < 0) return last;
    }
    return last;
  }

 private:
  template <class Candidates>
  static double weight(const Candidates& groups, std::size_t i) {
    return groups.idle(i) > 0 ? groups.weights[i] : 0;
  }
};

}  // namespace hotline::detail
