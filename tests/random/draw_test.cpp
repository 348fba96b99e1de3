#include "hotline/random/draw.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>
#include <vector>

#include "hotline/random/sampler.hpp"
#include "hotline/random/stream.hpp"
#include "hotline/stats/fit.hpp"

namespace hotline {
namespace {

constexpr std::size_t kDraws = 20'000;

std::vector<double> draws(const Distribution& law, Draws how) {
  Generator bits = stream(5, ReplicationId(3, how), Purpose::kTalk, 1);
  const Sampler sampler(law);
  std::vector<double> values(kDraws);
  for (double& value : values) value = sampler(bits);
  return values;
}

double correlation(const std::vector<double>& a, const std::vector<double>& b) {
  double sa = 0, sb = 0, saa = 0, sbb = 0, sab = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    sa += a[i];
    sb += b[i];
    saa += a[i] * a[i];
    sbb += b[i] * b[i];
    sab += a[i] * b[i];
  }
  const auto n = static_cast<double>(a.size());
  return (sab - sa * sb / n) / std::sqrt((saa - sa * sa / n) * (sbb - sb * sb / n));
}

std::vector<Distribution> laws() {
  std::vector<Distribution> all;
  all.emplace_back(law::Exponential{100});
  all.emplace_back(law::LogNormal{100, 0.8});
  all.emplace_back(law::Gamma{3, 100});
  all.emplace_back(law::Gamma{0.5, 100});
  all.emplace_back(law::Weibull{1.5, 100});
  all.emplace_back(law::Uniform{10, 50});
  all.emplace_back(law::TruncatedNormal{100, 20});
  return all;
}

}  // namespace

// Each check fails for a right program with a chance below 1e-6.
TEST_CASE("draws by inversion and their mirrors have the law they should") {
  for (const Distribution& law : laws()) {
    for (const Draws how : {Draws::kInverted, Draws::kMirrored}) {
      const double distance =
          kolmogorov_statistic(draws(law, how), [&](double x) { return law.cdf(x); });
      CHECK(kolmogorov_p_value(distance, kDraws) > 1e-6);
    }
  }
}

// Of exponential variables by inversion the correlation is 1 - pi^2 / 6 = -0.645.
TEST_CASE("a mirrored draw is large where the other is small") {
  for (const Distribution& law : laws()) {
    CHECK(correlation(draws(law, Draws::kInverted), draws(law, Draws::kMirrored)) < -0.3);
  }
  const Distribution law(law::Exponential{100});
  const double of_exponentials =
      correlation(draws(law, Draws::kInverted), draws(law, Draws::kMirrored));
  CHECK(of_exponentials ==
        doctest::Approx(1 - std::numbers::pi * std::numbers::pi / 6).epsilon(0.05));
}

TEST_CASE("quantiles of numbers are finite at both ends") {
  for (const std::uint64_t number : {std::uint64_t{0}, ~std::uint64_t{0}}) {
    CHECK(std::isfinite(normal_quantile_of(number)));
    CHECK(std::isfinite(gamma_quantile_of(number, 0.5)));
  }
  CHECK(normal_quantile_of(0) == doctest::Approx(-normal_quantile_of(~std::uint64_t{0})));
  CHECK(normal_quantile_of(std::uint64_t{1} << 63) == doctest::Approx(0).epsilon(1e-12));
}

}  // namespace hotline
