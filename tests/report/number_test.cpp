#include "hotline/report/number.hpp"

#include <doctest/doctest.h>

#include <numeric>

namespace hotline {
namespace {

TEST_CASE("thousands are separated and minus zero is zero") {
  CHECK(format_number(24013.4, 0) == "24,013");
  CHECK(format_number(999.96, 1) == "1,000.0");
  CHECK(format_number(1234567.891, 2) == "1,234,567.89");
  CHECK(format_number(-1234.5, 1) == "-1,234.5");
  CHECK(format_number(-0.04, 1) == "0.0");
  CHECK(format_number(123, 0) == "123");
}

TEST_CASE("what is unknown is a dash, never a number") {
  CHECK(format_number(kUnknown, 1) == "-");
  CHECK(format_value(kUnknown, Unit::kShare) == "-");
  CHECK(format_estimate(Estimate{}, Unit::kSeconds) == "-");
  CHECK(format_spread(Estimate{.value = 1}, Unit::kSeconds) == "-");
}

TEST_CASE("an estimate is rounded to what its interval lets one say") {
  const auto share = [](double value, double half) {
    return format_estimate({.value = value, .low = value - half, .high = value + half},
                           Unit::kShare);
  };
  CHECK(share(0.8131, 0.0041) == "81.3 % (80.9 - 81.7)");
  CHECK(share(0.8131, 0.041) == "81 % (77 - 85)");
  CHECK(share(0.8131, 0.00041) == "81.31 % (81.27 - 81.35)");
  CHECK(share(0.5, 0) == "50.0 %");
}

TEST_CASE("a value without an interval shows none") {
  CHECK(format_estimate({.value = 0.8131}, Unit::kShare) == "81.3 %");
  CHECK(format_estimate({.value = 11424}, Unit::kHours) == "11,424 h");
  CHECK(format_estimate({.value = 24013.2}, Unit::kCalls) == "24,013");
}

TEST_CASE("waits beyond a minute are said in minutes") {
  CHECK(format_estimate({.value = 72, .low = 68, .high = 76}, Unit::kSeconds) ==
        "1 min 12 s (1 min 8 s - 1 min 16 s)");
  CHECK(format_estimate({.value = 7.23, .low = 6.9, .high = 7.6}, Unit::kSeconds) ==
        "7.2 s (6.9 - 7.6)");
  CHECK(format_value(0, Unit::kSeconds) == "0 s");
}

TEST_CASE("the spread over replications stands without its middle") {
  CHECK(format_spread({.value = 0.8, .p5 = 0.781, .p95 = 0.84}, Unit::kShare) == "78 - 84 %");
  CHECK(format_spread({.value = 80, .p5 = 50, .p95 = 130}, Unit::kSeconds) == "50 s - 2 min 10 s");
  CHECK(format_spread({.value = 1, .p5 = 1, .p95 = 1}, Unit::kShare) == "100.0 %");
}

TEST_CASE("rounded parts add up to the rounded whole") {
  CHECK(round_to_sum({1.0 / 3, 1.0 / 3, 1.0 / 3}, 1) == std::vector<double>{0.4, 0.3, 0.3});
  CHECK(round_to_sum({66.66, 16.67, 4.17, 12.5}, 1) == std::vector<double>{66.6, 16.7, 4.2, 12.5});
  CHECK(round_to_sum({10.5, -0.5}, 0) == std::vector<double>{11, -1});
  CHECK(round_to_sum({}, 0).empty());
}

}  // namespace
}  // namespace hotline
