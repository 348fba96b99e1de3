#pragma once

#include <algorithm>

#include "engine.hpp"

// Callers who are told how long it will take, who are called back or leave a message, and the work
// that agents do without a caller on the line.
namespace hotline::detail {

// ---- Waiting, and what a caller may do instead -------------------------------------------------

template <Features kHas, class Watcher>
Seconds Engine<kHas, Watcher>::predicted_wait(const Call& call) const {
  const TypeModel& type = model_.types[call.type];
  const CallId head = house_.queues[call.queue].head;
  const std::uint32_t length = ledger_.waiting(call.type);
  const auto on_duty = [&] {
    int agents = 0;
    for (const GroupId g : model_.queues[call.queue].groups) {
      agents += ledger_.group(g).staffed.value;
    }
    return agents;
  };
  switch (type.waits.announced->rule) {
    case AnnouncedWait::Rule::kLastWait:
    case AnnouncedWait::Rule::kMeanOfLast:
      return house_.past_waits[call.type].mean();
    case AnnouncedWait::Rule::kHeadOfLine:
      return head == kNoCall ? 0 : house_.now - house_.calls[head].since;
    case AnnouncedWait::Rule::kQueueLength:
      return wait_by_queue(length, on_duty(), type.mean_handling);
    case AnnouncedWait::Rule::kQueueAndPatience:
      break;
  }
  return wait_by_queue_and_patience(length, on_duty(), type.mean_handling, type.waits.hang_up_rate);
}

// Before a caller joins the queue: true if it does not, but balks or asks to be called back.
template <Features kHas, class Watcher>
bool Engine<kHas, Watcher>::declines_to_wait(Call& call) {
  const TypeWaits& waits = model_.types[call.type].waits;
  if (waits.announced) call.told.wait = predicted_wait(call);
  if (waits.balk) {
    CallGenerator bits = chance(call, Chance::kBalk);
    if (uniform(bits) < balk_probability(*waits.balk, call.told.wait)) {
      fail(call, Outcome::kBalked, 0);
      return true;
    }
  }
  return waits.callback && waits.callback->after <= 0 && takes_callback(call, 0);
}

// When a waiting caller is next offered something else than to wait.
template <Features kHas, class Watcher>
Seconds Engine<kHas, Watcher>::next_offer(const Call& call) const {
  const TypeWaits& waits = model_.types[call.type].waits;
  Seconds next = kNever;
  if (call.origin == Origin::kConsult) return next;
  if (waits.callback && !call.told.callback) next = waits.callback->after;
  if (waits.voicemail && !call.told.voicemail) next = std::min(next, waits.voicemail->after);
  return call.arrived + next;
}

// A waiting caller is offered to be called back, or else to leave a message, and may go on waiting.
template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::on_offer(CallId id) {
  Call& waiting = house_.calls[id];
  const TypeWaits& waits = model_.types[waiting.type].waits;
  const bool callback = waits.callback && !waiting.told.callback &&
                        (!waits.voicemail || waiting.told.voicemail ||
                         waits.callback->after <= waits.voicemail->after);
  const Call call = waiting;
  const Seconds wait = house_.now - call.arrived;
  if (callback) {
    waiting.told.callback = true;
    if (wants_callback(call)) {
      leave_queue(id);
      return arrange_callback(call, wait);
    }
  } else {
    waiting.told.voicemail = true;
    CallGenerator bits = chance(call, Chance::kMessage);
    if (!house_.over && uniform(bits) < waits.voicemail->probability) {
      leave_queue(id);
      return record_message(call, Outcome::kMessageLeft, wait);
    }
  }
  schedule_waiting(id);
}

// What an answered caller's wait teaches about the next ones', and how far off the prediction was.
template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::remember_wait(const Call& call, Seconds wait) {
  house_.past_waits[call.type].add(wait);
  if (call.told.wait < 0 || call.told.wait == kNever) return;
  ledger_.told(call.interval, call.type, call.told.wait - wait);
}

// ---- Callbacks and messages --------------------------------------------------------------------

template <Features kHas, class Watcher>
bool Engine<kHas, Watcher>::wants_callback(const Call& call) const {
  const CallbackModel& offer = *model_.types[call.type].waits.callback;
  const bool offered = offer.always || call.told.wait >= offer.if_wait ||
                       ledger_.waiting(call.type) >= offer.if_queue;
  if (!offered || house_.over || call.origin == Origin::kConsult) return false;
  CallGenerator bits = chance(call, Chance::kCallback);
  return uniform(bits) < offer.accepted;
}

template <Features kHas, class Watcher>
bool Engine<kHas, Watcher>::takes_callback(Call& call, Seconds wait) {
  call.told.callback = true;
  if (!wants_callback(call)) return false;
  arrange_callback(call, wait);
  return true;
}

// The attempt ends without an answer, and not because the caller failed: nothing is tried again.
template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::part(const Call& call, Outcome outcome, Seconds wait) {
  ledger_.lost(counted_in(call, house_.now), call.type, outcome, wait, model_of(call).target_time);
  note_end(call, outcome, wait, has_line(call) ? wait : 0);
  if (kHas.stages && info_of(outcome).offered) note_recent(call.type, false);
  watcher_.ended(house_.now, call, outcome, wait);
  release_companion(call, 0);
}

// What this call leads to, as an attempt of another type with draws of its own.
template <Features kHas, class Watcher>
auto Engine<kHas, Watcher>::successor(const Call& call, TypeId to, Origin origin) const -> Call {
  const TypeModel& type = model_.types[to];
  Call next = call;
  next.type = to;
  next.queue = type.queue;
  next.origin = origin;
  next.companion = Call::kNoOne;
  next.together = 0;
  next.keeps_place = false;
  next.retries = 0;
  next.patience = kNever;
  next.arrived = house_.now;
  next.interval = ledger_.row_now();
  ++next.attempt;
  CallGenerator talk_bits = chance(next, Chance::kTalk);
  CallGenerator after_call_bits = chance(next, Chance::kAfterCall);
  next.talk = type.talk.at(next.interval)(talk_bits);
  next.after_call = type.after_call.at(next.interval)(after_call_bits);
  return next;
}

template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::arrange_callback(const Call& call, Seconds wait) {
  part(call, Outcome::kCalledBack, wait);
  release_line(call.lines);
  Call back = successor(call, model_.types[call.type].waits.callback->to, Origin::kCallback);
  back.waited_before += wait;
  back.last_offered = Outcome::kCalledBack;
  if (!model_.types[back.type].deferred->keeps_turn) back.since = house_.now;
  begin_attempt(back);
}

// A caller who finds the lines closed may leave a message, if a line is free to do so.
template <Features kHas, class Watcher>
bool Engine<kHas, Watcher>::leaves_message_when_closed(Call& call) {
  const auto& voicemail = model_.types[call.type].waits.voicemail;
  if (!voicemail || house_.over) return false;
  CallGenerator bits = chance(call, Chance::kMessage);
  if (uniform(bits) >= voicemail->when_closed || !take_line(call)) return false;
  record_message(call, Outcome::kMessageLeftClosed, 0);
  return true;
}

// The caller speaks on the line that it has; then the message is there to be worked off.
template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::record_message(const Call& call, Outcome outcome, Seconds wait) {
  part(call, outcome, wait);
  settle(call, outcome, wait);
  const VoicemailModel& voicemail = *model_.types[call.type].waits.voicemail;
  Call message = successor(call, voicemail.to, Origin::kMessage);
  message.reached = true;  // how the caller fared is known
  message.stage = Stage::kRecorder;
  CallGenerator bits = chance(call, Chance::kMessageLength);
  schedule_caller(house_.calls.take(message), house_.now + voicemail.length(bits));
}

template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::on_message_end(CallId id) {
  Call message = house_.calls[id];
  house_.calls.give_back(id);
  release_line(message.lines);
  if (model_.costs) ledger_.line_held(message.first_type, house_.now - message.arrived);
  message.arrived = message.since = house_.now;
  message.interval = ledger_.row_now();
  begin_attempt(message);
}

// ---- Work without a caller on the line ---------------------------------------------------------

template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::put_off(Call& call) {
  call.patience = kNever;
  call.lines = model_.types[call.type].lines;
  const AgentId agent = agent_for_work(call);
  if (agent != kNoAgent) {
    house_.agents.remove_idle(agent);
    return answer(agent, call);
  }
  line_up_work(call);
}

template <Features kHas, class Watcher>
CallId Engine<kHas, Watcher>::line_up_work(const Call& call) {
  const CallId id = house_.calls.take(call);
  house_.calls[id].stage = Stage::kQueue;
  Queue& queue = house_.queues[call.queue];
  queue.insert(house_.calls, id);
  ledger_.put_off(call.type, queue.length, house_.now);
  watcher_.waits(house_.now, call, queue.length);
  return id;
}

template <Features kHas, class Watcher>
AgentId Engine<kHas, Watcher>::agent_for_work(const Call& call) const {
  if (model_.types[call.type].deferred->keeps_turn) return choose_agent(call);
  if (!house_.may_begin[call.queue] || house_.over) return kNoAgent;
  const QueueModel& queue = model_.queues[call.queue];
  for (const GroupId g : queue.groups) {
    const Group& group = house_.agents.group(g);
    if (group.idle <= queue.reserve) continue;
    if (model_.has_reserves && Candidates<true>{house_, call.type, {&g, 1}, {}}.idle(0) == 0)
      continue;
    return group.last_idle;
  }
  return kNoAgent;
}

// An agent for whom no caller waits: true if it sets to work on something else.
template <Features kHas, class Watcher>
bool Engine<kHas, Watcher>::takes_up_work(AgentId id) {
  if (house_.over) return false;
  const GroupId g = house_.agents[id].group;
  for (const QueueId queue : model_.groups[g].deferred_queues) {
    const CallId next = next_in_queue(house_, queue);
    if (next == kNoCall || !house_.may_begin[queue]) continue;
    if (house_.agents.group(g).idle < model_.queues[queue].reserve) continue;
    if (model_.has_reserves && is_kept_back(house_, g, model_.queues[queue].type)) continue;
    answer(id, leave_queue(next));
    return true;
  }
  return false;
}

template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::on_work_hours(const Step& step) {
  house_.may_begin[step.who] = step.count != 0;
  for (;;) {
    const CallId next = next_in_queue(house_, step.who);
    if (next == kNoCall) return;
    const AgentId agent = agent_for_work(house_.calls[next]);
    if (agent == kNoAgent) return;
    house_.agents.remove_idle(agent);
    answer(agent, leave_queue(next));
  }
}

// The time until somebody answers a call that an agent makes, or the agent gives up; part of the
// talk.
template <Features kHas, class Watcher>
Seconds Engine<kHas, Watcher>::dial_time(const Call& call) const {
  const auto& terms = model_.types[call.type].deferred;
  if (!terms || !terms->dials || terms->dialler) return 0;
  CallGenerator bits = chance(call, Chance::kDialLength);
  return terms->dial(bits);
}

// An agent sets to work. Calls out take a line and do not wait for one. True if there is something
// to talk or work about; if nobody is reached, the agent's time for it is settled here.
template <Features kHas, class Watcher>
bool Engine<kHas, Watcher>::sets_to_work(AgentId agent_id, const Call& call) {
  const DeferredModel& terms = *model_.types[call.type].deferred;
  if constexpr (kHas.campaigns) {
    if (terms.dialler) return meets_right_person(agent_id, call);
  }
  Agent& agent = house_.agents[agent_id];
  if (!terms.dials) {
    agent.keeps_line = true;  // there is none to free
    return true;
  }
  agent.lines = call.lines;
  ++house_.lines_in_use[agent.lines];
  CallGenerator bits = chance(call, Chance::kReached);
  Outcome outcome = Outcome::kUnreached;
  Seconds spent = dial_time(call);
  if (uniform(bits) < terms.answered) {
    if (uniform(bits) >= terms.wrong_person) return true;
    outcome = Outcome::kWrongPerson;
    spent += terms.wrong_person_length(bits);
  }
  spend_in_vain(agent_id, call, outcome, spent);
  return false;
}

// An agent is busy with somebody who is not to be reached.
template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::spend_in_vain(AgentId agent_id, const Call& call, Outcome outcome,
                                          Seconds spent) {
  Agent& agent = house_.agents[agent_id];
  GroupLevels& levels = ledger_.group(agent.group);
  if (agent.presence != Presence::kBusy) levels.busy.change(1, ledger_.since_start(house_.now));
  levels.handling += spent;
  if (model_.costs) ledger_.line_held(call.type, spent);
  agent.presence = Presence::kBusy;
  if (model_.breaks_off_calls) house_.in_hand[agent_id] = {};
  house_.calendar.schedule(agent_id, house_.now + spent);
  const Seconds wait = house_.now - call.arrived;
  part(call, outcome, wait);
  if (!dials_again(call, wait, house_.now + spent)) settle(call, outcome, wait);
}

template <Features kHas, class Watcher>
bool Engine<kHas, Watcher>::dials_again(const Call& call, Seconds wait, Seconds gives_up) {
  const DeferredModel& terms = *model_.types[call.type].deferred;
  if (call.retries + 1U >= terms.tries) return false;
  CallGenerator bits = chance(call, Chance::kRetryDelay);
  const Seconds time = gives_up + terms.again_after(bits);
  if (house_.over || time >= model_.length) return false;
  Call again = call;
  again.stage = Stage::kElsewhere;
  again.origin = Origin::kRetry;
  again.waited_before += wait;
  ++again.attempt;
  ++again.retries;
  schedule_caller(house_.calls.take(again), time);
  watcher_.returns(house_.now, again, time - house_.now);
  return true;
}

}  // namespace hotline::detail
