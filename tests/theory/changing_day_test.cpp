#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "hotline/base/error.hpp"
#include "hotline/theory/erlang_c.hpp"
#include "hotline/theory/fewest_agents.hpp"
#include "hotline/theory/impatient_queue.hpp"
#include "hotline/theory/interval_staffing.hpp"
#include "hotline/theory/offered_load.hpp"
#include "hotline/theory/transient_queue.hpp"
#include "theory/reference.hpp"

using namespace hotline;
using namespace hotline::theory;
using namespace hotline::theory::test;

namespace {

double value_of(const std::string& quantity, const PeriodMeasures& m) {
  if (quantity.starts_with("expected abandons")) return m.abandoned;
  if (quantity.starts_with("expected service ends")) return m.served;
  if (quantity.starts_with("expected number waiting")) return m.queue_at_end;
  return std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

TEST_CASE("a day of changing rates and staffing agrees with its differential equations") {
  int compared = 0;
  for (const Row& row : read_table("markov_chains.csv", ',')) {
    if (row.at("model") != "M(t)/M/s(t)+M") continue;
    const Row p = parameters(row.at("parameters"));
    TransientQueue queue;
    queue.mean_handling = std::stod(p.at("service_mean_min")) * kMinute;
    queue.mean_patience = std::stod(p.at("patience_mean_min")) * kMinute;
    const auto rates = numbers(p.at("arrivals_per_min")), agents = numbers(p.at("agents"));
    std::vector<QueuePeriod> periods;
    for (std::size_t i = 0; i < rates.size(); ++i) {
      periods.push_back({kHour, rates[i] / kMinute, static_cast<int>(agents[i])});
    }
    const std::string& quantity = row.at("quantity");
    CAPTURE(quantity);
    const auto period = static_cast<std::size_t>(quantity.back() - '1');
    const double value = value_of(quantity, transient_measures(queue, periods)[period]);
    CHECK_NEAR(value, std::stod(row.at("value")), 6e-10);
    ++compared;
  }
  CHECK(compared == 12);
}

TEST_CASE("after a long time a constant day is Erlang A, and calls are conserved on the way") {
  const TransientQueue queue{180, 240, 0, {}};
  const Traffic traffic{0.3, 180};
  const auto day = transient_measures(queue, {{20'000, 0.3, 50}, {5'000, 0.3, 50}});
  const QueueMeasures exact = ErlangA(traffic, 50, 240).measures();
  CHECK_NEAR(day[1].mean_queue, exact.mean_queue, 1e-10);
  CHECK_NEAR(day[1].delayed / day[1].arrivals, exact.delayed, 1e-10);
  CHECK_NEAR(day[1].abandoned / day[1].arrivals, exact.abandoned, 1e-10);
  CHECK_NEAR(day[1].mean_busy, 50 * exact.occupancy, 1e-10);
  const double left = day[0].queue_at_end + day[0].busy_at_end;
  CHECK_NEAR(day[0].arrivals, day[0].served + day[0].abandoned + left, 1e-10);
}

TEST_CASE("calls answered in time over a long constant day are those of the long run") {
  TransientQueue queue{180, 240, 0, {}};
  queue.acceptable_wait = 20;
  const Traffic traffic{0.3, 180};
  const auto day = transient_measures(queue, {{20'000, 0.3, 50}, {5'000, 0.3, 50}});
  CHECK_NEAR(day[1].in_time / day[1].arrivals, ErlangA(traffic, 50, 240).within(20).answered, 1e-9);
  queue.mean_patience = INFINITY;
  const auto patient = transient_measures(queue, {{20'000, 0.3, 60}, {5'000, 0.3, 60}});
  CHECK_NEAR(patient[1].in_time / patient[1].arrivals, ErlangC(traffic, 60).within(20).answered,
             1e-9);
  // Nobody there: nobody answers, in time or ever.
  const auto nobody = transient_measures(queue, {{600, 0.1, 0}});
  CHECK(nobody[0].in_time == 0);
  queue.acceptable_wait = -1;
  CHECK_THROWS_AS(transient_measures(queue, {{600, 0.1, 3}}), Error);
}

TEST_CASE("with agents for everybody the busy ones are those of M(t)/M/infinity") {
  const TransientQueue queue{200, 100, 0, {}};
  const auto day = transient_measures(queue, {{600, 0.1, 300}, {900, 0.4, 300}, {300, 0, 300}});
  const RateProfile rates({0, 600, 1500, 1800}, {0.1, 0.4, 0});
  const DurationLaw handling = exponential_law(200);
  CHECK_NEAR(day[0].busy_at_end, offered_load(rates, handling, 600), 1e-11);
  CHECK_NEAR(day[1].busy_at_end, offered_load(rates, handling, 1500), 1e-11);
  CHECK_NEAR(day[2].busy_at_end, offered_load(rates, handling, 1800), 1e-11);
}

TEST_CASE("a full system blocks, and a start in the long run stays there") {
  TransientQueue queue{100, INFINITY, 2, {}};
  // M/M/1/2 with load 1: each state has probability 1/3.
  queue.start = {1.0 / 3, 1.0 / 3, 1.0 / 3};
  const auto m = transient_measures(queue, {{1'000, 0.01, 1}})[0];
  CHECK_NEAR(m.blocked, 10.0 / 3, 1e-12);
  CHECK_NEAR(m.mean_queue, 1.0 / 3, 1e-12);
  CHECK(m.abandoned == 0);
  CHECK_THROWS_AS(transient_measures({0, 10, 0, {}}, {}), Error);
  queue.start = {0.5};
  CHECK_THROWS_AS(transient_measures(queue, {}), Error);
}

TEST_CASE("offered load follows the law of handling, not only its mean") {
  const auto rates = RateProfile::even(600, {0.2, 0.5});
  // Constant handling of 300 s: what arrived in the last 300 s.
  CHECK_NEAR(offered_load(rates, deterministic_law(300), 150), 30, 1e-13);
  CHECK_NEAR(offered_load(rates, deterministic_law(300), 700), 200 * 0.2 + 100 * 0.5, 1e-13);
  CHECK_NEAR(offered_load(rates, exponential_law(300), 400), 60 * (1 - std::exp(-4.0 / 3)), 1e-13);
  CHECK(offered_load(rates, exponential_law(300), -1) == 0);
}

TEST_CASE("a sinusoidal day in fine pieces has the offered load of its closed form") {
  const SinusoidalRate rate{0.5, 0.8, kDay};
  std::vector<double> values;
  const Seconds piece = 60;
  for (int i = 0; i < 5 * 1440; ++i) {
    const Seconds middle = (i + 0.5) * piece;
    values.push_back(0.5 * (1 + 0.8 * std::sin(2 * M_PI * middle / kDay)));
  }
  const auto pieces = RateProfile::even(piece, values);
  for (const Seconds t : {4.1 * kDay, 4.5 * kDay, 4.99 * kDay}) {
    CHECK_NEAR(offered_load(pieces, exponential_law(3600), t),
               sinusoidal_offered_load(rate, 3600, t), 1e-5);
  }
}

TEST_CASE("the ways to pick an interval's rate differ as they should") {
  const auto rates = RateProfile::even(900, {0.1, 0.2, 0.4, 0.3});
  const std::vector<Seconds> borders = {0, 1800, 3600};
  const auto pick = [&](IntervalMethod method, Seconds handling) {
    return interval_rates(method, rates, exponential_law(handling), borders);
  };
  const auto average = pick(IntervalMethod::kSippAverage, 300);
  CHECK_NEAR(average[0], 0.15, 1e-13);
  CHECK_NEAR(average[1], 0.35, 1e-13);
  CHECK(pick(IntervalMethod::kSippMax, 300) == std::vector<double>{0.2, 0.4});
  const auto mix = pick(IntervalMethod::kSippMix, 300);
  CHECK_NEAR(mix[0], 0.15, 1e-13);  // rising
  CHECK(mix[1] == 0.4);             // falling
  const auto lag = pick(IntervalMethod::kLagAverage, 300);
  CHECK_NEAR(lag[0], (600 * 0.2 + 900 * 0.1) / 1800, 1e-13);
  CHECK_NEAR(lag[1], (300 * 0.2 + 900 * 0.4 + 600 * 0.3) / 1800, 1e-13);
  CHECK(pick(IntervalMethod::kLagMax, 300) == std::vector<double>{0.2, 0.4});
  // Very short calls: the offered load is where the rate is.
  const auto load = pick(IntervalMethod::kModifiedOfferedLoad, 1);
  CHECK_NEAR(load[0], 0.2, 1e-9);
  CHECK_NEAR(load[1], 0.4, 1e-9);
  // Long calls: the load has not yet come up to the rate.
  CHECK(pick(IntervalMethod::kModifiedOfferedLoad, 3000)[1] < 0.3);
}

TEST_CASE("staffing by interval keeps its promise as the exact solution sees it") {
  const auto rates = RateProfile::even(1800, {0.1, 0.3, 0.5, 0.6});
  const DurationLaw handling = exponential_law(240);
  Goal goal;
  goal.most_delayed = 0.2;
  const auto agents = agents_by_interval(
      IntervalMethod::kModifiedOfferedLoad, rates, handling, {0, 1800, 3600, 5400, 7200},
      [&](const Traffic& traffic) { return agents_erlang_a(traffic, 300, goal); });
  std::vector<QueuePeriod> periods;
  for (std::size_t i = 0; i < 4; ++i) periods.push_back({1800, rates.value(i), agents[i]});
  for (const PeriodMeasures& m : transient_measures({240, 300, 0, {}}, periods)) {
    CHECK(m.delayed / m.arrivals <= 0.2);
  }
  const auto none =
      agents_by_interval(IntervalMethod::kSippAverage, RateProfile::even(1800, {0, 0.1}), handling,
                         {0, 1800}, [](const Traffic&) { return 7; });
  CHECK(none == std::vector<int>{0});
}

TEST_CASE("the pointwise stationary approximation weighs moments by their calls") {
  const auto rates = RateProfile::even(600, {0.1, 0.3, 0});
  const double mean_load = pointwise_stationary(
      rates, 200, [](const Traffic& traffic, Seconds) { return traffic.offered_load(); });
  CHECK_NEAR(mean_load, 0.25 * 20 + 0.75 * 60, 1e-13);
}
