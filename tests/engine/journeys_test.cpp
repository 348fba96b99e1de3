#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "support/builder.hpp"
#include "validation/observe.hpp"

using namespace hotline;
using namespace hotline::test;

namespace {

std::vector<CallRecord> log_of(const Scenario& scenario, std::uint64_t seed = 1) {
  std::vector<CallRecord> calls;
  const Model model = compile(scenario);
  Replication(model).play(
      seed, 0, [](const Tally&) { return true; },
      [&](const CallRecord& call) { calls.push_back(call); });
  return calls;
}

CallType constant_call(const std::string& name, PerSecond rate, Seconds talk) {
  CallType type = call(name, rate, talk);
  type.talk.usual = constant(talk);
  return type;
}

CallType without_arrivals(CallType type) {
  type.arrivals.reset();
  return type;
}

Sequel transfer(const std::string& to, double probability) {
  Sequel sequel;
  sequel.to = to;
  sequel.probability = probability;
  return sequel;
}

// The share lies within 4.5 standard deviations of its binomial law (false alarm 1 in 150,000).
void check_share(double successes, double trials, double probability) {
  CAPTURE(successes);
  CAPTURE(trials);
  CHECK(std::abs(successes - probability * trials) <=
        4.5 * std::sqrt(trials * probability * (1 - probability)));
}

}  // namespace

TEST_CASE("the machine serves some, loses some and sends the rest on to wait for an agent") {
  Scenario scenario = calendar(20);
  scenario.calls = {constant_call("a", 20 / kHour, 60)};
  scenario.calls[0].ivr = Ivr{constant(30), 0.3, 0.1};
  scenario.agents = {agents("g", 50, {"a"})};
  const auto sums = observe(compile(scenario), 1, 1);
  const double all = number(sums[0].all.attempts);
  check_share(count(sums[0].all, Outcome::kSelfServed), all, 0.3);
  check_share(count(sums[0].all, Outcome::kHungUp), all, 0.1);
  CHECK(number(sums[0].all.ended()) == all);
  CHECK(number(sums[0].all.offered()) == count(sums[0].all, Outcome::kServed));
  CHECK(sums[0].all.waited == 0);  // time with the machine is not time in queue
}

TEST_CASE("a transferred caller comes to the other type when talk is over, on the same line") {
  Scenario scenario = calendar(10);
  scenario.calls = {constant_call("a", 20 / kHour, 100),
                    without_arrivals(constant_call("duty line", 0, 500))};
  scenario.calls[0].after_call = TimedDistribution{constant(50), {}};
  scenario.calls[0].then = {transfer("duty line", 0.15)};
  scenario.agents = {agents("g", 50, {"a"}), agents("duty", 50, {"duty line"})};
  scenario.routing.lines = 100;
  const auto calls = log_of(scenario);
  double first = 0, second = 0;
  for (const CallRecord& call : calls) {
    (call.type == 0 ? first : second) += 1;
    if (call.type == 0) continue;
    CHECK(call.group == 1);
    CHECK(call.attempt == 1);
    // It began 100 s after some call of the first type.
    CHECK(std::ranges::any_of(calls, [&](const CallRecord& before) {
      return before.type == 0 && std::abs(before.arrived + 100 - call.arrived) < 1e-6;
    }));
  }
  check_share(second, first, 0.15);

  const auto sums = observe(compile(scenario), 1, 1);
  CHECK(number(sums[0].types[1].handed_over) == second);
  CHECK(sums[0].types[1].callers == 0);
  CHECK(sums[0].types[0].by_caller.outcome(Outcome::kServed) == sums[0].types[0].callers);
  CHECK(sums[0].types[1].by_caller.outcome(Outcome::kServed) == 0);  // a caller counts once
  CHECK(sums[0].groups[0].busy == doctest::Approx(150 * first));
  CHECK(sums[0].groups[1].busy == doctest::Approx(500 * second));
}

TEST_CASE("in a warm transfer the first agent stays until the three have talked") {
  Scenario scenario = calendar(10);
  scenario.calls = {constant_call("a", 2 / kHour, 100),
                    without_arrivals(constant_call("duty line", 0, 500))};
  scenario.calls[0].after_call = TimedDistribution{constant(50), {}};
  Sequel warm = transfer("duty line", 1.0);
  warm.together = constant(30);
  scenario.calls[0].then = {warm};
  scenario.agents = {agents("g", 50, {"a"}), agents("duty", 1, {"duty line"})};
  const auto sums = observe(compile(scenario), 1, 1);
  const double calls = number(sums[0].types[0].attempts);
  const Seconds waited = sums[0].types[1].wait_served;
  CHECK(waited > 0);
  CHECK(count(sums[0].types[1], Outcome::kServed) == calls);
  // The first agents' time: talk, the wait for the duty line, thirty seconds for three, wrap-up.
  CHECK(sums[0].groups[0].busy == doctest::Approx(calls * (100 + 30 + 50) + waited));
  CHECK(sums[0].groups[1].busy == doctest::Approx(calls * (30 + 500)));
  for (const AgentSums& group : sums[0].groups) {
    CHECK(group.busy == doctest::Approx(group.handling).epsilon(1e-9));
  }
}

TEST_CASE("a consult holds two agents for its length, and its line to its end") {
  Scenario scenario = calendar(10);
  scenario.calls = {constant_call("a", 2 / kHour, 100),
                    without_arrivals(constant_call("lawyer", 0, 9999))};
  scenario.calls[0].after_call = TimedDistribution{constant(50), {}};
  Sequel consult = transfer("lawyer", 1.0);
  consult.kind = Sequel::Kind::kConsult;
  consult.length = constant(120);
  scenario.calls[0].then = {consult};
  scenario.agents = {agents("g", 50, {"a"}), agents("lawyers", 1, {"lawyer"})};
  scenario.routing.lines = 100;
  const auto sums = observe(compile(scenario), 1, 1);
  const double calls = number(sums[0].types[0].attempts);
  const Seconds waited = sums[0].types[1].wait_served;
  CHECK(sums[0].groups[0].busy == doctest::Approx(calls * (100 + 120 + 50) + waited));
  CHECK(sums[0].groups[1].busy == doctest::Approx(calls * 120));
  CHECK(count(sums[0].all, Outcome::kBlocked) == 0);
  CHECK(sums[0].types[0].by_caller.outcome(Outcome::kServed) == sums[0].types[0].callers);
}

TEST_CASE("an agent who waits for a transfer goes on when the caller gives up") {
  Scenario scenario = calendar(2);
  scenario.calls = {constant_call("a", 20 / kHour, 100),
                    impatient(without_arrivals(constant_call("nobody", 0, 10)), constant(40))};
  Sequel warm = transfer("nobody", 1.0);
  warm.together = constant(30);
  scenario.calls[0].then = {warm};
  scenario.agents = {agents("g", 50, {"a"}), agents("h", 0, {"nobody"})};
  const auto sums = observe(compile(scenario), 1, 1);
  const double calls = number(sums[0].types[0].attempts);
  CHECK(count(sums[0].types[1], Outcome::kAbandoned) == calls);
  CHECK(sums[0].groups[0].busy == doctest::Approx(calls * (100 + 40)));
}

TEST_CASE("a transferred caller may keep the place that the first waiting earned") {
  Scenario scenario = calendar(5);
  scenario.calls = {constant_call("a", 10 / kHour, 200), constant_call("b", 6 / kHour, 300)};
  Sequel sequel = transfer("b", 0.5);
  sequel.keeps_place = true;
  scenario.calls[0].then = {sequel};
  scenario.agents = {agents("g", 1, {"a"}), agents("h", 1, {"b"})};
  const auto calls = log_of(scenario);
  // Some transferred caller was answered before one who had come to the queue earlier.
  bool overtook = false;
  for (const CallRecord& transferred : calls) {
    if (transferred.type != 1 || transferred.attempt == 0) continue;
    overtook |= std::ranges::any_of(calls, [&](const CallRecord& other) {
      return other.type == 1 && other.attempt == 0 && other.arrived < transferred.arrived &&
             other.arrived + other.waited > transferred.arrived + transferred.waited;
    });
  }
  CHECK(overtook);
}

TEST_CASE("calls again come after the delay and count as no new caller") {
  Scenario scenario = calendar(10);
  scenario.calls = {constant_call("a", 20 / kHour, 60)};
  Sequel again;
  again.kind = Sequel::Kind::kCallAgain;
  again.probability = 0.2;
  again.length = constant(600);
  scenario.calls[0].then = {again};
  scenario.agents = {agents("g", 50, {"a"})};
  const auto sums = observe(compile(scenario), 1, 1);
  const double attempts = number(sums[0].all.attempts);
  check_share(attempts - number(sums[0].all.callers), attempts, 0.2);
  CHECK(sums[0].all.by_caller.outcome(Outcome::kServed) == sums[0].all.callers);
}

TEST_CASE("retries may depend on their number and on how the call failed") {
  Scenario scenario = calendar(30);
  CallType type = impatient(constant_call("a", 30 / kHour, 60), constant(10));
  type.retry = Retry{};
  type.retry->by_attempt = {0.5, 0.25};
  type.retry->delay = constant(300);
  type.retry->at_most = 2;
  scenario.calls = {type};
  scenario.agents = {agents("g", 0, {"a"})};
  const auto by_attempt = log_of(scenario);
  double tries[3] = {};
  for (const CallRecord& call : by_attempt) tries[call.attempt] += 1;
  check_share(tries[1], tries[0], 0.5);
  check_share(tries[2], tries[1], 0.25);

  scenario.calls[0].retry->by_attempt.clear();
  scenario.calls[0].retry->by_failure = {{Failure::kAbandoned, 0.0}, {Failure::kBalked, 1.0}};
  scenario.calls[0].retry->after = {Failure::kAbandoned, Failure::kBalked};
  scenario.calls[0].balk = 0.5;
  const auto sums = observe(compile(scenario), 1, 1);
  CHECK(sums[0].all.attempts > sums[0].all.callers);
  const auto by_failure = log_of(scenario);
  const double balked =
      static_cast<double>(std::ranges::count(by_failure, Outcome::kBalked, &CallRecord::outcome));
  check_share(balked, static_cast<double>(by_failure.size()), 0.5);
}

TEST_CASE("last come first served leaves the mean wait as it is and spreads it more") {
  // M/M/1: any order that does not look at talk times has the same mean wait (Conway, Maxwell and
  // Miller 1967); the second moment is (1 - load)^-1 times that of first come first served.
  Scenario scenario = steady(20000 * kHour, 100 * kHour, 30);
  scenario.calls = {call("a", 0.5 / kMinute, 60)};
  scenario.agents = {agents("g", 1, {"a"})};
  const Quantity squares = [](const Sums& s) { return s.all.wait_served_squares; };
  const Quantity waits = [](const Sums& s) { return s.all.wait_served; };
  const Quantity served = [](const Sums& s) { return count(s.all, Outcome::kServed); };
  const auto fcfs = observe(compile(scenario), 1, 1);
  scenario.calls[0].last_come_first = true;
  const auto lcfs = observe(compile(scenario), 2, 1);
  check_exact("mean, first come", ratio(fcfs, waits, served), 60, 4.5);
  check_exact("mean, last come", ratio(lcfs, waits, served), 60, 4.5);
  check_exact("square, first come", ratio(fcfs, squares, served), 4 * 3600, 4.5);
  check_exact("square, last come", ratio(lcfs, squares, served), 8 * 3600, 4.5);
}

TEST_CASE("earliest due: the caller whose target passes first is next") {
  Scenario scenario = calendar(1);
  scenario.calls = {constant_call("slow", 10 / kHour, 200), constant_call("fast", 5 / kHour, 200)};
  scenario.calls[0].target.answered_within = 600;
  scenario.calls[1].target.answered_within = 20;
  scenario.agents = {agents("g", 1, {"slow", "fast"})};
  scenario.routing.agent_picks = AgentPicks::kEarliestDue;
  const auto calls = log_of(scenario);
  const auto due = [&](const CallRecord& call) {
    return call.arrived + (call.type == 0 ? 600 : 20);
  };
  for (const CallRecord& a : calls) {
    for (const CallRecord& b : calls) {
      const bool both_waited = a.arrived < b.arrived + b.waited && b.arrived < a.arrived + a.waited;
      const bool served = a.outcome == Outcome::kServed && b.outcome == Outcome::kServed;
      if (!both_waited || !served || due(a) >= due(b)) continue;
      CHECK(a.arrived + a.waited <= b.arrived + b.waited);
    }
  }
}
