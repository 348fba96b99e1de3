#include "hotline/stats/interval.hpp"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>

namespace hotline {
namespace {

constexpr double kFewest = 5;  // observations for which the shape of their law is trusted
constexpr double kInfinity = std::numeric_limits<double>::infinity();

// Student's interval on the scale that suits the domain; value > 0, and < 1 for a share.
Interval student_interval(const Sampled& sampled, Domain domain, double reach) {
  const double value = sampled.value, half = reach * sampled.error;
  if (domain == Domain::kShare) {
    const double logit = std::log(value / (1 - value)), spread = half / (value * (1 - value));
    return {1 / (1 + std::exp(spread - logit)), 1 / (1 + std::exp(-spread - logit))};
  }
  if (domain == Domain::kNotNegative && sampled.count >= kFewest && sampled.error <= value) {
    return {value * std::exp(-half / value), value * std::exp(half / value)};
  }
  return {value - half, value + half};
}

// Hall's transformation of a Student ratio T, divided by root n:
// y = ((1 + g T / 3)^3 - 1) / g + g / (6 n); this is its inverse.
double untransformed(double y, double skewness, double count) {
  if (std::abs(skewness) < 1e-9) return y;
  const double shifted = y - skewness / (6 * count);
  return 3 / skewness * (std::cbrt(1 + skewness * shifted) - 1);
}

Interval skew_interval(const Sampled& sampled, double reach) {
  const double root = std::sqrt(sampled.count), deviation = sampled.error * root;
  return {
      sampled.value - deviation * untransformed(reach / root, sampled.skewness, sampled.count),
      sampled.value - deviation * untransformed(-reach / root, sampled.skewness, sampled.count)};
}

}  // namespace

double student_quantile(double level, double degrees) {
  // A report asks for the same one thousands of times on end.
  struct Known {
    double level = 0, degrees = 0, quantile = 0;
  };
  thread_local Known known;
  if (level != known.level || degrees != known.degrees) {
    const boost::math::students_t_distribution<double> student(degrees);
    known = {level, degrees,
             boost::math::quantile(boost::math::complement(student, (1 - level) / 2))};
  }
  return known.quantile;
}

ShareInterval wilson_interval(double successes, double trials, double level) {
  const boost::math::normal_distribution<double> normal;
  const double z = boost::math::quantile(boost::math::complement(normal, (1 - level) / 2));
  const double share = successes / trials;
  const double shrink = 1 / (1 + z * z / trials);
  const double centre = (share + z * z / (2 * trials)) * shrink;
  const double spread = share * (1 - share) / trials + z * z / (4 * trials * trials);
  const double half = z * std::sqrt(spread) * shrink;
  // At the ends the formula gives exactly 0 and 1; rounding may not.
  return {successes <= 0 ? 0 : std::max(0.0, centre - half),
          successes >= trials ? 1 : std::min(1.0, centre + half)};
}

double limit_if_none(double trials, double level) {
  return -std::expm1(std::log1p(-level) / trials);
}

Interval mean_interval(const Sampled& sampled, Domain domain, double level) {
  if (sampled.error <= 0) return {sampled.value, sampled.value};
  const double reach = student_quantile(level, sampled.degrees);
  // The domain, made as wide as the value itself asks for.
  const double least = domain == Domain::kAny ? -kInfinity : std::min(0.0, sampled.value);
  const double most = domain == Domain::kShare ? std::max(1.0, sampled.value) : kInfinity;
  const bool inside = sampled.value > least && sampled.value < most;
  Interval interval = student_interval(sampled, inside ? domain : Domain::kAny, reach);
  if (inside && sampled.count >= kFewest) {
    const Interval skew = skew_interval(sampled, reach);
    interval = {std::min(interval.low, skew.low), std::max(interval.high, skew.high)};
  }
  return {std::max(least, interval.low), std::min(most, interval.high)};
}

}  // namespace hotline
