#pragma once

#include "engine.hpp"

// Who is there when a replication begins.
namespace hotline::detail {

template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::on_start() {
  for (const StartModel::Busy& busy : model_.start.busy) {
    for (std::uint32_t i = 0; i < busy.agents; ++i) set_to_work_from_start(busy.group, busy.type);
  }
  for (const StartModel::Waiting& caller : model_.start.waiting) {
    wait_from_start(caller.type, caller.waited);
  }
}

// An agent, if one is idle, is busy with a call that was answered before: for a whole talk and
// after-call work, drawn anew. For exponential laws that is the law of what is left.
template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::set_to_work_from_start(GroupId g, TypeId type) {
  if (house_.agents.group(g).idle == 0) return;
  const AgentId id = house_.agents.group(g).last_idle;
  house_.agents.remove_idle(id);
  TypeStreams& streams = house_.streams[type];
  const IntervalId interval = ledger_.row_now();
  Call call;
  call.type = type;
  call.talk = streams.talk(interval);
  call.after_call = streams.after_call(interval);
  call.key = streams.fate();
  Agent& agent = house_.agents[id];
  const Handling work = handling_by(id, call, 0);
  agent.lines = model_.types[type].lines;
  ++house_.lines_in_use[agent.lines];
  if (model_.counts_lines) agent.after_call = work.after_call;
  if (model_.breaks_off_calls) house_.in_hand[id] = {};
  GroupLevels& levels = ledger_.group(g);
  levels.busy.change(1, ledger_.since_start(house_.now));
  levels.handling += work.talk + work.after_call;
  levels.after_call += work.after_call;
  agent.presence = Presence::kBusy;
  const Seconds later = agent.after_call > 0 ? 0 : work.after_call;
  house_.calendar.schedule(id, house_.now + work.talk + later);
}

// A caller who came before and has waited so long; patience is drawn anew from now on. Counted as a
// call of the first instant.
template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::wait_from_start(TypeId id, Seconds waited) {
  const TypeModel& type = model_.types[id];
  TypeStreams& streams = house_.streams[id];
  const IntervalId interval = ledger_.row_now();
  Call call;
  call.type = id;
  call.queue = type.queue;
  call.arrived = call.since = house_.now - waited;
  call.interval = interval;
  call.talk = streams.talk(interval);
  call.after_call = streams.after_call(interval);
  call.patience = type.impatient ? waited + streams.patience(interval) : kNever;
  call.key = streams.fate();
  auto& books = ledger_.open_row(interval, id);
  ++books.callers;
  ++books.attempts;
  books.attempts_staffed += ledger_.anybody_staffed();
  watcher_.calls(house_.now, call);
  call.first_type = id;
  call.first_interval = interval;
  call.came_staffed = ledger_.anybody_staffed();
  if (!take_line(call)) return fail(call, Outcome::kBlocked, 0);
  const AgentId agent = choose_agent(call);
  if (agent != kNoAgent) {
    house_.agents.remove_idle(agent);
    return answer(agent, call);
  }
  const CallId slot = house_.calls.take(call);
  house_.calls[slot].stage = Stage::kQueue;
  house_.queues[call.queue].insert(house_.calls, slot);
  ledger_.queued(id, house_.now);
  watcher_.waits(house_.now, call, ledger_.waiting(id));
  schedule_waiting(slot);
}

}  // namespace hotline::detail
