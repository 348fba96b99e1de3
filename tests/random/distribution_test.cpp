#include "hotline/random/distribution.hpp"

#include <doctest/doctest.h>

#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <cmath>
#include <limits>
#include <memory>

#include "random/laws.hpp"

namespace hotline {
namespace {

// Integral over [0, infinity) to about 1e-9 of its value, for a function that is negligible beyond
// 1e5 times `scale`; octave by octave, because a long tail and a kink need different steps.
template <class Function>
double integral(const Function& function, double scale) {
  using Rule = boost::math::quadrature::gauss_kronrod<double, 31>;
  double sum = 0, low = 0;
  for (double high = scale / 1024; high < 1e5 * scale; high *= 2) {
    sum += Rule::integrate(function, low, high, 15, 1e-10);
    low = high;
  }
  return sum;
}

TEST_CASE("mean and variance of every law agree with its distribution function") {
  for (const NamedLaw& named : continuous_laws()) {
    CAPTURE(named.name);
    const Distribution& law = named.law;
    const auto exceeds = [&law](Seconds x) { return 1 - law.cdf(x); };
    const double mean = integral(exceeds, law.mean());
    CHECK(law.mean() == doctest::Approx(mean).epsilon(1e-7));
    const double second = integral([&](Seconds x) { return 2 * x * exceeds(x); }, law.mean());
    CHECK(law.variance() == doctest::Approx(second - mean * mean).epsilon(1e-5));
    CHECK(law.cv() == doctest::Approx(std::sqrt(law.variance()) / law.mean()));
  }
}

TEST_CASE("every distribution function rises from 0 to 1") {
  for (const NamedLaw& named : continuous_laws()) {
    CAPTURE(named.name);
    const Distribution& law = named.law;
    CHECK(law.cdf(-1) == 0);
    CHECK(law.cdf(0) == 0);
    CHECK(law.cdf(std::numeric_limits<double>::infinity()) == 1);
    double last = 0;
    for (int step = 1; step < 400; ++step) {
      const double p = law.cdf(law.mean() * std::exp(0.05 * (step - 200)));
      REQUIRE(p >= last);
      REQUIRE(p <= 1);
      last = p;
    }
  }
}

TEST_CASE("a constant is reached at its value") {
  const Distribution law(law::Constant{20});
  CHECK(law.mean() == 20);
  CHECK(law.variance() == 0);
  CHECK(law.cv() == 0);
  CHECK(law.cdf(19.999) == 0);
  CHECK(law.cdf(20) == 1);
  CHECK(Distribution().cv() == 0);
}

TEST_CASE("an empirical law is its list of values, each equally likely") {
  const Distribution law(law::Empirical{{4, 2, 4, 10}});
  CHECK(law.mean() == 5);
  CHECK(law.variance() == 9);
  CHECK(law.cdf(1.9) == 0);
  CHECK(law.cdf(2) == 0.25);
  CHECK(law.cdf(4) == 0.75);
  CHECK(law.cdf(10) == 1);
}

TEST_CASE("a mixture may hold constants, shifted laws and mixtures") {
  const Distribution inner(
      law::Mixed{{0.5, 0.5}, {Distribution(law::Constant{2}), Distribution(law::Exponential{6})}});
  const Distribution shifted(law::Shifted{1, std::make_shared<const Distribution>(inner)});
  const Distribution law(law::Mixed{{0.25, 0.75}, {Distribution(), shifted}});
  CHECK(law.mean() == doctest::Approx(0.75 * 5));
  // Second moments: exponential 72, inner (4 + 72) / 2 = 38, shifted 38 + 2 x 4 + 1 = 47.
  CHECK(law.variance() == doctest::Approx(0.75 * 47 - 3.75 * 3.75));
  CHECK(law.cdf(0) == 0.25);
  CHECK(law.cdf(3) == doctest::Approx(0.25 + 0.75 * (0.5 + 0.5 * (1 - std::exp(-2.0 / 6)))));
}

TEST_CASE("laws have their textbook values") {
  // Half-normal: mean sd sqrt(2 / pi), variance sd^2 (1 - 2 / pi).
  const Distribution half(law::TruncatedNormal{0, 3});
  CHECK(half.mean() == doctest::Approx(3 * std::sqrt(2 / M_PI)).epsilon(1e-14));
  CHECK(half.variance() == doctest::Approx(9 * (1 - 2 / M_PI)).epsilon(1e-14));
  // Weibull of shape 2 is Rayleigh's law: cv^2 = 4 / pi - 1; median = scale sqrt(ln 2).
  const Distribution rayleigh(law::Weibull{2, 1});
  CHECK(rayleigh.variance() == doctest::Approx(4 / M_PI - 1).epsilon(1e-13));
  CHECK(rayleigh.cdf(2 / std::sqrt(M_PI) * std::sqrt(std::log(2.0))) == doctest::Approx(0.5));
  // Erlang of 3 phases: 1 - e^-t (1 + t + t^2 / 2), t = 3 x / mean.
  const Distribution erlang(law::Erlang{3, 6});
  CHECK(erlang.cdf(4) == doctest::Approx(1 - std::exp(-2.0) * (1 + 2 + 2)).epsilon(1e-14));
  CHECK(erlang.variance() == doctest::Approx(12));
  // The median of a log-normal law is mean / sqrt(1 + cv^2).
  CHECK(Distribution(law::LogNormal{10, 2}).cdf(10 / std::sqrt(5.0)) == doctest::Approx(0.5));
}

TEST_CASE("a normal law far below zero becomes exponential") {
  // Given Z > a, the excess has mean 1/a - 2/a^3 + 10/a^5 and variance 1/a^2 - 6/a^4 + 50/a^6, up
  // to the next terms, which are smaller than 1e-10 of the first here.
  for (const double a : {200.0, 1e4, 1e8}) {
    const Distribution law(law::TruncatedNormal{-a, 1});
    const double q = 1 / (a * a);
    CHECK(law.mean() * a == doctest::Approx(1 - 2 * q + 10 * q * q).epsilon(1e-10));
    CHECK(law.variance() * a * a == doctest::Approx(1 - 6 * q + 50 * q * q).epsilon(1e-10));
    CHECK(law.cdf(1 / a) == doctest::Approx(1 - std::exp(-1 - q / 2) * (1 - q)).epsilon(3 * q));
  }
}

TEST_CASE("the two forms of the truncated normal law meet") {
  const double cut = 5;
  const Distribution below(law::TruncatedNormal{-std::nextafter(cut, 0), 1});
  const Distribution above(law::TruncatedNormal{-cut, 1});
  CHECK(below.mean() == doctest::Approx(above.mean()).epsilon(1e-12));
  CHECK(below.variance() == doctest::Approx(above.variance()).epsilon(1e-11));
  CHECK(below.cdf(0.2) == doctest::Approx(above.cdf(0.2)).epsilon(1e-12));
}

}  // namespace
}  // namespace hotline
