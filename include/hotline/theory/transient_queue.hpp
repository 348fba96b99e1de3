#pragma once

#include <limits>
#include <vector>

#include "hotline/base/time.hpp"

namespace hotline::theory {

// A stretch of time with constant numbers.
struct QueuePeriod {
  Seconds length = 0;      // > 0
  PerSecond arrivals = 0;  // >= 0
  int agents = 0;          // >= 0
};

// Expected values over one period.
struct PeriodMeasures {
  double arrivals = 0;      // calls
  double blocked = 0;       // calls that found the system full
  double abandoned = 0;     // calls that gave up
  double served = 0;        // calls whose handling ended
  double delayed = 0;       // calls that found all agents busy (accepted)
  double in_time = 0;       // calls answered within the acceptable wait
  double mean_queue = 0;    // time average of the number waiting
  double mean_busy = 0;     // time average of the number of busy agents
  double queue_at_end = 0;  // mean number waiting
  double busy_at_end = 0;   // mean number of busy agents
};

// The time-dependent queue M(t)/M/s(t)/K+M.
struct TransientQueue {
  Seconds mean_handling = 0;                                        // > 0
  Seconds mean_patience = std::numeric_limits<double>::infinity();  // > 0
  int capacity = 0;  // most calls in the system; 0: as many as need be (to 1e-13 of probability)
  std::vector<double> start;  // probabilities of 0, 1, ... calls at the start; empty: no calls
  // For `in_time`, >= 0. Whether a call that must wait is answered within it is judged as if the
  // agents of the period of its arrival stayed as many until then: exact but for the calls of the
  // last `acceptable_wait` seconds before a change of the staffing.
  Seconds acceptable_wait = 0;
};

// Exact solution of its Kolmogorov equations by uniformisation (Jensen 1953; Grassmann 1977,
// "Transient solutions in Markovian queueing systems", Computers and Operations Research 4, 47-53),
// period by period. When the number of agents falls below the number of calls in hand, the calls
// of those who leave go back to the head of the queue; where it never falls (or agents leave idle)
// the model is the usual one.
// Throws Error if a number is out of range. Relative error below 1e-9. Cost: (largest rate of
// events times length) steps over all states.
std::vector<PeriodMeasures> transient_measures(const TransientQueue& queue,
                                               const std::vector<QueuePeriod>& periods);

}  // namespace hotline::theory
