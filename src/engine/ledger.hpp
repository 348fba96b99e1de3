#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "calls.hpp"
#include "hotline/engine/tally.hpp"
#include "hotline/model/model.hpp"
#include "sparse_table.hpp"

namespace hotline::detail {

// A whole number that changes in time, and its integral over the interval at hand: each change adds
// its size x the time that is over, so that a change costs one addition.
struct Level {
  int value = 0;
  double moment = 0;

  void change(int by, Seconds since_start) {
    value += by;
    moment -= by * since_start;
  }
  // The integral over an interval of this length, which ends now.
  Seconds take(Seconds length) {
    const Seconds area = moment + value * length;
    moment = 0;
    return area;
  }
  // The integral over the interval at hand so far.
  Seconds so_far(Seconds since_start) const { return moment + value * since_start; }
};

// What each call of a type changes, side by side; the tally gets it when an observation ends.
struct TypeLevels {
  Level queue;  // callers who wait, or work that does
  std::uint64_t longest_queue = 0;
  Seconds longest_wait = 0;
  Seconds work_brought = 0;
};

struct GroupLevels {
  Level staffed, busy, on_break, paid_break, away, overtime;
  Seconds handling = 0, after_call = 0;
  std::uint64_t answered = 0;
  Seconds staffed_before = 0, busy_before = 0;  // in all earlier intervals
};

// The books of one replication: what is counted while it runs, and the Tally it ends in.
// Calls are booked in the row of the interval in which they arrived (a steady run has one row);
// whatever is measured in time is booked in the interval in which the time passes.
class Ledger {
 public:
  using Row = AttemptSumsOf<std::uint32_t>;
  using CallerRow = FatesOf<std::uint32_t>;

  explicit Ledger(const Model& model);

  void start();
  // The interval at hand ends at `now`; the next one begins. In a steady run that is also the end
  // of the observation.
  void next_interval(Seconds now);
  // The horizon of a calendar ends at `now`; what follows is the last calls being finished.
  void end_horizon(Seconds now);
  // The last observation ends: its tally is complete.
  void finish(Seconds now);
  // Forgets the observation just ended, but nothing about the present.
  void start_observation();

  IntervalId row_now() const { return row_; }
  // The row of an attempt that is being made, or is to be counted there from now on.
  Row& open_row(IntervalId row, TypeId type) { return rows_.touch(row, type); }
  // Precondition: it was opened.
  Row& row(IntervalId row, TypeId type) { return rows_(row, type); }
  Tally& tally() { return tally_; }
  Seconds since_start(Seconds now) const { return now - interval_start_; }
  GroupLevels& group(GroupId id) { return groups_[id]; }
  const GroupLevels& group(GroupId id) const { return groups_[id]; }
  // Callers in queue, and work without a caller on the line that waits to be done.
  std::uint32_t waiting() const { return waiting_all_; }
  std::uint32_t deferred() const { return deferred_; }
  std::uint32_t waiting(TypeId type) const {
    return static_cast<std::uint32_t>(types_[type].queue.value);
  }
  // Time busy / time on duty since the run began; 0 if nobody was on duty.
  double occupancy_so_far(GroupId id, Seconds now) const {
    const GroupLevels& levels = groups_[id];
    const Seconds t = since_start(now);
    const Seconds staffed = levels.staffed_before + levels.staffed.so_far(t);
    return staffed > 0 ? (levels.busy_before + levels.busy.so_far(t)) / staffed : 0;
  }

  void staffed_changed(GroupId group, int by, Seconds now) {
    const Seconds t = since_start(now);
    groups_[group].staffed.change(by, t);
    const bool before = staffed_all_ > 0;
    staffed_all_ += by;
    covered_.change(static_cast<int>(staffed_all_ > 0) - static_cast<int>(before), t);
  }
  bool anybody_staffed() const { return staffed_all_ > 0; }

  void queued(TypeId type, Seconds now) {
    TypeLevels& levels = types_[type];
    levels.queue.change(1, since_start(now));
    levels.longest_queue = std::max<std::uint64_t>(levels.longest_queue, waiting(type));
    ++waiting_all_;
    longest_queue_all_ = std::max(longest_queue_all_, waiting_all_);
  }
  void unqueued(TypeId type, Seconds now) {
    types_[type].queue.change(-1, since_start(now));
    --waiting_all_;
  }

  // The same of work, which does not count among the callers in queue.
  void put_off(TypeId type, std::uint32_t length, Seconds now) {
    TypeLevels& levels = types_[type];
    levels.queue.change(1, since_start(now));
    levels.longest_queue = std::max<std::uint64_t>(levels.longest_queue, length);
    ++deferred_;
  }
  void taken_up(TypeId type, Seconds now) {
    types_[type].queue.change(-1, since_start(now));
    --deferred_;
  }

  // The ends of an attempt that is counted in the row `at`.

  void served(IntervalId at, TypeId type, Seconds wait, Seconds target) {
    count_served(row(at, type), wait, target);
    if (wait <= 0) return;
    tally_.waits[type].add(wait);
    note_wait(type, wait);
  }

  // A caller who had been told how long it would take is answered.
  void told(IntervalId at, TypeId type, Seconds error) {
    Row& books = row(at, type);
    ++books.told;
    books.told_error += error;
    books.told_error_squares += error * error;
  }

  // Any other end, in queue or before it.
  void lost(IntervalId at, TypeId type, Outcome outcome, Seconds wait, Seconds target) {
    count_lost(row(at, type), outcome, wait, target);
    note_wait(type, wait);
  }

  // It is known how a caller fares: answered for the first time, or not coming again. `waited` is
  // the time in queue over all attempts. Only for types whose callers are followed.
  void caller_settled(const Call& call, Outcome outcome, Seconds waited) {
    CallerRow& books = caller_rows_.touch(call.first_interval, call.first_type);
    const Seconds target = model_.types[call.first_type].target_time;
    if (outcome != Outcome::kServed) return count_lost(books, outcome, waited, target);
    count_served(books, waited, target);
    tally_.caller_waits[call.first_type].add(waited);
  }

  // An agent breaks off a call that was answered in `interval`: its work not done by then.
  void not_done(GroupId group, IntervalId interval, Seconds handling, Seconds after_call);
  // The row of an attempt that is counted where it stands at `time`, not where it arrived. Moves
  // what was counted on arrival.
  IntervalId counted_at(const Call& call, Seconds time);
  // An attempt, or a caller with all attempts, ends after this wait: for further targets.
  void note_within(TypeId type, Outcome outcome, Seconds wait, bool whole_caller);
  // A call held a line for so long.
  void line_held(TypeId type, Seconds time) { tally_.line_time[type] += time; }

  // A first call arrives, with so much work for an agent.
  void first_call(IntervalId at, TypeId type, Seconds work) {
    ++open_row(at, type).callers;
    types_[type].work_brought += work;
  }

  void with_machine(int change) { with_machine_ += change; }

 private:
  static void count_served(CallerRow& fates, Seconds wait, Seconds target) {
    ++fates.outcomes[static_cast<std::size_t>(Outcome::kServed)];
    if (wait <= 0) {
      ++fates.in_target;
      return;
    }
    ++fates.waited;
    fates.in_target += wait <= target;
    fates.wait_served += wait;
    fates.wait_served_squares += wait * wait;
    fates.excess_served += std::max(0.0, wait - target);
  }
  static void count_lost(CallerRow& fates, Outcome outcome, Seconds wait, Seconds target) {
    ++fates.outcomes[static_cast<std::size_t>(outcome)];
    fates.waited += info_of(outcome).offered;
    if (outcome == Outcome::kAbandoned) {
      fates.abandoned_in_target += wait <= target;
      fates.wait_abandoned += wait;
    } else {
      fates.wait_others += wait;
    }
  }

  std::uint64_t present() const {
    return waiting_all_ + deferred_ + static_cast<std::uint64_t>(with_machine_);
  }
  void note_wait(TypeId type, Seconds wait) {
    types_[type].longest_wait = std::max(types_[type].longest_wait, wait);
  }
  void book_levels(Seconds now);
  void book_whole_types();
  void book_rows();
  void book_row(IntervalId row, std::uint32_t cell, std::uint32_t day);
  void book_callers(IntervalId row, TypeId type, std::uint32_t cell, std::uint32_t day);

  const Model& model_;
  SparseTable<Row> rows_;               // [row][type]
  SparseTable<CallerRow> caller_rows_;  // likewise; empty if no type's callers are followed
  std::vector<TypeLevels> types_;
  std::vector<GroupLevels> groups_;
  Level covered_;  // 1 while at least one agent is on duty, up to the horizon's end
  bool horizon_over_ = false;
  int staffed_all_ = 0;
  std::uint32_t waiting_all_ = 0;
  std::uint32_t longest_queue_all_ = 0;  // of all types together
  std::uint32_t deferred_ = 0;
  int with_machine_ = 0;
  IntervalId interval_ = 0;
  IntervalId row_ = 0;
  Seconds interval_start_ = 0;
  Tally tally_;
};

}  // namespace hotline::detail
