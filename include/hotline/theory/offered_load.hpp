#pragma once

#include "hotline/theory/duration_law.hpp"
#include "hotline/theory/rate_profile.hpp"

namespace hotline::theory {

// M(t)/G/infinity: the mean number of calls in progress at time t if there were always an agent
// free, which is also the variance, as the number is Poisson. Empty before the first piece.
// m(t) = integral over u > 0 of arrivals(t - u) P(handling > u) du: Eick, Massey and Whitt 1993a,
// "The physics of the Mt/G/infinity queue", Operations Research 41, 731-742, theorem 1.
// Exact (closed for piecewise constant rates). Cost: one step per piece.
double offered_load(const RateProfile& arrivals, const DurationLaw& handling, Seconds t);

// The same for a rate mean_rate (1 + amplitude sin(2 pi t / period)) that has gone on for ever and
// exponential handling: Eick, Massey and Whitt 1993b, "Mt/G/infinity queues with sinusoidal arrival
// rates", Management Science 39, 241-252. mean_rate > 0, 0 <= amplitude <= 1, period > 0,
// mean_handling > 0; throws Error otherwise.
struct SinusoidalRate {
  PerSecond mean_rate = 0;
  double amplitude = 0;
  Seconds period = kDay;
};
double sinusoidal_offered_load(const SinusoidalRate& arrivals, Seconds mean_handling, Seconds t);

}  // namespace hotline::theory
