#pragma once

#include "candidates.hpp"

namespace hotline::detail {

// Who is due first: time of arrival + target time of the type.
struct EarliestDue {
  static constexpr AgentPicks kRule = AgentPicks::kEarliestDue;

  static bool better(const House& house, const Call& a, const Call& b) {
    return due(house, a) < due(house, b);
  }

 private:
  static Seconds due(const House& house, const Call& call) {
    return call.since + house.model.types[call.type].target_time;
  }
};

}  // namespace hotline::detail
