#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <string_view>

#include "experiment/controls.hpp"
#include "hotline/base/error.hpp"
#include "hotline/engine/replication.hpp"
#include "hotline/experiment/run.hpp"
#include "hotline/stats/moments.hpp"
#include "support/builder.hpp"

using namespace hotline;
using namespace hotline::test;

namespace {

// Ten agents, load 8: Erlang C says that 40.9 % of the callers wait.
Scenario ten_agents() {
  Scenario scenario = steady(2 * kHour, kHour, 2);
  scenario.calls = {call("a", 4 / kMinute, 120)};
  scenario.agents = {agents("g", 10, {"a"})};
  return scenario;
}

constexpr double kWaits = 0.4091801508;  // Erlang C of ten agents and load 8

// Estimates of 100 experiments of 20 replications each.
struct Tried {
  Moments value, gain;
  int held = 0;
};
Tried tried(std::string_view key, double truth, RunOptions options) {
  const Model model = compile(ten_agents());
  Tried tried;
  options.replications = 20;
  options.threads = 2;
  for (options.seed = 1; options.seed <= 100; ++options.seed) {
    const Estimate estimate = run(model, options).call(key);
    tried.value.add(estimate.value);
    tried.gain.add(estimate.gain);
    tried.held += estimate.low <= truth && truth <= estimate.high;
  }
  return tried;
}

bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

}  // namespace

// The estimates of 100 experiments are off the truth by more than 4.5 standard errors of their mean
// with a chance of 2e-5, six times; and fewer than 84 of 100 intervals hold with a chance of 1e-4
// if 94 should. The bias of ratios, of the order of 1 / 20 of the variance, is far below that.
TEST_CASE("control variates and antithetic pairs are unbiased, and narrower") {
  RunOptions controls, pairs, both;
  controls.control_variates = both.control_variates = true;
  pairs.antithetic = both.antithetic = true;
  for (const RunOptions& options : {controls, pairs, both}) {
    for (const auto& [key, truth] : {std::pair<std::string_view, double>{"asa", kWaits * 60},
                                     std::pair<std::string_view, double>{"waited", kWaits}}) {
      const Tried result = tried(key, truth, options);
      CAPTURE(key);
      CAPTURE(options.control_variates);
      CAPTURE(options.antithetic);
      CHECK(std::abs(result.value.mean() - truth) < 4.5 * result.value.standard_error());
      CHECK(result.held >= 84);
      CHECK(result.gain.mean() > 1.2);
    }
  }
}

TEST_CASE("what the controls tell exactly has an error of nothing") {
  RunOptions options;
  options.replications = 12;
  options.control_variates = true;
  const Result result = run(compile(ten_agents()), options);
  const Estimate& callers = result.call("callers");
  CHECK(callers.value == doctest::Approx(480).epsilon(1e-12));
  CHECK(callers.error == 0);
  CHECK(std::isinf(callers.gain));
  CHECK(result.controls == Result::Controls::kUsed);
  CHECK(result.agent("occupancy").value <= 1);
}

TEST_CASE("two controls that say the same count as one") {
  Scenario scenario = ten_agents();
  scenario.calls[0].talk.usual = constant(120);
  RunOptions options;
  options.replications = 12;
  options.control_variates = true;
  const Result result = run(compile(scenario), options);
  CHECK(result.call("asa").gain > 1);
  CHECK(std::isfinite(result.call("asa").low));
}

TEST_CASE("calls at listed times with constant talk leave nothing to control") {
  Scenario scenario = calendar(1);
  CallType type = call("a", 0, 60);
  type.arrivals = Arrivals{CallTimes{{100, 130, 150, 4000, 4010, 5000}}, {}};
  type.talk.usual = constant(60);
  scenario.calls = {type};
  scenario.agents = {agents("g", 1, {"a"})};
  RunOptions options;
  options.replications = 6;
  options.control_variates = true;
  const Result result = run(compile(scenario), options);
  CHECK(result.controls == Result::Controls::kUsed);
  CHECK(result.call("asa").error == 0);
}

TEST_CASE("without exact expectations there are no controls, and the result says so") {
  Scenario scenario = ten_agents();
  scenario.calls[0].arrivals->source = Renewal{constant(15), {}};
  RunOptions options;
  options.replications = 6;
  const Result plain = run(compile(scenario), options);
  options.control_variates = true;
  const Result asked = run(compile(scenario), options);
  CHECK(asked.controls == Result::Controls::kUnknown);
  CHECK(asked.call("asa").value == plain.call("asa").value);
  CHECK(asked.call("asa").low == plain.call("asa").low);
}

// Random factors on rates have mean 1, so the expectations are known; what differs is that the
// controls explain far more.
TEST_CASE("expected calls and work are the means of many days") {
  Scenario scenario = calendar(1);
  CallType type = impatient(call("a", 0, 240), exponential(120));
  type.arrivals = Arrivals{WeekTable<PerSecond>{{{kEveryDay, {8 * kHour, 12 * kHour}, 30 / kHour}}},
                           Busyness{0.3}};
  type.talk.by_time = {{{kEveryDay, {10 * kHour, 11 * kHour}, exponential(500)}}};
  type.after_call = TimedDistribution{constant(20), {}};
  scenario.calls = {type, call("b", 3 / kHour, 300)};
  scenario.agents = {agents("g", 4, {"a", "b"})};
  const Model model = compile(scenario);
  const auto expected = model.expected_first_calls();
  REQUIRE(expected);
  CHECK(expected->calls == doctest::Approx(120 + 72));
  CHECK(expected->work == doctest::Approx(30 * (3 * 260 + 520) + 72 * 300));
  Moments calls, work;
  Replication replication(model);
  for (std::uint64_t day = 0; day < 2000; ++day) {
    replication.play(1, day, [&](const Tally& tally) {
      double callers = 0;
      for (std::size_t cell = 0; cell < tally.cell_calls.rows(); ++cell) {
        for (std::size_t t = 0; t < 2; ++t) {
          callers += static_cast<double>(tally.cell_calls(cell, t).callers);
        }
      }
      calls.add(callers);
      work.add(tally.work_brought[0] + tally.work_brought[1]);
      return true;
    });
  }
  // Five standard errors: 6e-7.
  CHECK(std::abs(calls.mean() - expected->calls) < 5 * calls.standard_error());
  CHECK(std::abs(work.mean() - expected->work) < 5 * work.standard_error());
  RunOptions options;
  options.replications = 40;
  options.control_variates = true;
  CHECK(run(model, options).call("attempts").gain > 3);
}

TEST_CASE("callers who wait from the start are expected") {
  Scenario scenario = calendar(1);
  scenario.calls = {call("a", 10 / kHour, 120)};
  scenario.agents = {agents("g", 1, {"a"})};
  scenario.start.waiting["a"] = {30, 20, 10};
  RunOptions options;
  options.replications = 10;
  options.control_variates = true;
  CHECK(run(compile(scenario), options).call("callers").value ==
        doctest::Approx(243).epsilon(1e-12));
  scenario.horizon = SteadyHorizon{10 * kHour, 0, 2};
  CHECK(run(compile(scenario), options).controls == Result::Controls::kUnknown);
}

TEST_CASE("antithetic replications need pairs") {
  RunOptions options;
  options.antithetic = true;
  for (const int replications : {1, 2, 7}) {
    options.replications = replications;
    CHECK_THROWS_AS(run(compile(ten_agents()), options), Error);
  }
}

TEST_CASE("variance reduction gives the same bits on one, two and seven threads") {
  RunOptions options;
  options.replications = 30;
  options.control_variates = options.antithetic = true;
  const Model model = compile(ten_agents());
  options.threads = 1;
  const Result one = run(model, options);
  for (const int threads : {2, 7}) {
    options.threads = threads;
    const Result many = run(model, options);
    for (std::size_t m = 0; m < one.all_calls.size(); ++m) {
      CHECK(same(one.all_calls[m].value, many.all_calls[m].value));
      CHECK(same(one.all_calls[m].low, many.all_calls[m].low));
      CHECK(same(one.all_calls[m].gain, many.all_calls[m].gain));
    }
    CHECK(same(one.all_wait_percentiles[3].high, many.all_wait_percentiles[3].high));
  }
}

// y = 1 + 2 c + 3 d without noise: everything is explained, by the right slopes.
TEST_CASE("regression on controls finds the slopes") {
  detail::Controls controls;
  detail::Controls::Values products{};
  const double c[] = {0.1, -0.2, 0.3, 0.05, -0.1}, d[] = {0.2, 0.1, -0.1, 0.0, 0.3};
  Moments y;
  for (std::size_t i = 0; i < 5; ++i) {
    const double value = 1 + 2 * c[i] + 3 * d[i], before = y.mean();
    controls.add({c[i], d[i]});
    for (std::size_t k = 0; k < 2; ++k) {
      products[k] += (value - before) * controls.last_deviation()[k];
    }
    y.add(value);
  }
  const auto found = controls.regression(products);
  CHECK(found.slope[0] == doctest::Approx(2).epsilon(1e-12));
  CHECK(found.slope[1] == doctest::Approx(3).epsilon(1e-12));
  CHECK(found.explained == doctest::Approx(4 * y.variance()).epsilon(1e-12));
  CHECK(controls.rank() == 2);
}
