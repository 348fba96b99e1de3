#include <doctest/doctest.h>

#include <cmath>
#include <numbers>

#include "hotline/base/error.hpp"
#include "hotline/staffing/requirement.hpp"
#include "hotline/theory/fewest_agents.hpp"
#include "staffing/teams.hpp"
#include "support/builder.hpp"

namespace hotline {
namespace {

using test::call;
using test::exponential;

// One call type at a constant rate, one day, half-hours, one group.
Scenario one_type(PerSecond rate, Seconds talk) {
  Scenario scenario = test::calendar(1);
  scenario.calls = {call("a", rate, talk)};
  scenario.agents = {test::agents("desk", 1, {"a"})};
  return scenario;
}

TEST_CASE("the numbers of Erlang C are the fewest agents of the formula") {
  // 100 calls an hour of 3 minutes, 80 % in 20 s: 5 Erlang. Erlang's own tables give 8 agents, with
  // a service level of 84 % (7: 66 %).
  const Plan plan = make_plan(one_type(100 / kHour, 180), PlanBy::kWeekday);
  const Requirement requirement = required_by_formula(plan, StaffingMethod::kErlangC);
  for (std::size_t c = 0; c < plan.cells.size(); ++c) CHECK(requirement.agents(c, 0) == 8);
  CHECK(requirement.hours == doctest::Approx(8 * 24));
}

TEST_CASE("the planner's classroom example needs 14 agents at the phones and 20 on the roster") {
  // Call Centre Helper, "Erlang C Formula - Made Simple With an Easy Worked Example": 100 calls in
  // half an hour of 3 minutes, 80 % in 20 s: 14 agents answer 88.8 %; with a shrinkage of 30 %
  // there must be 20.
  Scenario scenario = one_type(200 / kHour, 180);
  const auto agents = [&] {
    const Plan plan = make_plan(scenario, PlanBy::kWeekday);
    return required_by_formula(plan, StaffingMethod::kErlangC).agents(20, 0);
  };
  CHECK(agents() == 14);
  scenario.agents[0].shrinkage = 0.3;
  CHECK(agents() == 20);
}

TEST_CASE("the numbers of Erlang A are those of its calculator") {
  Scenario scenario = one_type(100 / kHour, 180);
  scenario.calls[0] = test::impatient(scenario.calls[0], exponential(120));
  const Plan plan = make_plan(scenario, PlanBy::kDate);
  theory::Goal goal;
  goal.least_service_level = 0.8;
  goal.acceptable_wait = 20;
  const int expected = theory::agents_erlang_a({100 / kHour, 180}, 120, goal);
  const Requirement requirement = required_by_formula(plan, StaffingMethod::kErlangA);
  for (std::size_t c = 0; c < plan.cells.size(); ++c) CHECK(requirement.agents(c, 0) == expected);
}

TEST_CASE("modified offered load asks for fewer agents while the load still rises") {
  const Plan plan = make_plan(one_type(60 / kHour, 20 * kMinute), PlanBy::kDate);
  const Staffing modified = required_by_formula(plan, StaffingMethod::kModifiedOfferedLoad).agents;
  const Staffing stationary = required_by_formula(plan, StaffingMethod::kErlangC).agents;
  CHECK(modified(0, 0) < stationary(0, 0));
  CHECK(modified(20, 0) == stationary(20, 0));
}

TEST_CASE("the modified offered load of sinusoidal arrivals lags and is flattened as published") {
  // Eick, Massey and Whitt 1993, "M_t/G/infinity queues with sinusoidal arrival rates", on which
  // Green, Kolesar and Whitt 2007 (Production and Operations Management 16) build their staffing:
  // with a rate a + b sin(c t) and exponential handling of mean 1,
  // m(t) = a + b (sin(c t) - c cos(c t)) / (1 + c^2). Here b / a is 0.2, and a cycle a day.
  constexpr double kCycle = 2 * std::numbers::pi / 24;  // per hour, the mean handling
  Scenario scenario = test::calendar(3);
  scenario.calls = {call("a", 0, kHour)};
  scenario.agents = {test::agents("desk", 1, {"a"})};
  WeekTable<double> rates;
  for (int i = 0; i < 48; ++i) {
    const double mean = (std::cos(kCycle * i / 2) - std::cos(kCycle * (i + 1) / 2)) / kCycle * 2;
    rates.entries.push_back(
        {test::kEveryDay, {i * 30 * kMinute, (i + 1) * 30 * kMinute}, (100 + 20 * mean) / kHour});
  }
  scenario.calls[0].arrivals = Arrivals{Profile(rates), {}};
  const Plan plan = make_plan(scenario, PlanBy::kDate);
  const std::vector<double> loads = planning::greatest_loads(plan, 0, kHour);
  const auto published = [](double hour) {
    return 100 + 20 * (std::sin(kCycle * hour) - kCycle * std::cos(kCycle * hour)) /
                     (1 + kCycle * kCycle);
  };
  // A rate that is constant for half an hour at its mean is off by at most its slope times half an
  // hour squared / 12, to first order.
  constexpr double kSteps = 1.02 * 20 * kCycle * 0.25 / 12;
  for (std::size_t i = 0; i < 48; ++i) {
    CAPTURE(i);
    const double hour = 0.5 * static_cast<double>(i);
    // From the third day on nothing is left of the empty beginning.
    const double at_end = std::max(published(hour), published(hour + 0.5));
    CHECK(std::abs(loads[96 + i] - at_end) <= kSteps);
  }
}

TEST_CASE("who is away by shrinkage is on the roster all the same") {
  Scenario scenario = one_type(100 / kHour, 180);
  scenario.agents[0].shrinkage = 0.2;
  const Plan plan = make_plan(scenario, PlanBy::kWeekday);
  CHECK(required_by_formula(plan, StaffingMethod::kErlangC).agents(5, 0) == 10);  // 8 / 0.8
}

TEST_CASE("closed hours need nobody") {
  Scenario scenario = one_type(100 / kHour, 180);
  scenario.opening = test::open_every_day(8 * kHour, 20 * kHour);
  const Plan plan = make_plan(scenario, PlanBy::kWeekday);
  const Staffing agents = required_by_formula(plan, StaffingMethod::kErlangC).agents;
  CHECK(agents(15, 0) == 0);
  CHECK(agents(16, 0) == 8);
  CHECK(agents(39, 0) == 8);
  CHECK(agents(40, 0) == 0);
}

TEST_CASE("of two groups the cheaper one does what it can") {
  Scenario scenario = one_type(100 / kHour, 180);
  scenario.calls.push_back(call("b", 50 / kHour, 180));
  scenario.agents = {test::agents("general", 1, {"a"}), test::agents("expert", 1, {"a", "b"})};
  scenario.agents[0].wage = 10 / kHour;
  scenario.agents[1].wage = 20 / kHour;
  const Plan plan = make_plan(scenario, PlanBy::kWeekday);
  const Staffing agents = required_by_formula(plan, StaffingMethod::kErlangC).agents;
  // "b" alone, 2.5 Erlang, needs 5; both together, 7.5 Erlang, 11.
  CHECK(agents(5, 1) >= 5);
  CHECK(agents(5, 0) >= 1);
  CHECK(agents(5, 0) + agents(5, 1) >= 10);
}

TEST_CASE("two target times of one call type cannot be planned for") {
  Scenario scenario = one_type(100 / kHour, 180);
  scenario.staffing.targets = {{.within = 20.0}, {.within = 30.0}};
  CHECK_THROWS_WITH_AS(make_plan(scenario, PlanBy::kWeekday),
                       doctest::Contains("20 s and within 30"), Error);
}

TEST_CASE("the busiest day but one in ten has the Gamma quantile's demand") {
  Scenario scenario = one_type(100 / kHour, 180);
  scenario.calls[0].arrivals->busyness = Busyness{.cv = 0.25};
  const Plan plan = make_plan(scenario, PlanBy::kWeekday, {0.9});
  // Gamma of shape 16 and mean 1: chi-square quantile of 32 degrees of freedom 42.585 / 32.
  CHECK(plan.busy == doctest::Approx(42.585 / 32).epsilon(1e-4));
  CHECK(plan.bare.expected_calls(0) == doctest::Approx(2400 * plan.busy));
}

TEST_CASE("people at work are counted from shifts less their breaks") {
  Scenario scenario = one_type(100 / kHour, 180);
  Shift shift;
  shift.days = test::kEveryDay;
  shift.range = {8 * kHour, 16 * kHour};
  shift.count = 3;
  shift.breaks = {{12 * kHour, 15 * kMinute, false, 0}};
  scenario.agents[0].staffing = std::vector<Shift>{shift};
  const Plan plan = make_plan(scenario, PlanBy::kWeekday);
  const Table<double> at_work = scheduled(plan, compile(scenario));
  CHECK(at_work(15, 0) == 0);
  CHECK(at_work(16, 0) == 3);
  CHECK(at_work(24, 0) == 1.5);
  CHECK(at_work(31, 0) == 3);
  CHECK(at_work(32, 0) == 0);
}

TEST_CASE("numbers of a plan become the roster of its model") {
  const Plan plan = make_plan(one_type(100 / kHour, 180), PlanBy::kWeekday);
  Staffing staffing(plan.cells.size(), 1);
  for (std::size_t c = 0; c < staffing.rows(); ++c) staffing(c, 0) = static_cast<int>(c % 5);
  const Table<double> back = scheduled(plan, staffed(plan, staffing));
  for (std::size_t c = 0; c < staffing.rows(); ++c) CHECK(back(c, 0) == staffing(c, 0));
}

}  // namespace
}  // namespace hotline
