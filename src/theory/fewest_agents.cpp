#include "hotline/theory/fewest_agents.hpp"

#include <algorithm>
#include <cmath>

#include "hotline/theory/erlang_c.hpp"
#include "hotline/theory/impatient_queue.hpp"
#include "theory/check.hpp"

namespace hotline::theory {
namespace {

void check_goal(const Goal& goal) {
  require(goal.least_service_level >= 0 && goal.least_service_level <= 1,
          "a service level must lie between 0 and 1");
  require(goal.acceptable_wait >= 0, "an acceptable wait must not be negative");
  require(goal.longest_mean_wait_answered > 0, "a mean wait to aim at must be positive");
  for (const double share : {goal.most_abandoned, goal.most_delayed, goal.most_blocked}) {
    require(share >= 0 && share <= 1, "a share to aim at must lie between 0 and 1");
  }
  require(goal.most_occupancy > 0, "an occupancy to aim at must be positive");
}

}  // namespace

bool meets(const StationaryQueue& queue, const Goal& goal) {
  // Measures are integrals: dear, and not wanted where only a service level is.
  const bool others = std::isfinite(goal.longest_mean_wait_answered) || goal.most_abandoned < 1 ||
                      goal.most_delayed < 1 || goal.most_blocked < 1 || goal.most_occupancy < 1;
  if (others) {
    const QueueMeasures m = queue.measures();
    if (!(m.mean_wait_answered <= goal.longest_mean_wait_answered)) return false;
    if (m.abandoned > goal.most_abandoned || m.delayed > goal.most_delayed) return false;
    if (m.blocked > goal.most_blocked || m.occupancy > goal.most_occupancy) return false;
  }
  if (goal.least_service_level == 0) return true;
  const ServiceLevels levels = service_levels(queue, goal.acceptable_wait);
  return service_level(levels, goal.kind) >= goal.least_service_level;
}

int fewest_agents(const std::function<bool(int)>& good_enough, int lowest, int highest, int guess) {
  int bad = std::clamp(guess, lowest, highest), good = bad;
  const bool down = good_enough(good);
  for (int step = 1; down; step *= 2) {
    if (good == lowest) return lowest;
    bad = step < good - lowest ? good - step : lowest;
    if (!good_enough(bad)) break;
    good = bad;
  }
  for (int step = 1; !down; step *= 2) {
    require(bad < highest, "no number of agents reaches the goal");
    good = step < highest - bad ? bad + step : highest;
    if (good_enough(good)) break;
    bad = good;
  }
  while (good - bad > 1) {
    const int middle = bad + (good - bad) / 2;
    (good_enough(middle) ? good : bad) = middle;
  }
  return good;
}

int agents_erlang_c(const Traffic& traffic, const Goal& goal) {
  check_traffic(traffic);
  check_goal(goal);
  const int lowest = static_cast<int>(std::floor(traffic.offered_load())) + 1;
  return fewest_agents([&](int agents) { return meets(ErlangC(traffic, agents), goal); }, lowest);
}

int agents_erlang_a(const Traffic& traffic, Seconds mean_patience, const Goal& goal) {
  return agents_with_patience(traffic, exponential_law(mean_patience), goal);
}

int agents_with_patience(const Traffic& traffic, const DurationLaw& patience, const Goal& goal) {
  check_traffic(traffic);
  check_goal(goal);
  // Fewer agents than those who never give up would keep busy have no steady state.
  constexpr Seconds kForever = 1e15;
  const double endless = traffic.offered_load() * patience.survival(kForever);
  const int lowest = static_cast<int>(std::floor(endless)) + 1;
  // Below the load the queue is long and dear to compute: the search begins at it.
  constexpr int kHighest = 10'000'000;
  const int guess = static_cast<int>(std::min(1e6, std::ceil(traffic.offered_load())));
  return fewest_agents(
      [&](int agents) { return meets(ImpatientQueue(traffic, agents, patience), goal); }, lowest,
      kHighest, guess);
}

PerSecond largest_arrival_rate(
    const std::function<std::unique_ptr<StationaryQueue>(PerSecond)>& queue_at, const Goal& goal) {
  check_goal(goal);
  constexpr PerSecond kLeast = 1e-12, kMost = 1e9;
  const auto good_enough = [&](PerSecond rate) { return meets(*queue_at(rate), goal); };
  if (!good_enough(kLeast)) return 0;
  PerSecond good = kLeast, bad = 2 * kLeast;
  while (good_enough(bad)) {
    good = bad;
    bad *= 2;
    require(bad < kMost, "the goal is met at any arrival rate");
  }
  while (bad - good > 1e-10 * good) {
    const PerSecond middle = good + (bad - good) / 2;
    (good_enough(middle) ? good : bad) = middle;
  }
  return good;
}

}  // namespace hotline::theory
