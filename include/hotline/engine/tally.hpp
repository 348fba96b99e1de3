#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "hotline/base/time.hpp"
#include "hotline/engine/outcome.hpp"
#include "hotline/stats/histogram.hpp"

namespace hotline {

// How calls of one type fared that arrived in one interval (or day, or in all). The calls are
// attempts, or callers, whose waits add up over their attempts until an agent answers. Counts are
// 32-bit while an interval is played and 64-bit where intervals are added up.
template <class Count>
struct FatesOf {
  std::array<Count, kOutcomes> outcomes{};
  Count in_target = 0;            // served after a wait of at most T
  Count abandoned_in_target = 0;  // abandoned after at most T
  Count waited = 0;               // offered calls that were not answered at once
  Seconds wait_served = 0;        // sums of times in queue by outcome
  Seconds wait_abandoned = 0;
  Seconds wait_others = 0;         // of the rest
  double wait_served_squares = 0;  // in seconds squared
  Seconds excess_served = 0;       // sum of max(0, wait - T) of the served

  Count outcome(Outcome outcome) const { return outcomes[static_cast<std::size_t>(outcome)]; }

  // Calls that arrived while the lines were open, found a line, came past the machine to ask for an
  // agent, and have ended.
  Count offered() const {
    Count sum = 0;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
      if (kOutcomeTable[i].offered) sum += outcomes[i];
    }
    return sum;
  }

  // All calls that have ended.
  Count ended() const {
    Count sum = 0;
    for (const Count count : outcomes) sum += count;
    return sum;
  }

  Seconds wait_all() const { return wait_served + wait_abandoned + wait_others; }

  template <class Other>
  FatesOf& operator+=(const FatesOf<Other>& other) {
    for (std::size_t i = 0; i < outcomes.size(); ++i) outcomes[i] += other.outcomes[i];
    in_target += other.in_target;
    abandoned_in_target += other.abandoned_in_target;
    waited += other.waited;
    wait_served += other.wait_served;
    wait_abandoned += other.wait_abandoned;
    wait_others += other.wait_others;
    wait_served_squares += other.wait_served_squares;
    excess_served += other.excess_served;
    return *this;
  }
};
using Fates = FatesOf<std::uint64_t>;

// What happened to the attempts of one call type in one interval (or day, or in all).
template <class Count>
struct AttemptSumsOf : FatesOf<Count> {
  // All calls made, whatever became of them: first ones, retries and calls again, and the calls
  // that came to this type by transfer or as a consult.
  Count attempts = 0;
  Count handed_over = 0;  // of these, from within the house: by transfer, as a consult, as work
  Count attempts_staffed = 0;  // of these, made while at least one agent was on duty
  Count callers = 0;           // first attempts
  Count cut_off = 0;           // of the served, those whose agent broke off the talk
  // Of callers who were told how long it would take and were answered: how many, and the sums of
  // the error (announced - waited) and of its square (in seconds squared).
  Count told = 0;
  Seconds told_error = 0;
  double told_error_squares = 0;

  template <class Other>
  AttemptSumsOf& operator+=(const AttemptSumsOf<Other>& other) {
    FatesOf<Count>::operator+=(other);
    attempts += other.attempts;
    handed_over += other.handed_over;
    attempts_staffed += other.attempts_staffed;
    callers += other.callers;
    cut_off += other.cut_off;
    told += other.told;
    told_error += other.told_error;
    told_error_squares += other.told_error_squares;
    return *this;
  }
};

// The same, with how the callers fared whose first attempt it was.
struct CallSums : AttemptSumsOf<std::uint64_t> {
  Fates by_caller;
  Seconds queue_time = 0;  // caller-seconds spent waiting during the interval (time integral)

  CallSums& operator+=(const CallSums& other) {
    AttemptSumsOf::operator+=(other);
    by_caller += other.by_caller;
    queue_time += other.queue_time;
    return *this;
  }
};

// What the agents of one group did in one interval (or day, or in all): agent-seconds.
struct AgentSums {
  Seconds staffed = 0;     // on duty and not on a break or away; includes overtime
  Seconds busy = 0;        // of these, with a call: talk and after-call work
  Seconds after_call = 0;  // after-call work of the calls answered in the interval
  Seconds handling = 0;    // talk and after-call work of the calls answered in the interval
  Seconds on_break = 0;
  Seconds paid_break = 0;  // of these, breaks that are paid
  Seconds away = 0;        // on duty by the roster but off the phones by shrinkage
  Seconds overtime = 0;    // on duty after the end of the shift, to finish a call or the queue
  std::uint64_t answered = 0;

  // What is paid for: all but absence and unpaid breaks.
  Seconds paid() const { return staffed + paid_break + away; }

  AgentSums& operator+=(const AgentSums& other) {
    staffed += other.staffed;
    busy += other.busy;
    after_call += other.after_call;
    handling += other.handling;
    on_break += other.on_break;
    paid_break += other.paid_break;
    away += other.away;
    overtime += other.overtime;
    answered += other.answered;
    return *this;
  }
};

// In how many intervals of the horizon something was offered, and in how many of those the service
// level met its target.
struct TargetSums {
  std::uint64_t judged = 0;
  std::uint64_t met = 0;
  TargetSums& operator+=(const TargetSums& other) {
    judged += other.judged;
    met += other.met;
    return *this;
  }
};

// Calls that ended within one further target T.
struct WithinSums {
  std::uint64_t served = 0, abandoned = 0;                  // attempts
  std::uint64_t callers_served = 0, callers_abandoned = 0;  // callers, by their whole wait

  WithinSums& operator+=(const WithinSums& other) {
    served += other.served;
    abandoned += other.abandoned;
    callers_served += other.callers_served;
    callers_abandoned += other.callers_abandoned;
    return *this;
  }
};

// A table with `columns` entries in each row.
template <class Value>
class Table {
 public:
  Table() = default;
  Table(std::size_t rows, std::size_t columns) : columns_(columns), values_(rows * columns) {}
  std::size_t rows() const { return columns_ == 0 ? 0 : values_.size() / columns_; }
  std::size_t columns() const { return columns_; }
  Value& operator()(std::size_t row, std::size_t column) {
    return values_[row * columns_ + column];
  }
  const Value& operator()(std::size_t row, std::size_t column) const {
    return values_[row * columns_ + column];
  }
  void clear() { values_.assign(values_.size(), Value{}); }
  std::span<Value> values() { return values_; }
  std::span<const Value> values() const { return values_; }

 private:
  std::size_t columns_ = 0;
  std::vector<Value> values_;
};

// The mergeable sums of one replication, or of one batch of a steady run. A `cell` is an interval
// of the week (weekday x interval of the day); a steady run has one cell and one day.
struct Tally {
  Table<CallSums> cell_calls;                // [cell][type]
  Table<CallSums> day_calls;                 // [day][type]
  Table<TargetSums> cell_targets;            // [cell][type], the last column for all types together
  Table<TargetSums> day_targets;             // [day][type], likewise
  Table<AgentSums> cell_agents;              // [cell][group]
  Table<AgentSums> day_agents;               // [day][group]
  std::vector<WaitHistogram> waits;          // [type], of served attempts
  std::vector<WaitHistogram> caller_waits;   // [type], of callers served in the end, likewise
  std::vector<std::uint64_t> longest_queue;  // [type], the last entry for all types together
  std::vector<Seconds> longest_wait;         // [type], of any attempt
  Table<WithinSums> within;                  // [type][further target of the model]
  // [type]: time for which calls held a line, from arrival to the end of talk. Kept if costs ask.
  std::vector<Seconds> line_time;
  // [type]: talk and after-call work that first calls brought when they arrived, as it was drawn:
  // before the speed of agents, and whether or not anybody answered.
  std::vector<Seconds> work_brought;
  // Calls in queue, or callers with the machine, when the observation began and ended: attempts +
  // waiting_before = outcomes + waiting_after, to the call.
  std::uint64_t waiting_before = 0;
  std::uint64_t waiting_after = 0;
  Seconds length = 0;         // of time observed
  Seconds staffed_time = 0;   // of these, with at least one agent on duty
  Seconds last_call_end = 0;  // since the start of the horizon
  std::uint64_t events = 0;

  // Adds the observation that follows this one in the same steady run.
  void merge(const Tally& other);
};

}  // namespace hotline
