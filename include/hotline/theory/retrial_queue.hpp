#pragma once

#include "hotline/theory/stationary_queue.hpp"

namespace hotline::theory {

struct RetrialMeasures {
  double blocked = 0;          // share of first attempts that find all agents busy
  double mean_orbit = 0;       // callers who wait to try again
  Seconds mean_wait = 0;       // from the first attempt until an agent answers, over all callers
  double mean_retries = 0;     // per caller
  double blocked_retries = 0;  // share of retries that find all agents busy; NaN without any
  double occupancy = 0;
};

// M/M/s with retrials: nobody can wait; who finds all agents busy tries again after an exponential
// time with mean `mean_delay`, as often as it takes. The chain of (busy agents, callers in orbit)
// is solved exactly up to an orbit so long that what lies beyond weighs less than 1e-13 (Falin and
// Templeton 1997, "Retrial Queues", chapter 2; the balance over each level's border makes the
// solution of a level a single tridiagonal system). Relative error below 1e-9.
// agents >= 1, offered load < agents, mean_delay > 0; throws Error otherwise, or if the orbit would
// exceed two million callers. Cost: agents times the length of the orbit.
RetrialMeasures retrial_queue(const Traffic& traffic, int agents, Seconds mean_delay);

}  // namespace hotline::theory
