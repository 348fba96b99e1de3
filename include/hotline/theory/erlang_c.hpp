#pragma once

#include "hotline/theory/stationary_queue.hpp"

namespace hotline::theory {

// The share of calls that must wait for one of `agents` when `load` Erlang are offered and
// everybody waits: M/M/s (Erlang 1917; from Erlang B as in Cooper 1981, "Introduction to Queueing
// Theory", chapter 3). 1 if load >= agents. `agents` may lie between whole numbers. agents > 0,
// load >= 0; throws Error otherwise. Relative error below 1e-10 up to 1e5 agents, except that near
// saturation it is 1e-16 / (1 - load / agents) if that is more.
double erlang_c(double agents, double load);

// M/M/s: callers wait as long as it takes. If load >= agents the queue grows without bound: waits
// and queue are infinite, every call is delayed and none is answered in time.
class ErlangC final : public StationaryQueue {
 public:
  // agents >= 1. Throws Error if a number is out of range.
  ErlangC(const Traffic& traffic, int agents);

  QueueMeasures measures() const override;
  WaitShares within(Seconds t) const override;

 private:
  Traffic traffic_;
  int agents_;
  double delayed_;
};

}  // namespace hotline::theory
