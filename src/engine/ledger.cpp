#include "ledger.hpp"

#include <algorithm>
#include <utility>

namespace hotline::detail {
namespace {

Tally empty_tally(const Model& model) {
  const std::size_t types = model.types.size();
  const std::size_t groups = model.groups.size();
  Tally tally;
  tally.cell_calls = Table<CallSums>(model.cells, types);
  tally.day_calls = Table<CallSums>(model.days, types);
  tally.cell_targets = Table<TargetSums>(model.cells, types + 1);
  tally.day_targets = Table<TargetSums>(model.days, types + 1);
  tally.cell_agents = Table<AgentSums>(model.cells, groups);
  tally.day_agents = Table<AgentSums>(model.days, groups);
  tally.waits.resize(types);
  tally.caller_waits.resize(types);
  tally.within = Table<WithinSums>(types, model.more_targets.size());
  tally.line_time.resize(types);
  tally.work_brought.resize(types);
  tally.longest_queue.resize(types + 1);
  tally.longest_wait.resize(types);
  return tally;
}

std::size_t rows_of(const Model& model) { return model.calendar ? model.intervals.size() : 1; }

bool follows_callers(const Model& model) {
  return std::ranges::any_of(model.types, &TypeModel::follows_callers);
}

// The service level meets its target when enough calls were in time, to the rounding of the target.
bool meets(double in_target, double wanted) { return in_target >= wanted - 1e-9; }

}  // namespace

Ledger::Ledger(const Model& model)
    : model_(model),
      rows_(rows_of(model), model.types.size()),
      caller_rows_(follows_callers(model) ? rows_of(model) : 0, model.types.size()),
      types_(model.types.size()),
      groups_(model.groups.size()),
      tally_(empty_tally(model)) {}

void Ledger::start() {
  rows_.clear();
  caller_rows_.clear();
  types_.assign(types_.size(), TypeLevels{});
  groups_.assign(groups_.size(), GroupLevels{});
  covered_ = Level{};
  horizon_over_ = false;
  staffed_all_ = 0;
  waiting_all_ = 0;
  deferred_ = 0;
  with_machine_ = 0;
  interval_ = 0;
  row_ = 0;
  interval_start_ = 0;
  start_observation();
}

void Ledger::start_observation() {
  tally_.cell_calls.clear();
  tally_.day_calls.clear();
  tally_.cell_targets.clear();
  tally_.day_targets.clear();
  tally_.cell_agents.clear();
  tally_.day_agents.clear();
  for (WaitHistogram& waits : tally_.waits) waits.clear();
  for (WaitHistogram& waits : tally_.caller_waits) waits.clear();
  tally_.within.clear();
  tally_.line_time.assign(tally_.line_time.size(), 0);
  for (TypeLevels& levels : types_) {
    levels.work_brought = 0;
    levels.longest_wait = 0;
    // Those who wait now are part of this observation's queues.
    levels.longest_queue = static_cast<std::uint64_t>(levels.queue.value);
  }
  longest_queue_all_ = waiting_all_;
  tally_.waiting_before = present();
  tally_.length = 0;
  tally_.staffed_time = 0;
  tally_.last_call_end = 0;
  tally_.events = 0;
}

void Ledger::next_interval(Seconds now) {
  book_levels(now);
  tally_.length += since_start(now);
  if (!model_.calendar) {
    book_row(0, 0, 0);
    book_whole_types();
    tally_.waiting_after = present();
  } else {
    row_ = interval_ + 1;
  }
  ++interval_;
  interval_start_ = now;
}

void Ledger::end_horizon(Seconds now) {
  tally_.staffed_time += covered_.take(since_start(now));
  horizon_over_ = true;
}

void Ledger::finish(Seconds now) {
  book_levels(now);
  book_whole_types();
  tally_.waiting_after = present();
  if (model_.calendar) {
    tally_.length = model_.length;
    book_rows();
  } else {
    tally_.length += since_start(now);
    book_row(0, 0, 0);
  }
}

// What is measured in time, over the interval at hand.
void Ledger::book_levels(Seconds now) {
  const Seconds length = since_start(now);
  const IntervalModel& interval = model_.intervals[interval_];
  for (TypeId type = 0; type < types_.size(); ++type) {
    const Seconds waited = types_[type].queue.take(length);
    if (waited <= 0) continue;
    tally_.cell_calls(interval.cell, type).queue_time += waited;
    tally_.day_calls(interval.day, type).queue_time += waited;
  }
  for (GroupId g = 0; g < groups_.size(); ++g) {
    GroupLevels& levels = groups_[g];
    AgentSums sums;
    sums.staffed = levels.staffed.take(length);
    sums.busy = levels.busy.take(length);
    sums.on_break = levels.on_break.take(length);
    sums.paid_break = levels.paid_break.take(length);
    sums.away = levels.away.take(length);
    sums.overtime = levels.overtime.take(length);
    sums.handling = std::exchange(levels.handling, 0.0);
    sums.after_call = std::exchange(levels.after_call, 0.0);
    sums.answered = std::exchange(levels.answered, std::uint64_t{0});
    levels.staffed_before += sums.staffed;
    levels.busy_before += sums.busy;
    tally_.cell_agents(interval.cell, g) += sums;
    tally_.day_agents(interval.day, g) += sums;
  }
  if (!horizon_over_) tally_.staffed_time += covered_.take(length);
}

// What a type has but one number of, for the whole observation.
void Ledger::book_whole_types() {
  for (TypeId type = 0; type < types_.size(); ++type) {
    tally_.longest_queue[type] = types_[type].longest_queue;
    tally_.longest_wait[type] = types_[type].longest_wait;
    tally_.work_brought[type] = types_[type].work_brought;
  }
  tally_.longest_queue.back() = longest_queue_all_;
}

void Ledger::not_done(GroupId group, IntervalId interval, Seconds handling, Seconds after_call) {
  if (interval == row_now()) {
    groups_[group].handling -= handling;
    groups_[group].after_call -= after_call;
    return;
  }
  AgentSums sums;
  sums.handling = -handling;
  sums.after_call = -after_call;
  tally_.cell_agents(model_.intervals[interval].cell, group) += sums;
  tally_.day_agents(model_.intervals[interval].day, group) += sums;
}

void Ledger::book_rows() {
  for (IntervalId i = 0; i < rows_.rows(); ++i) {
    book_row(i, model_.intervals[i].cell, model_.intervals[i].day);
  }
}

// Adds a row to its cell and day, judges its service level, and clears it.
void Ledger::book_row(IntervalId row, std::uint32_t cell, std::uint32_t day) {
  double offered_all = 0, in_target_all = 0, wanted_all = 0;
  for (TypeId type = 0; type < model_.types.size(); ++type) {
    const bool follows = model_.types[type].follows_callers;
    if (follows) book_callers(row, type, cell, day);
    Row* const touched = rows_.find(row, type);
    if (touched == nullptr) continue;
    Row& books = *touched;
    if (books.attempts == 0 && books.ended() == 0 && books.callers == 0) continue;
    if (!follows) {
      tally_.cell_calls(cell, type).by_caller += books;
      tally_.day_calls(day, type).by_caller += books;
    }
    // Waits of 0 are not put into the histogram one by one.
    const std::uint32_t served = books.outcome(Outcome::kServed);
    const std::uint32_t waited_in_vain = books.offered() - served;
    tally_.waits[type].add_zeros(served + waited_in_vain - books.waited);
    tally_.cell_calls(cell, type).AttemptSumsOf::operator+=(books);
    tally_.day_calls(day, type).AttemptSumsOf::operator+=(books);
    if (const double offered = books.offered(); offered > 0) {
      const double wanted = model_.types[type].target_share * offered;
      const TargetSums judged{1, meets(books.in_target, wanted) ? 1U : 0U};
      tally_.cell_targets(cell, type) += judged;
      tally_.day_targets(day, type) += judged;
      if (!model_.types[type].deferred) {  // which is not among the calls of all types together
        offered_all += offered;
        in_target_all += books.in_target;
        wanted_all += wanted;
      }
    }
    books = Row{};
  }
  if (offered_all > 0) {
    const TargetSums judged{1, meets(in_target_all, wanted_all) ? 1U : 0U};
    tally_.cell_targets(cell, model_.types.size()) += judged;
    tally_.day_targets(day, model_.types.size()) += judged;
  }
}

IntervalId Ledger::counted_at(const Call& call, Seconds time) {
  const auto begins_after = [](Seconds t, const IntervalModel& interval) {
    return t < interval.start;
  };
  const auto next = std::upper_bound(model_.intervals.begin() + call.interval,
                                     model_.intervals.end(), time, begins_after);
  const auto to = static_cast<IntervalId>(next - model_.intervals.begin() - 1);
  if (to == call.interval) return to;
  Row& old_books = row(call.interval, call.type);
  Row& books = open_row(to, call.type);
  const auto move = [](std::uint32_t& from, std::uint32_t& into, std::uint32_t count) {
    from -= count;
    into += count;
  };
  move(old_books.attempts, books.attempts, 1);
  move(old_books.handed_over, books.handed_over, call.handed_over());
  move(old_books.attempts_staffed, books.attempts_staffed, call.came_staffed);
  return to;
}

void Ledger::note_within(TypeId type, Outcome outcome, Seconds wait, bool whole_caller) {
  for (std::size_t k = 0; k < model_.more_targets.size(); ++k) {
    if (wait > model_.more_targets[k]) continue;
    WithinSums& sums = tally_.within(type, k);
    if (outcome == Outcome::kServed) ++(whole_caller ? sums.callers_served : sums.served);
    if (outcome == Outcome::kAbandoned) ++(whole_caller ? sums.callers_abandoned : sums.abandoned);
  }
}

void Ledger::book_callers(IntervalId row, TypeId type, std::uint32_t cell, std::uint32_t day) {
  CallerRow* const books = caller_rows_.find(row, type);
  if (books == nullptr || books->ended() == 0) return;
  tally_.cell_calls(cell, type).by_caller += *books;
  tally_.day_calls(day, type).by_caller += *books;
  *books = CallerRow{};
}

}  // namespace hotline::detail
