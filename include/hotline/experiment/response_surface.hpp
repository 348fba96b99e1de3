#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include "hotline/experiment/effects.hpp"

namespace hotline {

// A term of the surface. A factor that is a number has a slope and a curvature (its square), and a
// product with each other number; a category has an offset for each of its levels but the last, all
// of whose offsets sum to 0.
struct SurfaceTerm {
  enum class Kind { kMean, kSlope, kSquare, kProduct, kOffset };
  Kind kind = Kind::kMean;
  std::size_t factor = 0;
  std::size_t other = 0;  // of a product: the second factor; of an offset: the level
  Effect coefficient;
};

// Whether the surface is the truth, or misses something that cannot be chance.
struct LackOfFit {
  enum class Test {
    kNone,       // too few cells or replications, or no chance at all
    kHotelling,  // exact for normal observations, whatever the correlation between cells
    kBox         // the same question with fewer replications, approximate
  };
  Test test = Test::kNone;
  double f = std::numeric_limits<double>::quiet_NaN();
  double degrees = 0, error_degrees = 0;
  double p_value = std::numeric_limits<double>::quiet_NaN();
  // Root of the mean square of what the surface misses at the cells, chance taken off; 0 if chance
  // explains it all.
  double missed = std::numeric_limits<double>::quiet_NaN();
};

// A polynomial of degree 2 in the factors (Box and Wilson 1951; Myers, Montgomery and
// Anderson-Cook 2016, "Response Surface Methodology", 4th ed., chapter 6), fitted to the estimates
// of the cells by least squares.
struct ResponseSurface {
  std::vector<SurfaceTerm> terms;
  bool has_products = false, has_squares = false;
  std::size_t left_out = 0;  // terms that these cells cannot tell from the others
  double r_squared = std::numeric_limits<double>::quiet_NaN();
  double adjusted_r_squared = std::numeric_limits<double>::quiet_NaN();
  LackOfFit lack_of_fit;
  // The coefficients of each replication by itself, [replication][term]: their mean is that of the
  // whole, their spread its error.
  std::vector<std::vector<double>> by_replication;
};

// Fits the surface: with all terms if there are more cells than terms, or else without products, or
// else without squares as well. Coefficients have intervals from the fits of single replications;
// with one replication none.
//
// The test of lack of fit asks whether the residuals of the cells are 0 in expectation. With at
// least twice as many replications as degrees of freedom for lack of fit: Hotelling's T^2 of the
// residuals in a basis of their space (Anderson 2003, "An Introduction to Multivariate Statistical
// Analysis", 3rd ed., section 5.2). Otherwise the ratio of their mean square to that of chance,
// against an F law whose degrees of freedom are corrected for unequal and correlated errors
// (Box 1954, "Some theorems on quadratic forms ... II", Annals of Mathematical Statistics 25;
// Greenhouse and Geisser 1959), which for equal variances and equal correlations is exact but for
// the correction.
//
// Cost: cells x terms^2 + replications x cells x terms.
ResponseSurface fit_surface(std::span<const FactorAxis> axes, const Responses& observations,
                            double confidence);

}  // namespace hotline
