#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "engine/played.hpp"
#include "support/builder.hpp"
#include "validation/observe.hpp"

// Replications that begin with people in the house.
using namespace hotline;
using namespace hotline::test;

namespace {

constexpr double kLimit = 4.5;  // standard errors: false alarm 1 in 150,000

// Two agents with calls in hand, and three callers who wait; nobody else calls.
Scenario full_house() {
  Scenario scenario = calendar(1);
  scenario.calls = {call("a", 0, 100)};
  scenario.agents = {agents("g", 2, {"a"})};
  scenario.start.busy["g"]["a"] = 2;
  scenario.start.waiting["a"] = {0, 0, 0};
  return scenario;
}

}  // namespace

TEST_CASE("callers who wait at the start wait for those before them: sums of exponential times") {
  const auto sums = observe(compile(full_house()), 1, 4000);
  // The k-th of them waits for k ends of talk, each after 50 s on average.
  check_exact("mean wait",
              ratio(
                  sums, [](auto& s) { return s.all.wait_served; },
                  [](auto& s) { return count(s.all, Outcome::kServed); }),
              100, kLimit);
  check_exact("time with a call",
              ratio(
                  sums, [](auto& s) { return s.groups[0].busy; }, [](auto&) { return 1.0; }),
              500, kLimit);
  for (const Sums& sum : sums) {
    REQUIRE(sum.all.attempts == 3);
    REQUIRE(sum.all.outcome(Outcome::kServed) == 3);
    REQUIRE(sum.groups[0].answered == 3);
    REQUIRE(sum.groups[0].busy == doctest::Approx(sum.groups[0].handling));
  }
}

TEST_CASE("a caller who loses patience after the start: min of two exponential times") {
  Scenario scenario = full_house();
  scenario.calls[0] = impatient(scenario.calls[0], exponential(50));
  scenario.start.waiting["a"] = {30};
  const auto sums = observe(compile(scenario), 2, 4000);
  // An agent is free at rate 2 / 100 s, patience ends at rate 1 / 50 s.
  check_exact("abandoned",
              ratio(
                  sums, [](auto& s) { return count(s.all, Outcome::kAbandoned); },
                  [](auto& s) { return number(s.all.attempts); }),
              0.5, kLimit);
  // Waited 30 s before, and 25 s from then on.
  check_exact("wait",
              ratio(
                  sums, [](auto& s) { return s.all.wait_all(); },
                  [](auto& s) { return number(s.all.attempts); }),
              55, kLimit);
}

TEST_CASE("at the start the longest waiting is first, and only idle agents can be busy") {
  Scenario scenario = full_house();
  scenario.start.waiting["a"] = {300, 200, 100};
  scenario.start.busy["g"]["a"] = 7;  // there are two
  const Played played = play(scenario);
  const auto answered = played.answered();
  REQUIRE(answered.size() == 3);
  CHECK(answered[0].arrived == -300);
  CHECK(answered[1].arrived == -200);
  CHECK(answered[2].arrived == -100);
}

TEST_CASE("who is there at the start has a line, and who finds an idle agent does not wait") {
  Scenario scenario = full_house();
  scenario.routing.lines = 4;
  Played played = play(scenario);
  CHECK(played.sums.all.outcome(Outcome::kBlocked) == 1);
  CHECK(played.sums.all.outcome(Outcome::kServed) == 2);
  scenario.start.busy.clear();
  played = play(scenario);
  CHECK(played.sums.all.outcome(Outcome::kServed) == 3);
  CHECK(played.sums.all.waited == 1);
}

TEST_CASE("a steady run may begin with people in the house") {
  Scenario scenario = full_house();
  scenario.horizon = SteadyHorizon{10 * kHour, 0, 2};
  scenario.calls = {call("a", 0.01 / 100, 100)};
  const auto sums = observe(compile(scenario), 3, 1);
  CHECK(sums[0].all.waited >= 3);
}
