#include "hotline/random/distribution.hpp"

#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <numeric>

#include "random/normal_tail.hpp"

namespace hotline {
namespace {

double square(double x) { return x * x; }

Seconds mean_of(const law::Constant& law) { return law.value; }
double variance_of(const law::Constant&) { return 0; }
double cdf_of(const law::Constant& law, Seconds x) { return x >= law.value ? 1 : 0; }

Seconds mean_of(const law::Exponential& law) { return law.mean; }
double variance_of(const law::Exponential& law) { return square(law.mean); }
double cdf_of(const law::Exponential& law, Seconds x) {
  return x <= 0 ? 0 : -std::expm1(-x / law.mean);
}

Seconds mean_of(const law::Uniform& law) { return std::midpoint(law.low, law.high); }
double variance_of(const law::Uniform& law) { return square(law.high - law.low) / 12; }
double cdf_of(const law::Uniform& law, Seconds x) {
  return std::clamp((x - law.low) / (law.high - law.low), 0.0, 1.0);
}

Seconds mean_of(const law::Triangular& law) { return (law.low + law.mode + law.high) / 3; }
double variance_of(const law::Triangular& law) {
  const double left = law.mode - law.low, right = law.high - law.mode;
  return (square(left) + left * right + square(right)) / 18;
}
double cdf_of(const law::Triangular& law, Seconds x) {
  if (x <= law.low) return 0;
  if (x >= law.high) return 1;
  const double width = law.high - law.low;
  if (x < law.mode) return square(x - law.low) / (width * (law.mode - law.low));
  return 1 - square(law.high - x) / (width * (law.high - law.mode));
}

Seconds mean_of(const law::LogNormal& law) { return law.mean; }
double variance_of(const law::LogNormal& law) { return square(law.cv * law.mean); }
double cdf_of(const law::LogNormal& law, Seconds x) {
  if (x <= 0) return 0;
  const double sigma2 = std::log1p(square(law.cv));
  const double z = (std::log(x / law.mean) + sigma2 / 2) / std::sqrt(sigma2);
  return 0.5 * std::erfc(-z / std::numbers::sqrt2);
}

Seconds mean_of(const law::Gamma& law) { return law.mean; }
double variance_of(const law::Gamma& law) { return square(law.mean) / law.shape; }
double cdf_of(const law::Gamma& law, Seconds x) {
  // Boost fails where both this is tiny and the gamma function of the shape overflows.
  const double place = law.shape * x / law.mean;
  if (x <= 0 || (law.shape > 100 && place < 1e-5)) return 0;
  return boost::math::gamma_p(law.shape, place);
}

law::Gamma as_gamma(const law::Erlang& law) { return {static_cast<double>(law.phases), law.mean}; }
Seconds mean_of(const law::Erlang& law) { return law.mean; }
double variance_of(const law::Erlang& law) { return variance_of(as_gamma(law)); }
double cdf_of(const law::Erlang& law, Seconds x) { return cdf_of(as_gamma(law), x); }

// The raw moments of a Weibull law of scale 1 are Gamma(1 + n / shape).
Seconds mean_of(const law::Weibull& law) { return law.mean; }
double variance_of(const law::Weibull& law) {
  const double k = 1 / law.shape;
  const double log_ratio = boost::math::lgamma(1 + 2 * k) - 2 * boost::math::lgamma(1 + k);
  return square(law.mean) * std::expm1(log_ratio);
}
double cdf_of(const law::Weibull& law, Seconds x) {
  if (x <= 0) return 0;
  const double log_of_x_in_scales = std::log(x / law.mean) + boost::math::lgamma(1 + 1 / law.shape);
  return -std::expm1(-std::exp(law.shape * log_of_x_in_scales));
}

Seconds mean_of(const law::TruncatedNormal& law) {
  return law.sd * normal_excess(-law.mean / law.sd);
}
double variance_of(const law::TruncatedNormal& law) {
  return square(law.sd) * normal_excess_variance(-law.mean / law.sd);
}
double cdf_of(const law::TruncatedNormal& law, Seconds x) {
  return x <= 0 ? 0 : 1 - normal_tail_ratio(-law.mean / law.sd, x / law.sd);
}

Seconds mean_of(const law::Empirical& law) {
  double sum = 0;
  for (const Seconds value : law.values) sum += value;
  return sum / static_cast<double>(law.values.size());
}
double variance_of(const law::Empirical& law) {
  const Seconds mean = mean_of(law);
  double sum = 0;
  for (const Seconds value : law.values) sum += square(value - mean);
  return sum / static_cast<double>(law.values.size());
}
double cdf_of(const law::Empirical& law, Seconds x) {
  const auto reached = std::ranges::count_if(law.values, [x](Seconds v) { return v <= x; });
  return static_cast<double>(reached) / static_cast<double>(law.values.size());
}

Seconds mean_of(const law::Shifted& law) { return law.by + law.of->mean(); }
double variance_of(const law::Shifted& law) { return law.of->variance(); }
double cdf_of(const law::Shifted& law, Seconds x) { return law.of->cdf(x - law.by); }

Seconds mean_of(const law::Mixed& law) {
  double sum = 0;
  for (std::size_t i = 0; i < law.parts.size(); ++i) sum += law.shares[i] * law.parts[i].mean();
  return sum;
}
// The mean of the variances plus the variance of the means.
double variance_of(const law::Mixed& law) {
  const Seconds mean = mean_of(law);
  double sum = 0;
  for (std::size_t i = 0; i < law.parts.size(); ++i) {
    sum += law.shares[i] * (law.parts[i].variance() + square(law.parts[i].mean() - mean));
  }
  return sum;
}
double cdf_of(const law::Mixed& law, Seconds x) {
  double sum = 0;
  for (std::size_t i = 0; i < law.parts.size(); ++i) sum += law.shares[i] * law.parts[i].cdf(x);
  return std::min(sum, 1.0);
}

law::Mixed as_mixed(const law::Hyperexponential& law) {
  law::Mixed mixed{law.shares, {}};
  for (const Seconds mean : law.means) mixed.parts.emplace_back(law::Exponential{mean});
  return mixed;
}
Seconds mean_of(const law::Hyperexponential& law) { return mean_of(as_mixed(law)); }
double variance_of(const law::Hyperexponential& law) { return variance_of(as_mixed(law)); }
double cdf_of(const law::Hyperexponential& law, Seconds x) { return cdf_of(as_mixed(law), x); }

}  // namespace

Seconds Distribution::mean() const {
  return std::visit([](const auto& law) { return mean_of(law); }, law_);
}

double Distribution::variance() const {
  return std::visit([](const auto& law) { return variance_of(law); }, law_);
}

double Distribution::cv() const { return mean() == 0 ? 0 : std::sqrt(variance()) / mean(); }

double Distribution::cdf(Seconds x) const {
  if (std::isinf(x)) return x > 0 ? 1 : 0;
  return std::visit([x](const auto& law) { return cdf_of(law, x); }, law_);
}

}  // namespace hotline
