#pragma once

#include <limits>
#include <span>
#include <vector>

#include "hotline/theory/stationary_queue.hpp"

namespace hotline::theory {

// Long-run probabilities of the states 0..n of a birth-death chain: births[i] is the rate from i to
// i + 1, deaths[i] from i + 1 back to i (both of size n; births >= 0, deaths > 0). Built outward
// from the likeliest state, so that nothing overflows. Relative error about n * 1e-16.
std::vector<double> birth_death_probabilities(std::span<const double> births,
                                              std::span<const double> deaths);

// M/M/s/K and M/M/s/K+M: at most `capacity` calls in the system, in service and waiting; others are
// turned away. Exact from its birth-death chain (Gross and Harris 1998, "Fundamentals of Queueing
// Theory", section 2.4; Riordan 1962, "Stochastic Service Systems", section 6.4 with patience).
// With capacity = agents it is Erlang B. Relative error below 1e-9 up to a capacity of 1e5.
class FiniteQueue final : public StationaryQueue {
 public:
  // agents >= 1, capacity >= agents, mean_patience > 0 or infinite. Throws Error otherwise.
  FiniteQueue(const Traffic& traffic, int agents, int capacity,
              Seconds mean_patience = std::numeric_limits<double>::infinity());

  QueueMeasures measures() const override;
  // Cost: one incomplete beta (gamma) function for each place in the queue.
  WaitShares within(Seconds t) const override;

  // Of the number of calls in the system, 0..capacity.
  const std::vector<double>& probabilities() const { return probabilities_; }

 private:
  Traffic traffic_;
  int agents_;
  int capacity_;
  PerSecond giving_up_;  // of each waiting caller
  std::vector<double> probabilities_;
};

}  // namespace hotline::theory
