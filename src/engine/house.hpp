#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "agents.hpp"
#include "announced_wait.hpp"
#include "arrivals.hpp"
#include "calls.hpp"
#include "drawn_ahead.hpp"
#include "event_calendar.hpp"
#include "hotline/model/model.hpp"
#include "hotline/random/stream.hpp"
#include "ledger.hpp"
#include "recent_level.hpp"

namespace hotline::detail {

// What one agent spends on one call.
struct Handling {
  Seconds talk = 0, after_call = 0;
};

// The streams of one call type.
struct TypeStreams {
  DrawnAhead talk, after_call, patience;
  Generator fate;
};

// The call that an agent has in hand, for groups that may break it off.
struct WorkInHand {
  Call call;
  Seconds wait = 0;
  Seconds answered = 0;
  Handling handling;
  IntervalId answered_in = 0;
  CallId sequel = kNoCall;  // what is to follow the talk, already on its way
  bool may_end_early = false;
  bool is_answered = false;  // otherwise the agent has called somebody in vain

  Seconds talk_ends() const { return answered + handling.talk; }
};

// The numbers of a type with a dialler.
struct Campaign {
  Queue list;     // to be dialled
  Queue ringing;  // being dialled
};

// Whether a group that moves is with deferred work, and since when.
struct BlendState {
  bool outbound = false;
  Seconds since = -kNever;
};

// Everything that changes while a replication is played: the hotline at one instant.
struct House {
  explicit House(const Model& model);

  // Empties the house for replication `index` of `seed`.
  void start(std::uint64_t seed, ReplicationId index);

  // The next change known in advance, which is then past. Precondition: there is one.
  const Step& take_step() {
    const Step& step = steps[next_step++];
    next_step_time = next_step < steps.size() ? steps[next_step].time : kNever;
    return step;
  }
  void start_campaigns();

  const Model& model;
  EventCalendar calendar;  // nodes: agents by AgentId, then callers by agents + CallId
  Arrivals arrivals;
  AgentPool agents;
  CallPool calls;
  std::vector<Queue> queues;           // [queue]
  std::vector<TypeStreams> streams;    // [type]
  std::vector<WaitMemory> past_waits;  // [type]; of those that announce one
  std::vector<bool> may_begin;         // [queue]: work of it, by the hours for it
  std::vector<std::uint64_t> absence;  // [group]: names the draws of who stays away
  std::uint64_t shrinkage_key = 0;
  Ledger ledger;
  Seconds now = 0;
  Seconds last_call_end = 0;
  std::vector<WorkInHand> in_hand;  // [agent]; empty if every call is finished
  std::vector<Step> own_steps;      // of this replication, where people are late or leave early
  std::span<const Step> steps;      // the changes known in advance, in order
  std::size_t next_step = 0;
  Seconds next_step_time = kNever;          // kNever when all are past
  std::vector<std::uint32_t> lines_in_use;  // [line group]
  std::vector<RecentLevel> recent_levels;   // those of the model
  // Of these, what the model has no use for is empty.
  std::vector<Campaign> campaigns;                    // [type]
  std::vector<BlendState> blends;                     // those of the model
  std::vector<std::vector<std::uint32_t>> kept_back;  // [group][type]: agents in reserve
  CallId look = kNoCall;                              // a slot whose event is to look again
  bool look_is_set = false;
  bool open = true;
  bool over = false;  // the horizon has ended; the last calls are being finished
  std::uint64_t events = 0;
};

}  // namespace hotline::detail
