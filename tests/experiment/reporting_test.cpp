#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

#include "hotline/experiment/measures.hpp"
#include "hotline/experiment/run.hpp"
#include "support/builder.hpp"

using namespace hotline;
using namespace hotline::test;

namespace {

Scenario two_desks() {
  Scenario scenario = calendar(7);
  scenario.opening = open_every_day(8 * kHour, 16 * kHour);
  for (const char* name : {"a", "b"}) {
    CallType type = impatient(call(name, 0, 240), exponential(120));
    type.arrivals =
        Arrivals{WeekTable<PerSecond>{{{kEveryDay, {8 * kHour, 16 * kHour}, 20 / kHour}}}, {}};
    type.retry = Retry{};
    type.retry->probability = 0.4;
    type.retry->delay = exponential(600);
    type.retry->at_most = 3;
    scenario.calls.push_back(type);
  }
  Shift shift{"day", kEveryDay, {8 * kHour, 16 * kHour}, 2, {{12 * kHour, 30 * kMinute, true}}};
  for (const char* name : {"g", "h"}) {
    AgentGroup group = agents(name, 0, {"a", "b"});
    group.staffing = std::vector<Shift>{shift};
    scenario.agents.push_back(group);
  }
  return scenario;
}

double value(std::span<const Measure<CallView>> table, const Estimates& estimates,
             std::string_view key) {
  const auto found = std::ranges::find(table, key, &Measure<CallView>::key);
  return estimates.at(static_cast<std::size_t>(found - table.begin())).value;
}

}  // namespace

TEST_CASE("a segment of one type is that type, and hours that cut the week add up to it") {
  Scenario scenario = two_desks();
  const std::vector<Weekday> days = kEveryDay;
  scenario.reporting.segments = {{"a", {"a"}, {"g"}, {}},
                                 {"early", {}, {}, {{days, 0, 12 * kHour}}},
                                 {"late", {}, {}, {{days, 12 * kHour, kDay}}}};
  const Result result = simulate(scenario, 10, 3);
  REQUIRE(result.segments.size() == 3);
  for (const char* key : {"offered", "service_level", "asa", "caller_service_level", "queue_mean",
                          "wait_longest", "target_met"}) {
    CAPTURE(key);
    CHECK(value(call_measures(), result.segments[0].calls, key) == result.call(key, "a").value);
  }
  CHECK(result.segments[0].agents.front().value == result.agent("staffed_hours", "g").value);
  for (const char* key : {"offered", "served", "abandoned", "callers", "callers_served"}) {
    CAPTURE(key);
    CHECK(value(call_measures(), result.segments[1].calls, key) +
              value(call_measures(), result.segments[2].calls, key) ==
          doctest::Approx(result.call(key).value));
  }
  CHECK(result.segments[1].agents.front().value + result.segments[2].agents.front().value ==
        doctest::Approx(result.agent("staffed_hours").value));
}

TEST_CASE("the measures by a further target equal those by the target, if they are the same time") {
  Scenario scenario = two_desks();
  scenario.calls[0].more_targets = {20, 120};
  const Result result = simulate(scenario, 10, 3);
  REQUIRE(result.further_targets.size() == 2);
  const FurtherTarget& same = result.further_targets[0];
  CHECK(same.answered_within == 20);
  for (std::size_t m = 0; m < target_measures().size(); ++m) {
    const std::string_view key = target_measures()[m].key;
    CAPTURE(key);
    CHECK(same.all_calls[m].value == doctest::Approx(result.call(key).value));
    CHECK(same.calls[1][m].value == doctest::Approx(result.call(key, "b").value));
  }
  CHECK(value(target_measures(), result.further_targets[1].all_calls, "service_level") >
        result.call("service_level").value);
}

TEST_CASE("costs are wages of paid hours, lines, and penalties") {
  Scenario scenario = two_desks();
  scenario.agents[0].wage = 18 / kHour;
  scenario.agents[1].wage = 24 / kHour;
  scenario.reporting.costs = Costs{"USD", 0.03 / kMinute, 2.5, 4};
  const Result result = simulate(scenario, 10, 3);
  const auto whole = [&](std::string_view key) { return result.whole(key).value; };
  CHECK(result.currency == "USD");
  // Two persons, 8 h on 7 days, and what they stay longer; their break is paid.
  CHECK(result.agent("paid_hours", "g").value ==
        doctest::Approx(2 * 8 * 7 + result.agent("overtime_hours", "g").value));
  CHECK(result.agent("wages", "h").value ==
        doctest::Approx(24 * result.agent("paid_hours", "h").value));
  CHECK(whole("wage_cost") ==
        doctest::Approx(result.agent("wages", "g").value + result.agent("wages", "h").value));
  CHECK(whole("wage_cost") == doctest::Approx(result.agent("wages").value));
  CHECK(whole("penalties") == doctest::Approx(2.5 * result.call("abandoned").value));
  CHECK(whole("revenue") == doctest::Approx(4 * result.call("served").value));
  CHECK(whole("cost") ==
        doctest::Approx(whole("wage_cost") + whole("line_cost") + whole("penalties")));
  CHECK(whole("cost_per_call") == doctest::Approx(whole("cost") / result.call("served").value));
  CHECK(whole("margin") == doctest::Approx(whole("revenue") - whole("cost")));
  CHECK(result.whole("margin").low < result.whole("margin").value);
  // Callers hold a line while they wait and talk.
  const double hours = result.agent("talk_hours").value +
                       result.call("wait_all").value * result.call("offered").value / kHour;
  CHECK(whole("line_cost") == doctest::Approx(0.03 * 60 * hours));
}

TEST_CASE("without a currency there are no sums of money") {
  const Result result = simulate(two_desks(), 3, 3);
  CHECK(result.currency.empty());
  CHECK_FALSE(result.whole("cost").known());
  CHECK_FALSE(result.agent("wages").known());
}

TEST_CASE("a limit is judged by the estimate, with its certainty and how often it is passed") {
  Scenario scenario = two_desks();
  const double level = simulate(scenario, 40, 3).call("service_level", "a").value;
  const auto light_at = [&](double yellow, double red) {
    scenario.calls[0].watch = {{"service_level", yellow, red, false}};
    return simulate(scenario, 40, 3).findings.at(0);
  };
  const Finding red = light_at(level + 0.2, level + 0.1);
  CHECK(red.light == Light::kRed);
  CHECK(red.name == "a");
  CHECK(red.certainty > 0.999);
  CHECK(red.beyond_red > 0.9);
  const Finding yellow = light_at(level + 1e-9, level - 0.1);
  CHECK(yellow.light == Light::kYellow);
  CHECK(yellow.certainty == doctest::Approx(0.5).epsilon(1e-3));
  CHECK(yellow.beyond_yellow == doctest::Approx(0.5).epsilon(0.5));
  CHECK(yellow.beyond_red < 0.1);
  const Finding green = light_at(level - 0.1, level - 0.2);
  CHECK(green.light == Light::kGreen);
  CHECK(green.certainty > 0.999);
  // Small values are good if yellow is the smaller limit.
  CHECK(light_at(level - 0.2, level - 0.1).light == Light::kRed);
}

TEST_CASE("one replication passes a limit without certainty") {
  Scenario scenario = two_desks();
  scenario.reporting.watch = {{"asa", 0, 0.001, false}, {"coverage_hours", 1, 0.9, false}};
  const Result result = simulate(scenario, 1, 3);
  CHECK(result.findings.at(0).light == Light::kRed);
  CHECK(std::isnan(result.findings.at(0).certainty));
  CHECK(std::isnan(result.findings.at(0).beyond_red));
  CHECK(result.findings.at(1).light == Light::kRed);  // eight hours of twenty-four
}

TEST_CASE("each interval of the week with calls is held against its limits") {
  Scenario scenario = two_desks();
  scenario.reporting.watch = {{"abandonment", 0.0, 0.02, true}, {"occupancy", 0.2, 0.9, true}};
  const Result result = simulate(scenario, 10, 3);
  const auto of = [&](std::string_view measure) {
    return std::ranges::count(result.findings, measure, &Finding::measure);
  };
  CHECK(of("abandonment") == 7 * 16);  // half-hours from 8 to 16; later calls find it closed
  CHECK(of("occupancy") >= 7 * 16);    // overtime has an occupancy as well
  for (const Finding& finding : result.findings) CHECK(finding.interval.has_value());
}

TEST_CASE("values of single replications are kept if they are asked for, with both their means") {
  RunOptions options;
  options.replications = 25;
  options.keep_values = true;
  const Result result = run(compile(two_desks()), options);
  const Estimate& level = result.call("service_level");
  REQUIRE(level.values.size() == 25);
  CHECK(level.observations == 25);
  CHECK(level.mean_of_ratios ==
        doctest::Approx(std::accumulate(level.values.begin(), level.values.end(), 0.0) / 25));
  CHECK(level.mean_of_ratios != level.value);  // replications are not equally busy
  CHECK(std::ranges::count_if(level.values, [&](double v) { return v <= level.p5; }) == 2);
  const Estimate& offered = result.call("offered");
  CHECK(offered.mean_of_ratios == doctest::Approx(offered.value));
  options.keep_values = false;
  CHECK(run(compile(two_desks()), options).call("service_level").values.empty());
}

TEST_CASE("percentiles of waits have points over the replications, by attempt and by caller") {
  const Result result = simulate(two_desks(), 20, 3);
  for (std::size_t p = 1; p < 5; ++p) {
    const Estimate& attempt = result.all_wait_percentiles[p];
    const Estimate& caller = result.all_caller_wait_percentiles[p];
    CHECK(attempt.p5 <= attempt.value);
    CHECK(attempt.value <= attempt.p95);
    CHECK(attempt.observations == 20);
    CHECK(caller.value >= attempt.value);  // earlier attempts only add
  }
}
