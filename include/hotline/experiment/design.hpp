#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

// Designs: at which points of the factors an experiment is played. All are functions of their
// arguments, the same on every machine.
namespace hotline {

// Points of the unit cube: [point][factor], each coordinate in [0, 1).
using UnitPoints = std::vector<std::vector<double>>;

// Every combination of levels, the last factor changing fastest: [point][factor], each the number
// of a level. `levels` are the numbers of levels, each >= 1.
std::vector<std::vector<std::size_t>> full_grid(std::span<const std::size_t> levels);

// A Latin hypercube (McKay, Beckman and Conover 1979): along each factor every one of `points`
// strata of equal width holds exactly one point, at a random place in it. Of `tries` hypercubes it
// is the one whose nearest two points are farthest apart (maximin: Johnson, Moore and Ylvisaker
// 1990); beyond 2,000 points, where the distances cost too much, the first.
UnitPoints latin_hypercube(std::size_t points, std::size_t factors, std::uint64_t seed,
                           int tries = 100);

// The most factors of Sobol' points.
inline constexpr std::size_t kMostSobolFactors = 1000;

// The first points of Sobol's sequence (1967) with the direction numbers of Joe and Kuo (2008), in
// the Gray code order of Antonov and Saleev (1979), from its zero point on, each coordinate then
// moved by a random digital shift (Matousek 1998): every 2^m points from the start keep the balance
// of the sequence in dyadic boxes, and each point by itself is uniform. 1 <= factors <=
// kMostSobolFactors.
UnitPoints sobol_points(std::size_t points, std::size_t factors, std::uint64_t seed);

// The same without the shift.
UnitPoints plain_sobol_points(std::size_t points, std::size_t factors);

// The design of Saltelli et al. (2010, "Variance based sensitivity analysis of model output",
// Computer Physics Communications 181, 259-270) for sensitivity_of_pairs: from `pairs` shifted
// Sobol' points of 2 x `factors` coordinates come the points A and B, and for each factor i the
// point A with coordinate i of B. Pair by pair: A, B, A with 1 of B, A with 2 of B, ...; in all
// pairs x (factors + 2) points. 2 x factors <= kMostSobolFactors.
UnitPoints sensitivity_points(std::size_t pairs, std::size_t factors, std::uint64_t seed);

}  // namespace hotline
