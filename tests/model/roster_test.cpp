#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "hotline/base/error.hpp"
#include "support/builder.hpp"

using namespace hotline;
using namespace hotline::test;

namespace {

std::vector<Step> steps_of(const Model& model, Step::Kind kind) {
  std::vector<Step> steps;
  std::ranges::copy_if(model.steps, std::back_inserter(steps),
                       [&](const Step& step) { return step.kind == kind; });
  return steps;
}

Scenario staffed(int days, decltype(AgentGroup::staffing) staffing) {
  Scenario scenario = calendar(days);
  scenario.calls = {call("a", 1 / kHour, 60)};
  scenario.agents = {agents("g", 0, {"a"})};
  scenario.agents[0].staffing = std::move(staffing);
  return scenario;
}

}  // namespace

TEST_CASE("numbers by the clock become changes, and nobody leaves at the end of the horizon") {
  const Model model = compile(staffed(
      2, every_day({{{0, 8 * kHour}, 2}, {{8 * kHour, 20 * kHour}, 5}, {{20 * kHour, kDay}, 2}})));
  CHECK(model.groups[0].constant == 2);
  CHECK(model.groups[0].agents == 5);
  const auto added = steps_of(model, Step::Kind::kAddAgents);
  const auto dropped = steps_of(model, Step::Kind::kDropAgents);
  REQUIRE(added.size() == 2);
  REQUIRE(dropped.size() == 2);
  CHECK(added[1].time == 32 * kHour);
  CHECK(added[1].count == 3);
  CHECK(dropped[1].time == 44 * kHour);
}

TEST_CASE("a night shift of the eve is on duty when the horizon begins") {
  Shift night{"night", kEveryDay, {22 * kHour, 6 * kHour}, 3, {{1 * kHour, 900, false}}};
  const Model model = compile(staffed(2, std::vector<Shift>{night}));
  const auto starts = steps_of(model, Step::Kind::kDutyStart);
  const auto ends = steps_of(model, Step::Kind::kDutyEnd);
  const auto breaks = steps_of(model, Step::Kind::kBreak);
  // The eve's, the first day's and the second day's night, three people each.
  REQUIRE(starts.size() == 9);
  CHECK(starts[0].time == 0);
  CHECK(starts[3].time == 22 * kHour);
  REQUIRE(ends.size() == 6);
  CHECK(ends[0].time == 6 * kHour);
  REQUIRE(breaks.size() == 6);
  CHECK(breaks[0].time == 1 * kHour);
  CHECK(breaks[3].time == 25 * kHour);
}

TEST_CASE("changes at one instant stand in the order of their kinds") {
  Shift early{"", kEveryDay, {8 * kHour, 14 * kHour}, 1, {}};
  Shift late{"", kEveryDay, {14 * kHour, 20 * kHour}, 1, {}};
  Scenario scenario = staffed(1, std::vector<Shift>{early, late});
  scenario.opening = open_every_day(8 * kHour, 14 * kHour);
  const Model model = compile(scenario);
  std::vector<Step::Kind> kinds;
  for (const Step& step : model.steps) {
    if (step.time == 14 * kHour) kinds.push_back(step.kind);
  }
  CHECK(kinds == std::vector<Step::Kind>{Step::Kind::kInterval, Step::Kind::kClose,
                                         Step::Kind::kDutyStart, Step::Kind::kDutyEnd});
}

TEST_CASE("opening hours that touch become one, and special days replace the weekday's") {
  Scenario scenario = staffed(3, 1);
  Opening opening;
  opening.hours = WeekTable<bool>{{{kEveryDay, {0, kDay}, true}}};
  opening.special = {{std::get<CalendarHorizon>(scenario.horizon).from + std::chrono::days(1),
                      {{9 * kHour, 12 * kHour}}}};
  scenario.opening = opening;
  const Model model = compile(scenario);
  CHECK(model.starts_open);
  const auto opened = steps_of(model, Step::Kind::kOpen);
  const auto closed = steps_of(model, Step::Kind::kClose);
  REQUIRE(opened.size() == 2);
  REQUIRE(closed.size() == 2);
  CHECK(closed[0].time == kDay);
  CHECK(opened[0].time == kDay + 9 * kHour);
  CHECK(closed[1].time == kDay + 12 * kHour);
  CHECK(opened[1].time == 2 * kDay);
}

TEST_CASE("fewest skills first: specialists before generalists, whatever the order in the file") {
  Scenario scenario = calendar(1);
  scenario.calls = {call("a", 1 / kHour, 60), call("b", 1 / kHour, 60)};
  scenario.agents = {agents("both", 1, {"a", "b"}), agents("only a", 1, {"a"})};
  scenario.routing.caller_picks = CallerPicks::kFewestSkills;
  const Model model = compile(scenario);
  CHECK(model.queues[0].groups == std::vector<GroupId>{1, 0});
  CHECK(model.queues[1].groups == std::vector<GroupId>{0});
}

TEST_CASE("a scenario too large for memory is refused with its size") {
  Scenario scenario = staffed(1, 2'000'000);
  CHECK_THROWS_WITH_AS(compile(scenario),
                       "the scenario has 2000000 agents; at most 1000000 can be simulated", Error);
}

TEST_CASE("nobody works on a day on which the lines are closed") {
  Scenario scenario = staffed(3, every_day({{{8 * kHour, 20 * kHour}, 5}}));
  scenario.opening.closed_on = {std::get<CalendarHorizon>(scenario.horizon).from +
                                std::chrono::days(1)};
  const auto added = steps_of(compile(scenario), Step::Kind::kAddAgents);
  REQUIRE(added.size() == 2);
  CHECK(added[0].time == 8 * kHour);
  CHECK(added[1].time == 56 * kHour);
}
