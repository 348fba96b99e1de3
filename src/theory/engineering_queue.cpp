#include "hotline/theory/engineering_queue.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "hotline/theory/finite_queue.hpp"
#include "theory/check.hpp"

namespace hotline::theory {

QueueMeasures engineering_solution(const Traffic& traffic, int agents, int places,
                                   const DurationLaw& patience) {
  check_traffic(traffic);
  check_agents(agents);
  require(places >= 0, "the number of places to wait must not be negative");
  require(static_cast<bool>(patience.hazard), "this approximation needs a hazard rate of patience");
  const int capacity = agents + places;
  const std::vector<double> births(static_cast<std::size_t>(capacity), traffic.arrivals);
  std::vector<double> deaths(births.size()), giving_up(births.size() + 1, 0.0);
  for (int n = 1; n <= capacity; ++n) {
    const auto i = static_cast<std::size_t>(n);
    const int place = n - agents;
    if (place > 0) giving_up[i] = giving_up[i - 1] + patience.hazard(place / traffic.arrivals);
    deaths[i - 1] = std::min(n, agents) / traffic.mean_handling + giving_up[i];
  }
  const std::vector<double> p = birth_death_probabilities(births, deaths);
  double all_busy = 0, busy = 0, queue = 0, lost = 0;
  for (int n = 0; n <= capacity; ++n) {
    const double weight = p[static_cast<std::size_t>(n)];
    if (weight == 0) continue;  // where the hazard rate may be infinite
    busy += std::min(n, agents) * weight;
    if (n < agents) continue;
    queue += (n - agents) * weight;
    lost += giving_up[static_cast<std::size_t>(n)] * weight;
    if (n < capacity) all_busy += weight;
  }
  QueueMeasures m;
  m.blocked = p.back();
  const PerSecond accepted = traffic.arrivals * (1 - m.blocked);
  m.delayed = all_busy / (1 - m.blocked);
  m.abandoned = lost / accepted;
  m.mean_wait = queue / accepted;
  m.mean_wait_answered = std::numeric_limits<double>::quiet_NaN();
  m.mean_wait_abandoned = std::numeric_limits<double>::quiet_NaN();
  m.mean_queue = queue;
  m.occupancy = busy / agents;
  return m;
}

}  // namespace hotline::theory
