#include "hotline/stats/quantile_moments.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

namespace hotline {
namespace {

// Waits of `size` callers, each exponential of mean 100 s.
WaitHistogram waits(std::mt19937_64& bits, int size, double mean = 100) {
  std::exponential_distribution<double> law(1 / mean);
  WaitHistogram histogram;
  for (int i = 0; i < size; ++i) histogram.add(law(bits));
  return histogram;
}

// 400 experiments of 12 observations each: a right program finds fewer than 361 or more than 395
// intervals that hold the truth with a chance below 1e-4 for each quantile.
TEST_CASE("intervals of quantiles hold the truth as often as they say") {
  std::mt19937_64 bits(1);
  std::uniform_int_distribution<int> size(50, 150);
  int held[3] = {};
  const double shares[] = {0.5, 0.8, 0.95};
  for (int experiment = 0; experiment < 400; ++experiment) {
    QuantileMoments moments;
    for (int i = 0; i < 12; ++i) moments.add(waits(bits, size(bits)));
    for (std::size_t p = 0; p < 3; ++p) {
      const Interval interval = moments.quantile_interval(shares[p], 0.95);
      const double truth = -100 * std::log(1 - shares[p]);
      held[p] += interval.low <= truth && truth <= interval.high;
    }
  }
  for (const int times : held) {
    CHECK(times >= 361);
    CHECK(times <= 395);
  }
}

TEST_CASE("where too few observations reach beyond a quantile it has no upper limit") {
  std::mt19937_64 bits(2);
  QuantileMoments moments;
  for (int i = 0; i < 10; ++i) moments.add(waits(bits, 20));
  CHECK(std::isinf(moments.quantile_interval(0.99, 0.95).high));
  CHECK(moments.quantile_interval(0.99, 0.95).low > 200);
  CHECK(std::isfinite(moments.quantile_interval(0.8, 0.95).high));
}

TEST_CASE("if most callers do not wait the lower quantiles are surely zero") {
  QuantileMoments moments;
  for (int i = 0; i < 60; ++i) {
    WaitHistogram waits;
    waits.add_zeros(90);
    for (int k = 0; k < 5 + i % 10; ++k) waits.add(10);
    moments.add(waits);
  }
  CHECK(moments.quantile_interval(0.5, 0.95).low == 0);
  CHECK(moments.quantile_interval(0.5, 0.95).high == 0);
  const Interval interval = moments.quantile_interval(0.95, 0.95);
  CHECK(interval.low <= 10);
  CHECK(interval.high >= 10);
  CHECK(interval.high < 10.2);
}

TEST_CASE("one observation or none gives no limits") {
  QuantileMoments moments;
  CHECK(std::isinf(moments.quantile_interval(0.5, 0.95).high));
  std::mt19937_64 bits(3);
  moments.add(waits(bits, 1000));
  CHECK(moments.quantile_interval(0.5, 0.95).low == 0);
  CHECK(std::isinf(moments.quantile_interval(0.5, 0.95).high));
}

TEST_CASE("counts below edges are those of the waits themselves") {
  std::mt19937_64 bits(4);
  std::exponential_distribution<double> law(1.0 / 30);
  std::vector<double> values(5000);
  WaitHistogram histogram;
  histogram.add_zeros(7);
  for (double& value : values) histogram.add(value = law(bits));
  std::vector<double> below(WaitHistogram::kEdges);
  histogram.count_below_edges(below);
  for (std::size_t e = 0; e < below.size(); e += 17) {
    const double edge = WaitHistogram::edge(e);
    const auto count = std::ranges::count_if(values, [&](double value) { return value < edge; });
    CHECK(below[e] == static_cast<double>(count + 7));
  }
  CHECK(WaitHistogram::edge(WaitHistogram::kEdges - 1) == 0x1p24);
}

}  // namespace
}  // namespace hotline
