#include <doctest/doctest.h>

#include <algorithm>
#include <iterator>
#include <vector>

#include "support/builder.hpp"

// People with several shifts, shifts between dates, and numbers by date.
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

Date day_of(const Scenario& scenario, int day) {
  return std::get<CalendarHorizon>(scenario.horizon).from + std::chrono::days(day);
}

Shift shift(ClockTime from, ClockTime to, std::vector<std::string> persons) {
  Shift some;
  some.days = kEveryDay;
  some.range = {from, to};
  some.count = static_cast<int>(persons.size());
  some.persons = std::move(persons);
  return some;
}

}  // namespace

TEST_CASE("a person with two shifts is one agent, and shifts without a gap are one duty") {
  Scenario scenario = staffed(1, std::vector<Shift>{shift(8 * kHour, 10 * kHour, {"Ana", "Luis"}),
                                                    shift(10 * kHour, 12 * kHour, {"Ana"}),
                                                    shift(14 * kHour, 16 * kHour, {"Luis"})});
  scenario.agents[0].persons = {{"Luis", 2}, {"Ana", 0.5}};
  const Model model = compile(scenario);
  CHECK(model.groups[0].agents == 2);
  CHECK(model.groups[0].person_pace == std::vector<double>{0.5, 2});
  const auto starts = steps_of(model, Step::Kind::kDutyStart);
  const auto ends = steps_of(model, Step::Kind::kDutyEnd);
  REQUIRE(starts.size() == 3);  // Luis twice, Ana once
  REQUIRE(ends.size() == 3);
  CHECK(ends[0].who == 0);
  CHECK(ends[0].time == 10 * kHour);
  CHECK(ends[1].who == 1);
  CHECK(ends[1].time == 12 * kHour);
}

TEST_CASE("a shift between dates is worked on those days only") {
  Shift some = shift(8 * kHour, 10 * kHour, {});
  some.count = 1;
  Scenario scenario = staffed(5, std::vector<Shift>{some});
  auto& shifts = std::get<std::vector<Shift>>(scenario.agents[0].staffing);
  shifts[0].from_date = day_of(scenario, 1);
  shifts[0].to_date = day_of(scenario, 2);
  const auto starts = steps_of(compile(scenario), Step::Kind::kDutyStart);
  REQUIRE(starts.size() == 2);
  CHECK(starts[0].time == kDay + 8 * kHour);
  CHECK(starts[1].time == 2 * kDay + 8 * kHour);
}

TEST_CASE("a special day replaces the numbers of its weekday") {
  Scenario scenario = staffed(3, every_day({{{8 * kHour, 20 * kHour}, 5}}));
  scenario.agents[0].special = {{day_of(scenario, 1), {{{9 * kHour, 12 * kHour}, 7}}},
                                {day_of(scenario, 2), {{{0, kDay}, 0}}}};
  const Model model = compile(scenario);
  const auto added = steps_of(model, Step::Kind::kAddAgents);
  REQUIRE(added.size() == 2);
  CHECK(added[1].time == kDay + 9 * kHour);
  CHECK(added[1].count == 7);
  CHECK(model.groups[0].agents == 7);
  CHECK(steps_of(model, Step::Kind::kDropAgents).size() == 2);
}

TEST_CASE("a break with a window opens at its beginning and falls due at its last moment") {
  Shift some = shift(8 * kHour, 16 * kHour, {});
  some.count = 1;
  some.breaks = {{12 * kHour, 30 * kMinute, true, 90 * kMinute}};
  const Model model = compile(staffed(1, std::vector<Shift>{some}));
  const auto windows = steps_of(model, Step::Kind::kBreakWindow);
  const auto breaks = steps_of(model, Step::Kind::kBreak);
  REQUIRE(windows.size() == 1);
  REQUIRE(breaks.size() == 1);
  CHECK(windows[0].time == 12 * kHour);
  CHECK(breaks[0].time == 13.5 * kHour);
  CHECK(breaks[0].count == (Step::kPaid | Step::kOfWindow));
}

TEST_CASE("shifts whose beginning is drawn are no steps of the model") {
  Shift some = shift(8 * kHour, 16 * kHour, {});
  some.count = 2;
  Scenario scenario = staffed(2, std::vector<Shift>{some});
  scenario.agents[0].late = exponential(60);
  const Model model = compile(scenario);
  CHECK(steps_of(model, Step::Kind::kDutyStart).empty());
  REQUIRE(model.duties.size() == 4);
  CHECK(model.duties[1].who == 0);
  CHECK(model.duties[1].number == 1);
  CHECK(model.duties[1].from == 32 * kHour);
}
