#pragma once

#include <algorithm>

#include "engine.hpp"

// Agents who come and go: shifts, numbers by interval, breaks, shrinkage. An agent with a call in
// hand always finishes it first.
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

// An idle agent leaves at once; failing that one who is away; failing that the next to be free.
template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::drop_one(GroupId g) {
  Group& group = house_.agents.group(g);
  if (group.idle > 0) return go_off(group.last_idle);
  const GroupModel& model = model_.groups[g];
  for (AgentId a = model.first_agent; model.shrinkage > 0 && a < model.first_agent + model.agents;
       ++a) {
    if (house_.agents[a].presence == Presence::kAway) return go_off(a);
  }
  ++group.surplus;
  ledger_.group(g).overtime.change(1, ledger_.since_start(house_.now));
}

template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::on_duty_start(AgentId id) {
  Agent& agent = house_.agents[id];
  const GroupModel& model = model_.groups[agent.group];
  const bool absent = model.absence > 0 && uniform(house_.absence[agent.group]) < model.absence;
  if (agent.leaving) {  // still working overtime from the shift before: stays
    agent.leaving = false;
    ledger_.group(agent.group).overtime.change(-1, ledger_.since_start(house_.now));
    ++house_.agents.group(agent.group).scheduled;
  } else if (absent) {
    agent.presence = Presence::kAbsent;
  } else {
    ++house_.agents.group(agent.group).scheduled;
    come_to_the_phones(id);
  }
}

template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::on_duty_end(AgentId id) {
  Agent& agent = house_.agents[id];
  if (agent.presence == Presence::kOff || agent.leaving) return;
  if (agent.presence == Presence::kAbsent) {
    agent.presence = Presence::kOff;
    return;
  }
  --house_.agents.group(agent.group).scheduled;
  agent.break_length = 0;
  agent.away_due = false;
  if (agent.presence == Presence::kBusy) {
    agent.leaving = true;
    ledger_.group(agent.group).overtime.change(1, ledger_.since_start(house_.now));
  } else {
    if (agent.presence == Presence::kOnBreak) house_.calendar.cancel(id);
    go_off(id);
  }
  dismiss_unstaffed(agent.group);
}

// An agent who is free after a call: true if it does not go on to the next one.
template <Features kHas, class Watcher>
bool Engine<kHas, Watcher>::leaves_the_phones(AgentId id) {
  Agent& agent = house_.agents[id];
  Group& group = house_.agents.group(agent.group);
  if (agent.leaving || group.surplus > 0) {
    if (finishes_the_queue(agent.group)) return false;
    ledger_.group(agent.group).overtime.change(-1, ledger_.since_start(house_.now));
    if (!agent.leaving) --group.surplus;
    agent.leaving = false;
    go_off(id);
    return true;
  }
  if (agent.break_length > 0 && start_break(id)) return true;
  if (agent.away_due) {
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

template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::on_break_due(const Step& step) {
  Agent& agent = house_.agents[step.who];
  if (agent.presence == Presence::kOff || agent.presence == Presence::kAbsent || agent.leaving) {
    return;
  }
  agent.break_length = step.length;
  agent.break_planned = step.time;
  agent.break_paid = step.count != 0;
  if (agent.presence != Presence::kBusy) start_break(step.who);
}

// False if the break is over before it could begin (it keeps its end and the call took too long).
template <Features kHas, class Watcher>
bool Engine<kHas, Watcher>::start_break(AgentId id) {
  Agent& agent = house_.agents[id];
  const Seconds start =
      model_.break_rule == BreakRule::kKeepLength ? house_.now : agent.break_planned;
  const Seconds end = start + agent.break_length;
  if (end <= house_.now) {
    agent.break_length = 0;
    return false;
  }
  leave_the_list(id);
  agent.presence = Presence::kOnBreak;
  const Seconds t = ledger_.since_start(house_.now);
  ledger_.group(agent.group).on_break.change(1, t);
  if (agent.break_paid) ledger_.group(agent.group).paid_break.change(1, t);
  house_.calendar.schedule(id, end);
  return true;
}

template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::on_break_end(AgentId id) {
  come_to_the_phones(id);
}

template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::on_shrinkage(GroupId g) {
  const GroupModel& model = model_.groups[g];
  for (AgentId id = model.first_agent; id < model.first_agent + model.agents; ++id) {
    Agent& agent = house_.agents[id];
    const bool away = is_drawn_away(id);
    if (agent.presence == Presence::kBusy) {
      agent.away_due = away && !agent.leaving;
    } else if (agent.presence == Presence::kIdle && away) {
      go_away(id);
    } else if (agent.presence == Presence::kAway && !away) {
      come_to_the_phones(id);
    }
  }
}

// The same for one agent and interval under any routing and demand.
template <Features kHas, class Watcher>
bool Engine<kHas, Watcher>::is_drawn_away(AgentId id) const {
  const double shrinkage = model_.groups[house_.agents[id].group].shrinkage;
  if (shrinkage <= 0) return false;
  const std::uint64_t name = (static_cast<std::uint64_t>(ledger_.row_now()) << 32) + id;
  CallGenerator bits(mix(house_.shrinkage_key ^ mix(name)));
  return uniform(bits) < shrinkage;
}

template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::go_away(AgentId id) {
  leave_the_list(id);
  Agent& agent = house_.agents[id];
  agent.away_due = false;
  agent.presence = Presence::kAway;
  ledger_.group(agent.group).away.change(1, ledger_.since_start(house_.now));
}

// From wherever it was, the agent is ready for a call, unless it is drawn to be away now.
template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::come_to_the_phones(AgentId id) {
  leave_the_list(id);
  Agent& agent = house_.agents[id];
  agent.presence = Presence::kOff;
  if (is_drawn_away(id)) return go_away(id);
  ledger_.staffed_changed(agent.group, 1, house_.now);
  next_call(id);
}

template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::go_off(AgentId id) {
  leave_the_list(id);
  Agent& agent = house_.agents[id];
  agent.away_due = false;
  agent.presence = Presence::kOff;
  if (!model_.groups[agent.group].by_shift) house_.agents.put_off(id);
}

// Ends what an agent on duty is doing, in the books and in the lists.
template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::leave_the_list(AgentId id) {
  Agent& agent = house_.agents[id];
  GroupLevels& levels = ledger_.group(agent.group);
  const Seconds t = ledger_.since_start(house_.now);
  switch (agent.presence) {
    case Presence::kIdle:
      house_.agents.remove_idle(id);
      ledger_.staffed_changed(agent.group, -1, house_.now);
      break;
    case Presence::kBusy:
      no_longer_busy(agent.group);
      ledger_.staffed_changed(agent.group, -1, house_.now);
      break;
    case Presence::kAway:
      levels.away.change(-1, t);
      break;
    case Presence::kOnBreak:
      levels.on_break.change(-1, t);
      if (agent.break_paid) levels.paid_break.change(-1, t);
      agent.break_length = 0;
      break;
    case Presence::kOff:
    case Presence::kAbsent:
      break;
  }
}

// When nobody is left who could serve a queue while the lines are open.
template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::dismiss_unstaffed(GroupId g) {
  if (model_.when_unstaffed != WhenUnstaffed::kSendAway || !house_.open) return;
  for (const QueueId queue : model_.groups[g].queues) {
    const bool staffed = std::ranges::any_of(model_.queues[queue].groups, [&](GroupId other) {
      return house_.agents.group(other).scheduled > 0;
    });
    if (!staffed) dismiss_all(queue);
  }
}

}  // namespace hotline::detail
