#include "hotline/experiment/sensitivity.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>
#include <random>

#include "hotline/experiment/design.hpp"

namespace hotline {
namespace {

// Ishigami and Homma (1990), with a = 7 and b = 0.1; factors uniform on [-pi, pi].
double ishigami(const std::vector<double>& u) {
  const auto at = [&](std::size_t f) { return std::numbers::pi * (2 * u[f] - 1); };
  const double s = std::sin(at(1));
  return std::sin(at(0)) * (1 + 0.1 * std::pow(at(2), 4)) + 7 * s * s;
}

constexpr double kIshigamiFirst[] = {0.3139, 0.4424, 0};
constexpr double kIshigamiTotal[] = {0.5576, 0.4424, 0.2437};

template <class Function>
Responses of_points(const UnitPoints& points, Function function) {
  Responses observations;
  for (const auto& point : points) observations.values.push_back({function(point)});
  return observations;
}

TEST_CASE("pairs of Sobol' points find the indices of Ishigami's function") {
  const auto observations = of_points(sensitivity_points(4096, 3, 2013), ishigami);
  const auto found = sensitivity_of_pairs(3, observations, 0.95, 1);
  CHECK(found.variance == doctest::Approx(13.845).epsilon(0.01));
  for (std::size_t f = 0; f < 3; ++f) {
    CAPTURE(f);
    CHECK(std::abs(found.factors[f].first.value - kIshigamiFirst[f]) < 0.01);
    CHECK(std::abs(found.factors[f].total.value - kIshigamiTotal[f]) < 0.01);
    CHECK(found.factors[f].first.low <= kIshigamiFirst[f]);
    CHECK(found.factors[f].first.high >= kIshigamiFirst[f]);
    CHECK(found.factors[f].total.low <= kIshigamiTotal[f]);
    CHECK(found.factors[f].total.high >= kIshigamiTotal[f]);
  }
}

TEST_CASE("a grid finds the indices of Ishigami's function") {
  // The middles of 40 equal parts of each factor: off by the square of their width.
  const std::vector<std::size_t> levels = {40, 40, 40};
  UnitPoints points;
  for (const auto& point : full_grid(levels)) {
    points.emplace_back();
    for (const std::size_t l : point) points.back().push_back((static_cast<double>(l) + 0.5) / 40);
  }
  const auto found = sensitivity_of_grid(levels, of_points(points, ishigami), 0.95);
  for (std::size_t f = 0; f < 3; ++f) {
    CHECK(std::abs(found.factors[f].first.value - kIshigamiFirst[f]) < 0.002);
    CHECK(std::abs(found.factors[f].total.value - kIshigamiTotal[f]) < 0.002);
  }
}

TEST_CASE("on a grid the indices of sums and products are exact") {
  const std::vector<std::size_t> levels = {2, 3};
  const auto sum = [](const std::vector<double>& x) { return 5 + 3 * x[0] + x[1]; };
  const auto product = [](const std::vector<double>& x) { return (1 + x[0]) * (2 + x[1]); };
  UnitPoints points;
  for (const auto& point : full_grid(levels)) {
    points.push_back({static_cast<double>(point[0]), static_cast<double>(point[1])});
  }
  // Variances of the levels: 1/4 and 2/3.
  const auto of_sum = sensitivity_of_grid(levels, of_points(points, sum), 0.95);
  const double all = 9.0 / 4 + 2.0 / 3;
  CHECK(of_sum.variance == doctest::Approx(all));
  CHECK(of_sum.factors[0].first.value == doctest::Approx(9.0 / 4 / all));
  CHECK(of_sum.factors[0].total.value == doctest::Approx(9.0 / 4 / all));
  CHECK(of_sum.factors[1].first.value == doctest::Approx(2.0 / 3 / all));
  // Means 3/2 and 3: the product's variance is Vx My^2 + Mx^2 Vy + Vx Vy.
  const double x = 9.0 / 4, y = 9.0 / 4 * 2 / 3, both = 1.0 / 4 * 2 / 3;
  const auto of_product = sensitivity_of_grid(levels, of_points(points, product), 0.95);
  CHECK(of_product.factors[0].first.value == doctest::Approx(x / (x + y + both)));
  CHECK(of_product.factors[1].first.value == doctest::Approx(y / (x + y + both)));
  CHECK(of_product.factors[0].total.value == doctest::Approx((x + both) / (x + y + both)));
  CHECK(of_product.factors[1].total.value == doctest::Approx((y + both) / (x + y + both)));
}

std::vector<FactorAxis> continuous_axes(const UnitPoints& points) {
  std::vector<FactorAxis> axes(points[0].size());
  for (std::size_t f = 0; f < axes.size(); ++f) {
    axes[f].is_continuous = true;
    axes[f].levels = 3;
    for (const auto& point : points) {
      axes[f].at.push_back(2 * point[f] - 1);
      axes[f].level.push_back(static_cast<std::size_t>(point[f] * 3));
    }
  }
  return axes;
}

TEST_CASE("a surface of degree 2 has the indices of its polynomial") {
  const UnitPoints points = latin_hypercube(40, 2, 1);
  const auto axes = continuous_axes(points);
  const auto function = [](const std::vector<double>& u) {
    const double x = 2 * u[0] - 1, y = 2 * u[1] - 1;
    return 4 + 2 * x + 3 * x * x - y + 6 * x * y;
  };
  const auto surface = fit_surface(axes, of_points(points, function), 0.95);
  const auto found = sensitivity_of_surface(axes, surface, 0.95);
  // Uniform on [-1, 1]: Var x = 1/3, Var x^2 = 4/45.
  const double x = 4.0 / 3 + 9 * 4.0 / 45, y = 1.0 / 3, both = 36.0 / 9;
  const double all = x + y + both;
  CHECK(found.variance == doctest::Approx(all));
  CHECK(found.factors[0].first.value == doctest::Approx(x / all));
  CHECK(found.factors[1].first.value == doctest::Approx(y / all));
  CHECK(found.factors[0].total.value == doctest::Approx((x + both) / all));
  CHECK(found.factors[1].total.value == doctest::Approx((y + both) / all));
}

TEST_CASE("a surface and a grid agree on levels of unequal distance") {
  const std::vector<std::size_t> levels = {3, 3};
  const double value[] = {-1, -0.5, 1};
  std::vector<FactorAxis> axes(2);
  Responses observations;
  for (const auto& point : full_grid(levels)) {
    for (std::size_t f = 0; f < 2; ++f) {
      axes[f].levels = 3;
      axes[f].level.push_back(point[f]);
      axes[f].at.push_back(value[point[f]]);
    }
    const double x = value[point[0]], y = value[point[1]];
    observations.values.push_back({1 + x - 2 * y + x * x + 0.7 * x * y});
  }
  const auto grid = sensitivity_of_grid(levels, observations, 0.95);
  const auto surface = sensitivity_of_surface(axes, fit_surface(axes, observations, 0.95), 0.95);
  CHECK(grid.variance == doctest::Approx(surface.variance));
  for (std::size_t f = 0; f < 2; ++f) {
    CHECK(grid.factors[f].first.value == doctest::Approx(surface.factors[f].first.value));
    CHECK(grid.factors[f].total.value == doctest::Approx(surface.factors[f].total.value));
  }
}

// x + y with noise that would otherwise look like interaction.
TEST_CASE("noise between replications does not count as variance of the response") {
  const std::vector<std::size_t> levels = {4, 4};
  std::mt19937 random(5);
  std::normal_distribution<double> normal(0, 2);
  int held = 0;
  double total = 0;
  for (int trial = 0; trial < 200; ++trial) {
    Responses observations;
    for (const auto& point : full_grid(levels)) {
      observations.values.emplace_back();
      for (int r = 0; r < 10; ++r) {
        observations.values.back().push_back(static_cast<double>(point[0] + point[1]) +
                                             normal(random));
      }
    }
    const auto found = sensitivity_of_grid(levels, observations, 0.95);
    total += found.factors[0].total.value / 200;
    for (const SensitivityIndex& factor : found.factors) {
      held += factor.first.low <= 0.5 && factor.first.high >= 0.5 ? 1 : 0;
    }
  }
  CHECK(total == doctest::Approx(0.5).epsilon(0.02));  // without the correction 0.537
  // 95 % of 400, whose pairs are dependent: 360 to 396 in all but one of some hundred cases.
  CHECK(held >= 360);
  CHECK(held <= 396);
}

TEST_CASE("a response that does not vary has no indices") {
  Responses observations;
  observations.values.assign(4, {7, 7, 7});
  const auto found = sensitivity_of_grid(std::vector<std::size_t>{2, 2}, observations, 0.95);
  CHECK(std::isnan(found.factors[0].first.value));
}

}  // namespace
}  // namespace hotline
