#pragma once

#include <cmath>

#include "conditions.hpp"
#include "engine.hpp"

// Diallers, and agents who move between callers and deferred work. Both are looked at after every
// event, for what they go by may have changed.
namespace hotline::detail {

template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::tend_campaigns() {
  bool look_again = false;
  for (std::size_t i = 0; i < model_.blends.size(); ++i) look_again |= tend_blend(i);
  for (const TypeId type : model_.dialled_types) look_again |= tend_dialler(type);
  if (look_again && !house_.over && !house_.look_is_set) set_look();
}

// Recent levels change with time alone, so that in a quiet house something has to happen for them
// to be looked at.
template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::set_look() {
  Seconds window = kNever;
  for (const RecentLevelModel& level : model_.recent_levels) {
    window = std::min(window, level.window);
  }
  if (house_.look == kNoCall) {
    Call look;
    look.stage = Stage::kLook;
    house_.look = house_.calls.take(look);
  }
  house_.look_is_set = true;
  schedule_caller(house_.look, house_.now + std::max(1.0, window / 60));
}

// ---- The dialler -------------------------------------------------------------------------------

template <Features kHas, class Watcher>
bool Engine<kHas, Watcher>::has_dialler(TypeId type) const {
  if constexpr (!kHas.campaigns) return false;
  const auto& terms = model_.types[type].deferred;
  return terms && terms->dialler;
}

// A number is due: it is counted as an attempt when it is dialled.
template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::put_on_list(Call& call) {
  call.stage = Stage::kListed;
  call.lines = model_.types[call.type].lines;
  const CallId id = house_.calls.take(call);
  house_.campaigns[call.type].list.insert(house_.calls, id);
}

// Idle agents whom somebody who answers may have.
template <Features kHas, class Watcher>
std::uint32_t Engine<kHas, Watcher>::idle_for(TypeId type) const {
  const QueueModel& queue = model_.queues[model_.types[type].queue];
  std::uint32_t idle = 0;
  const Candidates<true> reserved{house_, type, queue.groups, {}};
  const Candidates<false> all{house_, type, queue.groups, {}};
  for (std::size_t i = 0; i < queue.groups.size(); ++i) {
    idle += model_.has_reserves ? reserved.idle(i) : all.idle(i);
  }
  return idle;
}

// The first of the dialler's conditions that holds; null if none does.
template <Features kHas, class Watcher>
const DiallerModel::Slower* Engine<kHas, Watcher>::slowed_by(TypeId type) const {
  Call nobody;
  nobody.type = type;
  for (const DiallerModel::Slower& slower : model_.types[type].deferred->dialler->slower) {
    if (holds(house_, model_.conditions[slower.condition], nobody, false)) return &slower;
  }
  return nullptr;
}

// Hangs up and dials as the idle agents demand. True if a condition holds it back.
template <Features kHas, class Watcher>
bool Engine<kHas, Watcher>::tend_dialler(TypeId type) {
  const DiallerModel& dialler = *model_.types[type].deferred->dialler;
  Campaign& campaign = house_.campaigns[type];
  const std::uint32_t idle = idle_for(type);
  if (idle == 0 && dialler.mismatch == Dialler::Mismatch::kHangUp) call_off(type);
  if (house_.over || !house_.may_begin[model_.types[type].queue]) return false;
  if (campaign.list.head == kNoCall || idle < dialler.when_idle) return false;
  const DiallerModel::Slower* slower = slowed_by(type);
  const Dials& dials = slower != nullptr ? slower->dials : dialler.dials;
  const double wanted = dials.per_idle ? std::floor(dials.number * idle + 1e-9) : dials.number;
  const std::uint16_t lines = model_.types[type].lines;
  while (campaign.ringing.length < wanted && campaign.list.head != kNoCall &&
         house_.lines_in_use[lines] < model_.line_groups[lines].count) {
    dial(type);
  }
  return slower != nullptr;
}

template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::count_attempt(Call& call) {
  call.interval = ledger_.row_now();
  call.came_staffed = ledger_.anybody_staffed();
  auto& books = ledger_.open_row(call.interval, call.type);
  ++books.attempts;
  books.attempts_staffed += call.came_staffed;
}

// The next number on the list rings, on a line of its own.
template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::dial(TypeId type) {
  Campaign& campaign = house_.campaigns[type];
  const CallId id = campaign.list.head;
  campaign.list.remove(house_.calls, id);
  Call& call = house_.calls[id];
  count_attempt(call);
  ++house_.lines_in_use[call.lines];
  call.stage = Stage::kRinging;
  call.arrived = house_.now;
  campaign.ringing.insert(house_.calls, id);
  ledger_.with_machine(1);
  CallGenerator bits = chance(call, Chance::kDialLength);
  const Seconds rings = model_.types[type].deferred->dial(bits);
  watcher_.dials(house_.now, call, rings);
  schedule_caller(id, house_.now + rings);
}

// It rings no more.
template <Features kHas, class Watcher>
auto Engine<kHas, Watcher>::stop_ringing(CallId id) -> Call {
  const Call call = house_.calls[id];
  house_.campaigns[call.type].ringing.remove(house_.calls, id);
  house_.calls.give_back(id);
  ledger_.with_machine(-1);
  if (model_.costs) ledger_.line_held(call.type, house_.now - call.arrived);
  return call;
}

// Somebody answers, or nobody does.
template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::on_ring_end(CallId id) {
  Call call = stop_ringing(id);
  const DeferredModel& terms = *model_.types[call.type].deferred;
  CallGenerator bits = chance(call, Chance::kReached);
  if (uniform(bits) >= terms.answered) {
    part(call, Outcome::kUnreached, 0);
    release_line(call.lines);
    if (!dials_again(call, 0, house_.now)) settle(call, Outcome::kUnreached, 0);
    return;
  }
  call.arrived = call.since = house_.now;  // what counts as a wait begins
  call.queue = model_.types[call.type].queue;
  call.turn = 0;
  AgentId agent = choose_agent(call);
  if constexpr (kHas.stages) {
    if (agent == kNoAgent) agent = choose_after_turns(call);
  }
  for (const std::uint32_t level : terms.dialler->watched_by) {
    house_.recent_levels[level].note(house_.now, agent != kNoAgent);
  }
  if (agent != kNoAgent) {
    house_.agents.remove_idle(agent);
    answer(agent, call);
  } else if (terms.dialler->mismatch == Dialler::Mismatch::kDrop) {
    fail(call, Outcome::kDropped, 0);
  } else {
    schedule_waiting(line_up_work(call));  // somebody who answered waits for an agent
  }
}

// An agent has somebody on the line whom the dialler reached: true if it is the right person.
template <Features kHas, class Watcher>
bool Engine<kHas, Watcher>::meets_right_person(AgentId agent_id, const Call& call) {
  const DeferredModel& terms = *model_.types[call.type].deferred;
  CallGenerator bits = chance(call, Chance::kReached);
  uniform(bits);  // that somebody answers
  if (uniform(bits) >= terms.wrong_person) return true;
  house_.agents[agent_id].lines = call.lines;
  spend_in_vain(agent_id, call, Outcome::kWrongPerson, terms.wrong_person_length(bits));
  return false;
}

// Hangs up on whatever rings; the numbers go back to the front of the list.
template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::call_off(TypeId type) {
  Campaign& campaign = house_.campaigns[type];
  while (campaign.ringing.tail != kNoCall) {
    const CallId id = campaign.ringing.tail;
    house_.calendar.cancel(model_.agents + id);
    Call call = stop_ringing(id);
    part(call, Outcome::kCalledOff, 0);
    release_line(call.lines);
    if (house_.over) {
      settle(call, Outcome::kCalledOff, 0);
      continue;
    }
    ++call.attempt;
    call.stage = Stage::kListed;
    call.origin = Origin::kRetry;
    campaign.list.put_first(house_.calls, house_.calls.take(call));
  }
}

// At the end of the horizon nothing rings any more, and what is still on a list remains there.
template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::end_campaigns() {
  for (const TypeId type : model_.dialled_types) {
    call_off(type);
    Queue& list = house_.campaigns[type].list;
    while (list.head != kNoCall) {
      const CallId id = list.head;
      list.remove(house_.calls, id);
      Call call = house_.calls[id];
      house_.calls.give_back(id);
      count_attempt(call);
      part(call, Outcome::kNotDialled, 0);
      settle(call, Outcome::kNotDialled, 0);
    }
  }
  for (std::size_t i = 0; i < model_.blends.size(); ++i) turn_to(i, false);
}

// Agents who move are with the callers at first, for as long as need be.
template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::begin_campaigns() {
  for (std::size_t i = 0; i < model_.blends.size(); ++i) {
    turn_to(i, false);
    house_.blends[i] = BlendState{};
  }
}

// ---- Agents who move ---------------------------------------------------------------------------

// Whether the recent service level is this good: calls that wait beyond their target are not in
// time; without any calls it is.
template <Features kHas, class Watcher>
bool Engine<kHas, Watcher>::is_as_good(const BlendModel& blend, double level) const {
  const TypeId id = model_.recent_levels[blend.level].type;
  const TypeModel& type = model_.types[id];
  std::uint64_t late = 0;
  const auto good = [&] {
    return house_.recent_levels[blend.level].at(house_.now, late).value_or(1) >= level;
  };
  for (QueueId q = type.queue; q < model_.queues.size() && model_.queues[q].type == id; ++q) {
    for (CallId call = house_.queues[q].head; call != kNoCall; call = house_.calls[call].next) {
      if (house_.now - house_.calls[call].since <= type.target_time) break;
      ++late;
      if (!good()) return false;
    }
  }
  return good();
}

// The agents of a group turn to the other kind of work, if it is time. True if the answer may
// change while nothing happens.
template <Features kHas, class Watcher>
bool Engine<kHas, Watcher>::tend_blend(std::size_t index) {
  const BlendModel& blend = model_.blends[index];
  BlendState& state = house_.blends[index];
  if (house_.over) return false;
  const bool waited_for = ledger_.waiting(model_.recent_levels[blend.level].type) > 0;
  const bool may_turn = house_.now - state.since >= blend.stay;
  const bool outbound = state.outbound
                            ? is_as_good(blend, blend.below) && (house_.open || !waited_for)
                            : is_as_good(blend, blend.at_least);
  if (outbound != state.outbound && may_turn) turn_to(index, outbound);
  return outbound != state.outbound || (state.outbound ? waited_for : !outbound);
}

// Those who are idle set to work at once.
template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::turn_to(std::size_t index, bool outbound) {
  const GroupId g = model_.blends[index].group;
  house_.blends[index] = {outbound, house_.now};
  for (TypeId type = 0; type < model_.types.size(); ++type) {
    const bool is_theirs = model_.types[type].deferred.has_value() == outbound;
    house_.kept_back[g][type] = is_theirs ? model_.groups[g].reserve[type] : kNoLimit;
  }
  const Group& group = house_.agents.group(g);
  while (group.idle > 0) {
    const AgentId agent = group.last_idle;
    const Seconds idle_since = house_.agents[agent].idle_since;
    house_.agents.remove_idle(agent);
    const CallId call = choose_call(g);
    if (call != kNoCall) {
      cancel_waiting(call);
      answer(agent, leave_queue(call));
    } else if (!takes_up_work(agent)) {
      return house_.agents.put_idle(agent, idle_since);
    }
  }
}

}  // namespace hotline::detail
