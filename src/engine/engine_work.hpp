#pragma once

#include <algorithm>

#include "engine.hpp"

// What an agent spends on a call: the caller's own talk and after-call work, changed by who answers
// and by how long the caller had to wait; and how an agent whose duty ends breaks off a talk.
namespace hotline::detail {

// ---- How long a call takes ---------------------------------------------------------------------

// The factor on the time that this agent needs.
template <Features kHas, class Watcher>
double Engine<kHas, Watcher>::pace_of(AgentId agent, TypeId type) const {
  const GroupModel& group = model_.groups[house_.agents[agent].group];
  double pace = group.pace.empty() ? 1 : group.pace[type];
  if (!group.person_pace.empty()) pace *= group.person_pace[agent - group.first_agent];
  return pace;
}

// Beyond an hour of waiting talk grows no more. Without an end each call of a full queue would take
// longer than the one before by the same factor, beyond all numbers.
inline constexpr Seconds kMostGrowth = kHour;

// A consult, and time for three after a warm transfer, take as long for anybody: both sides are
// held by it.
template <Features kHas, class Watcher>
Handling Engine<kHas, Watcher>::handling_by(AgentId agent, const Call& call, Seconds wait) const {
  if (call.origin == Origin::kConsult) return {call.talk, call.after_call};
  Seconds talk = call.talk;
  if (call.origin != Origin::kHandOver) {
    const GroupModel& group = model_.groups[house_.agents[agent].group];
    if (!group.own_talk.empty() && !group.own_talk[call.type].empty()) {
      CallGenerator bits = chance(call, Chance::kTalk);
      talk = group.own_talk[call.type].front()(bits);
    }
    talk *= 1 + model_.types[call.type].talk_growth * std::min(wait, kMostGrowth);
  }
  const double pace = pace_of(agent, call.type);
  return {talk * pace + call.together, call.after_call * pace};
}

// ---- The call in hand --------------------------------------------------------------------------

// An agent answers. What the agent may break off is told to the watcher when it is over.
template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::begin_work(AgentId id, const Call& call, Seconds wait, Handling work) {
  const GroupId g = house_.agents[id].group;
  const GroupModel& group = model_.groups[g];
  if (group.pause_probability > 0) {
    CallGenerator bits = chance(call, Chance::kPause);
    const bool pauses = uniform(bits) < group.pause_probability;
    house_.agents.prospects(id).pause = pauses ? group.pause(bits) : 0;
  }
  if (group.at_shift_end == AtShiftEnd::kFinishCall) return watcher_.served(call, wait, g, work);
  // A colleague is not left alone, and work without a caller on the line not half done.
  const bool may_end_early = call.companion == Call::kNoOne && !is_work(call);
  house_.in_hand[id] = {call,    wait,          house_.now, work, ledger_.row_now(),
                        kNoCall, may_end_early, true};
}

template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::end_work(AgentId id) {
  const GroupId group = house_.agents[id].group;
  if (model_.groups[group].at_shift_end == AtShiftEnd::kFinishCall) return;
  const WorkInHand& work = house_.in_hand[id];
  if (work.is_answered) watcher_.served(work.call, work.wait, group, work.handling);
}

// An agent whose duty ends leaves the caller: the talk is cut off, or goes on with somebody else.
// False if the agent has to finish: no talk is in hand but after-call work or a colleague, the
// group finishes its calls, or the horizon is over.
template <Features kHas, class Watcher>
bool Engine<kHas, Watcher>::break_off(AgentId id) {
  Agent& agent = house_.agents[id];
  const AtShiftEnd rule = model_.groups[agent.group].at_shift_end;
  if (rule == AtShiftEnd::kFinishCall || house_.over) return false;
  const WorkInHand work = house_.in_hand[id];
  if (!work.may_end_early || house_.now >= work.talk_ends()) return false;
  const bool waits_for_a_colleague =
      work.sequel != kNoCall && house_.calls[work.sequel].companion == id;
  if (!waits_for_a_colleague) house_.calendar.cancel(id);
  if (work.sequel != kNoCall) {
    house_.calendar.cancel(model_.agents + work.sequel);
    house_.calls.give_back(work.sequel);
  }
  agent.keeps_line = false;
  agent.after_call = 0;
  const Seconds after_call = work.handling.after_call;
  ledger_.not_done(agent.group, work.answered_in, work.talk_ends() - house_.now + after_call,
                   after_call);
  watcher_.served(work.call, work.wait, agent.group, {house_.now - work.answered, 0});
  house_.last_call_end = house_.now;
  if (rule == AtShiftEnd::kHandOver) {
    pass_on(id, work);
  } else {
    ++ledger_.row(work.call.interval, work.call.type).cut_off;
    release_line(agent.lines);
  }
  return true;
}

// The caller waits for another agent, by the time of the first waiting, with what is left of the
// talk. On the line as before; after all changes of this instant.
template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::pass_on(AgentId from, const WorkInHand& work) {
  Call next = work.call;
  next.stage = Stage::kElsewhere;
  next.origin = Origin::kHandOver;
  next.talk = (work.talk_ends() - house_.now) / pace_of(from, next.type);
  next.queue = model_.types[next.type].queue;
  next.together = 0;
  next.reached = true;
  next.keeps_place = true;
  next.waited_before += work.wait;
  next.retries = 0;
  ++next.attempt;
  schedule_caller(house_.calls.take(next), house_.now);
}

}  // namespace hotline::detail
