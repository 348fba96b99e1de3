#pragma once

#include <vector>

#include "hotline/theory/stationary_queue.hpp"

namespace hotline::theory {

// M/D/s: every call takes the same time (traffic.mean_handling); exact. The number waiting is the
// greatest value that a random walk with steps Poisson(load) - agents ever reaches (Crommelin 1932,
// "Delay probability formulae when the holding times are constant"); its law is found by factoring
// the walk's generating function on a circle. Waits follow from it by Franx 2001, "A simple
// solution for the M/D/c waiting time distribution", Operations Research Letters 29, 221-229.
// Error of probabilities below 1e-11 absolute, of mean waits below 1e-9 relative.
class ConstantHandlingQueue final : public StationaryQueue {
 public:
  // 1 <= agents <= 2e5. Throws Error if a number is out of range, offered load >= agents, or the
  // occupancy is above about 1 - 4e-5, so that queues of a million calls would have to be
  // described.
  ConstantHandlingQueue(const Traffic& traffic, int agents);

  QueueMeasures measures() const override;
  // Cost: at most as many terms as the queue is long and t long.
  WaitShares within(Seconds t) const override;

 private:
  Traffic traffic_;
  int agents_;
  Seconds mean_wait_ = 0;
  std::vector<double> at_most_;  // P(at most n waiting), n = 0, 1, ...
};

// The mean wait alone, for any load below agents: by Crommelin's series where it is short, else by
// the zeros z of z^agents = exp(load (z - 1)) in the unit circle. Relative error below 1e-9.
Seconds constant_handling_mean_wait(const Traffic& traffic, int agents);

}  // namespace hotline::theory
