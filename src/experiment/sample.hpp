#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <vector>

#include "hotline/experiment/result.hpp"

namespace hotline::detail {

// The value that a share `p` of the sorted sample does not exceed (type 1 of Hyndman and Fan 1996).
// NaN if there is none.
inline double sample_quantile(std::vector<double> values, double p) {
  if (values.empty()) return kUnknown;
  const auto count = static_cast<double>(values.size());
  const auto rank = static_cast<std::size_t>(std::max(0.0, std::ceil(p * count) - 1));
  std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(rank));
  return values[rank];
}

// Not of an empty sample.
inline double mean_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

}  // namespace hotline::detail
