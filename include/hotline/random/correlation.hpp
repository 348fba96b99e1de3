#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace hotline {

// The lower triangle R with C = R R' (Cholesky), by rows, of a correlation matrix C of `size` rows:
// R z is a vector of standard normal variables with these correlations if z are independent ones.
// Nothing if some linear combination would have a negative variance. Matrices without full rank are
// allowed. Precondition: C is symmetric with 1 on the diagonal. Costs size^3 / 3.
std::optional<std::vector<double>> correlation_root(const std::vector<double>& c, std::size_t size);

// The matrix with `r` between any two of `size` variables.
std::vector<double> equal_correlations(double r, std::size_t size);

// The value, with mean 1 and the given coefficient of variation (> 0), of the Gamma or log-normal
// law at the quantile of `z` in the standard normal law: the step from normal variables to factors
// of busyness in a normal copula.
double gamma_factor(double z, double cv);
double lognormal_factor(double z, double cv);

}  // namespace hotline
