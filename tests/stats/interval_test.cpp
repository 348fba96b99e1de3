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

}  // namespace
}  // namespace hotline
