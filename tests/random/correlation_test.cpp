#include "hotline/random/correlation.hpp"

#include <doctest/doctest.h>

#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/normal.hpp>
#include <cmath>

using namespace hotline;

TEST_CASE("a root times its transpose is the matrix of correlations") {
  const std::vector<double> c = {1, 0.5, -0.2, 0.5, 1, 0.3, -0.2, 0.3, 1};
  const auto root = correlation_root(c, 3);
  REQUIRE(root);
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) {
      double product = 0;
      for (std::size_t k = 0; k < 3; ++k) product += (*root)[3 * i + k] * (*root)[3 * j + k];
      CHECK(product == doctest::Approx(c[3 * i + j]).epsilon(1e-12));
      if (j > i) CHECK((*root)[3 * i + j] == 0);
    }
  }
}

TEST_CASE("variables that go together wholly, or add up to 0, have a root without full rank") {
  const auto same = correlation_root(equal_correlations(1, 3), 3);
  REQUIRE(same);
  CHECK(*same == std::vector<double>{1, 0, 0, 1, 0, 0, 1, 0, 0});
  CHECK(correlation_root(equal_correlations(-0.5, 3), 3).has_value());
}

TEST_CASE("correlations that contradict each other have no root") {
  CHECK(!correlation_root(equal_correlations(-0.51, 3), 3));
  CHECK(!correlation_root({1, 1, 1, 1, 1, 0, 1, 0, 1}, 3));
}

TEST_CASE("factors are the quantiles of their laws at those of the normal variable") {
  const boost::math::normal normal;
  for (const double cv : {0.05, 0.25, 1.0, 3.0}) {
    CAPTURE(cv);
    const boost::math::gamma_distribution<double> gamma(1 / (cv * cv), cv * cv);
    for (const double z : {-4.0, -1.0, 0.0, 0.7, 4.0}) {
      CAPTURE(z);
      const double p = boost::math::cdf(normal, z);
      CHECK(boost::math::cdf(gamma, gamma_factor(z, cv)) == doctest::Approx(p).epsilon(1e-9));
      const double sigma2 = std::log(1 + cv * cv);
      CHECK((std::log(lognormal_factor(z, cv)) + sigma2 / 2) / std::sqrt(sigma2) ==
            doctest::Approx(z).epsilon(1e-9));
    }
  }
}

TEST_CASE("factors are finite and not negative however far the normal variable lies") {
  for (const double cv : {0.001, 0.25, 10.0, 100.0}) {
    for (const double z : {-9.0, -3.0, 0.0, 3.0, 9.0}) {
      CAPTURE(cv);
      CAPTURE(z);
      for (const double factor : {gamma_factor(z, cv), lognormal_factor(z, cv)}) {
        CHECK(factor >= 0);
        CHECK(std::isfinite(factor));
      }
    }
  }
}
