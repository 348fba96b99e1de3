#pragma once

#include "engine.hpp"

// A call from its arrival to the queue, and its end if nobody answers.
namespace hotline::detail {

template <Features kHas, class Watcher>
inline void Engine<kHas, Watcher>::on_arrival(TypeId arriving) {
  Call call;
  call.type = arriving;
  const TypeId type_id = type_of(call);
  const TypeModel& type = model_.types[type_id];
  TypeStreams& streams = house_.streams[type_id];
  const IntervalId interval = ledger_.row_now();
  call.queue = type.queue;
  call.arrived = call.since = house_.now;
  call.interval = interval;
  if constexpr (kHas.journeys) {
    call.first_type = type_id;
    call.first_interval = interval;
  }
  call.talk = streams.talk(interval);
  call.after_call = streams.after_call(interval);
  if constexpr (kHas.patience) {
    call.patience = type.impatient ? streams.patience(interval) : kNever;
  }
  if constexpr (kHas.journeys || kHas.choice) call.key = streams.fate();
  ledger_.first_call(interval, type_id, call.talk + call.after_call);
  house_.arrivals.pop();
  begin_attempt(call);
}

template <Features kHas, class Watcher>
inline void Engine<kHas, Watcher>::begin_attempt(Call& call) {
  if constexpr (kHas.campaigns) {
    if (has_dialler(call.type)) return put_on_list(call);
  }
  // Without journeys every attempt is a first call, whose row is open.
  auto& books = kHas.journeys ? ledger_.open_row(call.interval, type_of(call))
                              : ledger_.row(call.interval, type_of(call));
  watcher_.calls(house_.now, call);
  ++books.attempts;
  books.attempts_staffed += ledger_.anybody_staffed();
  if constexpr (kHas.stages) {
    call.queue = model_.types[call.type].queue;
    call.turn = 0;
  }
  if constexpr (kHas.journeys) {
    books.handed_over += call.handed_over();
    call.came_staffed = ledger_.anybody_staffed();
    if constexpr (kHas.deferred) {
      call.told = Told{};
      if (model_.types[call.type].deferred) return put_off(call);
      if (!house_.open && !call.handed_over() && leaves_message_when_closed(call)) return;
    }
    if (!call.handed_over()) {
      if (!house_.open) return fail(call, Outcome::kClosed, 0);
      if (!take_line(call)) return fail(call, Outcome::kBlocked, 0);
      if (model_.types[call.type].has_ivr) return enter_machine(call);
    }
  }
  seek_agent(call);
}

template <Features kHas, class Watcher>
inline void Engine<kHas, Watcher>::seek_agent(Call& call) {
  AgentId agent = choose_agent(call);
  if constexpr (kHas.stages) {
    if (agent == kNoAgent) agent = choose_after_turns(call);
  }
  if (agent != kNoAgent) {
    house_.agents.remove_idle(agent);
    answer(agent, call);
  } else {
    ask_to_wait(call);
  }
}

template <Features kHas, class Watcher>
inline AgentId Engine<kHas, Watcher>::choose_agent(const Call& call) const {
  if constexpr (!kHas.choice) return house_.agents.group(0).last_idle;
  CallGenerator bits = chance(call, Chance::kRouting);
  return pick_agent(house_, call.queue, bits);
}

template <Features kHas, class Watcher>
inline void Engine<kHas, Watcher>::ask_to_wait(Call& call) {
  const TypeModel& type = model_of(call);
  Queue& queue = house_.queues[queue_of(call)];
  if constexpr (kHas.journeys) {
    if (queue_is_full(type, call.type)) return fail(call, Outcome::kRejected, 0);
    if (type.balk > 0) {
      CallGenerator bits = chance(call, Chance::kBalk);
      if (uniform(bits) < type.balk) return fail(call, Outcome::kBalked, 0);
    }
    if constexpr (kHas.deferred) {
      if (declines_to_wait(call)) return;
    }
  }
  const CallId id = house_.calls.take(call);
  if constexpr (kHas.journeys) house_.calls[id].stage = Stage::kQueue;
  queue.insert(house_.calls, id);
  ledger_.queued(type_of(call), house_.now);
  watcher_.waits(house_.now, call, ledger_.waiting(call.type));
  schedule_waiting(id);
}

template <Features kHas, class Watcher>
inline void Engine<kHas, Watcher>::schedule_caller(CallId id, Seconds time) {
  house_.calendar.grow(model_.agents + house_.calls.size());
  house_.calendar.schedule(model_.agents + id, time);
}

template <Features kHas, class Watcher>
inline void Engine<kHas, Watcher>::on_patience_end(CallId id) {
  const Call call = leave_queue(id);
  const Seconds wait = house_.now - call.arrived;
  fail(call, Outcome::kAbandoned, wait);
}

// Takes a waiting caller out of the queue and the pool; no change must be pending any more.
template <Features kHas, class Watcher>
inline auto Engine<kHas, Watcher>::leave_queue(CallId id) -> Call {
  const Call call = house_.calls[id];
  house_.queues[queue_of(call)].remove(house_.calls, id);
  if (is_work(call)) {
    ledger_.taken_up(call.type, house_.now);
  } else {
    ledger_.unqueued(type_of(call), house_.now);
  }
  house_.calls.give_back(id);
  return call;
}

// For how long an answered call holds a line.
template <Features kHas, class Watcher>
inline Seconds Engine<kHas, Watcher>::time_on_line(const Call& call, Seconds wait,
                                                   Seconds talk) const {
  if (has_line(call)) return wait + talk;
  return model_.types[call.type].deferred->dials ? talk : 0;
}

// Somebody is on the line while this call waits.
template <Features kHas, class Watcher>
inline bool Engine<kHas, Watcher>::has_line(const Call& call) const {
  return !is_work(call) || has_dialler(call.type);
}

// It is work of the agents, and not among the callers in queue.
template <Features kHas, class Watcher>
inline bool Engine<kHas, Watcher>::is_work(const Call& call) const {
  if constexpr (kHas.deferred) return model_.types[call.type].deferred.has_value();
  return false;
}

// An attempt ends without an answer, after this wait in queue. Those that were offered had a
// line.
template <Features kHas, class Watcher>
inline void Engine<kHas, Watcher>::fail(const Call& call, Outcome outcome, Seconds wait) {
  ledger_.lost(counted_in(call, house_.now), type_of(call), outcome, wait,
               model_of(call).target_time);
  note_end(call, outcome, wait, has_line(call) ? wait : 0);
  if constexpr (kHas.journeys) {
    if (info_of(outcome).offered && has_line(call)) release_line(call.lines);
  }
  if (kHas.stages && info_of(outcome).offered) note_recent(call.type, false);
  watcher_.ended(house_.now, call, outcome, wait);
  if constexpr (kHas.journeys) {
    release_companion(call, 0);
    if (!tries_again(call, outcome, wait)) settle(call, outcome, wait);
  }
}

}  // namespace hotline::detail
