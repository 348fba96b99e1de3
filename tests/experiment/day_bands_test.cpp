#include "hotline/experiment/day_bands.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "hotline/experiment/measures.hpp"
#include "hotline/experiment/requirement.hpp"
#include "support/builder.hpp"

using namespace hotline;
using namespace hotline::test;

namespace {

Scenario short_of_agents(int days) {
  Scenario scenario = calendar(days, kHour);
  scenario.opening = open_every_day(8 * kHour, 16 * kHour);
  CallType type = impatient(call("a", 0, 240), exponential(120));
  type.arrivals =
      Arrivals{WeekTable<PerSecond>{{{kEveryDay, {8 * kHour, 16 * kHour}, 40 / kHour}}}, {}};
  scenario.calls = {type};
  scenario.agents = {agents("g", 2, {"a"})};
  return scenario;
}

// Of the average day; NaN where there is nothing.
double of_slot(const Result& result, std::size_t slot, std::string_view key) {
  std::size_t position = 0;
  for (const Measure<CallView>& measure : call_measures()) {
    if (measure.key == key) break;
    if (measure.by_interval) ++position;
  }
  return result.by_slot.at(slot).all_calls.at(position).value;
}

}  // namespace

TEST_CASE("the band of a single day is that day") {
  const Scenario scenario = short_of_agents(1);
  const Model model = compile(scenario);
  RunOptions options;
  options.replications = 1;
  options.seed = 5;
  const Result result = run(model, options);
  const DayBands bands = day_bands(model, 5, 1);
  CHECK(bands.replications == 1);
  CHECK(bands.days == 1);
  REQUIRE(bands.offered.size() == 24);
  for (std::size_t slot = 8; slot < 16; ++slot) {
    CAPTURE(slot);
    CHECK(bands.offered[slot].p5 == of_slot(result, slot, "offered"));
    CHECK(bands.offered[slot].p95 == of_slot(result, slot, "offered"));
    CHECK(bands.service_level[slot].p50 ==
          doctest::Approx(of_slot(result, slot, "service_level")).epsilon(1e-12));
    CHECK(bands.queue[slot].p50 ==
          doctest::Approx(of_slot(result, slot, "queue_mean")).epsilon(1e-9));
  }
  CHECK(std::isnan(bands.offered[7].p50));
  CHECK(std::isnan(bands.offered[16].p50));
}

TEST_CASE("calls of a Poisson process stay in its own points nine days in ten") {
  // Of Poisson counts with mean 40: P(N <= 29) = 0.0425, P(N <= 30) = 0.0617, P(N <= 50) = 0.9474,
  // P(N <= 51) = 0.9604. With 4,000 days the points are off by more than one with probability
  // below 1e-6.
  const Model model = compile(short_of_agents(10));
  const DayBands bands = day_bands(model, 1, 1000);
  CHECK(bands.replications == 400);
  CHECK(bands.days == 4000);
  for (std::size_t slot = 8; slot < 16; ++slot) {
    CHECK(std::abs(bands.offered[slot].p5 - 30) <= 1);
    CHECK(std::abs(bands.offered[slot].p50 - 40) <= 1);
    CHECK(std::abs(bands.offered[slot].p95 - 51) <= 1);
    CHECK(bands.service_level[slot].p5 < bands.service_level[slot].p50);
    CHECK(bands.queue[slot].p50 < bands.queue[slot].p95);
  }
}

TEST_CASE("days on which the lines are closed are no quiet days") {
  Scenario scenario = short_of_agents(14);
  scenario.opening.closed_on = {Date(std::chrono::year(2013) / 7 / 2),
                                Date(std::chrono::year(2013) / 7 / 3)};
  const DayBands bands = day_bands(compile(scenario), 1, 20);
  CHECK(bands.offered[9].p5 > 20);
}

TEST_CASE("a steady run has no days") {
  Scenario scenario = steady(10 * kHour, 0, 2);
  scenario.calls = {call("a", 0.01, 60)};
  scenario.agents = {agents("g", 2, {"a"})};
  const Model model = compile(scenario);
  CHECK(day_bands(model, 1, 1).offered.empty());
  CHECK(required_agents(scenario, model).empty());
}

TEST_CASE("as many agents are required as Erlang A asks for") {
  Scenario scenario = short_of_agents(7);
  scenario.calls[0].target = {.answered_within = 20, .share = 0.8};
  const Model model = compile(scenario);
  const std::vector<double> required = required_agents(scenario, model);
  REQUIRE(required.size() == 7 * 24);
  // 40 calls an hour of 4 minutes are 2.67 Erlang. Erlang A with a mean patience of 2 minutes: 4
  // agents answer 79.3 % within 20 s, 5 answer 91.4 % (solved from the birth-death chain).
  CHECK(required[9] == 5);
  CHECK(required[7] == 0);
  CHECK(required[24 * 3 + 15] == 5);
}
