#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "support/builder.hpp"
#include "theory/chain.hpp"
#include "validation/observe.hpp"

// Who answers, and how long the caller waited, change how long a call takes.
using namespace hotline;
using namespace hotline::test;

namespace {

const Quantity kServed = [](const Sums& s) { return count(s.all, Outcome::kServed); };
const Quantity kWaits = [](const Sums& s) { return s.all.wait_served; };

// Two exponential servers of mean 1 / fast and 1 / slow, each idle or busy, and at most `limit`
// callers waiting: the shares of time with the fast one busy, the slow one busy, and calls
// rejected.
struct TwoSpeeds {
  double fast_busy = 0, slow_busy = 0, rejected = 0, queue = 0;
};

// `fast_first`: an arriving call prefers the fast server. Otherwise it takes the one that became
// idle last, so both idle is two states.
TwoSpeeds two_speeds(double rate, double fast, double slow, std::size_t limit, bool fast_first) {
  // 0: both idle, the fast one last; 1: both idle, the slow one last; 2: fast busy; 3: slow busy;
  // 4 + q: both busy and q waiting.
  const std::size_t n = 5 + limit;
  std::vector<std::vector<double>> rates(n, std::vector<double>(n, 0.0));
  rates[0][2] = rate;
  rates[1][fast_first ? 2 : 3] = rate;
  rates[2][0] = fast;
  rates[3][1] = slow;
  rates[2][4] = rates[3][4] = rate;
  rates[4][3] = fast;
  rates[4][2] = slow;
  for (std::size_t q = 0; q < limit; ++q) {
    rates[4 + q][5 + q] = rate;
    rates[5 + q][4 + q] = fast + slow;
  }
  const std::vector<double> p = theory::test::stationary(rates);
  TwoSpeeds result;
  result.fast_busy = 1 - p[0] - p[1] - p[3];
  result.slow_busy = 1 - p[0] - p[1] - p[2];
  result.rejected = p.back();
  for (std::size_t q = 0; q <= limit; ++q) result.queue += static_cast<double>(q) * p[4 + q];
  return result;
}

Scenario two_agents() {
  Scenario scenario = steady(20000 * kHour, 20 * kHour, 40);
  scenario.calls = {call("a", 0.5 / kMinute, 200)};
  scenario.routing.queue_limit = 6;
  return scenario;
}

// False alarm of each check: 1 in 150,000.
void check_two_speeds(const Scenario& scenario, const TwoSpeeds& exact, double limit = 4.5) {
  const auto sums = observe(compile(scenario), 3, 1);
  const Quantity time = [](const Sums& s) { return s.length; };
  const Quantity busy = [](const Sums& s) {
    Seconds all = 0;
    for (const AgentSums& group : s.groups) all += group.busy;
    return all;
  };
  const Quantity rejected = [](const Sums& s) { return count(s.all, Outcome::kRejected); };
  const Quantity offered = [](const Sums& s) { return number(s.all.offered()); };
  const Quantity queue = [](const Sums& s) { return s.all.queue_time; };
  check_exact("busy", ratio(sums, busy, time), exact.fast_busy + exact.slow_busy, limit);
  check_exact("rejected", ratio(sums, rejected, offered), exact.rejected, limit);
  check_exact("queue", ratio(sums, queue, time), exact.queue, limit);
}

}  // namespace

TEST_CASE("two groups of different speed, the fast one first, are the chain of two speeds") {
  Scenario scenario = two_agents();
  scenario.agents = {agents("fast", 1, {"a"}), agents("slow", 1, {"a"})};
  scenario.agents[0].speed = 1.6;
  scenario.agents[1].speed = 0.8;
  const TwoSpeeds exact = two_speeds(0.5 / kMinute, 1.6 / 200, 0.8 / 200, 6, true);
  check_two_speeds(scenario, exact);
  const auto sums = observe(compile(scenario), 4, 1);
  const Quantity time = [](const Sums& s) { return s.length; };
  check_exact("fast",
              ratio(
                  sums, [](const Sums& s) { return s.groups[0].busy; }, time),
              exact.fast_busy, 4.5);
  check_exact("slow",
              ratio(
                  sums, [](const Sums& s) { return s.groups[1].busy; }, time),
              exact.slow_busy, 4.5);
}

TEST_CASE("two persons of different speed in one group: who became idle last is called first") {
  Scenario scenario = two_agents();
  scenario.agents = {agents("g", 2, {"a"})};
  scenario.agents[0].persons = {{"Ana", 1.6}, {"Luis", 0.8}};
  check_two_speeds(scenario, two_speeds(0.5 / kMinute, 1.6 / 200, 0.8 / 200, 6, false));
}

TEST_CASE("speed shortens talk and after-call work, by group and by call type") {
  Scenario scenario = calendar(2);
  scenario.calls = {call("a", 10 / kHour, 100), call("b", 10 / kHour, 100)};
  for (CallType& type : scenario.calls) {
    type.talk.usual = constant(100);
    type.after_call = TimedDistribution{constant(60), {}};
  }
  scenario.agents = {agents("g", 50, {"a", "b"})};
  scenario.agents[0].speed_by_type = {{"b", 1.25}};
  const Sums by_type = observe(compile(scenario), 1, 1)[0];
  CHECK(by_type.groups[0].busy == doctest::Approx(number(by_type.types[0].attempts) * 160 +
                                                  number(by_type.types[1].attempts) * 160 / 1.25));
  scenario.agents[0].speed_by_type.clear();
  scenario.agents[0].speed = 0.5;
  const Sums by_group = observe(compile(scenario), 1, 1)[0];
  CHECK(by_group.groups[0].busy == doctest::Approx(number(by_group.all.attempts) * 320));
  CHECK(by_group.groups[0].after_call == doctest::Approx(number(by_group.all.attempts) * 120));
}

TEST_CASE("talk grows with the wait, by its share for each minute waited") {
  // Constant talk of 100 s and 6 % a minute: talk is 100 + 0.1 x wait, so the work done is
  // exactly 100 x calls + 0.1 x the sum of waits.
  Scenario scenario = calendar(2);
  scenario.calls = {call("a", 12 / kHour, 100)};
  scenario.calls[0].talk.usual = constant(100);
  scenario.calls[0].talk_growth = 0.06 / kMinute;
  scenario.agents = {agents("g", 1, {"a"})};
  const Sums sums = observe(compile(scenario), 1, 1)[0];
  CHECK(sums.all.wait_served > 10 * kMinute);
  CHECK(sums.groups[0].busy ==
        doctest::Approx(100 * number(sums.all.attempts) + 0.1 * sums.all.wait_served));
}

TEST_CASE("a speed of 1 for everybody is the scenario without speeds, to the bit") {
  Scenario scenario = two_agents();
  scenario.horizon = SteadyHorizon{100 * kHour, 0, 20};
  scenario.agents = {agents("g", 2, {"a"})};
  const Sums plain = observe(compile(scenario), 1, 1)[0];
  scenario.agents[0].persons = {{"Ana", 1.0}, {"Luis", 1.0}};
  const Model model = compile(scenario);
  CHECK(model.groups[0].person_pace.empty());
  CHECK(kWaits(observe(model, 1, 1)[0]) == kWaits(plain));
  CHECK(kServed(plain) > 0);
}
