#pragma once

#include "engine.hpp"

// What the engine does at times that are known before the run.
namespace hotline::detail {

template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::open_house() {
  if constexpr (kHas.campaigns) begin_campaigns();
  for (GroupId group = 0; group < model_.groups.size(); ++group) {
    add_agents(group, model_.groups[group].constant);
  }
}

template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::on_step(const Step& step) {
  switch (step.kind) {
    case Step::Kind::kInterval:
      return on_interval();
    case Step::Kind::kOpen:
      house_.open = true;
      return;
    case Step::Kind::kClose:
      return on_close();
    case Step::Kind::kEnd:
      return on_horizon_end();
    case Step::Kind::kStart:
      if constexpr (kHas.journeys) on_start();
      return;
    case Step::Kind::kWorkHours:
      if constexpr (kHas.deferred) on_work_hours(step);
      return;
    default:
      break;
  }
  if constexpr (kHas.rosters) {
    switch (step.kind) {
      case Step::Kind::kAddAgents:
        return add_agents(step.who, step.count);
      case Step::Kind::kDropAgents:
        return drop_agents(step.who, step.count);
      case Step::Kind::kDutyStart:
        return on_duty_start(step.who, step.count);
      case Step::Kind::kDutyEnd:
        return on_duty_end(step.who);
      case Step::Kind::kShrinkage:
        return on_shrinkage(step.who);
      case Step::Kind::kBreakWindow:
        return on_break_window(step);
      case Step::Kind::kBreak:
        return on_break_due(step);
      case Step::Kind::kLeaveEarly:
        return on_leave_early(step.who);
      default:
        break;
    }
  }
}

// In a steady run each interval after the warm-up is one observation.
template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::on_interval() {
  const bool warm_up = model_.warm_up && house_.now <= model_.intervals.front().end;
  ledger_.next_interval(house_.now);
  if (model_.calendar) return;
  if (!warm_up) hand_over();
  ledger_.start_observation();
}

template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::on_close() {
  house_.open = false;
  if (model_.at_closing == AtClosing::kFinishQueue) return;
  dismiss_everybody();
}

// A steady run stops here. A calendar closes: whoever is on duty finishes the queue and goes home.
template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::on_horizon_end() {
  house_.over = true;
  if (!model_.calendar) return;
  ledger_.end_horizon(house_.now);
  if constexpr (kHas.campaigns) end_campaigns();
  on_close();
  if constexpr (kHas.rosters) send_all_home();
}

template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::send_all_home() {
  for (GroupId g = 0; g < model_.groups.size(); ++g) {
    const GroupModel& group = model_.groups[g];
    if (!group.by_shift) {
      drop_agents(g, house_.agents.group(g).scheduled);
      continue;
    }
    for (AgentId a = group.first_agent; a < group.first_agent + group.agents; ++a) on_duty_end(a);
  }
}

template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::dismiss_everybody() {
  for (QueueId queue = 0; queue < model_.queues.size(); ++queue) {
    // Work waits for the next day.
    const bool is_work = kHas.deferred && model_.types[model_.queues[queue].type].deferred;
    if (!is_work || house_.over) dismiss_all(queue);
  }
}

template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::dismiss_all(QueueId queue) {
  while (house_.queues[queue].head != kNoCall) {
    const CallId id = house_.queues[queue].head;
    cancel_waiting(id);
    const Call call = leave_queue(id);
    fail(call, Outcome::kDismissed, house_.now - call.arrived);
  }
}

// Callers whom nobody will ever answer are sent away when nothing else can happen; that may free an
// agent who stayed with one of them, and so set more going. False if there are none.
template <Features kHas, class Watcher>
bool Engine<kHas, Watcher>::dismisses_the_last() {
  if (stopped_ || !model_.calendar || ledger_.waiting() + ledger_.deferred() == 0) return false;
  dismiss_everybody();
  return true;
}

template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::finish() {
  if (stopped_) return;
  ledger_.finish(house_.now);
  hand_over();
}

template <Features kHas, class Watcher>
void Engine<kHas, Watcher>::hand_over() {
  Tally& tally = ledger_.tally();
  tally.events = house_.events;
  tally.last_call_end = house_.last_call_end;
  house_.events = 0;
  if (!take_(tally)) house_.over = stopped_ = true;
}

}  // namespace hotline::detail
