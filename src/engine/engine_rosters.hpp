#pragma once

#include <algorithm>

#include "engine.hpp"

// Agents who come and go: shifts and numbers by interval. An agent with a call in hand finishes it
// first, unless the group breaks it off.
namespace hotline::detail {

template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::add_agents(GroupId g, std::uint32_t count) {
  Group& group = house_.agents.group(g);
  group.scheduled += count;
  const std::uint32_t kept = std::min(count, group.surplus);  // those who were about to leave
  group.surplus -= kept;
  ledger_.group(g).overtime.change(-static_cast<int>(kept), ledger_.since_start(house_.now));
  for (std::uint32_t i = kept; i < count; ++i) {
    come_to_the_phones(house_.agents.take_off_duty(g));
  }
}

template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::drop_agents(GroupId g, std::uint32_t count) {
  house_.agents.group(g).scheduled -= count;
  for (std::uint32_t i = 0; i < count; ++i) drop_one(g);
  dismiss_unstaffed(g);
}

// An idle agent leaves at once; failing that one who is off the phones; failing that, if the group
// breaks off calls, the last who answered; failing that the next to be free.
template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::drop_one(GroupId g) {
  Group& group = house_.agents.group(g);
  if (group.idle > 0) return go_off(group.last_idle);
  const GroupModel& model = model_.groups[g];
  const bool some_are_off = model.shrinkage > 0 || model.pause_probability > 0;
  for (AgentId a = model.first_agent; some_are_off && a < model.first_agent + model.agents; ++a) {
    const Presence presence = house_.agents[a].presence;
    if (presence == Presence::kPaused) house_.calendar.cancel(a);
    if (presence == Presence::kAway || presence == Presence::kPaused) return go_off(a);
  }
  const AgentId last = last_to_answer(g);
  if (last != kNoAgent && break_off(last)) return go_off(last);
  ++group.surplus;
  ledger_.group(g).overtime.change(1, ledger_.since_start(house_.now));
}

// Of the agents whose talk may be broken off, the one who has talked for the shortest time.
template <Features kHas, class Watcher>
AgentId Engine<kHas, Watcher>::last_to_answer(GroupId g) const {
  const GroupModel& model = model_.groups[g];
  if (model.at_shift_end == AtShiftEnd::kFinishCall) return kNoAgent;
  AgentId last = kNoAgent;
  for (AgentId a = model.first_agent; a < model.first_agent + model.agents; ++a) {
    const WorkInHand& work = house_.in_hand[a];
    if (house_.agents[a].presence != Presence::kBusy || !work.may_end_early ||
        house_.now >= work.talk_ends()) {
      continue;
    }
    if (last == kNoAgent || work.answered > house_.in_hand[last].answered) last = a;
  }
  return last;
}

// The same for one person and duty, in whatever order people come.
template <Features kHas, class Watcher>
bool Engine<kHas, Watcher>::is_absent(AgentId id, std::uint32_t number) const {
  const GroupId g = house_.agents[id].group;
  const GroupModel& group = model_.groups[g];
  if (group.absence <= 0) return false;
  const std::uint64_t name = (static_cast<std::uint64_t>(id - group.first_agent) << 32) + number;
  CallGenerator bits(mix(house_.absence[g] ^ mix(name)));
  return uniform(bits) < group.absence;
}

template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::on_duty_start(AgentId id, std::uint32_t number) {
  Agent& agent = house_.agents[id];
  const bool absent = is_absent(id, number);
  if (agent.leaving) {  // still working overtime from the shift before: stays
    agent.leaving = false;
    end_overtime(id);
    ++house_.agents.group(agent.group).scheduled;
  } else if (absent) {
    agent.presence = Presence::kAbsent;
    watcher_.agent(house_.now, id, Presence::kAbsent);
  } else {
    ++house_.agents.group(agent.group).scheduled;
    come_to_the_phones(id);
  }
}

// Before the end of the shift nobody breaks off a call, and time with it is not overtime.
template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::on_leave_early(AgentId id) {
  if (is_at_work(id)) end_duty(id);
}

template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::on_duty_end(AgentId id) {
  Agent& agent = house_.agents[id];
  if (agent.presence == Presence::kAbsent) agent.presence = Presence::kOff;
  if (is_at_work(id)) end_duty(id);
  if (!agent.leaving || house_.agents.prospects(id).overtime) return;
  if (break_off(id)) {
    agent.leaving = false;
    return go_off(id);
  }
  house_.agents.prospects(id).overtime = true;
  ledger_.group(agent.group).overtime.change(1, ledger_.since_start(house_.now));
}

// The roster needs the agent no more, who goes at once or after the call in hand.
template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::end_duty(AgentId id) {
  Agent& agent = house_.agents[id];
  --house_.agents.group(agent.group).scheduled;
  Prospects& prospects = house_.agents.prospects(id);
  prospects.due = {};
  prospects.away_due = false;
  if (agent.presence == Presence::kBusy) {
    agent.leaving = true;
  } else {
    if (is_off_for_a_time(agent)) house_.calendar.cancel(id);
    go_off(id);
  }
  dismiss_unstaffed(agent.group);
}

template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::end_overtime(AgentId id) {
  Prospects& prospects = house_.agents.prospects(id);
  if (!prospects.overtime) return;
  prospects.overtime = false;
  ledger_.group(house_.agents[id].group).overtime.change(-1, ledger_.since_start(house_.now));
}

// An agent who is free after a call: true if it does not go on to the next one.
template <Features kHas, class Watcher>
bool Engine<kHas, Watcher>::leaves_the_phones(AgentId id) {
  Agent& agent = house_.agents[id];
  Group& group = house_.agents.group(agent.group);
  if (agent.leaving || group.surplus > 0) {
    if (finishes_the_queue(agent.group)) return false;
    if (agent.leaving) {
      end_overtime(id);
    } else {
      --group.surplus;
      ledger_.group(agent.group).overtime.change(-1, ledger_.since_start(house_.now));
    }
    agent.leaving = false;
    go_off(id);
    return true;
  }
  const Prospects& prospects = house_.agents.prospects(id);
  if (prospects.due.length > 0 && !prospects.due.when_idle && start_break(id)) return true;
  if (prospects.pause > 0) {
    start_pause(id);
    return true;
  }
  if (prospects.away_due) {
    go_away(id);
    return true;
  }
  return false;
}

template <Features kHas, class Watcher>
bool Engine<kHas, Watcher>::finishes_the_queue(GroupId group) const {
  return !house_.open && model_.at_closing == AtClosing::kFinishQueue &&
         pick_call(house_, group) != kNoCall;
}

// When nobody is left who could serve a queue while the lines are open.
template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::dismiss_unstaffed(GroupId g) {
  if (model_.when_unstaffed != WhenUnstaffed::kSendAway || !house_.open) return;
  for (QueueId queue = 0; queue < model_.queues.size(); ++queue) {
    const TypeModel& type = model_.types[model_.queues[queue].type];
    if (kHas.deferred && type.deferred && !type.deferred->dialler)
      continue;  // nobody waits on line
    const auto& groups = type.groups;
    const bool concerned = std::ranges::count(groups, g) > 0;
    if (concerned && agents_on_duty(house_, groups) == 0) dismiss_all(queue);
  }
}

}  // namespace hotline::detail
