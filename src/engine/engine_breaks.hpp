#pragma once

#include "engine.hpp"

// Agents on duty who are off the phones for a time: on a break, for a pause after a call, or away
// by shrinkage; and how an agent passes from one state to another.
namespace hotline::detail {

// On the roster and not about to leave.
template <Features kHas, class Watcher>
bool Engine<kHas, Watcher>::is_at_work(AgentId id) const {
  const Agent& agent = house_.agents[id];
  return agent.presence != Presence::kOff && agent.presence != Presence::kAbsent && !agent.leaving;
}

// ---- Breaks ------------------------------------------------------------------------------------

template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::on_break_window(const Step& step) {
  if (!is_at_work(step.who)) return;
  const bool paid = (step.count & Step::kPaid) != 0;
  house_.agents.prospects(step.who).due = {step.length, step.time, paid, true};
  if (house_.agents[step.who].presence == Presence::kIdle) start_break(step.who);
}

// A break of a window that has been taken falls due no more.
template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::on_break_due(const Step& step) {
  if (!is_at_work(step.who)) return;
  DueBreak& due = house_.agents.prospects(step.who).due;
  if ((step.count & Step::kOfWindow) != 0 && !due.when_idle) return;
  due = {step.length, step.time, (step.count & Step::kPaid) != 0, false};
  const Presence presence = house_.agents[step.who].presence;
  if (presence == Presence::kBusy || presence == Presence::kOnBreak) return;
  if (presence == Presence::kPaused) house_.calendar.cancel(step.who);
  start_break(step.who);
}

// False if the break is over before it could begin (it keeps its end and the call took too long).
template <Features kHas, class Watcher>
bool Engine<kHas, Watcher>::start_break(AgentId id) {
  Agent& agent = house_.agents[id];
  Prospects& prospects = house_.agents.prospects(id);
  const DueBreak due = prospects.due;
  prospects.due = {};
  const bool from_now = due.when_idle || model_.break_rule == BreakRule::kKeepLength;
  const Seconds end = (from_now ? house_.now : due.planned) + due.length;
  if (end <= house_.now) return false;
  prospects.pause = 0;
  leave_the_list(id);
  agent.presence = Presence::kOnBreak;
  watcher_.agent(house_.now, id, Presence::kOnBreak);
  prospects.paid = due.paid;
  const Seconds t = ledger_.since_start(house_.now);
  ledger_.group(agent.group).on_break.change(1, t);
  if (due.paid) ledger_.group(agent.group).paid_break.change(1, t);
  house_.calendar.schedule(id, end);
  return true;
}

// A break or pause is over; another one may have fallen due meanwhile.
template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::on_agent_back(AgentId id) {
  const DueBreak& due = house_.agents.prospects(id).due;
  if (due.length > 0 && !due.when_idle && start_break(id)) return;
  come_to_the_phones(id);
}

template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::start_pause(AgentId id) {
  Prospects& prospects = house_.agents.prospects(id);
  leave_the_list(id);
  house_.agents[id].presence = Presence::kPaused;
  watcher_.agent(house_.now, id, Presence::kPaused);
  ledger_.group(house_.agents[id].group).away.change(1, ledger_.since_start(house_.now));
  house_.calendar.schedule(id, house_.now + prospects.pause);
  prospects.pause = 0;
  prospects.away_due = false;  // drawn when the pause is over
}

// ---- Shrinkage ---------------------------------------------------------------------------------

template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::on_shrinkage(GroupId g) {
  const GroupModel& model = model_.groups[g];
  for (AgentId id = model.first_agent; id < model.first_agent + model.agents; ++id) {
    Agent& agent = house_.agents[id];
    const bool away = is_drawn_away(id);
    if (agent.presence == Presence::kBusy) {
      house_.agents.prospects(id).away_due = away && !agent.leaving;
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
  house_.agents.prospects(id).away_due = false;
  agent.presence = Presence::kAway;
  watcher_.agent(house_.now, id, Presence::kAway);
  ledger_.group(agent.group).away.change(1, ledger_.since_start(house_.now));
}

// ---- From one state to another -----------------------------------------------------------------

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
  house_.agents.prospects(id).away_due = false;
  agent.presence = Presence::kOff;
  watcher_.agent(house_.now, id, Presence::kOff);
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
    case Presence::kPaused:
      levels.away.change(-1, t);
      break;
    case Presence::kOnBreak:
      levels.on_break.change(-1, t);
      if (house_.agents.prospects(id).paid) levels.paid_break.change(-1, t);
      break;
    case Presence::kOff:
    case Presence::kAbsent:
      break;
  }
}

}  // namespace hotline::detail
