#include "hotline/stats/fit.hpp"

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cassert>
#include <cmath>
#include <limits>
#include <numbers>

namespace hotline {

double kolmogorov_statistic(std::vector<double> sample, const std::function<double(double)>& cdf) {
  std::ranges::sort(sample);
  const auto size = static_cast<double>(sample.size());
  double largest = 0;
  for (std::size_t begin = 0, end = 0; begin < sample.size(); begin = end) {
    const double value = sample[begin];
    while (end < sample.size() && sample[end] == value) ++end;
    const double below = std::nextafter(value, -std::numeric_limits<double>::infinity());
    const double gap_below = std::abs(cdf(below) - static_cast<double>(begin) / size);
    const double gap_at = std::abs(cdf(value) - static_cast<double>(end) / size);
    largest = std::max({largest, gap_below, gap_at});
  }
  return largest;
}

double kolmogorov_p_value(double statistic, std::size_t size) {
  const double root = std::sqrt(static_cast<double>(size));
  const double t = (root + 0.12 + 0.11 / root) * statistic;
  if (t <= 0) return 1;
  double sum = 0;
  if (t < 1) {  // the same function in the form that converges at once for small t
    const double step = std::numbers::pi * std::numbers::pi / (8 * t * t);
    for (const int odd : {1, 3, 5, 7}) sum += std::exp(-odd * odd * step);
    return 1 - std::sqrt(2 * std::numbers::pi) / t * sum;
  }
  for (const int k : {1, 2, 3, 4, 5}) {
    sum += (k % 2 == 1 ? 2 : -2) * std::exp(-2 * k * k * t * t);
  }
  return sum;
}

double chi_square_statistic(std::span<const double> observed, std::span<const double> expected) {
  assert(observed.size() == expected.size());
  double sum = 0;
  for (std::size_t i = 0; i < observed.size(); ++i) {
    const double difference = observed[i] - expected[i];
    sum += difference * difference / expected[i];
  }
  return sum;
}

double chi_square_p_value(double statistic, double degrees) {
  return boost::math::gamma_q(degrees / 2, statistic / 2);
}

double f_p_value(double statistic, double degrees, double error_degrees) {
  const double part = degrees * statistic;
  if (std::isinf(part)) return 0;
  return boost::math::ibetac(degrees / 2, error_degrees / 2, part / (part + error_degrees));
}

}  // namespace hotline
