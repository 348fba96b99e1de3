#include "hotline/theory/offered_load.hpp"

#include <algorithm>
#include <cmath>

#include "theory/check.hpp"

namespace hotline::theory {

double offered_load(const RateProfile& arrivals, const DurationLaw& handling, Seconds t) {
  double sum = 0;
  for (std::size_t i = 0; i < arrivals.pieces() && arrivals.start(i) < t; ++i) {
    // Calls of this piece arrived between `latest` and `earliest` ago.
    const Seconds latest = t - std::min(t, arrivals.end(i)), earliest = t - arrivals.start(i);
    sum += arrivals.value(i) * (handling.mean_within(earliest) - handling.mean_within(latest));
  }
  return sum;
}

double sinusoidal_offered_load(const SinusoidalRate& arrivals, Seconds mean_handling, Seconds t) {
  require_finite_positive(arrivals.mean_rate, "the mean rate");
  require(arrivals.amplitude >= 0 && arrivals.amplitude <= 1,
          "the amplitude must lie between 0 and 1 of the mean rate");
  require_finite_positive(arrivals.period, "the period");
  require_finite_positive(mean_handling, "the mean handling time");
  const double turning = 2 * M_PI / arrivals.period;
  const double lag = turning * mean_handling;
  const double swing = (std::sin(turning * t) - lag * std::cos(turning * t)) / (1 + lag * lag);
  return arrivals.mean_rate * mean_handling * (1 + arrivals.amplitude * swing);
}

}  // namespace hotline::theory
