#include "hotline/theory/stationary_queue.hpp"

#include <cmath>
#include <limits>

#include "theory/check.hpp"

namespace hotline::theory {

double service_level(const ServiceLevels& levels, ServiceLevelKind kind) {
  switch (kind) {
    case ServiceLevelKind::kOfOffered:
      return levels.of_offered;
    case ServiceLevelKind::kOfOfferedLessShortAbandons:
      return levels.of_offered_less_short_abandons;
    case ServiceLevelKind::kOfAnswered:
      return levels.of_answered;
    case ServiceLevelKind::kAbandonsCountAsGood:
      return levels.abandons_count_as_good;
  }
  throw Error("unknown kind of service level");
}

ServiceLevels service_levels(const StationaryQueue& queue, Seconds t) {
  const QueueMeasures all = queue.measures();
  const WaitShares shares = queue.within(t);
  const double accepted = 1 - all.blocked;
  const double answered_in_time = accepted * shares.answered;
  const double abandoned_in_time = accepted * shares.abandoned;
  ServiceLevels levels;
  levels.of_offered = answered_in_time;
  levels.of_offered_less_short_abandons = answered_in_time / (1 - abandoned_in_time);
  levels.of_answered = shares.answered / (1 - all.abandoned);
  levels.abandons_count_as_good = answered_in_time + abandoned_in_time;
  return levels;
}

Seconds wait_quantile(const StationaryQueue& queue, double p) {
  require(p >= 0 && p < 1, "a quantile needs a share from 0 to below 1");
  const double beyond = 1 - p;
  if (queue.within(0).waiting <= beyond) return 0;
  const QueueMeasures all = queue.measures();
  if (!std::isfinite(all.mean_wait)) return std::numeric_limits<double>::infinity();
  // P(W > t) <= E[W] / t (Markov), so the quantile lies in this bracket.
  Seconds low = 0, high = all.mean_wait / beyond * (1 + 1e-9);
  for (int step = 0; step < 200 && high - low > 1e-13 * high; ++step) {
    const Seconds middle = low + (high - low) / 2;
    (queue.within(middle).waiting > beyond ? low : high) = middle;
  }
  return high;
}

}  // namespace hotline::theory
