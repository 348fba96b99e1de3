#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "hotline/theory/duration_law.hpp"
#include "theory/check.hpp"
#include "theory/quadrature.hpp"

namespace hotline::theory {
namespace {

void check_corners(const std::vector<Seconds>& corners) {
  require(
      std::is_sorted(corners.begin(), corners.end()) && (corners.empty() || corners.front() > 0),
      "the corners of a law must be positive and rising");
}

// From 0 to t, cut at the corners.
double integral_to(const std::function<double(Seconds)>& f, const std::vector<Seconds>& corners,
                   Seconds t) {
  double sum = 0;
  Seconds from = 0;
  for (const Seconds corner : corners) {
    if (corner >= t) break;
    sum += integrate(f, from, corner);
    from = corner;
  }
  return sum + integrate(f, from, t);
}

// The integral of the survival function over all times, in doubling steps until nothing is added.
Seconds mean_of(const DurationLaw& law) {
  constexpr Seconds kForever = 1e15;
  Seconds end = law.corners.empty() ? 1 : law.corners.back();
  while (law.survival(end) * end > 1e-15 * law.mean_within(end) && end < kForever) end *= 2;
  return end < kForever ? law.mean_within(end) : std::numeric_limits<double>::infinity();
}

}  // namespace

DurationLaw law_from_survival(std::function<double(Seconds)> survival,
                              std::vector<Seconds> corners) {
  check_corners(corners);
  DurationLaw law;
  law.cdf = [survival](Seconds t) { return 1 - survival(t); };
  law.cdf_integral = [cdf = law.cdf, corners](Seconds t) { return integral_to(cdf, corners, t); };
  law.survival = std::move(survival);
  law.corners = std::move(corners);
  law.mean = mean_of(law);
  return law;
}

DurationLaw law_from_hazard(std::function<PerSecond(Seconds)> hazard,
                            std::vector<Seconds> corners) {
  check_corners(corners);
  const auto total = [hazard, corners](Seconds t) { return integral_to(hazard, corners, t); };
  DurationLaw law;
  law.cdf = [total](Seconds t) { return -std::expm1(-total(t)); };
  law.survival = [total](Seconds t) { return std::exp(-total(t)); };
  law.cdf_integral = [cdf = law.cdf, corners](Seconds t) { return integral_to(cdf, corners, t); };
  law.hazard = std::move(hazard);
  law.corners = std::move(corners);
  law.mean = mean_of(law);
  return law;
}

}  // namespace hotline::theory
