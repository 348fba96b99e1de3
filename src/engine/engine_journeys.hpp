#pragma once

#include <algorithm>

#include "engine.hpp"

// What may happen to a call beyond queue and talk: the machine that answers first, tries after a
// failure, and what follows a talk.
namespace hotline::detail {

// The event of a caller is told by the stage that it is in.
template <Features kHas, class Watcher>
inline void Engine<kHas, Watcher>::on_caller_event(CallId id) {
  if constexpr (!kHas.journeys) {
    on_patience_end(id);
  } else {
    const Call& call = house_.calls[id];
    switch (call.stage) {
      case Stage::kQueue:
        if (patience_end(call) <= next_change(call)) return on_patience_end(id);
        if constexpr (kHas.deferred) {
          if (next_offer(call) <= next_turn(call)) return on_offer(id);
        }
        if constexpr (kHas.stages) return on_turn(id);
        return;
      case Stage::kMachine:
        return on_machine_end(id);
      case Stage::kElsewhere:
        return on_return(id);
      case Stage::kRecorder:
        if constexpr (kHas.deferred) return on_message_end(id);
        return;
      case Stage::kRinging:
        if constexpr (kHas.campaigns) return on_ring_end(id);
        return;
      case Stage::kLook:
        house_.look_is_set = false;
        return;
      case Stage::kListed:
        return;
    }
  }
}

// ---- What is counted only for those who ask -----------------------------------------------------

// The row in which an attempt is counted that leaves then; service, if any, begins now.
template <Features kHas, class Watcher>
inline IntervalId Engine<kHas, Watcher>::counted_in(const Call& call, Seconds leaves) {
  if constexpr (kHas.journeys) {
    if (model_.interval_of == IntervalOf::kService) return ledger_.counted_at(call, house_.now);
    if (model_.interval_of == IntervalOf::kExit) return ledger_.counted_at(call, leaves);
  }
  return call.interval;
}

template <Features kHas, class Watcher>
inline void Engine<kHas, Watcher>::note_end(const Call& call, Outcome outcome, Seconds wait,
                                            Seconds on_line) {
  if constexpr (kHas.journeys) {
    if (model_.costs) ledger_.line_held(call.type, on_line);
    if (!model_.more_targets.empty()) ledger_.note_within(call.type, outcome, wait, false);
  }
}

// ---- The machine -------------------------------------------------------------------------------

template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::enter_machine(Call& call) {
  CallGenerator bits = chance(call, Chance::kMachineLength);
  call.stage = Stage::kMachine;
  ledger_.with_machine(1);
  const Seconds length = model_.types[call.type].ivr_length(bits);
  watcher_.machine(house_.now, call, length);
  schedule_caller(house_.calls.take(call), house_.now + length);
}

template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::on_machine_end(CallId id) {
  Call call = house_.calls[id];
  house_.calls.give_back(id);
  ledger_.with_machine(-1);
  if (model_.costs) ledger_.line_held(call.type, house_.now - call.arrived);
  const TypeModel& type = model_.types[call.type];
  CallGenerator bits = chance(call, Chance::kMachine);
  const double decision = uniform(bits);
  if (decision < type.self_served + type.hung_up) {
    const Outcome outcome = decision < type.self_served ? Outcome::kSelfServed : Outcome::kHungUp;
    ledger_.lost(counted_in(call, house_.now), call.type, outcome, 0, type.target_time);
    release_line(call.lines);
    watcher_.ended(house_.now, call, outcome, 0);
    return settle(call, outcome, 0);
  }
  call.arrived = call.since = house_.now;  // waiting is for an agent
  if (!house_.open && model_.at_closing == AtClosing::kSendAway) {
    return fail(call, Outcome::kDismissed, 0);
  }
  seek_agent(call);
}

// ---- Trying again ------------------------------------------------------------------------------

// The failure that a retry may follow.
inline std::size_t failure_of(Outcome outcome) {
  static_assert(static_cast<int>(Failure::kDismissed) + 1 == static_cast<int>(Outcome::kDismissed));
  return static_cast<std::size_t>(outcome) - 1;
}

// Decides whether the caller calls again after this failure, and if so, lets it.
template <Features kHas, class Watcher>
bool Engine<kHas, Watcher>::tries_again(const Call& call, Outcome outcome, Seconds waited) {
  const TypeModel& type = model_.types[call.type];
  if (!type.retries || call.origin == Origin::kConsult || call.retries >= type.retry.at_most) {
    return false;
  }
  const auto& probability = type.retry.probability[failure_of(outcome)];
  if (probability.empty()) return false;
  const std::size_t turn = std::min<std::size_t>(call.retries, probability.size() - 1);
  CallGenerator bits = chance(call, Chance::kRetry);
  if (uniform(bits) >= probability[turn]) return false;
  CallGenerator delay_bits = chance(call, Chance::kRetryDelay);
  const Seconds time = house_.now + type.retry.delay(delay_bits);
  if (house_.over || time >= model_.length) return false;  // beyond what is simulated
  Call again = call;
  again.stage = Stage::kElsewhere;
  again.origin = Origin::kRetry;
  again.companion = Call::kNoOne;
  again.keeps_place = false;
  again.together = 0;
  again.waited_before += waited;
  if (info_of(outcome).offered) again.last_offered = outcome;
  ++again.attempt;
  ++again.retries;
  watcher_.returns(house_.now, again, time - house_.now);
  schedule_caller(house_.calls.take(again), time);
  return true;
}

// An agent answered, or the caller will not call again: it is known how the caller fared, unless it
// was before. Who had been offered to the agents once is counted by that attempt, and not by a
// later one that found the lines closed or taken.
template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::settle(const Call& call, Outcome outcome, Seconds waited) {
  if (!model_.types[call.type].follows_callers || call.reached) return;
  const bool counts = info_of(outcome).offered || !call.last_offered;
  const Outcome fate = counts ? outcome : *call.last_offered;
  const Seconds whole_wait = call.waited_before + waited;
  ledger_.caller_settled(call, fate, whole_wait);
  if (!model_.more_targets.empty()) {
    ledger_.note_within(call.first_type, fate, whole_wait, true);
  }
}

// A caller is there again: by another call, or handed over within the house.
template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::on_return(CallId id) {
  Call call = house_.calls[id];
  house_.calls.give_back(id);
  call.arrived = house_.now;
  if (!call.keeps_place) call.since = house_.now;
  call.interval = ledger_.row_now();
  draw_anew(call);
  begin_attempt(call);
}

// A retry keeps its talk and, if its type says so, its patience; any other return is a new matter.
template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::draw_anew(Call& call) {
  const TypeModel& type = model_.types[call.type];
  const bool keeps_patience = call.origin == Origin::kRetry && type.retry.same_patience;
  if (!type.impatient) {
    call.patience = kNever;
  } else if (!keeps_patience) {
    CallGenerator bits = chance(call, Chance::kPatience);
    call.patience = type.patience.at(call.interval)(bits);
  }
  if (call.origin != Origin::kTransfer && call.origin != Origin::kCallAgain) return;
  CallGenerator talk_bits = chance(call, Chance::kTalk);
  CallGenerator after_call_bits = chance(call, Chance::kAfterCall);
  call.talk = type.talk.at(call.interval)(talk_bits);
  call.after_call = type.after_call.at(call.interval)(after_call_bits);
}

// ---- Talk and what follows ---------------------------------------------------------------------

template <Features kHas, class Watcher>
const SequelModel* Engine<kHas, Watcher>::choose_sequel(const Call& call) const {
  const auto& sequels = model_.types[call.type].sequels;
  if (sequels.empty() || call.origin == Origin::kConsult) return nullptr;
  CallGenerator bits = chance(call, Chance::kSequel);
  double decision = uniform(bits);
  for (const SequelModel& sequel : sequels) {
    if (decision < sequel.probability) return &sequel;
    decision -= sequel.probability;
  }
  return nullptr;
}

// Sends the caller on its way at the end of talk. True if the agent stays with the caller, and so
// has no end of work yet.
template <Features kHas, class Watcher>
bool Engine<kHas, Watcher>::begin_sequel(const SequelModel& sequel, AgentId agent_id,
                                         const Call& call, Seconds wait, Handling work) {
  Agent& agent = house_.agents[agent_id];
  Call next = call;
  next.stage = Stage::kElsewhere;
  next.type = sequel.to;
  next.queue = model_.types[sequel.to].queue;
  next.reached = true;
  next.waited_before += wait;
  next.companion = Call::kNoOne;
  next.together = 0;
  next.retries = 0;
  next.keeps_place = sequel.keeps_place;
  ++next.attempt;
  CallGenerator bits = chance(call, Chance::kSequelLength);
  if (sequel.kind == Sequel::Kind::kCallAgain) {
    next.origin = Origin::kCallAgain;
    const Seconds time = house_.now + work.talk + sequel.length(bits);
    if (!house_.over && time < model_.length) send_on(next, agent_id, time);
    return false;
  }
  agent.keeps_line = true;
  next.origin = Origin::kTransfer;
  if (sequel.kind == Sequel::Kind::kConsult) {
    next.origin = Origin::kConsult;
    next.talk = sequel.length(bits);
    next.after_call = 0;
  }
  if (sequel.warm) {
    next.companion = agent_id;
    if (sequel.kind == Sequel::Kind::kTransfer) next.together = sequel.together(bits);
    agent.after_call = work.after_call;
    agent.waits_since = house_.now + work.talk;
  }
  send_on(next, agent_id, house_.now + work.talk);
  return sequel.warm;
}

// The caller whom this agent has on the line will be there again at `time`, if the talk ends well.
template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::send_on(const Call& next, AgentId agent_id, Seconds time) {
  const CallId id = house_.calls.take(next);
  schedule_caller(id, time);
  watcher_.returns(house_.now, next, time - house_.now);
  if (model_.breaks_off_calls) house_.in_hand[agent_id].sequel = id;
}

// The agent who stayed with this caller goes on to after-call work, `together` from now.
template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::release_companion(const Call& call, Seconds together) {
  if (call.companion == Call::kNoOne) return;
  Agent& agent = house_.agents[call.companion];
  ledger_.group(agent.group).handling += house_.now - agent.waits_since + together;
  agent.in_wrap_up = true;
  house_.calendar.schedule(call.companion, house_.now + together + agent.after_call);
}

// The caller hangs up and frees the line; the agent goes on to after-call work.
template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::on_talk_end(AgentId id) {
  Agent& agent = house_.agents[id];
  agent.in_wrap_up = true;
  if (!agent.keeps_line) release_line(agent.lines);
  house_.calendar.schedule(id, house_.now + agent.after_call);
}

}  // namespace hotline::detail
