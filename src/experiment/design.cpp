#include "hotline/experiment/design.hpp"

#include <algorithm>
#include <boost/random/sobol.hpp>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "hotline/random/stream.hpp"

namespace hotline {
namespace {

// A generator of its own for each design: no stream of a replication has the same numbers.
CallGenerator generator_of(std::uint64_t seed) {
  CallGenerator key(seed ^ 0x64657369676eULL);
  return CallGenerator(key());
}

// 53 of 64 bits: never 1.
double unit_number(std::uint64_t bits) { return static_cast<double>(bits >> 11U) * 0x1p-53; }

// Fisher and Yates.
std::vector<std::size_t> permutation(std::size_t size, CallGenerator& generator) {
  std::vector<std::size_t> order(size);
  std::iota(order.begin(), order.end(), 0U);
  for (std::size_t i = size; i > 1; --i) {
    const auto other = static_cast<std::size_t>(unit_number(generator()) * static_cast<double>(i));
    std::swap(order[i - 1], order[other]);
  }
  return order;
}

UnitPoints random_hypercube(std::size_t points, std::size_t factors, CallGenerator& generator) {
  UnitPoints cube(points, std::vector<double>(factors));
  const auto strata = static_cast<double>(points);
  for (std::size_t f = 0; f < factors; ++f) {
    const std::vector<std::size_t> order = permutation(points, generator);
    for (std::size_t p = 0; p < points; ++p) {
      const double stratum = static_cast<double>(order[p]);
      // Rounding must not lead into the next stratum.
      const double end = std::nextafter((stratum + 1) / strata, 0.0);
      cube[p][f] = std::min((stratum + unit_number(generator())) / strata, end);
    }
  }
  return cube;
}

double least_square_distance(const UnitPoints& points) {
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t p = 0; p < points.size(); ++p) {
    for (std::size_t q = 0; q < p; ++q) {
      double sum = 0;
      for (std::size_t f = 0; f < points[p].size(); ++f) {
        const double gap = points[p][f] - points[q][f];
        sum += gap * gap;
      }
      least = std::min(least, sum);
    }
  }
  return least;
}

// Sobol's sequence as whole numbers of 64 bits, from 0 on, each coordinate xor `shift`.
UnitPoints shifted_sobol(std::size_t points, const std::vector<std::uint64_t>& shift) {
  boost::random::sobol sequence(shift.size());
  UnitPoints all(points, std::vector<double>(shift.size()));
  for (std::size_t p = 0; p < points; ++p) {
    for (std::size_t f = 0; f < shift.size(); ++f) {
      const std::uint64_t bits = p == 0 ? 0 : sequence();  // Boost leaves the zero point out
      all[p][f] = unit_number(bits ^ shift[f]);
    }
  }
  return all;
}

}  // namespace

std::vector<std::vector<std::size_t>> full_grid(std::span<const std::size_t> levels) {
  std::vector<std::vector<std::size_t>> points = {{}};
  for (const std::size_t count : levels) {
    std::vector<std::vector<std::size_t>> longer;
    longer.reserve(points.size() * count);
    for (const auto& point : points) {
      for (std::size_t level = 0; level < count; ++level) {
        longer.push_back(point);
        longer.back().push_back(level);
      }
    }
    points = std::move(longer);
  }
  return points;
}

UnitPoints latin_hypercube(std::size_t points, std::size_t factors, std::uint64_t seed, int tries) {
  constexpr std::size_t kMostCompared = 2000;
  constexpr std::size_t kMostDistances = 20'000'000;  // in all tries, for a fraction of a second
  CallGenerator generator = generator_of(seed);
  UnitPoints best = random_hypercube(points, factors, generator);
  if (points < 2 || points > kMostCompared) return best;
  const std::size_t affordable = kMostDistances / (points * points / 2 * factors + 1);
  const std::size_t most = std::min(affordable, static_cast<std::size_t>(std::max(1, tries)));
  double distance = least_square_distance(best);
  for (std::size_t t = 1; t < most; ++t) {
    UnitPoints other = random_hypercube(points, factors, generator);
    const double least = least_square_distance(other);
    if (least <= distance) continue;
    distance = least;
    best = std::move(other);
  }
  return best;
}

UnitPoints sobol_points(std::size_t points, std::size_t factors, std::uint64_t seed) {
  assert(factors >= 1 && factors <= kMostSobolFactors);
  CallGenerator generator = generator_of(seed);
  std::vector<std::uint64_t> shift(factors);
  std::ranges::generate(shift, generator);
  return shifted_sobol(points, shift);
}

UnitPoints plain_sobol_points(std::size_t points, std::size_t factors) {
  assert(factors >= 1 && factors <= kMostSobolFactors);
  return shifted_sobol(points, std::vector<std::uint64_t>(factors, 0));
}

UnitPoints sensitivity_points(std::size_t pairs, std::size_t factors, std::uint64_t seed) {
  UnitPoints points;
  for (const auto& both : sobol_points(pairs, 2 * factors, seed)) {
    const auto middle = both.begin() + static_cast<std::ptrdiff_t>(factors);
    const std::vector<double> a(both.begin(), middle), b(middle, both.end());
    points.push_back(a);
    points.push_back(b);
    for (std::size_t f = 0; f < factors; ++f) {
      points.push_back(a);
      points.back()[f] = b[f];
    }
  }
  return points;
}

}  // namespace hotline
