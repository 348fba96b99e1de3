#include <doctest/doctest.h>

#include <vector>

#include "hotline/engine/replication.hpp"
#include "support/builder.hpp"

using namespace hotline;
using namespace hotline::test;

namespace {

// Three types, two groups, and everything that makes a call's way complicated.
Scenario busy_week() {
  Scenario scenario = calendar(7);
  scenario.opening = open_every_day(8 * kHour, 20 * kHour);
  CallType information = impatient(call("information", 40 / kHour, 240), exponential(120));
  information.after_call = TimedDistribution{exponential(30), {}};
  information.balk = 0.1;
  information.retry = Retry{{Failure::kAbandoned, Failure::kBalked, Failure::kRejected,
                             Failure::kClosed, Failure::kBlocked},
                            0.5,
                            exponential(1200),
                            3,
                            false,
                            {},
                            {}};
  information.queue_limit = 5;
  CallType papers =
      impatient(call("papers", 20 / kHour, 200), Distribution(law::Weibull{0.8, 300}));
  CallType protection = call("protection", 6 / kHour, 500);
  protection.priority = 1;
  scenario.calls = {information, papers, protection};
  AgentGroup operators = agents("operators", 0, {"information", "papers"});
  Shift early{"early", kEveryDay, {8 * kHour, 15 * kHour}, 3, {{11 * kHour, 30 * kMinute, true}}};
  Shift late{"late", kEveryDay, {14 * kHour, 20 * kHour}, 3, {}};
  operators.staffing = std::vector<Shift>{early, late};
  operators.absence = 0.1;
  operators.shrinkage = 0.1;
  AgentGroup desk = agents("desk", 0, {"protection", "papers"});
  desk.staffing = every_day({{{8 * kHour, 14 * kHour}, 2}, {{14 * kHour, 20 * kHour}, 1}});
  scenario.agents = {operators, desk};
  scenario.routing.caller_picks = CallerPicks::kLongestIdle;
  scenario.routing.lines = 9;
  return scenario;
}

Tally tally_of(const Model& model, std::uint64_t seed, std::uint64_t index) {
  Tally tally;
  Replication(model).play(seed, index, [&](const Tally& observed) {
    tally = observed;
    return true;
  });
  return tally;
}

CallSums total(const Tally& tally) {
  CallSums sum;
  for (std::size_t row = 0; row < tally.cell_calls.rows(); ++row) {
    for (std::size_t type = 0; type < tally.cell_calls.columns(); ++type) {
      sum += tally.cell_calls(row, type);
    }
  }
  return sum;
}

AgentSums agent_total(const Tally& tally) {
  AgentSums sum;
  for (std::size_t row = 0; row < tally.cell_agents.rows(); ++row) {
    for (std::size_t group = 0; group < tally.cell_agents.columns(); ++group) {
      sum += tally.cell_agents(row, group);
    }
  }
  return sum;
}

// Callers served whose type is not followed: their waits are those of their only attempts.
std::uint64_t waits_unfollowed(const Model& model, const Tally& tally) {
  std::uint64_t count = 0;
  for (TypeId type = 0; type < model.types.size(); ++type) {
    if (!model.types[type].follows_callers) count += tally.waits[type].count();
  }
  return count;
}

}  // namespace

TEST_CASE("every attempt ends in exactly one outcome") {
  const Model model = compile(busy_week());
  for (std::uint64_t index = 0; index < 20; ++index) {
    const CallSums calls = total(tally_of(model, 1, index));
    CHECK(calls.attempts > 2000);
    CHECK(calls.attempts == calls.ended());
    CHECK(calls.outcome(Outcome::kRejected) > 0);
    CHECK(calls.outcome(Outcome::kBlocked) > 0);
    CHECK(calls.outcome(Outcome::kClosed) > 0);
    CHECK(calls.callers < calls.attempts);
    CHECK(calls.by_caller.outcome(Outcome::kServed) == calls.outcome(Outcome::kServed));
    CHECK(calls.by_caller.in_target <= calls.in_target);
  }
}

TEST_CASE("every caller counts once, with the waits of all attempts") {
  const Model model = compile(busy_week());
  for (std::uint64_t index = 0; index < 20; ++index) {
    const Tally tally = tally_of(model, 7, index);
    const CallSums calls = total(tally);
    CHECK(calls.by_caller.ended() == calls.callers);
    // Every attempt that waited belongs to one caller, who was offered.
    CHECK(calls.by_caller.wait_all() == doctest::Approx(calls.wait_all()).epsilon(1e-9));
    CHECK(calls.by_caller.wait_served > calls.wait_served);
    CHECK(calls.by_caller.wait_abandoned + calls.by_caller.wait_others <
          calls.wait_abandoned + calls.wait_others);
    std::uint64_t recorded = 0;
    for (const WaitHistogram& waits : tally.caller_waits) recorded += waits.count();
    CHECK(recorded == calls.by_caller.outcome(Outcome::kServed) - waits_unfollowed(model, tally));
  }
}

TEST_CASE("cells and days of the horizon add up to the same") {
  const Model model = compile(busy_week());
  const Tally tally = tally_of(model, 1, 0);
  for (std::size_t type = 0; type < 3; ++type) {
    CallSums cells, days;
    for (std::size_t i = 0; i < tally.cell_calls.rows(); ++i) cells += tally.cell_calls(i, type);
    for (std::size_t i = 0; i < tally.day_calls.rows(); ++i) days += tally.day_calls(i, type);
    CHECK(cells.attempts == days.attempts);
    CHECK(cells.outcomes == days.outcomes);
    CHECK(cells.wait_served == doctest::Approx(days.wait_served).epsilon(1e-12));
    CHECK(cells.queue_time == doctest::Approx(days.queue_time).epsilon(1e-12));
  }
}

TEST_CASE("Little's law holds exactly: time in queue is the sum of all waits") {
  const Model model = compile(busy_week());
  for (std::uint64_t index = 0; index < 20; ++index) {
    const CallSums calls = total(tally_of(model, 2, index));
    const Seconds waits = calls.wait_all();
    CHECK(calls.queue_time == doctest::Approx(waits).epsilon(1e-9));
  }
}

TEST_CASE("agents are busy for the sum of handling times") {
  const Model model = compile(busy_week());
  for (std::uint64_t index = 0; index < 20; ++index) {
    const Tally tally = tally_of(model, 3, index);
    const AgentSums agents = agent_total(tally);
    CHECK(agents.busy == doctest::Approx(agents.handling).epsilon(1e-9));
    CHECK(agents.answered == total(tally).outcome(Outcome::kServed));
    CHECK(agents.busy < agents.staffed);
    CHECK(agents.overtime > 0);
  }
}

TEST_CASE("time on the roster is spent on duty, on breaks or away") {
  Scenario scenario = busy_week();
  scenario.agents[0].absence = 0;
  const Model model = compile(scenario);
  for (std::uint64_t index = 0; index < 20; ++index) {
    const AgentSums agents = agent_total(tally_of(model, 4, index));
    const Seconds roster = 7 * (3 * 7 * kHour + 3 * 6 * kHour + (2 * 6 + 6) * kHour);
    CHECK(agents.staffed + agents.on_break + agents.away - agents.overtime ==
          doctest::Approx(roster).epsilon(1e-9));
  }
}

TEST_CASE("a batch of a steady run balances with the callers in queue at its ends") {
  Scenario scenario = steady(20 * kHour, kHour, 10);
  scenario.calls = {impatient(call("a", 2.0 / kMinute, 180), exponential(120))};
  scenario.agents = {agents("g", 5, {"a"})};
  const Model model = compile(scenario);
  int batches = 0;
  std::uint64_t waiting = 0;
  Replication(model).play(1, 0, [&](const Tally& tally) {
    const CallSums calls = total(tally);
    CHECK(calls.attempts + tally.waiting_before == calls.ended() + tally.waiting_after);
    if (batches > 0) CHECK(tally.waiting_before == waiting);
    CHECK(tally.length == doctest::Approx(2 * kHour));
    waiting = tally.waiting_after;
    ++batches;
    return true;
  });
  CHECK(batches == 10);
}

TEST_CASE("a log of calls tells the same story as the tally") {
  const Model model = compile(busy_week());
  Tally watched;
  CallSums logged;
  Replication(model).play(
      5, 0,
      [&](const Tally& tally) {
        watched = tally;
        return true;
      },
      [&](const CallRecord& record) {
        ++logged.attempts;
        ++logged.outcomes[static_cast<std::size_t>(record.outcome)];
        logged.wait_served += record.outcome == Outcome::kServed ? record.waited : 0;
        CHECK(record.waited >= 0);
      });
  const CallSums calls = total(watched);
  CHECK(calls.attempts == logged.attempts);
  CHECK(calls.outcomes == logged.outcomes);
  CHECK(calls.wait_served == doctest::Approx(logged.wait_served).epsilon(1e-12));
  // Watching changes nothing.
  const CallSums unwatched = total(tally_of(model, 5, 0));
  CHECK(unwatched.outcomes == calls.outcomes);
  CHECK(unwatched.wait_served == calls.wait_served);
}

TEST_CASE("the histogram of waits holds every served call, those answered at once as 0") {
  const Model model = compile(busy_week());
  const Tally tally = tally_of(model, 6, 0);
  std::uint64_t recorded = 0;
  for (const WaitHistogram& waits : tally.waits) recorded += waits.count();
  CHECK(recorded == total(tally).outcome(Outcome::kServed));
  CHECK(tally.waits[2].quantile(0) == 0);
}
