#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <string_view>

#include "hotline/experiment/run.hpp"
#include "support/builder.hpp"

using namespace hotline;
using namespace hotline::test;

namespace {

// Three agents, a call a minute that takes two minutes: Erlang C says that 4/9 of the callers wait.
Scenario three_agents(Seconds length, Seconds warm_up, int batches) {
  Scenario scenario = steady(length, warm_up, batches);
  scenario.calls = {call("a", 1 / kMinute, 120)};
  scenario.calls[0].target.answered_within = 60;
  scenario.agents = {agents("g", 3, {"a"})};
  return scenario;
}

bool holds(const Estimate& estimate, double truth) {
  return estimate.low <= truth && truth <= estimate.high;
}

void check_same(const Estimates& a, const Estimates& b) {
  REQUIRE(a.size() == b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!a[i].known()) continue;
    CHECK(a[i].value == b[i].value);
    CHECK(a[i].low == b[i].low);
    CHECK(a[i].high == b[i].high);
  }
}

}  // namespace

// 300 experiments of 12 replications. Right intervals fail 15 times on average, with a standard
// deviation of 3.8: more than 36 failures, or fewer than 2, of one of them have a chance of 1e-6.
// tools/coverage does the same at length.
TEST_CASE("95 % intervals of a run hold the truth about 95 times in a hundred") {
  const Model model = compile(three_agents(3 * kHour, kHour, 2));
  const double waits = 4.0 / 9;
  const std::array truths = {
      std::pair<std::string_view, double>{"waited", waits},
      std::pair<std::string_view, double>{"asa", waits * 120},
      std::pair<std::string_view, double>{"service_level", 1 - waits * std::exp(-0.5)},
      std::pair<std::string_view, double>{"queue_mean", waits * 2},
      std::pair<std::string_view, double>{"attempts", 180}};
  std::array<int, truths.size()> held{};
  int held_p90 = 0;
  RunOptions options;
  options.replications = 12;
  options.threads = 2;
  for (options.seed = 1; options.seed <= 300; ++options.seed) {
    const Result result = run(model, options);
    for (std::size_t i = 0; i < truths.size(); ++i) {
      held[i] += holds(result.call(truths[i].first), truths[i].second);
    }
    held_p90 += holds(result.all_wait_percentiles[2], 120 * std::log(waits / 0.1));
  }
  for (std::size_t i = 0; i < truths.size(); ++i) {
    CAPTURE(truths[i].first);
    CHECK(held[i] >= 264);
    CHECK(held[i] <= 298);
  }
  CHECK(held_p90 >= 264);
}

// 200 batches of six minutes: a busy spell lasts through several of them, and batch means believe
// that they are independent.
TEST_CASE("overlapping batch means bear batches that are too short for batch means") {
  const Model model = compile(three_agents(20 * kHour, kHour, 200));
  RunOptions options;
  options.replications = 1;
  int plain = 0, overlapping = 0;
  for (options.seed = 1; options.seed <= 300; ++options.seed) {
    options.intervals = BatchMethod::kBatchMeans;
    const Result simple = run(model, options);
    CHECK(simple.intervals == BatchMethod::kBatchMeans);
    plain += holds(simple.call("asa"), 160.0 / 3);
    options.intervals = BatchMethod::kOverlappingBatchMeans;
    const Result better = run(model, options);
    CHECK(better.intervals == BatchMethod::kOverlappingBatchMeans);
    CHECK(better.call("asa").value == simple.call("asa").value);
    overlapping += holds(better.call("asa"), 160.0 / 3);
  }
  CHECK(plain < 255);
  CHECK(overlapping >= 258);
}

TEST_CASE("a warm-up that is found is cut off the same run") {
  Scenario scenario = three_agents(100 * kHour, 0, 20);
  std::get<SteadyHorizon>(scenario.horizon).finds_warm_up = true;
  scenario.agents[0].staffing = 60;
  scenario.calls[0].arrivals->source = 30 / kMinute;
  scenario.calls[0].talk.usual = exponential(118);
  std::get<SteadyHorizon>(scenario.horizon).length = 10 * kHour;
  const Result found = simulate(scenario, 1, 3);
  CHECK(found.warm_up_found);
  CHECK_FALSE(found.warm_up_doubtful);
  CHECK(found.warm_up > 0);
  CHECK(found.warm_up < 5 * kHour);
  std::get<SteadyHorizon>(scenario.horizon) = {10 * kHour - found.warm_up, found.warm_up, 20};
  const Result given = simulate(scenario, 1, 3);
  CHECK_FALSE(given.warm_up_found);
  CHECK(given.warm_up == found.warm_up);
  check_same(found.all_calls, given.all_calls);
  check_same(found.all_wait_percentiles, given.all_wait_percentiles);
}

TEST_CASE("a queue that grows for ever has no warm-up, and the result says so") {
  Scenario scenario = three_agents(100 * kHour, 0, 20);
  std::get<SteadyHorizon>(scenario.horizon).finds_warm_up = true;
  scenario.calls[0].talk.usual = exponential(240);
  CHECK(simulate(scenario, 1, 1).warm_up_doubtful);
  CHECK(simulate(scenario, 3, 1).warm_up_doubtful);
}

TEST_CASE("simultaneous intervals hold the others, and there is one for each interval counted") {
  Scenario scenario = calendar(2);
  scenario.calls = {impatient(call("a", 20 / kHour, 240), exponential(120)),
                    call("b", 5 / kHour, 200)};
  scenario.agents = {agents("g", 3, {"a", "b"})};
  const Model model = compile(scenario);
  RunOptions options;
  options.replications = 20;
  const Result single = run(model, options);
  options.simultaneous = true;
  const Result joint = run(model, options);
  CHECK_FALSE(single.simultaneous.any());
  CHECK(joint.simultaneous.whole > 100);
  CHECK(joint.simultaneous.by_cell > joint.simultaneous.by_day);
  CHECK(joint.confidence == 0.95);
  const auto wider = [](const Estimate& wide, const Estimate& narrow) {
    CHECK(wide.value == narrow.value);
    CHECK(wide.low < narrow.low);
    CHECK(wide.high > narrow.high);
  };
  wider(joint.call("asa", "a"), single.call("asa", "a"));
  wider(joint.agent("occupancy"), single.agent("occupancy"));
  wider(joint.by_day[0].all_calls[0], single.by_day[0].all_calls[0]);
  // Student's quantile at the level that Bonferroni leaves to each.
  const Estimate& days = joint.by_day[0].all_calls[0];
  CHECK(days.high - days.low >
        1.5 * (single.by_day[0].all_calls[0].high - single.by_day[0].all_calls[0].low));
}

TEST_CASE("what never happened in a run may happen, but rarely") {
  Scenario scenario = calendar(1);
  scenario.calls = {impatient(call("a", 10 / kHour, 60), exponential(3600))};
  scenario.agents = {agents("g", 20, {"a"})};
  const Result result = simulate(scenario, 50, 1);
  const Estimate& abandonment = result.call("abandonment");
  CHECK(abandonment.value == 0);
  CHECK(abandonment.low == 0);
  // About 12,000 calls: 3 / 12,000.
  CHECK(abandonment.high == doctest::Approx(2.4964e-4).epsilon(0.05));
  CHECK(result.call("service_level").low == doctest::Approx(1 - abandonment.high));
  CHECK(result.call("service_level").high == 1);
  // Nor is it certain if hours cannot be without agents.
  CHECK(result.whole("coverage_hours").low == 1);
}
