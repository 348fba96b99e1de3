#pragma once

#include <cstddef>
#include <vector>

#include "hotline/theory/stationary_queue.hpp"

namespace hotline::theory {

// M/M/s with classes of different priority and the same exponential handling: a free agent takes
// the first caller of the most urgent class that waits; a call in hand is never broken off.
// Means: Cobham 1954, "Priority assignment in waiting line problems", Operations Research 2, 70-76;
// the whole law of the wait: Kella and Yechiali 1985, "Waiting times in the non-preemptive priority
// M/M/c queue", Stochastic Models 1, 257-262.
class PriorityQueue {
 public:
  // `arrivals` (per second, > 0) by class, most urgent first; mean_handling > 0; agents >= 1.
  // Throws Error if a number is out of range. Classes that would wait for ever have infinite waits.
  PriorityQueue(std::vector<PerSecond> arrivals, Seconds mean_handling, int agents);

  // Share of calls of any class that must wait.
  double delayed() const { return delayed_; }

  // Of class k = 0, 1, ...; over all calls of the class. Exact to 1e-10.
  Seconds mean_wait(std::size_t k) const;
  Seconds standard_deviation_of_wait(std::size_t k) const;

  // P(wait of class k > t), t >= 0: closed for the most urgent class, by numerical inversion of the
  // Laplace transform (Abate and Whitt 1995, "Numerical inversion of Laplace transforms of
  // probability distributions", Euler's method) for the others, to 1e-9 absolute.
  double wait_exceeds(std::size_t k, Seconds t) const;

 private:
  double load_up_to(std::size_t classes) const;  // share of all agents' time, of the first classes

  std::vector<PerSecond> arrivals_;
  Seconds mean_handling_;
  int agents_;
  double delayed_;
};

}  // namespace hotline::theory
