#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "hotline/experiment/effects.hpp"
#include "hotline/experiment/response_surface.hpp"

// Sensitivity indices (Sobol' 1993; Saltelli et al. 2010): if the factors were independent and
// every value of each as likely as the others, the response would have a variance; which share of
// it comes from which factor?
//
// The noise of a simulation has a variance too, which would count as that of the response. All
// variances here are quadratic in the observations, and what noise adds to such a form on average
// is known from the differences between replications; it is taken off. An index of a small sample
// may therefore come out a little below 0 or above 1.
namespace hotline {

struct SensitivityIndex {
  // Share of the variance that would vanish, on average, if the factor alone were known
  // (first-order index); the rest of their sum to 1 is interaction.
  Effect first;
  // Share that would remain if all other factors were known (total index); first <= total.
  Effect total;
};

struct Sensitivity {
  double variance = std::numeric_limits<double>::quiet_NaN();  // of the response
  std::vector<SensitivityIndex> factors;  // all NaN if the response does not vary but by chance
};

// Of a full grid with the numbers of `levels`, the last factor changing fastest (full_grid): the
// decomposition is exact, for factors that have just these values (Montgomery 2017, chapter 5).
// Intervals, by a jackknife over replications, say what chance does.
Sensitivity sensitivity_of_grid(std::span<const std::size_t> levels, const Responses& observations,
                                double confidence);

// Of a surface in factors that are all numbers, exact for it: factors that are continuous are
// uniform between -1 and 1, the others take the values in `axes`, all levels alike. As good as the
// surface: what it misses is not decomposed. Intervals by a jackknife over replications.
// Categories have offsets and no products.
Sensitivity sensitivity_of_surface(std::span<const FactorAxis> axes, const ResponseSurface& surface,
                                   double confidence);

// Of the points of sensitivity_points. First-order indices by formula (b), total indices by formula
// (f) of table 2 in Saltelli et al. (2010), the latter from Jansen (1999, "Analysis of variance
// designs for model output", Computer Physics Communications 117, 35-43). Intervals by a bootstrap
// over the pairs (2.5 % and 97.5 % points for a confidence of 0.95): they say what the choice of
// points does. Cells: pairs x (factors + 2).
Sensitivity sensitivity_of_pairs(std::size_t factors, const Responses& observations,
                                 double confidence, std::uint64_t seed);

}  // namespace hotline
