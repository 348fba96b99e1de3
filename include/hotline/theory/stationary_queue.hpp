#pragma once

#include "hotline/base/time.hpp"

namespace hotline::theory {

// What is asked of a group of agents: Poisson arrivals and the mean time a call keeps an agent.
struct Traffic {
  PerSecond arrivals = 0;     // > 0
  Seconds mean_handling = 0;  // > 0

  // Mean number of busy agents if there were always enough of them, in Erlang.
  double offered_load() const { return arrivals * mean_handling; }
};

// Long-run measures of one queue. A share that has no meaning (the mean wait of the abandoned when
// nobody abandons) is NaN.
struct QueueMeasures {
  double blocked = 0;               // share of offered calls that found no place
  double delayed = 0;               // share of accepted calls that find all agents busy
  double abandoned = 0;             // share of accepted calls that give up
  Seconds mean_wait = 0;            // of accepted calls, until answered or given up
  Seconds mean_wait_answered = 0;   // average speed of answer
  Seconds mean_wait_abandoned = 0;  // NaN if nobody gives up
  double mean_queue = 0;            // calls waiting
  double occupancy = 0;             // busy agents / agents
};

// The fate of accepted calls by the time t after they joined: the three shares add up to 1.
struct WaitShares {
  double answered = 0;   // answered after a wait of at most t
  double abandoned = 0;  // gave up after a wait of at most t
  double waiting = 0;    // wait longer than t
};

// The four service levels that call centres report. A call that finds no place is offered.
struct ServiceLevels {
  double of_offered = 0;                      // answered within t / offered
  double of_offered_less_short_abandons = 0;  // ... / (offered - abandoned within t)
  double of_answered = 0;                     // answered within t / answered
  double abandons_count_as_good = 0;          // (answered + abandoned within t) / offered
};

enum class ServiceLevelKind {
  kOfOffered,
  kOfOfferedLessShortAbandons,
  kOfAnswered,
  kAbandonsCountAsGood
};

double service_level(const ServiceLevels& levels, ServiceLevelKind kind);

// A queue in its long-run state, served in order of arrival.
class StationaryQueue {
 public:
  virtual ~StationaryQueue() = default;

  virtual QueueMeasures measures() const = 0;

  // t >= 0; throws Error if t is negative or not a number.
  virtual WaitShares within(Seconds t) const = 0;
};

// All four service levels at the acceptable wait t >= 0.
ServiceLevels service_levels(const StationaryQueue& queue, Seconds t);

// The shortest wait that a share p of the accepted calls does not exceed, to a relative 1e-12.
// 0 <= p < 1. Infinite if the queue grows without bound. Throws Error for other p.
Seconds wait_quantile(const StationaryQueue& queue, double p);

}  // namespace hotline::theory
