#include <doctest/doctest.h>

#include <cmath>

#include "played.hpp"

// Breaks that may begin within a window, and pauses after calls.
using namespace hotline;
using namespace hotline::test;

namespace {

constexpr Seconds kEight = 8 * kHour;

// Ten minutes between 8:10 and 8:40.
const Break kWindow = {kEight + 600, 600, true, 20 * kMinute};

Scenario with_window(Scenario scenario) {
  Shift morning = shift(kEight, 10 * kHour);
  morning.breaks = {kWindow};
  scenario.agents[0].staffing = std::vector<Shift>{morning};
  return scenario;
}

// The longest time without a call in hand between two answers, and when it began.
std::pair<Seconds, Seconds> longest_gap(const Played& day) {
  const auto answered = day.answered();
  std::pair<Seconds, Seconds> gap;
  for (std::size_t i = 1; i < answered.size(); ++i) {
    const Seconds length = answered_at(answered[i]) - ended_at(answered[i - 1]);
    if (length > gap.first) gap = {length, ended_at(answered[i - 1])};
  }
  return gap;
}

}  // namespace

TEST_CASE("with callers always waiting, a break with a window begins after its last moment") {
  // Calls of 310 s: the one in hand at 8:30, the last moment, ends at 8:31.
  Scenario scenario = with_window(crowded_day(310));
  const Played by_length = play(scenario);
  CHECK(longest_gap(by_length).second == doctest::Approx(kEight + 1860));
  CHECK(longest_gap(by_length).first == doctest::Approx(600));
  CHECK(by_length.agents().paid_break == doctest::Approx(600));
  scenario.routing.break_rule = BreakRule::kKeepEnd;  // the end is then 8:40
  const Played by_end = play(scenario);
  CHECK(longest_gap(by_end).second == doctest::Approx(kEight + 1860));
  CHECK(longest_gap(by_end).first == doctest::Approx(540));
}

TEST_CASE("a break with a window begins when it opens if nobody calls") {
  Scenario scenario = calendar(1, 5 * kMinute);
  scenario.calls = {call("a", 1e-9, 60)};
  scenario.agents = {agents("g", 0, {"a"})};
  scenario = with_window(scenario);
  const Played day = play(scenario);
  const auto on_break = [&](int slot) {
    return day.tally.cell_agents(static_cast<std::size_t>(slot), 0).on_break;
  };
  CHECK(day.agents().on_break == doctest::Approx(600));
  CHECK(on_break(8 * 12 + 2) == doctest::Approx(300));
  CHECK(on_break(8 * 12 + 3) == doctest::Approx(300));
}

TEST_CASE("a break with a window begins as soon as the agent is free and nobody waits") {
  Scenario scenario = crowded_day(310);
  scenario.routing.queue_limit = 0;  // nobody ever waits
  scenario.routing.break_rule = BreakRule::kKeepEnd;
  scenario = with_window(scenario);
  const Played day = play(scenario);
  Seconds begins = 0;  // the end of the first call to end in the window
  for (const CallRecord& call : day.answered()) {
    if (begins == 0 && ended_at(call) > kEight + 600) begins = ended_at(call);
  }
  REQUIRE(begins < kEight + 1800);
  CHECK(day.agents().on_break == doctest::Approx(600));
  for (const CallRecord& call : day.answered()) {
    CHECK((ended_at(call) <= begins + 1e-6 || answered_at(call) >= begins + 600));
  }
}

TEST_CASE("a break that falls due during another one follows it") {
  // Breaks at 8:05 for 10 min and at 8:15 for 5 min; the call in hand at 8:05 ends at 8:05:10, so
  // the first lasts until 8:15:10 and the second until 8:20:10.
  Scenario scenario = crowded_day(310);
  Shift morning = shift(kEight, 9 * kHour);
  morning.breaks = {{kEight + 300, 600, true}, {kEight + 900, 300, false}};
  scenario.agents[0].staffing = std::vector<Shift>{morning};
  const Played day = play(scenario);
  CHECK(longest_gap(day).second == doctest::Approx(kEight + 310));
  CHECK(longest_gap(day).first == doctest::Approx(900));
  CHECK(day.agents().on_break == doctest::Approx(900));
  CHECK(day.agents().paid_break == doctest::Approx(600));
}

TEST_CASE("a pause after each call keeps the agent off the phones for its length") {
  Scenario scenario = crowded_day(310);
  scenario.agents[0].staffing = std::vector<Shift>{shift(kEight, 9 * kHour)};
  scenario.agents[0].pause_after_call = Pause{1, constant(60)};
  const Played day = play(scenario);
  const auto answered = day.answered();
  REQUIRE(answered.size() == 10);  // at 8:00 + k x 370 s; the last is followed by overtime
  for (std::size_t k = 0; k < answered.size(); ++k) {
    CHECK(answered_at(answered[k]) == doctest::Approx(kEight + 370.0 * static_cast<double>(k)));
  }
  CHECK(day.agents().away == doctest::Approx(9 * 60));
  CHECK(day.agents().overtime == doctest::Approx(9 * 370 + 310 - 3600));
  CHECK(day.agents().busy == doctest::Approx(day.agents().handling));
}

TEST_CASE("one agent with pauses is an M/G/1 queue whose service is longer by the pause") {
  // E[G] = 60 + 0.3 x 100, E[G2] = 2 x 60^2 + 2 x 60 x 0.3 x 100 + 0.3 x 2 x 100^2; the mean wait
  // is rate x E[G2] / (2 (1 - rate E[G])) (Pollaczek 1930, Khinchin 1932): 140 s. False alarm 1 in
  // 150,000.
  Scenario scenario = steady(40000 * kHour, 100 * kHour, 40);
  scenario.calls = {call("a", 0.4 / kMinute, 60)};
  scenario.agents = {agents("g", 1, {"a"})};
  scenario.agents[0].pause_after_call = Pause{0.3, exponential(100)};
  const auto sums = observe(compile(scenario), 5, 1);
  check_exact("wait",
              ratio(
                  sums, [](const Sums& s) { return s.all.wait_served; },
                  [](const Sums& s) { return count(s.all, Outcome::kServed); }),
              140, 4.5);
  check_exact("away",
              ratio(
                  sums, [](const Sums& s) { return s.groups[0].away; },
                  [](const Sums& s) { return s.length; }),
              0.4 / kMinute * 30, 4.5);
}
