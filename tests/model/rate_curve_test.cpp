#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <cmath>

#include "hotline/model/arrivals.hpp"
#include "model/rate_line.hpp"
#include "support/builder.hpp"

using namespace hotline;
using namespace hotline::test;

namespace {

// Five points of a day at random, rates from 0 to 1.
SmoothTable some_spline() {
  SmoothTable table;
  table.spline = true;
  SmoothTable::Line line{kEveryDay, {}};
  Seconds at = 0;
  for (int i = 0; i < 5; ++i) {
    at += *rc::gen::inRange(60, 17000);
    line.points.push_back({at, *rc::gen::inRange(0, 1000) / 1000.0});
  }
  table.lines = {line};
  return table;
}

detail::RateLine line_of(const SmoothTable& table) {
  const Scenario scenario = calendar(1);
  const detail::Days days(std::get<CalendarHorizon>(scenario.horizon), scenario.opening);
  return detail::line_of(Profile(table), days);
}

}  // namespace

TEST_CASE("a spline stays between the two points around it, and its bound is its highest value") {
  rc::check([] {
    const SmoothTable table = some_spline();
    const auto& points = table.lines[0].points;
    const detail::RateLine line = line_of(table);
    for (const detail::RatePart& part : line) {
      const double bound = part.curve.highest(part.end);
      double highest = 0;
      for (int i = 0; i <= 100; ++i) {
        const Seconds time = part.curve.start + (part.end - part.curve.start) * i / 100;
        const double rate = part.curve.at(time);
        highest = std::max(highest, rate);
        RC_ASSERT(rate <= bound + 1e-12);
        for (std::size_t p = 0; p + 1 < points.size(); ++p) {
          if (time <= points[p].at || time >= points[p + 1].at) continue;
          RC_ASSERT(rate >= std::min(points[p].value, points[p + 1].value) - 1e-12);
          RC_ASSERT(rate <= std::max(points[p].value, points[p + 1].value) + 1e-12);
        }
      }
      RC_ASSERT(bound <= highest * 1.001 + 1e-12);
    }
  });
}

TEST_CASE("a curve goes through its points, cut or not, and time_of undoes its integral") {
  rc::check([] {
    const SmoothTable table = some_spline();
    detail::RateLine line = line_of(table);
    const double total = detail::day_totals(line, 1)[0];
    detail::cut(line, {7 * kHour, 7.25 * kHour, 20 * kHour});
    RC_ASSERT(std::abs(detail::day_totals(line, 1)[0] - total) <= 1e-9 * (total + 1));
    for (const detail::RatePart& part : line) {
      if (part.curve.is_constant()) continue;  // 0, before the first point and after the last
      for (const auto& point : table.lines[0].points) {
        if (point.at <= part.curve.start || point.at > part.end) continue;
        if (point.at < part.end || part.end < kDay) {
          RC_ASSERT(std::abs(part.curve.at(point.at) - point.value) < 1e-9);
        }
      }
      const Seconds middle = part.curve.start + (part.end - part.curve.start) / 3;
      const double mass = part.curve.integral(middle, part.end);
      const Seconds time = part.curve.time_of(mass / 2, middle, part.end);
      RC_ASSERT(time >= middle);
      RC_ASSERT(time <= part.end);
      RC_ASSERT(std::abs(part.curve.integral(middle, time) - mass / 2) <= 1e-7 * (mass + 1));
    }
  });
}

TEST_CASE("the highest value of a cubic is found at its ends and between them") {
  // x (2 - x) has its peak 1 at x = 1; x^3 - 3 x^2 + 2.25 x its peak 0.5 at x = 0.5.
  CHECK(RateCurve{0, {0, 2, -1, 0}}.highest(2) == doctest::Approx(1));
  CHECK(RateCurve{0, {0, 2, -1, 0}}.highest(0.5) == doctest::Approx(0.75));
  CHECK(RateCurve{10, {0, 2.25, -3, 1}}.highest(11.5) == doctest::Approx(0.5));
  CHECK(RateCurve{10, {0, 2.25, -3, 1}}.highest(13) == doctest::Approx(6.75));
  CHECK(RateCurve{0, {3, -1, 0, 0}}.highest(2) == 3);
}
