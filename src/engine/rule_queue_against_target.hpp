#pragma once

#include "candidates.hpp"

namespace hotline::detail {

// The type whose callers waiting for each agent on duty who can take them are most, in multiples of
// the type's target.
struct QueueAgainstTarget {
  static constexpr AgentPicks kRule = AgentPicks::kQueueAgainstTarget;

  static bool better(const House& house, const Call& a, const Call& b) {
    if (a.type == b.type) return goes_before(house, a, b);
    // Cross-multiplied: in overtime nobody may be on duty.
    return excess(house, a.type) * scale(house, b.type) >
           excess(house, b.type) * scale(house, a.type);
  }

 private:
  static double excess(const House& house, TypeId type) { return house.ledger.waiting(type); }
  static double scale(const House& house, TypeId id) {
    const TypeModel& type = house.model.types[id];
    return type.queue_target * agents_on_duty(house, type.groups);
  }
};

}  // namespace hotline::detail
