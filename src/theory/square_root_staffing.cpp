#include "hotline/theory/square_root_staffing.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "theory/check.hpp"

namespace hotline::theory {
namespace {

// Density of the standard normal law at x over P(X > x).
double normal_hazard(double x) {
  constexpr double kFar = 25;  // beyond, three levels of the continued fraction are exact to 1e-9
  if (x > kFar) return x + 1 / (x + 2 / (x + 3 / x));
  return std::sqrt(2 / M_PI) * std::exp(-x * x / 2) / std::erfc(x / std::sqrt(2.0));
}

void check_ratio(double handling_per_patience) {
  require_finite_positive(handling_per_patience, "mean handling over mean patience");
}

// Where the falling function equals the target.
double solve(const std::function<double(double)>& falling, double target, double low, double high) {
  require(target > 0 && target < 1, "a delayed share must lie between 0 and 1");
  while (high - low > 1e-13 * std::max(1.0, std::abs(low))) {
    const double middle = low + (high - low) / 2;
    (falling(middle) > target ? low : high) = middle;
  }
  return low + (high - low) / 2;
}

constexpr double kMostQuality = 38;  // P(wait) is below 1e-300 there

}  // namespace

double halfin_whitt_delayed(double quality) {
  require(std::isfinite(quality), "the quality must be finite");
  if (quality <= 0) return 1;
  return 1 / (1 + quality / normal_hazard(-quality));
}

double halfin_whitt_quality(double delayed) {
  return solve(halfin_whitt_delayed, delayed, 0, kMostQuality);
}

double garnett_delayed(double quality, double handling_per_patience) {
  require(std::isfinite(quality), "the quality must be finite");
  check_ratio(handling_per_patience);
  const double root = std::sqrt(handling_per_patience);
  return 1 / (1 + root * normal_hazard(quality / root) / normal_hazard(-quality));
}

double garnett_abandoned(double quality, double handling_per_patience, double load) {
  require_finite_positive(load, "the offered load");
  const double root = std::sqrt(handling_per_patience);
  const double delayed = garnett_delayed(quality, handling_per_patience);
  const double of_delayed = root * (normal_hazard(quality / root) - quality / root);
  return std::min(1.0, delayed * of_delayed / std::sqrt(load));
}

double garnett_quality(double delayed, double handling_per_patience) {
  check_ratio(handling_per_patience);
  return solve([=](double quality) { return garnett_delayed(quality, handling_per_patience); },
               delayed, -kMostQuality * std::max(1.0, std::sqrt(handling_per_patience)),
               kMostQuality);
}

int square_root_agents(double load, double quality) {
  require_finite_positive(load, "the offered load");
  require(std::isfinite(quality), "the quality must be finite");
  return std::max(1, static_cast<int>(std::ceil(load + quality * std::sqrt(load))));
}

}  // namespace hotline::theory
