#include "hotline/theory/erlang_c.hpp"

#include <cmath>
#include <limits>

#include "hotline/theory/erlang_b.hpp"
#include "theory/check.hpp"

namespace hotline::theory {

double erlang_c(double agents, double load) {
  require_finite_positive(agents, "the number of agents");
  require(load >= 0, "the offered load must not be negative");
  if (load >= agents) return 1;
  const double blocked = erlang_b(agents, load);
  return agents * blocked / (agents - load + load * blocked);
}

ErlangC::ErlangC(const Traffic& traffic, int agents) : traffic_(traffic), agents_(agents) {
  check_traffic(traffic);
  check_agents(agents);
  delayed_ = erlang_c(agents, traffic.offered_load());
}

QueueMeasures ErlangC::measures() const {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const double spare = agents_ - traffic_.offered_load();
  QueueMeasures m;
  m.delayed = delayed_;
  m.mean_wait = spare > 0 ? delayed_ * traffic_.mean_handling / spare : kInfinity;
  m.mean_wait_answered = m.mean_wait;
  m.mean_wait_abandoned = std::numeric_limits<double>::quiet_NaN();
  m.mean_queue = traffic_.arrivals * m.mean_wait;
  m.occupancy = spare > 0 ? traffic_.offered_load() / agents_ : 1;
  return m;
}

WaitShares ErlangC::within(Seconds t) const {
  check_wait(t);
  const double spare = agents_ - traffic_.offered_load();
  if (spare <= 0) return {0, 0, 1};
  const double drop = spare * t / traffic_.mean_handling;
  WaitShares shares;
  shares.waiting = delayed_ * std::exp(-drop);
  shares.answered = 1 - shares.waiting;
  return shares;
}

}  // namespace hotline::theory
