#include "hotline/stats/moments.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <cmath>
#include <utility>
#include <vector>

namespace hotline {
namespace {

using Pairs = std::vector<std::pair<double, double>>;

double milli(int value) { return value / 1000.0; }

std::vector<double> some_values() {
  const auto value = rc::gen::map(rc::gen::inRange(-1'000'000'000, 1'000'000'000), milli);
  return *rc::gen::container<std::vector<double>>(value);
}

Pairs some_pairs() {
  const auto value = rc::gen::map(rc::gen::inRange(1, 1'000'000), milli);
  return *rc::gen::container<Pairs>(rc::gen::pair(value, value));
}

Moments moments_of(const std::vector<double>& values) {
  Moments moments;
  for (const double value : values) moments.add(value);
  return moments;
}

RatioMoments ratio_of(const Pairs& pairs) {
  RatioMoments moments;
  for (const auto& [x, y] : pairs) moments.add(x, y);
  return moments;
}

bool near(double a, double b, double scale) { return std::abs(a - b) <= 1e-10 * scale; }

TEST_CASE("moments are the mean and the unbiased variance of the values") {
  const Moments moments = moments_of({2, 4, 4, 4, 5, 5, 7, 9});
  CHECK(moments.count() == 8);
  CHECK(moments.mean() == doctest::Approx(5));
  CHECK(moments.variance() == doctest::Approx(32.0 / 7));
  CHECK(moments.standard_error() == doctest::Approx(std::sqrt(32.0 / 7 / 8)));
}

TEST_CASE("moments of fewer than two values have no spread") {
  CHECK(Moments().mean() == 0);
  CHECK(Moments().variance() == 0);
  CHECK(moments_of({3}).mean() == 3);
  CHECK(moments_of({3}).standard_error() == 0);
}

TEST_CASE("a large common offset does not hide the variance") {
  const Moments moments = moments_of({1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16});
  CHECK(moments.mean() == 1e9 + 10);
  CHECK(moments.variance() == 30);
}

TEST_CASE("merged moments are the moments of the union") {
  CHECK(rc::check("merge of moments", [] {
    const auto first = some_values(), second = some_values();
    std::vector<double> both = first;
    both.insert(both.end(), second.begin(), second.end());
    Moments merged = moments_of(first);
    merged.merge(moments_of(second));
    const Moments whole = moments_of(both);
    RC_ASSERT(merged.count() == whole.count());
    RC_ASSERT(near(merged.mean(), whole.mean(), 1e6));
    RC_ASSERT(near(merged.variance(), whole.variance(), 1e12));
  }));
}

TEST_CASE("merging nothing changes no bit") {
  Moments moments = moments_of({0.1, 0.7, 0.4});
  const Moments before = moments;
  moments.merge(Moments());
  CHECK(moments.mean() == before.mean());
  CHECK(moments.variance() == before.variance());
  Moments empty;
  empty.merge(before);
  CHECK(empty.mean() == before.mean());
  CHECK(empty.variance() == before.variance());
}

TEST_CASE("a ratio of means has the standard error of the delta method") {
  // x = 1, 2, 6 and y = 2, 4, 3: means 3 and 3, r = 1; the residuals x - r y are -1, -2, 3 with
  // variance 7, so the error is sqrt(7 / 3) / 3.
  const RatioMoments moments = ratio_of(Pairs{{1, 2}, {2, 4}, {6, 3}});
  CHECK(moments.numerator_mean() == doctest::Approx(3));
  CHECK(moments.denominator_mean() == doctest::Approx(3));
  CHECK(moments.ratio() == doctest::Approx(1));
  CHECK(moments.standard_error() == doctest::Approx(std::sqrt(7.0 / 3) / 3));
}

TEST_CASE("a ratio to a constant 1 is a mean") {
  const RatioMoments ratio = ratio_of(Pairs{{2, 1}, {4, 1}, {9, 1}});
  const Moments mean = moments_of({2, 4, 9});
  CHECK(ratio.ratio() == doctest::Approx(mean.mean()));
  CHECK(ratio.standard_error() == doctest::Approx(mean.standard_error()));
}

TEST_CASE("a ratio that is the same in every replication has no error") {
  const RatioMoments moments = ratio_of(Pairs{{0.1, 0.3}, {0.2, 0.6}, {0.5, 1.5}});
  CHECK(moments.ratio() == doctest::Approx(1.0 / 3));
  CHECK(moments.standard_error() < 1e-8);
}

TEST_CASE("a ratio with nothing below it is absent") {
  CHECK(std::isnan(RatioMoments().ratio()));
  CHECK(std::isnan(ratio_of(Pairs{{0, 0}, {0, 0}}).ratio()));
  CHECK(std::isnan(ratio_of(Pairs{{0, 0}, {0, 0}}).standard_error()));
  CHECK(std::isnan(ratio_of(Pairs{{1, 2}}).standard_error()));
  CHECK(ratio_of(Pairs{{1, 2}}).ratio() == 0.5);
}

TEST_CASE("skewness of a ratio is that of numerator - ratio x denominator, in whatever pieces") {
  const std::vector<std::pair<double, double>> pairs = {{1, 2}, {5, 3}, {2, 2},
                                                        {9, 4}, {0, 1}, {3, 5}};
  RatioMoments all, first, second;
  double x = 0, y = 0;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    all.add(pairs[i].first, pairs[i].second);
    (i < 2 ? first : second).add(pairs[i].first, pairs[i].second);
    x += pairs[i].first;
    y += pairs[i].second;
  }
  double squares = 0, cubes = 0;
  for (const auto& [a, b] : pairs) {
    const double z = a - x / y * b;
    squares += z * z;
    cubes += z * z * z;
  }
  const double n = 6;
  const double expected = cubes / std::pow(squares / (n - 1), 1.5) * n / ((n - 1) * (n - 2));
  CHECK(all.skewness() == doctest::Approx(expected).epsilon(1e-12));
  first.merge(second);
  CHECK(first.skewness() == doctest::Approx(expected).epsilon(1e-12));
  CHECK(first.standard_error() == doctest::Approx(all.standard_error()).epsilon(1e-12));
}

TEST_CASE("a ratio that never differs has no error, whatever rounding leaves") {
  RatioMoments moments;
  for (int i = 1; i < 50; ++i) moments.add(0.1 * i * i, 0.3 * i * i);
  CHECK(moments.standard_error() == 0);
  CHECK(moments.skewness() == 0);
}

TEST_CASE("merged ratio moments are those of the union") {
  CHECK(rc::check("merge of ratio moments", [] {
    const Pairs first = some_pairs(), second = some_pairs();
    Pairs both = first;
    both.insert(both.end(), second.begin(), second.end());
    RC_PRE(both.size() >= 2);
    RatioMoments merged = ratio_of(first);
    merged.merge(ratio_of(second));
    const RatioMoments whole = ratio_of(both);
    RC_ASSERT(merged.count() == whole.count());
    RC_ASSERT(near(merged.ratio(), whole.ratio(), whole.ratio()));
    // Compared as variances: the root of a difference that should be 0 keeps half of the digits.
    const double mine = merged.standard_error(), theirs = whole.standard_error();
    const double scale =
        std::pow(1 + whole.ratio(), 2) * 1e6 / std::pow(whole.denominator_mean(), 2);
    RC_ASSERT(near(mine * mine, theirs * theirs, scale));
  }));
}

}  // namespace
}  // namespace hotline
