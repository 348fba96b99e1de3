#pragma once

#include "hotline/theory/stationary_queue.hpp"

namespace hotline::theory {

// One agent, handling of any law (M/G/1), by its first three moments.
struct SingleAgentWait {
  Seconds mean = 0;  // of all calls
  Seconds standard_deviation = 0;
  double mean_queue = 0;
};

// Pollaczek 1930 and Khinchine 1932; Cooper 1981, chapter 5: with the moments b1, b2,
// b3 of handling, E[W] = arrivals b2 / (2 (1 - rho)), E[W^2] = 2 E[W]^2 + arrivals b3 / (3 (1 -
// rho)). `variation` is the standard deviation of handling over its mean, `third_moment` E[S^3] in
// cubic seconds (only the standard deviation of the wait needs it; NaN gives NaN).
// Throws Error if a number is out of range or offered load >= 1. Exact.
SingleAgentWait single_agent_wait(const Traffic& traffic, double variation, double third_moment);

// Approximations of the mean wait of all calls with several agents and handling of any law (M/G/s),
// from the mean wait of M/M/s and the coefficient of variation `variation` >= 0 of handling. All
// are exact for variation = 1; with one agent the first two are exact for every variation. The
// first is too short for low variation where few calls wait: for constant handling and 90 %
// occupancy by 3 % with 10 agents, by 38 % with 1,000.
// agents >= 1, offered load < agents; throws Error otherwise.

// (1 + variation^2) / 2 times M/M/s: Lee and Longton 1959; Allen 1990, "Probability, Statistics,
// and Queueing Theory", as the Allen-Cunneen approximation with Poisson arrivals.
Seconds mean_wait_allen_cunneen(const Traffic& traffic, int agents, double variation);

// A harmonic mean between M/M/s and the exact M/D/s, so also exact for variation = 0: Kimura 1986,
// "A two-moment approximation for the mean waiting time in the GI/G/s queue", Management Science
// 32, 751-763.
Seconds mean_wait_kimura(const Traffic& traffic, int agents, double variation);

// Whitt 1993, "Approximations for the GI/G/m queue", Production and Operations Management 2,
// 114-161, eqs. 2.16-2.25 for Poisson arrivals: interpolates with closed corrections for M/D/s and
// D/M/s by Cosmetatos 1975.
Seconds mean_wait_whitt(const Traffic& traffic, int agents, double variation);

}  // namespace hotline::theory
