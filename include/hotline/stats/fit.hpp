#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

namespace hotline {

// Kolmogorov's statistic: the largest distance between the share of `sample` at or below a value
// and `cdf` there. Sorts its copy: O(n log n). The law should be continuous; at an atom the
// statistic comes out too large unless the sample repeats the atom's value exactly, as `cdf` does.
// 0 for an empty sample.
double kolmogorov_statistic(std::vector<double> sample, const std::function<double(double)>& cdf);

// Chance that a sample of `size` values from the very law it is compared with (nothing fitted) has
// a statistic at least this large: Kolmogorov's limit law with the correction of Stephens (1970),
// "Use of the Kolmogorov-Smirnov, Cramer-von Mises and related statistics without extensive
// tables", JRSS B 32, table 1. Against the exact law (Marsaglia, Tsang and Wang 2003) the chance
// is within 4 % of itself from 0.01 to 0.5 for size >= 10, and down to 1e-6 for size >= 100. Below
// 0.01 at smaller sizes it is too large, so that a bad fit passes too easily.
double kolmogorov_p_value(double statistic, std::size_t size);

// Pearson's statistic, the sum of (observed - expected)^2 / expected. As many expected counts as
// observed, all positive; the chi-square law needs about 5 in each.
double chi_square_statistic(std::span<const double> observed, std::span<const double> expected);

// Chance that a chi-square variable with `degrees` degrees of freedom is at least `statistic`.
// degrees > 0, statistic >= 0.
double chi_square_p_value(double statistic, double degrees);

// Chance that a variable of Fisher's F law with `degrees` and `error_degrees` degrees of freedom is
// at least `statistic`. Degrees > 0, whole or not; statistic >= 0.
double f_p_value(double statistic, double degrees, double error_degrees);

}  // namespace hotline
