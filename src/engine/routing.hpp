#pragma once

#include "house.hpp"

// Which agent gets a call and which call gets an agent: each rule is one function, and two tables
// of rules are at the end. Ties go to what stands earlier in the lists of the model.
namespace hotline::detail {

// ---- A caller picks an agent -------------------------------------------------------------------

// The first group of the queue's list with an idle agent.
inline AgentId first_in_list(const House& house, QueueId queue) {
  for (const GroupId g : house.model.queues[queue].groups) {
    const Group& group = house.agents.group(g);
    if (group.idle > 0) return group.last_idle;
  }
  return kNoAgent;
}

// The agent who has been idle longest, over all able groups.
inline AgentId longest_idle(const House& house, QueueId queue) {
  AgentId best = kNoAgent;
  for (const GroupId g : house.model.queues[queue].groups) {
    const AgentId agent = house.agents.group(g).longest_idle;
    if (agent == kNoAgent) continue;
    if (best == kNoAgent || house.agents[agent].idle_since < house.agents[best].idle_since) {
      best = agent;
    }
  }
  return best;
}

// The able group with most idle agents.
inline AgentId most_idle(const House& house, QueueId queue) {
  const Group* best = nullptr;
  for (const GroupId g : house.model.queues[queue].groups) {
    const Group& group = house.agents.group(g);
    if (group.idle > (best == nullptr ? 0 : best->idle)) best = &group;
  }
  return best == nullptr ? kNoAgent : best->last_idle;
}

// Each idle able agent with the same probability. Within a group agents are alike, so the draw is
// between groups by their numbers of idle agents.
inline AgentId uniform_idle(const House& house, QueueId queue, CallGenerator& bits) {
  std::uint32_t idle = 0;
  for (const GroupId g : house.model.queues[queue].groups) idle += house.agents.group(g).idle;
  if (idle == 0) return kNoAgent;
  auto chosen = static_cast<std::uint32_t>(uniform(bits) * idle);
  for (const GroupId g : house.model.queues[queue].groups) {
    const Group& group = house.agents.group(g);
    if (chosen < group.idle) return group.last_idle;
    chosen -= group.idle;
  }
  return kNoAgent;
}

inline AgentId pick_agent(const House& house, QueueId queue, CallGenerator& bits) {
  switch (house.model.caller_picks) {
    case CallerPicks::kLongestIdle:
      return longest_idle(house, queue);
    case CallerPicks::kMostIdle:
      return most_idle(house, queue);
    case CallerPicks::kUniform:
      return uniform_idle(house, queue, bits);
    case CallerPicks::kFirstInList:
    case CallerPicks::kFewestSkills:  // compiled into the order of the lists
      break;
  }
  return first_in_list(house, queue);
}

// ---- An agent picks a call ---------------------------------------------------------------------

// Who is next in a queue; kNoCall if it is empty.
inline CallId next_in_queue(const House& house, QueueId id) {
  const Queue& queue = house.queues[id];
  return house.model.types[house.model.queues[id].type].last_come_first ? queue.tail : queue.head;
}

// The waiting call for which `better(candidate, best)` holds against all others before it in the
// group's list; only who is next in each queue is looked at.
template <class Better>
CallId best_head(const House& house, GroupId group, Better better) {
  CallId best = kNoCall;
  for (const QueueId queue : house.model.groups[group].queues) {
    const CallId head = next_in_queue(house, queue);
    if (head != kNoCall && (best == kNoCall || better(house.calls[head], house.calls[best]))) {
      best = head;
    }
  }
  return best;
}

inline CallId first_waiting_in_list(const House& house, GroupId group) {
  return best_head(house, group, [](const Call&, const Call&) { return false; });
}

inline CallId longest_waiting(const House& house, GroupId group) {
  return best_head(house, group, [](const Call& a, const Call& b) { return a.since < b.since; });
}

// The list is in order of priority: among equals the longest waiting.
inline CallId highest_priority(const House& house, GroupId group) {
  return best_head(house, group, [&](const Call& a, const Call& b) {
    return house.model.types[a.type].priority == house.model.types[b.type].priority &&
           a.since < b.since;
  });
}

inline CallId longest_weighted_wait(const House& house, GroupId group) {
  const auto score = [&](const Call& call) {
    return house.model.types[call.type].weight * (house.now - call.since);
  };
  return best_head(house, group, [&](const Call& a, const Call& b) { return score(a) > score(b); });
}

inline CallId longest_queue(const House& house, GroupId group) {
  return best_head(house, group, [&](const Call& a, const Call& b) {
    return house.queues[a.queue].length > house.queues[b.queue].length;
  });
}

inline CallId earliest_due(const House& house, GroupId group) {
  const auto due = [&](const Call& call) {
    return call.since + house.model.types[call.type].target_time;
  };
  return best_head(house, group, [&](const Call& a, const Call& b) { return due(a) < due(b); });
}

inline CallId pick_call(const House& house, GroupId group) {
  switch (house.model.agent_picks) {
    case AgentPicks::kFirstInList:
      return first_waiting_in_list(house, group);
    case AgentPicks::kLongestWaiting:
      return longest_waiting(house, group);
    case AgentPicks::kLongestWeightedWait:
      return longest_weighted_wait(house, group);
    case AgentPicks::kLongestQueue:
      return longest_queue(house, group);
    case AgentPicks::kEarliestDue:
      return earliest_due(house, group);
    case AgentPicks::kHighestPriority:
      break;
  }
  return highest_priority(house, group);
}

}  // namespace hotline::detail
