#include "hotline/experiment/design.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <set>

namespace hotline {
namespace {

TEST_CASE("a full grid holds every combination once, the last factor changing fastest") {
  const auto grid = full_grid(std::array<std::size_t, 2>{2, 3});
  using Points = std::vector<std::vector<std::size_t>>;
  CHECK(grid == Points{{0, 0}, {0, 1}, {0, 2}, {1, 0}, {1, 1}, {1, 2}});
}

TEST_CASE("along each factor of a Latin hypercube every stratum holds one point") {
  for (const std::size_t points : {1U, 7U, 64U, 2500U}) {
    const UnitPoints cube = latin_hypercube(points, 3, 7, 10);
    REQUIRE(cube.size() == points);
    for (std::size_t f = 0; f < 3; ++f) {
      std::set<std::size_t> strata;
      for (const auto& point : cube) {
        CHECK(point[f] >= 0);
        strata.insert(static_cast<std::size_t>(point[f] * static_cast<double>(points)));
      }
      CHECK(strata.size() == points);
      CHECK(*strata.rbegin() == points - 1);
    }
  }
}

double nearest_two(const UnitPoints& points) {
  double least = 1e9;
  for (std::size_t p = 0; p < points.size(); ++p) {
    for (std::size_t q = 0; q < p; ++q) {
      least = std::min(least, std::hypot(points[p][0] - points[q][0], points[p][1] - points[q][1]));
    }
  }
  return least;
}

TEST_CASE("several tries keep the points of a Latin hypercube apart") {
  CHECK(nearest_two(latin_hypercube(20, 2, 3, 100)) > nearest_two(latin_hypercube(20, 2, 3, 1)));
}

TEST_CASE("a seed names a design") {
  CHECK(latin_hypercube(10, 2, 5) == latin_hypercube(10, 2, 5));
  CHECK(latin_hypercube(10, 2, 5) != latin_hypercube(10, 2, 6));
  CHECK(sobol_points(8, 3, 5) == sobol_points(8, 3, 5));
  CHECK(sobol_points(8, 3, 5) != sobol_points(8, 3, 6));
}

// Joe and Kuo's new-joe-kuo-6.21201, in Gray code order.
TEST_CASE("Sobol' points begin as published") {
  const UnitPoints expected = {{0, 0, 0},
                               {0.5, 0.5, 0.5},
                               {0.75, 0.25, 0.25},
                               {0.25, 0.75, 0.75},
                               {0.375, 0.375, 0.625},
                               {0.875, 0.875, 0.125},
                               {0.625, 0.125, 0.875},
                               {0.125, 0.625, 0.375}};
  CHECK(plain_sobol_points(8, 3) == expected);
}

TEST_CASE("shifted Sobol' points stay balanced in dyadic boxes") {
  const UnitPoints points = sobol_points(256, 5, 2013);
  for (std::size_t f = 0; f < 5; ++f) {  // each factor by itself: one point in each 256th
    std::set<int> boxes;
    for (const auto& point : points) boxes.insert(static_cast<int>(point[f] * 256));
    CHECK(boxes.size() == 256);
  }
  // The first two are a (0, 2)-sequence: one point in every box of 2^-a x 2^-(8 - a).
  for (int a = 0; a <= 8; ++a) {
    std::set<std::pair<int, int>> boxes;
    for (const auto& point : points) {
      boxes.emplace(static_cast<int>(std::ldexp(point[0], a)),
                    static_cast<int>(std::ldexp(point[1], 8 - a)));
    }
    CHECK(boxes.size() == 256);
  }
}

TEST_CASE("a sensitivity design swaps one coordinate at a time") {
  const UnitPoints points = sensitivity_points(16, 3, 1);
  REQUIRE(points.size() == 16 * 5);
  for (std::size_t pair = 0; pair < 16; ++pair) {
    const auto& a = points[5 * pair];
    const auto& b = points[5 * pair + 1];
    for (std::size_t f = 0; f < 3; ++f) {
      for (std::size_t g = 0; g < 3; ++g) {
        CHECK(points[5 * pair + 2 + f][g] == (f == g ? b[g] : a[g]));
      }
    }
  }
}

}  // namespace
}  // namespace hotline
