#pragma once

#include <cassert>

#include "candidates.hpp"
#include "rule_earliest_due.hpp"
#include "rule_first_in_list.hpp"
#include "rule_first_taken.hpp"
#include "rule_highest_priority.hpp"
#include "rule_least_occupied.hpp"
#include "rule_longest_idle.hpp"
#include "rule_longest_queue.hpp"
#include "rule_longest_waiting.hpp"
#include "rule_longest_weighted_wait.hpp"
#include "rule_most_idle.hpp"
#include "rule_queue_against_target.hpp"
#include "rule_random_by_weight.hpp"
#include "rule_uniform_idle.hpp"

// Which agent gets a call and which call gets an agent. Each rule is a file `rule_*.hpp` and
// is known by its line in one of the two tables. Ties go to what stands earlier in the lists of the
// model.
namespace hotline::detail {

template <class... Rules>
struct RuleTable {};

// A caller picks an agent. "Fewest skills" is not here: the model makes it an order of the lists.
using CallerRules = RuleTable<  //
    FirstInList,                //
    LongestIdle,                //
    MostIdle,                   //
    UniformIdle,                //
    LeastOccupied,              //
    RandomByWeight>;

// An agent picks a call.
using AgentRules = RuleTable<  //
    FirstTaken,                //
    HighestPriority,           //
    LongestWaiting,            //
    LongestWeightedWait,       //
    LongestQueue,              //
    QueueAgainstTarget,        //
    EarliestDue>;

// ---- A caller picks an agent -------------------------------------------------------------------

template <class... Rules, class Candidates>
AgentId pick_by_rule(RuleTable<Rules...>, const Candidates& groups, CallGenerator& bits) {
  const CallerPicks rule = groups.house.model.caller_picks;
  AgentId agent = kNoAgent;
  [[maybe_unused]] const bool found =
      ((rule == Rules::kRule && (agent = Rules::pick(groups, bits), true)) || ...);
  assert(found);
  return agent;
}

// The rule decides within a rank; a later rank is asked when no earlier one has an idle agent.
template <bool kReserves>
AgentId pick_agent_by_rank(const House& house, QueueId id, CallGenerator& bits) {
  const QueueModel& queue = house.model.queues[id];
  const Candidates<kReserves> groups{house, queue.type, queue.groups, queue.weights};
  if (queue.rank_ends.empty()) return pick_by_rule(CallerRules(), groups, bits);
  std::size_t first = 0;
  for (const std::uint32_t end : queue.rank_ends) {
    const AgentId agent = pick_by_rule(CallerRules(), groups.part(first, end), bits);
    if (agent != kNoAgent) return agent;
    first = end;
  }
  return kNoAgent;
}

// The idle agent for a caller on the terms of this queue, or kNoAgent.
inline AgentId pick_agent(const House& house, QueueId queue, CallGenerator& bits) {
  return house.model.has_reserves ? pick_agent_by_rank<true>(house, queue, bits)
                                  : pick_agent_by_rank<false>(house, queue, bits);
}

// ---- An agent picks a call ---------------------------------------------------------------------

// Who is next in a queue; kNoCall if it is empty.
inline CallId next_in_queue(const House& house, QueueId id) {
  const Queue& queue = house.queues[id];
  return house.model.types[house.model.queues[id].type].last_come_first ? queue.tail : queue.head;
}

// An agent who has become free counts as idle: does the group still keep this one back?
inline bool is_kept_back(const House& house, GroupId group, TypeId type) {
  const auto& reserve = house.kept_back[group];
  return !reserve.empty() && house.agents.group(group).idle < reserve[type];
}

// The waiting call that is better than all others before it in the group's list; only who is next
// in each queue is looked at.
template <class Rule, bool kReserves>
CallId best_head(const House& house, GroupId group) {
  CallId best = kNoCall;
  for (const QueueId queue : house.model.groups[group].queues) {
    const CallId head = next_in_queue(house, queue);
    if (head == kNoCall) continue;
    if (kReserves && is_kept_back(house, group, house.calls[head].type)) continue;
    if (best == kNoCall || Rule::better(house, house.calls[head], house.calls[best])) best = head;
  }
  return best;
}

template <bool kReserves, class... Rules>
CallId pick_by_rule(RuleTable<Rules...>, const House& house, GroupId group) {
  const AgentPicks rule = house.model.agent_picks;
  CallId call = kNoCall;
  [[maybe_unused]] const bool found =
      ((rule == Rules::kRule && (call = best_head<Rules, kReserves>(house, group), true)) || ...);
  assert(found);
  return call;
}

// The waiting call for an agent of this group who has just become free, or kNoCall.
inline CallId pick_call(const House& house, GroupId group) {
  return house.model.has_reserves ? pick_by_rule<true>(AgentRules(), house, group)
                                  : pick_by_rule<false>(AgentRules(), house, group);
}

}  // namespace hotline::detail
