#pragma once

#include <optional>

#include "candidates.hpp"

// Conditions on which callers who wait come onto other terms.
namespace hotline::detail {

// Time until a caller of this type could expect an agent of the group, who serve whoever waits for
// them now before: the usual handling times of those callers and of the caller, divided among the
// agents on duty. Callers who wait for other groups too are counted as if they did not.
inline Seconds expected_wait(const House& house, GroupId g, const Call& call, bool queued) {
  const Group& group = house.agents.group(g);
  if (group.idle > 0) return 0;
  if (group.scheduled == 0) return kNever;
  Seconds work = house.model.types[call.type].mean_handling;
  for (const QueueId queue : house.model.groups[g].queues) {
    const std::uint32_t others = house.queues[queue].length - (queued && queue == call.queue);
    work += others * house.model.types[house.model.queues[queue].type].mean_handling;
  }
  return work / group.scheduled;
}

// What a condition compares; nothing if there is no such number now, as no occupancy of nobody.
// `call` is the caller concerned, who is in queue or not yet.
inline std::optional<double> measured(House& house, const ConditionModel& condition,
                                      const Call& call, bool queued) {
  const auto others_waiting = [&] {
    return house.ledger.waiting(condition.who) - (queued && call.type == condition.who);
  };
  switch (condition.of) {
    case Condition::Of::kQueue:
      return others_waiting();
    case Condition::Of::kQueuePerAgent: {
      const auto on_duty = agents_on_duty(house, house.model.types[condition.who].groups);
      const double waiting = others_waiting();
      if (on_duty == 0) return waiting > 0 ? kNever : 0;
      return waiting / on_duty;
    }
    case Condition::Of::kIdleAgents:
      return house.agents.group(condition.who).idle;
    case Condition::Of::kOccupancy: {
      const GroupLevels& levels = house.ledger.group(condition.who);
      if (levels.staffed.value <= 0) return std::nullopt;
      return static_cast<double>(levels.busy.value) / levels.staffed.value;
    }
    case Condition::Of::kServiceLevel:
      return house.recent_levels[condition.who].at(house.now);
    case Condition::Of::kMismatches: {
      const std::optional<double> met = house.recent_levels[condition.who].at(house.now);
      if (!met) return std::nullopt;
      return 1 - *met;
    }
    case Condition::Of::kExpectedWait:
      return expected_wait(house, condition.who, call, queued);
  }
  return std::nullopt;
}

inline bool holds(House& house, const ConditionModel& condition, const Call& call, bool queued) {
  const std::optional<double> value = measured(house, condition, call, queued);
  if (!value) return false;
  if (condition.than != kNoLimit) {
    return *value > expected_wait(house, condition.than, call, queued);
  }
  return (*value >= condition.value) == condition.at_least;
}

}  // namespace hotline::detail
