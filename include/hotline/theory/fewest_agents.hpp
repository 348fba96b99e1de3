#pragma once

#include <functional>
#include <limits>
#include <memory>

#include "hotline/theory/duration_law.hpp"
#include "hotline/theory/stationary_queue.hpp"

namespace hotline::theory {

// What a planner promises; all parts must hold together. The defaults promise nothing.
struct Goal {
  double least_service_level = 0;  // 0..1
  Seconds acceptable_wait = 0;     // to which the service level refers, >= 0
  ServiceLevelKind kind = ServiceLevelKind::kOfOffered;
  Seconds longest_mean_wait_answered = std::numeric_limits<double>::infinity();  // > 0
  double most_abandoned = 1;  // share of accepted calls, 0..1
  double most_delayed = 1;    // 0..1
  double most_blocked = 1;    // 0..1
  double most_occupancy = 1;  // > 0
};

bool meets(const StationaryQueue& queue, const Goal& goal);

// The smallest number of agents from `lowest` up for which good_enough is true, if it is false
// below and true above some number; by doubling steps from `guess` (`lowest`, if that is more),
// then halving. Throws Error if it is false up to `highest`. Cost: about twice the logarithm of the
// distance from the guess to the answer in calls.
int fewest_agents(const std::function<bool(int)>& good_enough, int lowest = 1,
                  int highest = 10'000'000, int guess = 0);

// For the queue of one model: with Erlang C, with Erlang A, and with patience of any law. Throws
// Error if no number of agents reaches the goal (a service level of 1 with callers who may have to
// wait), or for numbers out of range.
int agents_erlang_c(const Traffic& traffic, const Goal& goal);
int agents_erlang_a(const Traffic& traffic, Seconds mean_patience, const Goal& goal);
int agents_with_patience(const Traffic& traffic, const DurationLaw& patience, const Goal& goal);

// The largest arrival rate at which `agents` still meet the goal, to a relative 1e-9; 0 if they
// meet it at no rate. `queue_at` makes the model's queue for an arrival rate (per second).
PerSecond largest_arrival_rate(
    const std::function<std::unique_ptr<StationaryQueue>(PerSecond)>& queue_at, const Goal& goal);

}  // namespace hotline::theory
