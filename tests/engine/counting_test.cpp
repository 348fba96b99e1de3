#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "hotline/engine/replication.hpp"
#include "support/builder.hpp"

// What is counted only for those who ask for it, held against the log of all attempts.
using namespace hotline;
using namespace hotline::test;

namespace {

struct Played {
  Model model;
  Tally tally;
  std::vector<CallRecord> log;
};

Played play(const Scenario& scenario) {
  Played played;
  played.model = compile(scenario);
  Replication(played.model)
      .play(
          11, 0,
          [&](const Tally& tally) {
            played.tally = tally;
            return true;
          },
          [&](const CallRecord& record) { played.log.push_back(record); });
  return played;
}

// A day on which many calls cross borders of intervals, some callers hang up and call again.
Scenario long_calls() {
  Scenario scenario = calendar(1);
  CallType type = impatient(call("a", 40 / kHour, 900), exponential(600));
  type.after_call = TimedDistribution{exponential(300), {}};
  type.balk = 0.1;
  type.retry = Retry{};
  type.retry->after = {Failure::kAbandoned, Failure::kBalked};
  type.retry->probability = 0.5;
  type.retry->delay = exponential(900);
  type.retry->at_most = 3;
  type.more_targets = {60, 5, 300};
  scenario.calls = {type, impatient(call("b", 10 / kHour, 300), exponential(120))};
  scenario.agents = {agents("g", 9, {"a", "b"})};
  return scenario;
}

template <class Time>
std::vector<std::uint64_t> by_interval(const Played& played, const Time& time) {
  std::vector<std::uint64_t> counts(played.model.intervals.size());
  for (const CallRecord& record : played.log) {
    const auto slot = static_cast<std::size_t>(time(record) / (30 * kMinute));
    ++counts[std::min(slot, counts.size() - 1)];
  }
  return counts;
}

// Attempts of the tally by interval; a single day has one cell for each.
std::vector<std::uint64_t> attempts_by_interval(const Played& played) {
  std::vector<std::uint64_t> counts;
  for (const IntervalModel& interval : played.model.intervals) {
    counts.push_back(played.tally.cell_calls(interval.cell, 0).attempts +
                     played.tally.cell_calls(interval.cell, 1).attempts);
  }
  return counts;
}

Seconds begins_or_ends(const CallRecord& record) { return record.arrived + record.waited; }
Seconds leaves(const CallRecord& record) { return record.arrived + record.waited + record.talk; }

CallSums total(const Tally& tally) {
  CallSums sum;
  for (std::size_t row = 0; row < tally.cell_calls.rows(); ++row) {
    for (std::size_t type = 0; type < tally.cell_calls.columns(); ++type) {
      sum += tally.cell_calls(row, type);
    }
  }
  return sum;
}

}  // namespace

TEST_CASE("attempts are counted where they arrive, where service begins, or where they leave") {
  Scenario scenario = long_calls();
  const Played arrival = play(scenario);
  CHECK(attempts_by_interval(arrival) ==
        by_interval(arrival, [](const CallRecord& record) { return record.arrived; }));
  scenario.reporting.interval_of = IntervalOf::kService;
  const Played service = play(scenario);
  CHECK(attempts_by_interval(service) == by_interval(service, begins_or_ends));
  scenario.reporting.interval_of = IntervalOf::kExit;
  const Played exit = play(scenario);
  CHECK(attempts_by_interval(exit) == by_interval(exit, leaves));
  CHECK(attempts_by_interval(exit) != attempts_by_interval(service));
  // Every outcome stands in the row of its attempt, and the whole is the same.
  for (const Played* played : {&arrival, &service, &exit}) {
    for (std::size_t cell = 0; cell < played->tally.cell_calls.rows(); ++cell) {
      const CallSums& sums = played->tally.cell_calls(cell, 0);
      CHECK(sums.attempts == sums.ended());
      CHECK(sums.attempts_staffed <= sums.attempts);
    }
    CHECK(total(played->tally).outcomes == total(arrival.tally).outcomes);
    CHECK(total(played->tally).callers == total(arrival.tally).callers);
  }
}

TEST_CASE("further targets count the attempts and callers within them") {
  const Played played = play(long_calls());
  REQUIRE(played.model.more_targets == std::vector<Seconds>{5, 60, 300});
  for (std::size_t k = 0; k < 3; ++k) {
    std::uint64_t served = 0, abandoned = 0;
    for (const CallRecord& record : played.log) {
      if (record.type != 0 || record.waited > played.model.more_targets[k]) continue;
      served += record.outcome == Outcome::kServed;
      abandoned += record.outcome == Outcome::kAbandoned;
    }
    const WithinSums& within = played.tally.within(0, k);
    CHECK(within.served == served);
    CHECK(within.abandoned == abandoned);
    CHECK(within.callers_served > 0);
    CHECK(within.callers_served < within.served);  // earlier attempts add to their waits
    CHECK(within.callers_abandoned < within.abandoned);
  }
}

TEST_CASE("a further target that is the target counts the same") {
  Scenario scenario = long_calls();
  for (CallType& type : scenario.calls) type.target.answered_within = 60;
  scenario.calls[0].more_targets = {60};
  const Played played = play(scenario);
  CallSums sums;
  for (std::size_t cell = 0; cell < played.tally.cell_calls.rows(); ++cell) {
    sums += played.tally.cell_calls(cell, 0);
  }
  const WithinSums& within = played.tally.within(0, 0);
  CHECK(within.served == sums.in_target);
  CHECK(within.abandoned == sums.abandoned_in_target);
  CHECK(within.callers_served == sums.by_caller.in_target);
  CHECK(within.callers_abandoned == sums.by_caller.abandoned_in_target);
}

TEST_CASE("a call holds its line from arrival to the end of talk, and with the machine") {
  Scenario scenario = long_calls();
  scenario.reporting.costs = Costs{"USD", 0.01, 0, 0};
  Seconds on_lines = 0;
  const Played plain = play(scenario);
  for (const CallRecord& record : plain.log) on_lines += record.waited + record.talk;
  CHECK(plain.tally.line_time[0] + plain.tally.line_time[1] == doctest::Approx(on_lines));

  for (CallType& type : scenario.calls) type.ivr = Ivr{constant(20), 0.3, 0.1};
  const Played machine = play(scenario);
  on_lines = 0;
  for (const CallRecord& record : machine.log) on_lines += 20 + record.waited + record.talk;
  CHECK(machine.tally.line_time[0] + machine.tally.line_time[1] == doctest::Approx(on_lines));
}
