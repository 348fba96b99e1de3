#include "hotline/stats/interval.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <initializer_list>

namespace hotline {
namespace {

TEST_CASE("Student's quantiles are those of the tables") {
  CHECK(student_quantile(0.95, 1) == doctest::Approx(12.70620474).epsilon(1e-9));
  CHECK(student_quantile(0.95, 10) == doctest::Approx(2.228138852).epsilon(1e-9));
  CHECK(student_quantile(0.95, 30) == doctest::Approx(2.042272456).epsilon(1e-9));
  CHECK(student_quantile(0.99, 5) == doctest::Approx(4.032142984).epsilon(1e-9));
  CHECK(student_quantile(0.9, 2) == doctest::Approx(2.919985580).epsilon(1e-9));
}

TEST_CASE("with many degrees of freedom Student's quantile is the normal one") {
  CHECK(student_quantile(0.95, 1e9) == doctest::Approx(1.959963985).epsilon(1e-8));
}

// Newcombe (1998), "Two-sided confidence intervals for the single proportion", table I, method 3.
TEST_CASE("Wilson's intervals are the published ones") {
  struct Row {
    double successes, trials, low, high;
  };
  for (const Row& row : {Row{81, 263, 0.2553, 0.3662}, Row{15, 148, 0.0624, 0.1605},
                         Row{0, 20, 0.0000, 0.1611}, Row{1, 29, 0.0061, 0.1718}}) {
    const ShareInterval interval = wilson_interval(row.successes, row.trials, 0.95);
    CHECK(std::abs(interval.low - row.low) < 0.00005);
    CHECK(std::abs(interval.high - row.high) < 0.00005);
  }
}

TEST_CASE(
    "Wilson's interval ends at 0 and 1 and mirrors when successes and failures change places") {
  CHECK(wilson_interval(0, 7, 0.99).low == 0);
  CHECK(wilson_interval(7, 7, 0.99).high == 1);
  const ShareInterval few = wilson_interval(3, 50, 0.9), many = wilson_interval(47, 50, 0.9);
  CHECK(few.low == doctest::Approx(1 - many.high));
  CHECK(few.high == doctest::Approx(1 - many.low));
}

// (1 - p)^n = 0.05: Hanley and Lippman-Hand (1983), whose rule of three is 3 / n.
TEST_CASE("what was never seen in n trials is rarer than about three in n") {
  CHECK(limit_if_none(100, 0.95) == doctest::Approx(1 - std::pow(0.05, 0.01)).epsilon(1e-12));
  CHECK(limit_if_none(1e6, 0.95) == doctest::Approx(2.9957e-6).epsilon(1e-4));
  CHECK(limit_if_none(1, 0.95) == doctest::Approx(0.95));
}

TEST_CASE("the interval of a mean is Student's if the sample is even and may be negative") {
  const Sampled sampled{.value = 3, .error = 2, .skewness = 0, .count = 11, .degrees = 10};
  const Interval interval = mean_interval(sampled, Domain::kAny, 0.95);
  CHECK(interval.low == doctest::Approx(3 - 2 * 2.228138852).epsilon(1e-9));
  CHECK(interval.high == doctest::Approx(3 + 2 * 2.228138852).epsilon(1e-9));
}

TEST_CASE("intervals stay within their domain and hold the value") {
  for (const double value : {0.001, 0.3, 0.9, 0.9999}) {
    for (const double error : {1e-6, 0.01, 0.5}) {
      for (const double skewness : {-3.0, 0.0, 2.0}) {
        for (const double count : {2.0, 4.0, 10.0, 1000.0}) {
          const Sampled sampled{value, error, skewness, count, count - 1};
          const Interval share = mean_interval(sampled, Domain::kShare, 0.95);
          CHECK(share.low >= 0);
          CHECK(share.low <= value);
          CHECK(share.high >= value);
          CHECK(share.high <= 1);
          CHECK(mean_interval(sampled, Domain::kNotNegative, 0.95).low >= 0);
        }
      }
    }
  }
}

// Skew to the right, the mean may be far above what the sample shows.
TEST_CASE("the interval of a skew sample leans to its long side") {
  const Sampled right{.value = 3, .error = 2, .skewness = 2, .count = 11, .degrees = 10};
  const Interval interval = mean_interval(right, Domain::kAny, 0.95);
  CHECK(interval.high - 3 > 3 - interval.low);
  const Sampled left{.value = 3, .error = 2, .skewness = -2, .count = 11, .degrees = 10};
  const Interval mirrored = mean_interval(left, Domain::kAny, 0.95);
  CHECK(mirrored.low == doctest::Approx(6 - interval.high));
}

TEST_CASE("a value that never differs has an interval of no width") {
  const Interval interval =
      mean_interval({.value = 5, .count = 10, .degrees = 9}, Domain::kNotNegative, 0.95);
  CHECK(interval.low == 5);
  CHECK(interval.high == 5);
}

}  // namespace
}  // namespace hotline
