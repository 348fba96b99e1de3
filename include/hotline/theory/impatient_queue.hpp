#pragma once

#include <functional>
#include <vector>

#include "hotline/theory/duration_law.hpp"
#include "hotline/theory/stationary_queue.hpp"

namespace hotline::theory {

// M/M/s+G: exponential handling, patience of any law, unlimited queue; exact.
//
// The density of the offered wait (how long a caller of endless patience would wait) is
//   v(x) = v(0) exp(arrivals * integral of P(patience > u) over u < x - agents x / mean_handling)
// (Baccelli and Hebuterne 1981, "On queues with impatient customers"; Zeltyn and Mandelbaum 2005,
// "Call centers with impatient customers: many-server asymptotics of the M/M/n+G queue", section
// 2), and every measure is an integral against it, computed by double-exponential quadrature on
// pieces cut at its peak, at its flanks and at the corners of the law. Relative error below 1e-9
// up to 10,000 agents; waits so rare that their density lies below 3e-20 of its peak count as
// impossible.
class ImpatientQueue : public StationaryQueue {
 public:
  // agents >= 1. Throws Error if a number is out of range, or if the queue would grow without bound
  // because those who never give up are more than the agents can serve.
  ImpatientQueue(const Traffic& traffic, int agents, DurationLaw patience);

  QueueMeasures measures() const override;
  WaitShares within(Seconds t) const override;

  // P(offered wait > t): what a caller would meet who never gives up.
  double offered_wait_exceeds(Seconds t) const;

 private:
  using Weight = std::function<double(Seconds)>;

  double exponent(Seconds x) const;
  Seconds find_peak() const;
  void cut(Seconds peak);
  double integral(const Weight& weight, Seconds from, Seconds to) const;

  Traffic traffic_;
  int agents_;
  DurationLaw patience_;
  double peak_exponent_ = 0;
  std::vector<Seconds> cuts_;  // outside the first and the last the density is negligible
  double height_ = 0;          // density of the offered wait at its peak
  double delayed_ = 0;
  double undelayed_ = 1;
};

// M/M/s+M, Palm's Erlang A: exponential patience with the given mean > 0 (infinite: Erlang C, which
// must then have more agents than load). Palm 1957, "Research on telephone traffic carried by full
// availability groups"; Mandelbaum and Zeltyn 2007, "Service engineering in action: the
// Palm/Erlang-A queue". Error as above.
class ErlangA final : public ImpatientQueue {
 public:
  ErlangA(const Traffic& traffic, int agents, Seconds mean_patience)
      : ImpatientQueue(traffic, agents, exponential_law(mean_patience)) {}
};

}  // namespace hotline::theory
