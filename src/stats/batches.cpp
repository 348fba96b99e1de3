#include "hotline/stats/batches.hpp"

#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

namespace hotline {

BatchError overlapping_batch_error(std::span<const double> batches, std::size_t window) {
  const std::size_t n = batches.size();
  assert(window >= 1 && 2 * window <= n);
  const auto count = static_cast<double>(n), width = static_cast<double>(window);
  const double mean = std::accumulate(batches.begin(), batches.end(), 0.0) / count;
  double sum = 0;  // of the deviations in the window
  double squares = 0;
  for (std::size_t i = 0; i < n; ++i) {
    sum += batches[i] - mean;
    if (i >= window) sum -= batches[i - window] - mean;
    if (i + 1 >= window) squares += sum * sum;
  }
  squares /= width * width;
  return {std::sqrt(squares * width / ((count - width + 1) * (count - width))),
          1.5 * (count / width - 1)};
}

WarmUp mser5(std::span<const double> series) {
  constexpr std::size_t kGroup = 5;
  constexpr std::size_t kLeast = 5;  // means that remain
  std::vector<double> means(series.size() / kGroup);
  assert(means.size() >= 2 * kLeast);
  for (std::size_t i = 0; i < means.size(); ++i) {
    const auto group = series.subspan(i * kGroup, kGroup);
    means[i] = std::accumulate(group.begin(), group.end(), 0.0) / kGroup;
  }
  // From the end, so that each mean is added to those that follow it (Welford).
  double mean = 0, squares = 0;
  double least = std::numeric_limits<double>::infinity(), least_of_half = least;
  std::size_t best = 0, best_of_half = 0;
  for (std::size_t start = means.size(); start-- > 0;) {
    const auto count = static_cast<double>(means.size() - start);
    const double deviation = means[start] - mean;
    mean += deviation / count;
    squares += deviation * (means[start] - mean);
    if (means.size() - start < kLeast) continue;
    const double criterion = squares / (count * count);
    // Of equals the earliest start.
    if (criterion <= least) {
      least = criterion;
      best = start;
    }
    if (2 * start <= means.size() && criterion <= least_of_half) {
      least_of_half = criterion;
      best_of_half = start;
    }
  }
  return {best_of_half * kGroup, best != best_of_half};
}

}  // namespace hotline
