#pragma once

#include <functional>
#include <vector>

#include "hotline/theory/duration_law.hpp"
#include "hotline/theory/rate_profile.hpp"
#include "hotline/theory/stationary_queue.hpp"

namespace hotline::theory {

// Which constant arrival rate stands for an interval of a changing day, when a formula for the long
// run is used in it. The first five: Green, Kolesar and Soares 2001, "Improving the SIPP approach
// for staffing service systems that have cyclic demands", Operations Research 49, 549-564.
enum class IntervalMethod {
  kSippAverage,  // mean rate of the interval (stationary independent period by period)
  kSippMax,      // greatest rate in the interval
  kSippMix,      // mean while the rate rises, greatest while it falls
  kLagAverage,   // mean rate, one mean handling time earlier
  kLagMax,       // greatest rate, one mean handling time earlier
  // The greatest offered load in the interval of the system with endless agents, as if it were
  // constant: Jagerman 1975; Massey and Whitt 1994, "An analysis of the modified offered-load
  // approximation for the nonstationary Erlang loss model", Annals of Applied Probability 4.
  kModifiedOfferedLoad
};

// The stand-in rate (per second) of each interval between two `borders` (rising, at least two).
// The greatest offered load is taken over the interval's ends, the borders of the profile in it and
// 32 points between, so it may be too low by a part in about 1,000.
std::vector<PerSecond> interval_rates(IntervalMethod method, const RateProfile& arrivals,
                                      const DurationLaw& handling,
                                      const std::vector<Seconds>& borders);

// The fewest agents of each interval: agents_for(traffic) for its stand-in rate, 0 where that is 0.
// For example
//   agents_by_interval(IntervalMethod::kLagAverage, arrivals, handling, borders,
//                      [&](const Traffic& x) { return agents_erlang_a(x, patience, goal); });
std::vector<int> agents_by_interval(IntervalMethod method, const RateProfile& arrivals,
                                    const DurationLaw& handling,
                                    const std::vector<Seconds>& borders,
                                    const std::function<int(const Traffic&)>& agents_for);

// The pointwise stationary approximation of a measure over the profile: what `measure` says of the
// rate of each moment, averaged over the arrivals (Green and Kolesar 1991, "The pointwise
// stationary approximation for queues with nonstationary arrivals", Management Science 37, 84-97).
// `measure` is asked once for each piece, with its start, which tells how many agents are there.
double pointwise_stationary(const RateProfile& arrivals, Seconds mean_handling,
                            const std::function<double(const Traffic&, Seconds)>& measure);

}  // namespace hotline::theory
