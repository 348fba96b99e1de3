#pragma once

#include <algorithm>
#include <cmath>

#include "conditions.hpp"
#include "engine.hpp"

// The terms on which callers wait: for a line, how many of them, how long, and for whom.
namespace hotline::detail {

// ---- Limits ------------------------------------------------------------------------------------

// A call takes one of the lines that are for its type. False if there is none.
template <Features kHas, class Watcher>
bool Engine<kHas, Watcher>::take_line(Call& call) {
  call.lines = model_.types[call.type].lines;
  std::uint32_t& in_use = house_.lines_in_use[call.lines];
  if (in_use >= model_.line_groups[call.lines].count) return false;
  ++in_use;
  return true;
}

template <Features kHas, class Watcher>
inline void Engine<kHas, Watcher>::release_line(std::uint16_t lines) {
  if constexpr (kHas.journeys) --house_.lines_in_use[lines];
}

template <Features kHas, class Watcher>
bool Engine<kHas, Watcher>::queue_is_full(const TypeModel& type, TypeId id) const {
  const auto allowed = [](double per_agent, std::uint32_t on_duty) {
    return std::floor(per_agent * on_duty + 1e-9);  // 0.1 x 30 is 3
  };
  if (ledger_.waiting(id) >= type.queue_limit || ledger_.waiting() >= model_.queue_limit) {
    return true;
  }
  if (type.queue_limit_per_agent > 0 &&
      ledger_.waiting(id) >=
          allowed(type.queue_limit_per_agent, agents_on_duty(house_, type.groups))) {
    return true;
  }
  if (model_.queue_limit_per_agent <= 0) return false;
  std::uint32_t on_duty = 0;
  for (GroupId g = 0; g < model_.groups.size(); ++g) on_duty += house_.agents.group(g).scheduled;
  return ledger_.waiting() >= allowed(model_.queue_limit_per_agent, on_duty);
}

// ---- What comes next for a caller who waits ----------------------------------------------------

template <Features kHas, class Watcher>
inline Seconds Engine<kHas, Watcher>::patience_end(const Call& call) const {
  return kHas.patience ? call.arrived + call.patience : kNever;
}

// The caller changes terms, is offered something else than to wait, or gives up, whichever comes
// first. Nothing of this happens to work without a caller on the line.
template <Features kHas, class Watcher>
inline Seconds Engine<kHas, Watcher>::next_change(const Call& call) const {
  if (!has_line(call)) return kNever;
  Seconds next = patience_end(call);
  if constexpr (kHas.stages) next = std::min(next, next_turn(call));
  if constexpr (kHas.deferred) next = std::min(next, next_offer(call));
  return next;
}

template <Features kHas, class Watcher>
inline void Engine<kHas, Watcher>::schedule_waiting(CallId id) {
  const Seconds time = next_change(house_.calls[id]);
  if (time < kNever) schedule_caller(id, time);
}

template <Features kHas, class Watcher>
inline void Engine<kHas, Watcher>::cancel_waiting(CallId id) {
  if (next_change(house_.calls[id]) < kNever) house_.calendar.cancel(model_.agents + id);
}

// ---- Turns -------------------------------------------------------------------------------------

template <Features kHas, class Watcher>
Seconds Engine<kHas, Watcher>::next_turn(const Call& call) const {
  const auto& turns = model_.types[call.type].turns;
  return call.turn < turns.size() ? call.arrived + turns[call.turn].after : kNever;
}

// Puts the caller onto the terms of the first change whose condition holds. True if these are
// other ones than before.
template <Features kHas, class Watcher>
bool Engine<kHas, Watcher>::take_turn(Call& call, bool queued) {
  const TypeModel& type = model_.types[call.type];
  for (const TurnModel::Change& change : type.turns[call.turn++].changes) {
    if (change.condition != kNoLimit &&
        !holds(house_, model_.conditions[change.condition], call, queued)) {
      continue;
    }
    const QueueId before = call.queue;
    call.queue = change.leads_to[before - type.queue];
    if (call.queue == before) return false;
    watcher_.turns(house_.now, call);
    return true;
  }
  return false;
}

// A caller for whom nobody is idle, before being asked to wait: turns that are due at once.
template <Features kHas, class Watcher>
AgentId Engine<kHas, Watcher>::choose_after_turns(Call& call) {
  AgentId agent = kNoAgent;
  while (agent == kNoAgent && next_turn(call) <= house_.now) {
    if (take_turn(call, false)) agent = choose_agent(call);
  }
  return agent;
}

template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::on_turn(CallId id) {
  Call& call = house_.calls[id];
  const QueueId before = call.queue;
  if (take_turn(call, true)) {
    house_.queues[before].remove(house_.calls, id);
    house_.queues[call.queue].insert(house_.calls, id);
    const AgentId agent = choose_agent(call);
    if (agent != kNoAgent) {
      house_.agents.remove_idle(agent);
      return answer(agent, leave_queue(id));
    }
  }
  schedule_waiting(id);
}

// A call's wait ends: for the conditions that ask for recent service levels.
template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::note_recent(TypeId type, bool in_time) {
  for (std::size_t i = 0; i < model_.recent_levels.size(); ++i) {
    const RecentLevelModel& level = model_.recent_levels[i];
    if (level.type == type && !level.of_dialler) house_.recent_levels[i].note(house_.now, in_time);
  }
}

}  // namespace hotline::detail
