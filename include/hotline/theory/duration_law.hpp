#pragma once

#include <functional>
#include <span>
#include <vector>

#include "hotline/base/time.hpp"

namespace hotline::theory {

// The law of a length of time X >= 0, as the formulas of this room need it: of patience, or of
// handling. All functions take t >= 0.
struct DurationLaw {
  Seconds mean = 0;                              // infinite if X is with some chance
  std::function<double(Seconds)> cdf;            // P(X <= t), exact also where it is tiny
  std::function<double(Seconds)> survival;       // P(X > t), exact also where it is tiny
  std::function<Seconds(Seconds)> cdf_integral;  // integral of the cdf from 0 to t
  std::function<PerSecond(Seconds)> hazard;      // empty if the law has no density
  std::vector<Seconds> corners;                  // > 0, rising: where the cdf jumps or bends

  // E[min(X, t)], the integral of the survival function.
  Seconds mean_within(Seconds t) const { return t - cdf_integral(t); }
};

// Every maker throws Error if a parameter is out of its range. Means and bounds in seconds.
DurationLaw exponential_law(Seconds mean);            // mean > 0, may be infinite: X never ends
DurationLaw deterministic_law(Seconds value);         // value > 0
DurationLaw uniform_law(Seconds low, Seconds high);   // 0 <= low < high
DurationLaw gamma_law(double shape, Seconds mean);    // both > 0
DurationLaw erlang_law(int phases, Seconds mean);     // phases >= 1
DurationLaw weibull_law(double shape, Seconds mean);  // both > 0
DurationLaw log_normal_law(Seconds mean, double variation);  // variation = sd / mean > 0

// Exponential with mean `means[i]` with probability `shares[i]`; the shares add up to 1 (1e-9).
DurationLaw hyperexponential_law(std::span<const double> shares, std::span<const Seconds> means);

// A share in [0, 1] leaves at once, the others follow `law`.
DurationLaw with_mass_at_zero(double share, DurationLaw law);

// Any law by its survival function alone: right-continuous, falling from at most 1, smooth between
// `corners`. Its integral is computed when asked, to about 1e-13 of itself, at some 100 calls of
// `survival` for each corner below t; the cdf is 1 - survival, so its own error is 1e-16 absolute.
DurationLaw law_from_survival(std::function<double(Seconds)> survival,
                              std::vector<Seconds> corners = {});

// Any law by its hazard rate: non-negative, smooth between `corners`. Survival is the exponential
// of minus the integral of the hazard (computed as above), so this is the slowest of all.
DurationLaw law_from_hazard(std::function<PerSecond(Seconds)> hazard,
                            std::vector<Seconds> corners = {});

}  // namespace hotline::theory
