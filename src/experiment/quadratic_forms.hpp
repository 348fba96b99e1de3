#pragma once

#include <functional>
#include <span>
#include <vector>

#include "hotline/experiment/sensitivity.hpp"

namespace hotline::detail {

// Variances of which a response consists: quadratic in it, all 0 for a response of 0. The first is
// the variance of the whole, then come those behind the first-order index and the total index of
// each factor.
using Variances = std::vector<double>;
using QuadraticForms = std::function<Variances(std::span<const double>)>;

// Of the mean of `columns`, one for each replication, without what their noise adds on average.
// With one replication nothing is taken off.
Variances without_noise(const QuadraticForms& forms,
                        const std::vector<std::vector<double>>& columns);

// The indices that these variances stand for, with intervals by a jackknife over the columns
// (Efron and Stein 1981; Student's law with one degree of freedom less than replications).
Sensitivity indices_by_jackknife(const QuadraticForms& forms,
                                 const std::vector<std::vector<double>>& columns,
                                 double confidence);

// The ratios of all other variances to the first; NaN if that is not above rounding, for a response
// of this mean square.
std::vector<double> shares(const Variances& variances, double mean_square);

}  // namespace hotline::detail
