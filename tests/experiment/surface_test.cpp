#include <doctest/doctest.h>

#include <cmath>
#include <random>

#include "hotline/experiment/design.hpp"
#include "hotline/experiment/effects.hpp"
#include "hotline/experiment/response_surface.hpp"
#include "hotline/stats/fit.hpp"

namespace hotline {
namespace {

FactorAxis levels_axis(std::size_t levels, const std::vector<std::size_t>& level) {
  FactorAxis axis;
  axis.level = level;
  axis.levels = levels;
  for (const std::size_t l : level) {
    axis.at.push_back(2.0 * static_cast<double>(l) / static_cast<double>(levels - 1) - 1);
  }
  return axis;
}

// Two factors with three levels each, in a grid.
std::vector<FactorAxis> square_grid() {
  std::vector<std::size_t> first, second;
  for (const auto& point : full_grid(std::vector<std::size_t>{3, 3})) {
    first.push_back(point[0]);
    second.push_back(point[1]);
  }
  return {levels_axis(3, first), levels_axis(3, second)};
}

double polynomial(double x, double y) { return 10 + 2 * x - 3 * y + 1.5 * x * x + 0.5 * x * y; }

// `truth` at the cells with noise that all cells share and noise of their own.
template <class Truth>
Responses observed(const std::vector<FactorAxis>& axes, std::size_t replications, double shared,
                   double own, unsigned seed, Truth truth) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal;
  Responses result;
  result.values.resize(axes[0].at.size());
  for (std::size_t r = 0; r < replications; ++r) {
    const double block = shared * normal(random);
    for (std::size_t c = 0; c < result.values.size(); ++c) {
      // Cells differ in their spread, by a factor of up to 3.
      const double spread = own * (2 + axes[0].at[c]);
      result.values[c].push_back(truth(axes[0].at[c], axes[1].at[c]) + block +
                                 spread * normal(random));
    }
  }
  return result;
}

TEST_CASE("level effects are means over the cells of a level and their differences") {
  Responses observations;
  observations.values = {{1, 3}, {2, 6}, {5, 5}, {8, 10}};  // a, b: 0 0, 0 1, 1 0, 1 1
  const auto effects = level_effects(levels_axis(2, {0, 0, 1, 1}), observations, 0.95);
  REQUIRE(effects.size() == 2);
  CHECK(effects[0].cells == 2);
  CHECK(effects[0].mean.value == doctest::Approx(3));    // 1.5 and 4.5 in the two replications
  CHECK(effects[1].mean.value == doctest::Approx(7));    // 6.5 and 7.5
  CHECK(effects[1].change.value == doctest::Approx(4));  // 5 and 3
  CHECK(effects[1].change.error == doctest::Approx(1));
  CHECK(effects[1].change.low == doctest::Approx(4 - 12.706).epsilon(1e-4));
  CHECK(effects[0].change.value == 0);
  CHECK(effects[0].change.error == 0);
}

TEST_CASE("one replication gives no interval") {
  Responses observations;
  observations.values = {{1}, {2}};
  const auto effects = level_effects(levels_axis(2, {0, 1}), observations, 0.95);
  CHECK(effects[1].change.value == 1);
  CHECK(std::isnan(effects[1].change.low));
}

TEST_CASE("a polynomial of degree 2 is found exactly") {
  const auto axes = square_grid();
  const auto surface = fit_surface(axes, observed(axes, 4, 1, 0, 1, polynomial), 0.95);
  REQUIRE(surface.terms.size() == 6);
  using Kind = SurfaceTerm::Kind;
  for (const SurfaceTerm& term : surface.terms) {
    CAPTURE(static_cast<int>(term.kind));
    CAPTURE(term.factor);
    double expected = 0;
    if (term.kind == Kind::kSlope) expected = term.factor == 0 ? 2 : -3;
    if (term.kind == Kind::kSquare) expected = term.factor == 0 ? 1.5 : 0;
    if (term.kind == Kind::kProduct) expected = 0.5;
    if (term.kind == Kind::kMean) continue;  // it moves with the noise that all cells share
    CHECK(term.coefficient.value == doctest::Approx(expected).epsilon(1e-10));
    CHECK(term.coefficient.error < 1e-10);
  }
  CHECK(surface.r_squared == doctest::Approx(1));
}

TEST_CASE("terms that the cells cannot tell apart are left out") {
  // One factor at a time: no two change together, so nothing is known of their product.
  const std::vector<FactorAxis> axes = {levels_axis(3, {1, 0, 2, 1, 1, 1, 1}),
                                        levels_axis(3, {1, 1, 1, 0, 2, 1, 1})};
  const auto surface = fit_surface(axes, observed(axes, 3, 1, 0, 1, polynomial), 0.95);
  CHECK(surface.left_out == 1);
  CHECK_FALSE(surface.has_products);
  CHECK(surface.has_squares);
}

TEST_CASE("categories have an offset each that sum to 0") {
  FactorAxis axis;
  axis.is_number = false;
  axis.level = {0, 1, 2, 0, 1, 2};
  axis.levels = 3;
  Responses observations;
  observations.values = {{4, 4}, {7, 7}, {10, 10}, {4, 4}, {7, 7}, {10, 10}};
  const auto surface = fit_surface(std::vector{axis}, observations, 0.95);
  REQUIRE(surface.terms.size() == 3);
  CHECK(surface.terms[0].coefficient.value == doctest::Approx(7));
  CHECK(surface.terms[1].coefficient.value == doctest::Approx(-3));
  CHECK(surface.terms[2].coefficient.value == doctest::Approx(0));
}

// How often of `times` samples the test says at 5 % that the surface does not fit.
template <class Truth>
int rejections(std::size_t replications, LackOfFit::Test test, int times, Truth truth) {
  const auto axes = square_grid();
  int rejected = 0;
  for (int i = 0; i < times; ++i) {
    const auto observations =
        observed(axes, replications, 3, 0.5, static_cast<unsigned>(100 + i), truth);
    const LackOfFit lack = fit_surface(axes, observations, 0.95).lack_of_fit;
    REQUIRE(lack.test == test);
    rejected += lack.p_value < 0.05 ? 1 : 0;
  }
  return rejected;
}

TEST_CASE("a surface that fits is called wrong as often as the level says") {
  // Of 400 samples Hotelling's test, exact, rejects Binomial(400, 0.05): 20, and outside 8 to 34
  // once in 400 times. Box's approximation is on the careful side.
  const int exact = rejections(20, LackOfFit::Test::kHotelling, 400, polynomial);
  CHECK(exact >= 8);
  CHECK(exact <= 34);
  const int approximate = rejections(5, LackOfFit::Test::kBox, 400, polynomial);
  CHECK(approximate >= 1);
  CHECK(approximate <= 34);
}

TEST_CASE("a surface that does not fit is found out") {
  const auto bent = [](double x, double y) { return polynomial(x, y) + 4 * x * x * y; };
  CHECK(rejections(20, LackOfFit::Test::kHotelling, 50, bent) == 50);
  CHECK(rejections(5, LackOfFit::Test::kBox, 50, bent) >= 45);
  const auto axes = square_grid();
  // x^2 y at the grid is 2/3 y + what is orthogonal: 1/3 y at x = +-1 and -2/3 y at x = 0, so its
  // mean square over the nine cells is (4 / 9 + 2 x 4 / 9) / 9 = 4 / 27 for a coefficient of 1.
  const auto lack = fit_surface(axes, observed(axes, 3, 1, 0, 1, bent), 0.95).lack_of_fit;
  CHECK(lack.missed == doctest::Approx(4 * std::sqrt(4.0 / 27)));
}

TEST_CASE("intervals of coefficients hold under correlation between cells") {
  const auto axes = square_grid();
  int held = 0;
  for (unsigned i = 0; i < 400; ++i) {
    const auto surface = fit_surface(axes, observed(axes, 6, 3, 0.5, i, polynomial), 0.9);
    held += surface.terms[1].coefficient.low <= 2 && surface.terms[1].coefficient.high >= 2 ? 1 : 0;
  }
  // Binomial(400, 0.9): outside 340 to 378 less than once in 300 times.
  CHECK(held >= 340);
  CHECK(held <= 378);
}

// Tables of the F law, upper 5 % and 1 % points: Montgomery (2017), appendix IV.
TEST_CASE("chances of the F law are those of the tables") {
  CHECK(f_p_value(4.10, 2, 10) == doctest::Approx(0.05).epsilon(0.005));
  CHECK(f_p_value(3.33, 5, 10) == doctest::Approx(0.05).epsilon(0.005));
  CHECK(f_p_value(5.64, 5, 10) == doctest::Approx(0.01).epsilon(0.005));
  CHECK(f_p_value(0, 3, 4) == 1);
}

}  // namespace
}  // namespace hotline
