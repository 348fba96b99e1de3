#include <doctest/doctest.h>

#include <chrono>
#include <cmath>
#include <random>
#include <set>
#include <thread>

#include "hotline/base/error.hpp"
#include "hotline/staffing/frontier.hpp"
#include "hotline/staffing/schedule.hpp"
#include "hotline/theory/impatient_queue.hpp"
#include "staffing/integer_program.hpp"
#include "staffing/plan_parts.hpp"
#include "staffing/promise.hpp"
#include "staffing/schedule_player.hpp"
#include "support/builder.hpp"

namespace hotline {
namespace {

using test::call;

// Four hours of a day, in half-hours, at a constant rate.
Scenario morning(PerSecond rate, Seconds talk) {
  Scenario scenario = test::calendar(1);
  scenario.calls = {call("a", rate, talk)};
  scenario.agents = {test::agents("desk", 1, {"a"})};
  scenario.opening = test::open_every_day(0, 4 * kHour);
  return scenario;
}

TEST_CASE("at a constant rate the simulation asks for the agents of Erlang C") {
  // 5 Erlang, 80 % in 20 s: 8 agents (84 %), and 7 (66 %) are too few; in the first half-hour,
  // which begins with nobody, perhaps one fewer.
  const Plan plan = make_plan(morning(100 / kHour, 180), PlanBy::kWeekday);
  SearchOptions options;
  options.replications = 150;
  options.threads = 2;
  const Requirement requirement = required_by_simulation(plan, options);
  CHECK(requirement.agents(0, 0) >= 7);
  CHECK(requirement.agents(0, 0) <= 8);
  for (std::size_t c = 1; c < 8; ++c) {
    CAPTURE(c);
    CHECK(requirement.agents(c, 0) == 8);
  }
  for (std::size_t c = 8; c < plan.cells.size(); ++c) CHECK(requirement.agents(c, 0) == 0);
  if (planning::has_integer_solver()) {
    CHECK(requirement.lower_bound <= requirement.wages + 1e-9);
    CHECK(requirement.lower_bound >= requirement.wages - 0.5);
  }
  CHECK(requirement.check.replications == 600);
  REQUIRE(requirement.check.overall.size() == 1);
  CHECK(requirement.check.certainty[0] > 0.99);
  // Erlang C is right but for the first half-hour.
  CHECK(requirement.formulas[0].hours_too_few == 0);
  CHECK(requirement.formulas[0].hours_too_many <= 0.5);
  // One less costs what the formula says it would: about 18 % of 50 calls, and some in the next
  // half-hour; one more brings less.
  CHECK(requirement.marginal(4, 0).less < -5);
  CHECK(requirement.marginal(4, 0).more > 1);
  CHECK(requirement.marginal(4, 0).more < -requirement.marginal(4, 0).less);
}

// One long interval, two call types, two specialists and a dearer group for both.
Scenario skills() {
  Scenario scenario = test::calendar(1, kDay);
  scenario.calls = {call("a", 20 / kHour, 300), call("b", 12 / kHour, 300)};
  scenario.agents = {test::agents("only a", 1, {"a"}), test::agents("only b", 1, {"b"}),
                     test::agents("both", 1, {"a", "b"})};
  scenario.agents[0].wage = scenario.agents[1].wage = 10 / kHour;
  scenario.agents[2].wage = 13 / kHour;
  scenario.routing.agent_picks = AgentPicks::kLongestWaiting;
  return scenario;
}

TEST_CASE("the cheapest mix of skills is the one that trying all mixes finds") {
  const Plan plan = make_plan(skills(), PlanBy::kWeekday);
  SearchOptions options;
  options.replications = 60;
  options.threads = 2;
  const Requirement requirement = required_by_simulation(plan, options);

  const planning::Player player(2, options.seed, nullptr);
  const auto promises = planning::promises_of(plan);
  double cheapest = 1e9;
  for (int a = 0; a <= 4; ++a) {
    for (int b = 0; b <= 4; ++b) {
      for (int both = 0; both <= 5; ++both) {
        Staffing staffing(1, 3);
        staffing(0, 0) = a;
        staffing(0, 1) = b;
        staffing(0, 2) = both;
        const double cost = wages(plan, staffing);
        if (cost >= cheapest || a + b + both < 3) continue;
        const auto counts = planning::sum_of(player.play(staffed(plan, staffing), 0, 60));
        if (promises[0].margin(counts, 0) >= 0 && promises[1].margin(counts, 0) >= 0) {
          cheapest = cost;
        }
      }
    }
  }
  CHECK(requirement.wages == doctest::Approx(cheapest));
  CHECK(requirement.lower_bound <= requirement.wages + 1e-9);
}

TEST_CASE("a target that nobody can meet is named with the best value") {
  Scenario scenario = morning(30 / kHour, 180);
  scenario.agents[0].reserve = {{"a", 5000}};  // so that nobody ever takes a call
  const Plan plan = make_plan(scenario, PlanBy::kWeekday);
  SearchOptions options;
  options.replications = 3;
  CHECK_THROWS_WITH_AS(required_by_simulation(plan, options),
                       doctest::Contains("cannot be met: even with"), Error);
}

TEST_CASE("a target of the horizon needs no more people than the same in every interval") {
  Scenario scenario = morning(60 / kHour, 180);
  SearchOptions options;
  options.replications = 40;
  options.threads = 2;
  const Requirement each = required_by_simulation(make_plan(scenario, PlanBy::kWeekday), options);
  scenario.staffing.targets = {{.each = StaffingTarget::Each::kHorizon}};
  const Plan plan = make_plan(scenario, PlanBy::kWeekday);
  const Requirement whole = required_by_simulation(plan, options);
  CHECK(whole.hours <= each.hours);
  CHECK(whole.check.overall[0].value >= 0.79);
}

TEST_CASE("a target on most days asks for more than one in the mean") {
  Scenario scenario = morning(60 / kHour, 180);
  scenario.calls[0].arrivals->busyness = Busyness{.cv = 0.3};
  SearchOptions options;
  options.replications = 30;
  options.threads = 2;
  scenario.staffing.targets = {{.each = StaffingTarget::Each::kDay}};
  const Requirement mean = required_by_simulation(make_plan(scenario, PlanBy::kWeekday), options);
  scenario.staffing.targets[0].in_days = 0.9;
  const Requirement most = required_by_simulation(make_plan(scenario, PlanBy::kWeekday), options);
  CHECK(most.hours > mean.hours);
  CHECK(most.check.days_held[0] > 0.82);
  CHECK(mean.check.days_held[0] < most.check.days_held[0]);
  // The busy day is busier, and worse served.
  CHECK(mean.busy_day.factor > 1.4);
  CHECK(mean.busy_day.check.service_level.value < mean.check.service_level.value);
}

TEST_CASE("more service costs more along the frontier") {
  Scenario scenario = morning(60 / kHour, 180);
  SearchOptions options;
  options.replications = 30;
  options.threads = 2;
  const auto points = frontier(make_plan(scenario, PlanBy::kWeekday), {0.5, 0.9}, options);
  REQUIRE(points.size() == 2);
  CHECK(points[0].hours < points[1].hours);
  CHECK(points[0].service_level.value < points[1].service_level.value);
  CHECK(points[0].service_level.has_interval());
}

TEST_CASE("the same search gives the same numbers on any number of threads") {
  const Plan plan = make_plan(morning(60 / kHour, 180), PlanBy::kWeekday);
  SearchOptions one, two;
  one.replications = two.replications = 10;
  one.threads = 1;
  two.threads = 2;
  const Staffing first = required_by_simulation(plan, one).agents;
  const Staffing second = required_by_simulation(plan, two).agents;
  for (std::size_t c = 0; c < first.rows(); ++c) CHECK(first(c, 0) == second(c, 0));
}

TEST_CASE("a search that is stopped keeps the best numbers so far") {
  const Plan plan = make_plan(morning(60 / kHour, 180), PlanBy::kWeekday);
  const std::atomic<bool> stop = true;
  SearchOptions options;
  options.stop = &stop;
  const Requirement requirement = required_by_simulation(plan, options);
  CHECK(requirement.stopped);
  CHECK(requirement.hours > 0);
}

TEST_CASE("whenever it is stopped a plan keeps the best so far") {
  if (!planning::has_integer_solver()) return;
  Scenario scenario = skills();
  scenario.staffing.rules.days_a_week = 1;
  PermittedShift shift;
  shift.name = "all day";
  shift.starts = {0};
  shift.lengths = {kDay};
  scenario.staffing.shifts = {shift};
  const Plan plan = make_plan(scenario, PlanBy::kWeekday);
  // Stopped while a play goes on, not only between two.
  for (const int calls : {0, 1, 2, 3, 5, 8, 13}) {
    std::atomic<bool> stop = false;
    int left = calls;
    std::thread later;
    ScheduleOptions options;
    options.search.replications = 20;
    options.search.threads = 2;
    options.search.stop = &stop;
    options.search.progress = [&](std::string_view, double share) {
      CHECK(share >= 0);
      CHECK(share <= 1);
      if (left-- != 0) return;
      later = std::thread([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(1 + calls % 3));
        stop = true;
      });
    };
    const ScheduleAnswer answer = make_schedule(plan, StaffingMethod::kSimulation, true, options);
    if (later.joinable()) later.join();
    CHECK(answer.required.hours > 0);
    CHECK(broken_rules(plan, answer.improved.schedule).empty());
    CHECK(answer.improved.schedule.slots.size() > 0);
  }
}

TEST_CASE("the cheapest schedule by playing is the one that trying all schedules finds") {
  if (!planning::has_integer_solver()) return;
  Scenario scenario = morning(50 / kHour, 180);
  scenario.staffing.targets = {{.each = StaffingTarget::Each::kDay}};
  scenario.staffing.rules.days_a_week = 1;
  scenario.staffing.rules.part_time = 1;
  for (const auto& [start, length] :
       {std::pair(0.0, 2.0), std::pair(2.0, 2.0), std::pair(0.0, 4.0)}) {
    PermittedShift shift;
    shift.name = std::to_string(scenario.staffing.shifts.size());
    shift.starts = {start * kHour};
    shift.lengths = {length * kHour};
    if (length > 2) shift.wage = 0.9 / kHour;
    scenario.staffing.shifts.push_back(shift);
  }
  scenario.agents[0].wage = 1 / kHour;
  const Plan plan = make_plan(scenario, PlanBy::kWeekday);
  ScheduleOptions options;
  options.search.replications = 60;
  options.search.threads = 2;
  const ScheduleAnswer answer = make_schedule(plan, StaffingMethod::kSimulation, true, options);

  planning::SchedulePlayer player(plan, options.search);
  double cheapest = 1e9;
  for (int code = 0; code < 7 * 7 * 7; ++code) {
    Schedule schedule;
    schedule.kinds = shift_kinds(plan);
    const int people[] = {code % 7, code / 7 % 7, code / 49};
    for (std::size_t k = 0; k < 3; ++k) {
      Slot slot;
      slot.kind = k;
      slot.days[0] = true;
      schedule.slots.insert(schedule.slots.end(), static_cast<std::size_t>(people[k]), slot);
    }
    planning::sum_up(plan, schedule);
    if (schedule.cost >= cheapest || schedule.slots.empty()) continue;
    if (player.play(schedule).failing == 0) cheapest = schedule.cost;
  }
  CHECK(answer.improved.schedule.cost == doctest::Approx(cheapest));
}

TEST_CASE("a schedule of random wishes keeps its rules when it is improved") {
  if (!planning::has_integer_solver()) return;
  std::mt19937 random(11);
  const auto pick = [&](int from, int to) {
    return std::uniform_int_distribution<int>(from, to)(random);
  };
  for (int round = 0; round < 4; ++round) {
    CAPTURE(round);
    Scenario scenario = test::calendar(7, kHour);
    scenario.calls = {call("a", pick(10, 40) / kHour, 300), call("b", pick(5, 20) / kHour, 300)};
    scenario.agents = {test::agents("one", 1, {"a"}), test::agents("two", 1, {"a", "b"})};
    scenario.opening = test::open_every_day(8 * kHour, 18 * kHour);
    scenario.staffing.targets = {
        {.limit = 0.01 * pick(50, 90), .each = static_cast<StaffingTarget::Each>(pick(0, 2))}};
    WorkRules& rules = scenario.staffing.rules;
    rules.days_a_week = pick(3, 5);
    rules.days_in_a_row = pick(2, 5);
    rules.days_off_together = pick(0, 2) == 0;
    rules.part_time = pick(1, 3) * 0.25;
    if (pick(0, 1) == 1) rules.people = pick(4, 12);
    if (pick(0, 1) == 1) rules.group_people["one"] = pick(1, 5);
    for (int s = 0; s < 2; ++s) {
      PermittedShift shift;
      shift.name = "s" + std::to_string(s);
      shift.lengths = {(s == 0 ? 8 : 4) * kHour, (s == 0 ? 6 : 5) * kHour};
      for (int start = 8; start < (s == 0 ? 11 : 14); ++start)
        shift.starts.push_back(start * kHour);
      shift.breaks = {{kHour, 3 * kHour, pick(1, 4) * 15 * kMinute, pick(0, 1) == 1}};
      shift.part_time = s == 1;
      if (pick(0, 2) == 0) shift.people = pick(1, 6);
      scenario.staffing.shifts.push_back(shift);
    }
    const Plan plan = make_plan(scenario, PlanBy::kWeekday);
    ScheduleOptions options;
    options.seconds = 0.4;
    options.search.replications = 2;
    options.search.threads = 2;
    const ScheduleAnswer answer = make_schedule(plan, StaffingMethod::kErlangC, true, options);
    for (const std::string& broken : broken_rules(plan, answer.covered)) FAIL_CHECK(broken);
    for (const std::string& broken : broken_rules(plan, answer.improved.schedule)) {
      FAIL_CHECK(broken);
    }
    // It is a scenario that can be played, and no name stands twice in it.
    std::set<std::string> names;
    for (const Slot& slot : answer.improved.schedule.slots) {
      CHECK(names.insert(slot.name).second);
    }
    CHECK((compile(with_schedule(plan, answer.improved.schedule)).agents > 0) == !names.empty());
  }
}

TEST_CASE("other measures than the service level are searched for as well") {
  using Measure = StaffingTarget::Measure;
  Scenario scenario = morning(60 / kHour, 180);
  scenario.calls[0] = test::impatient(scenario.calls[0], test::exponential(120));
  SearchOptions options;
  options.replications = 100;
  options.threads = 2;
  // Limits in the middle between what four and five agents bring by Erlang A.
  const auto four = theory::ErlangA({60 / kHour, 180}, 4, 120).measures();
  const auto five = theory::ErlangA({60 / kHour, 180}, 5, 120).measures();
  for (const auto& [measure, limit] :
       {std::pair(Measure::kAbandonment, (four.abandoned + five.abandoned) / 2),
        std::pair(Measure::kAsa, (four.mean_wait_answered + five.mean_wait_answered) / 2),
        std::pair(Measure::kOccupancy, (four.occupancy + five.occupancy) / 2)}) {
    CAPTURE(static_cast<int>(measure));
    StaffingTarget target;
    target.measure = measure;
    target.limit = limit;
    scenario.staffing.targets = {target};
    const Plan plan = make_plan(scenario, PlanBy::kWeekday);
    const Requirement searched = required_by_simulation(plan, options);
    const Requirement formula = required_by_formula(plan, StaffingMethod::kErlangA);
    // The first half-hour begins with nobody.
    for (std::size_t c = 1; c < 8; ++c) {
      CAPTURE(c);
      CHECK(formula.agents(c, 0) == 5);
      CHECK(searched.agents(c, 0) == 5);
    }
    CHECK(searched.check.certainty[0] > 0.9);
  }
}

TEST_CASE("by date every date has numbers of its own") {
  Scenario scenario = morning(30 / kHour, 180);
  scenario.horizon = std::get<CalendarHorizon>(test::calendar(2).horizon);
  scenario.staffing.targets = {{.each = StaffingTarget::Each::kDay}};
  const Plan plan = make_plan(scenario, PlanBy::kDate);
  SearchOptions options;
  options.replications = 40;
  options.threads = 2;
  const Requirement requirement = required_by_simulation(plan, options);
  REQUIRE(requirement.agents.rows() == 96);
  REQUIRE(requirement.check.targets.size() == 2);
  for (const TargetCheck& one : requirement.check.targets) {
    CHECK(one.cells.size() == 8);
    CHECK(one.estimate.value > 0.78);
  }
  CHECK(requirement.hours == agent_hours(plan, requirement.agents));
}

TEST_CASE("a schedule is improved by playing it, keeps its rules, and its targets hold") {
  if (!planning::has_integer_solver()) return;
  Scenario scenario = morning(60 / kHour, 180);
  scenario.staffing.targets = {{.each = StaffingTarget::Each::kDay}};
  scenario.staffing.rules.days_a_week = 1;
  PermittedShift shift;
  shift.name = "any";
  shift.starts = {0, kHour, 2 * kHour};
  shift.lengths = {2 * kHour, 4 * kHour};
  scenario.staffing.shifts = {shift};
  const Plan plan = make_plan(scenario, PlanBy::kWeekday);
  // One more than Erlang C asks for in every interval.
  Staffing required(plan.cells.size(), 1);
  for (std::size_t c = 0; c < 8; ++c) required(c, 0) = 7;
  ScheduleOptions options;
  options.search.replications = 20;
  options.search.threads = 2;
  const Schedule covered = cover(plan, required, options);
  const Improved improved = improve(plan, required, covered, options);
  CHECK(improved.holds);
  CHECK(improved.schedule.cost < covered.cost);
  CHECK(improved.passes + improved.let_go + improved.shortened > 0);
  CHECK(broken_rules(plan, improved.schedule).empty());
  CHECK(improved.check.overall[0].value > 0.78);
  REQUIRE(improved.marginal.rows() == plan.cells.size());
  CHECK(improved.marginal(2, 0).more >= 0);
  CHECK(improved.marginal(2, 0).less <= 0);
  // Too few people are made up for.
  for (std::size_t c = 0; c < 8; ++c) required(c, 0) = 3;
  const Schedule few = cover(plan, required, options);
  const Improved more = improve(plan, required, few, options);
  CHECK(more.holds);
  CHECK(more.schedule.paid_hours > few.paid_hours);
}

}  // namespace
}  // namespace hotline
