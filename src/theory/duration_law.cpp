#include "hotline/theory/duration_law.hpp"

#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "theory/check.hpp"
#include "theory/incomplete_gamma.hpp"

namespace hotline::theory {
namespace {

using boost::math::gamma_p_derivative;

// Smaller survivals have lost digits, so that a hazard rate cannot be formed from them.
constexpr double kTiny = 1e-290;

// x + exp(-x) - 1 for x >= 0, without cancellation.
double exponential_cdf_integral(double x) {
  if (x > 0.5) return x + std::expm1(-x);
  double term = x * x / 2, sum = term;
  for (int k = 3; std::abs(term) > 1e-18 * sum; ++k) sum += term *= -x / k;
  return sum;
}

double normal_cdf(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

DurationLaw never_ending() {
  DurationLaw law;
  law.mean = std::numeric_limits<double>::infinity();
  law.cdf = [](Seconds) { return 0.0; };
  law.survival = [](Seconds) { return 1.0; };
  law.cdf_integral = [](Seconds) { return 0.0; };
  law.hazard = [](Seconds) { return 0.0; };
  return law;
}

}  // namespace

DurationLaw exponential_law(Seconds mean) {
  require(mean > 0, "the mean of an exponential law must be positive");
  if (std::isinf(mean)) return never_ending();
  DurationLaw law;
  law.mean = mean;
  law.cdf = [mean](Seconds t) { return -std::expm1(-t / mean); };
  law.survival = [mean](Seconds t) { return std::exp(-t / mean); };
  law.cdf_integral = [mean](Seconds t) { return mean * exponential_cdf_integral(t / mean); };
  law.hazard = [mean](Seconds) { return 1 / mean; };
  return law;
}

DurationLaw deterministic_law(Seconds value) {
  require_finite_positive(value, "the value of a constant law");
  DurationLaw law;
  law.mean = value;
  law.cdf = [value](Seconds t) { return t < value ? 0.0 : 1.0; };
  law.survival = [value](Seconds t) { return t < value ? 1.0 : 0.0; };
  law.cdf_integral = [value](Seconds t) { return std::max(0.0, t - value); };
  law.corners = {value};
  return law;
}

DurationLaw uniform_law(Seconds low, Seconds high) {
  require(low >= 0 && high > low && std::isfinite(high), "a uniform law needs 0 <= low < high");
  const Seconds width = high - low;
  DurationLaw law;
  law.mean = low + width / 2;
  law.cdf = [=](Seconds t) { return std::clamp((t - low) / width, 0.0, 1.0); };
  law.survival = [=](Seconds t) { return std::clamp((high - t) / width, 0.0, 1.0); };
  law.cdf_integral = [=](Seconds t) {
    if (t <= low) return 0.0;
    return t < high ? (t - low) * (t - low) / (2 * width) : width / 2 + (t - high);
  };
  law.hazard = [=](Seconds t) {
    if (t < low) return 0.0;
    return t < high ? 1 / (high - t) : std::numeric_limits<double>::infinity();
  };
  if (low > 0) law.corners.push_back(low);
  law.corners.push_back(high);
  return law;
}

DurationLaw gamma_law(double shape, Seconds mean) {
  require_finite_positive(shape, "the shape of a gamma law");
  require_finite_positive(mean, "the mean of a gamma law");
  const Seconds scale = mean / shape;
  DurationLaw law;
  law.mean = mean;
  law.cdf = [=](Seconds t) { return gamma_p(shape, t / scale); };
  law.survival = [=](Seconds t) { return gamma_q(shape, t / scale); };
  law.cdf_integral = [=](Seconds t) {
    return t * gamma_p(shape, t / scale) - mean * gamma_p(shape + 1, t / scale);
  };
  law.hazard = [=](Seconds t) {
    const double left = gamma_q(shape, t / scale);
    if (left < kTiny) return 1 / scale;  // the limit for long times
    return gamma_p_derivative(shape, t / scale) / scale / left;
  };
  return law;
}

DurationLaw erlang_law(int phases, Seconds mean) {
  require(phases >= 1, "an Erlang law needs at least one phase");
  return gamma_law(phases, mean);
}

DurationLaw weibull_law(double shape, Seconds mean) {
  require_finite_positive(shape, "the shape of a Weibull law");
  require_finite_positive(mean, "the mean of a Weibull law");
  const Seconds scale = mean / std::tgamma(1 + 1 / shape);
  const auto power = [=](Seconds t) { return std::pow(t / scale, shape); };
  DurationLaw law;
  law.mean = mean;
  law.cdf = [=](Seconds t) { return -std::expm1(-power(t)); };
  law.survival = [=](Seconds t) { return std::exp(-power(t)); };
  law.cdf_integral = [=](Seconds t) {
    const double z = power(t);
    if (z > 0.5) return t - mean * gamma_p(1 / shape, z);
    // Term by term from 1 - exp(-z), so that small times keep their digits.
    double factor = 1, sum = 0;
    for (int k = 1; k < 30; ++k) {
      factor *= -z / k;
      sum -= factor / (shape * k + 1);
    }
    return t * sum;
  };
  law.hazard = [=](Seconds t) { return shape / scale * std::pow(t / scale, shape - 1); };
  return law;
}

DurationLaw log_normal_law(Seconds mean, double variation) {
  require_finite_positive(mean, "the mean of a log-normal law");
  require_finite_positive(variation, "the coefficient of variation of a log-normal law");
  const double spread = std::sqrt(std::log1p(variation * variation));
  const double centre = std::log(mean) - spread * spread / 2;
  const auto score = [=](Seconds t) { return (std::log(t) - centre) / spread; };
  DurationLaw law;
  law.mean = mean;
  law.cdf = [=](Seconds t) { return t > 0 ? normal_cdf(score(t)) : 0; };
  law.survival = [=](Seconds t) { return t > 0 ? normal_cdf(-score(t)) : 1; };
  law.cdf_integral = [=](Seconds t) {
    if (t <= 0) return 0.0;
    return t * normal_cdf(score(t)) - mean * normal_cdf(score(t) - spread);
  };
  law.hazard = [=](Seconds t) {
    if (t <= 0) return 0.0;
    const double z = score(t);
    const double left = normal_cdf(-z);
    if (left < kTiny) return z / (spread * t);  // the limit for long times
    return std::exp(-z * z / 2) / (std::sqrt(2 * M_PI) * spread * t) / left;
  };
  return law;
}

DurationLaw hyperexponential_law(std::span<const double> shares, std::span<const Seconds> means) {
  require(!shares.empty() && shares.size() == means.size(),
          "a hyperexponential law needs as many shares as means");
  std::vector<std::pair<double, DurationLaw>> parts;
  DurationLaw law;
  Seconds slowest = 0;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    require(shares[i] >= 0, "the shares of a hyperexponential law must not be negative");
    if (shares[i] == 0) continue;
    parts.emplace_back(shares[i], exponential_law(means[i]));
    law.mean += shares[i] * means[i];
    slowest = std::max(slowest, means[i]);
  }
  require(std::abs(std::accumulate(shares.begin(), shares.end(), 0.0) - 1) < 1e-9,
          "the shares of a hyperexponential law must add up to 1");
  const auto mix = [parts](auto value) {
    double sum = 0;
    for (const auto& [share, part] : parts) sum += share * value(part);
    return sum;
  };
  law.cdf = [mix](Seconds t) { return mix([t](const DurationLaw& p) { return p.cdf(t); }); };
  law.survival = [mix](Seconds t) {
    return mix([t](const DurationLaw& p) { return p.survival(t); });
  };
  law.cdf_integral = [mix](Seconds t) {
    return mix([t](const DurationLaw& p) { return p.cdf_integral(t); });
  };
  law.hazard = [mix, slowest, survival = law.survival](Seconds t) {
    const double left = survival(t);
    if (left < kTiny) return 1 / slowest;  // the limit for long times
    return mix([t](const DurationLaw& p) { return p.survival(t) * p.hazard(t); }) / left;
  };
  return law;
}

DurationLaw with_mass_at_zero(double share, DurationLaw law) {
  require(share >= 0 && share <= 1, "a share must lie between 0 and 1");
  DurationLaw mixed = law;
  mixed.mean = (1 - share) * law.mean;
  mixed.cdf = [=, cdf = law.cdf](Seconds t) { return share + (1 - share) * cdf(t); };
  mixed.survival = [=, survival = law.survival](Seconds t) { return (1 - share) * survival(t); };
  mixed.cdf_integral = [=, integral = law.cdf_integral](Seconds t) {
    return share * t + (1 - share) * integral(t);
  };
  if (share > 0) mixed.hazard = nullptr;
  return mixed;
}

}  // namespace hotline::theory
