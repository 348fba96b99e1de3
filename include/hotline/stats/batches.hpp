#pragma once

#include <cstddef>
#include <span>

namespace hotline {

// Standard error of a mean, and its degrees of freedom.
struct BatchError {
  double error = 0;
  double degrees = 0;
};

// Of the mean of a series of consecutive batches, from the means of all runs of `window` successive
// batches (overlapping batch means: Meketon and Schmeiser 1984, "Overlapping batch means: something
// for nothing?", Winter Simulation Conference, 227-230): n batches give n - window + 1 of them, and
// 1.5 (n / window - 1) degrees of freedom, half more than batches of that length side by side.
// 1 <= window <= n / 2.
BatchError overlapping_batch_error(std::span<const double> batches, std::size_t window);

// Where a warm-up ends.
struct WarmUp {
  std::size_t dropped = 0;  // values at the start of the series
  // The criterion would drop more than half of the series: it is too short to tell. `dropped` is
  // then the best of the first half.
  bool doubtful = false;
};

// MSER-5 (White, Cobb and Spratt 2000, "A comparison of five steady-state truncation heuristics for
// simulation", Winter Simulation Conference, 755-760): the series is averaged in fives, and that
// start is dropped which makes the squared standard error of what remains least, as if the means
// were independent. The last five means are not candidates. At least 50 values.
WarmUp mser5(std::span<const double> series);

}  // namespace hotline
