#include <doctest/doctest.h>

#include <cmath>

#include "hotline/engine/replication.hpp"
#include "hotline/scenario/read.hpp"
#include "hotline/stats/moments.hpp"
#include "support/builder.hpp"
#include "support/project.hpp"

using namespace hotline;
using namespace hotline::test;

namespace {

double expected_calls(const Model& model, Seconds from = 0, Seconds to = kNever) {
  double calls = 0;
  for (TypeId type = 0; type < model.types.size(); ++type) {
    calls += model.expected_calls(type, from, to);
  }
  return calls;
}

Scenario with_demand(int days, Demand demand) {
  Scenario scenario = calendar(days);
  CallType type = call("a", 0, 60);
  type.arrivals.reset();
  type.share = 1.0;
  scenario.calls = {type};
  scenario.agents = {agents("g", 1, {"a"})};
  scenario.demand = std::move(demand);
  return scenario;
}

const Date kMonday = Date(std::chrono::year(2013) / 7 / 1);

}  // namespace

TEST_CASE("the CIAM's first calls are those published: 12,264 by September and 24,000 in all") {
  const Model model = compile(read_scenario(in_project("scenarios/ciam/2013.toml")));
  CHECK(expected_calls(model) == doctest::Approx(24000).epsilon(1e-9));
  CHECK(expected_calls(model, 0, 89 * kDay) == doctest::Approx(12264).epsilon(1e-9));
}

TEST_CASE("a level keeps its mean whatever the weekdays' weights, its surges and its shape") {
  Demand demand;
  demand.levels = {{kMonday, 100}, {kMonday + std::chrono::days(10), 200}};
  demand.weekdays = {1.25, 1.15, 1.1, 1.05, 1, 0.8, 0};
  demand.day_shape = WeekTable<double>{
      {{kEveryDay, {8 * kHour, 10 * kHour}, 3}, {kEveryDay, {10 * kHour, 20 * kHour}, 1}}};
  demand.surges = {{kMonday, kMonday + std::chrono::days(2), 1.5, true, ""}};
  const Model model = compile(with_demand(21, demand));
  CHECK(expected_calls(model, 0, 10 * kDay) == doctest::Approx(1000));
  CHECK(expected_calls(model, 10 * kDay) == doctest::Approx(11 * 200));
  // Sunday is the seventh day; Monday's rate to Thursday's is 1.25 x 1.5 to 1.05.
  CHECK(expected_calls(model, 6 * kDay, 7 * kDay) == 0);
  CHECK(expected_calls(model, 0, kDay) / expected_calls(model, 3 * kDay, 4 * kDay) ==
        doctest::Approx(1.25 * 1.5 / 1.05));
  // Within the day: 3 x 2 h to 1 x 10 h.
  CHECK(expected_calls(model, 8 * kHour, 10 * kHour) / expected_calls(model, 0, kDay) ==
        doctest::Approx(6.0 / 16));
}

TEST_CASE("a surge that the level does not include comes on top") {
  Demand demand;
  demand.levels = {{kMonday, 100}};
  demand.surges = {{kMonday, kMonday, 1.4, false, ""}};
  const Model model = compile(with_demand(10, demand));
  CHECK(expected_calls(model) == doctest::Approx(1000 + 40));
}

TEST_CASE("without a shape, demand is even over the usual opening hours") {
  Demand demand;
  demand.levels = {{kMonday, 100}};
  Scenario scenario = with_demand(1, demand);
  scenario.opening = open_every_day(8 * kHour, 18 * kHour);
  const Model model = compile(scenario);
  CHECK(expected_calls(model, 0, 8 * kHour) == 0);
  CHECK(expected_calls(model, 8 * kHour, 9 * kHour) == doctest::Approx(10));
}

TEST_CASE("without a shape, demand of a night is split at midnight and none is lost") {
  Demand demand;
  demand.levels = {{kMonday, 100}};
  Scenario scenario = with_demand(7, demand);
  scenario.opening = open_every_day(18 * kHour, 2 * kHour);
  const Model model = compile(scenario);
  CHECK(expected_calls(model, 0, 7 * kDay) == doctest::Approx(700));
  CHECK(expected_calls(model, 0, 2 * kHour) == doctest::Approx(25));
  CHECK(expected_calls(model, 2 * kHour, 18 * kHour) == 0);
}

TEST_CASE("counts of a day vary as Poisson counts with a Gamma factor do") {
  // Var = m + (cv m)^2 with m = 100, cv = 0.25: 725. Over 4,000 days the sample variance of this
  // law has a standard deviation of about 725 sqrt(2.4 / 4000) = 17.8 (kurtosis 3.4); limits 4.5.
  Demand demand;
  demand.levels = {{kMonday, 100}};
  demand.busyness = {Busyness{0.25, Busyness::Per::kDay}};
  const Model model = compile(with_demand(100, demand));
  Moments counts;
  Replication replication(model);
  for (std::uint64_t index = 0; index < 40; ++index) {
    replication.play(3, index, [&](const Tally& tally) {
      for (std::size_t day = 0; day < 100; ++day) {
        counts.add(static_cast<double>(tally.day_calls(day, 0).callers));
      }
      return true;
    });
  }
  CHECK(std::abs(counts.mean() - 100) < 4.5 * std::sqrt(725.0 / 4000));
  CHECK(std::abs(counts.variance() - 725) < 4.5 * 17.8);
}
