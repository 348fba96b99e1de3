#include "hotline/theory/retrial_queue.hpp"

#include <cstddef>
#include <vector>

#include "theory/check.hpp"

namespace hotline::theory {
namespace {

// All probabilities of one level (a number of callers in orbit), in units of the probability of its
// state with all agents busy.
struct Level {
  double not_full = 0;  // sum over the states with an agent free
  double busy = 0;      // sum of busy agents times probability, all states
  double growth = 0;    // probability of all busy here over the same one level below
};

struct Chain {
  PerSecond arrivals, ending, retrying;  // ending: rate of one agent's call
  std::size_t agents;
};

// Solves the levels `orbit`, orbit - 1, ..., 0 as if no caller could join the orbit beyond `orbit`.
// Only the state with all agents busy leads up, so a level is known up to a factor once the level
// above is known in terms of it: a tridiagonal system, eliminated without subtractions (as
// Grassmann, Taksar and Heyman 1985).
std::vector<Level> solve_levels(const Chain& chain, std::size_t orbit) {
  const std::size_t s = chain.agents;
  std::vector<Level> levels(orbit + 1);
  std::vector<double> above(s, 0.0), constant(s), factor(s), u(s);
  for (std::size_t j = orbit + 1; j-- > 0;) {
    const PerSecond leaving = static_cast<double>(j) * chain.retrying;
    const PerSecond coming = static_cast<double>(j + 1) * chain.retrying;
    double excess = leaving, pivot = chain.arrivals + leaving;
    for (std::size_t n = 0; n < s; ++n) {
      const PerSecond ending = static_cast<double>(n) * chain.ending;
      if (n > 0) {
        excess = leaving + ending * excess / pivot;
        pivot = chain.arrivals + excess;
      }
      const double from_left =
          n > 0 ? coming * above[n - 1] + chain.arrivals * constant[n - 1] : 0.0;
      constant[n] = from_left / pivot;
      factor[n] = (ending + chain.ending) / pivot;
    }
    Level& level = levels[j];
    double next = 1;
    level.busy = static_cast<double>(s);
    for (std::size_t n = s; n-- > 0;) {
      next = u[n] = constant[n] + factor[n] * next;
      level.not_full += u[n];
      level.busy += static_cast<double>(n) * u[n];
    }
    if (j == 0) break;
    // As many join this level from below as leave it by a successful retry.
    level.growth = chain.arrivals / (leaving * level.not_full);
    for (std::size_t n = 0; n < s; ++n) above[n] = u[n] * level.growth;
  }
  return levels;
}

struct Sums {
  double all = 0, full = 0, orbit = 0, full_orbit = 0, busy = 0, last_orbit = 0;
};

Sums add_up(const std::vector<Level>& levels) {
  Sums sums;
  double full = 1;
  for (std::size_t j = 0; j < levels.size(); ++j) {
    const auto callers = static_cast<double>(j);
    if (j > 0) full *= levels[j].growth;
    const double weight = full * (1 + levels[j].not_full);
    sums.all += weight;
    sums.full += full;
    sums.orbit += callers * weight;
    sums.full_orbit += callers * full;
    sums.busy += full * levels[j].busy;
    sums.last_orbit = callers * weight;
    if (full > 1e200) {
      constexpr double kDown = 1e-200;
      full *= kDown;
      for (double* sum : {&sums.all, &sums.full, &sums.orbit, &sums.full_orbit, &sums.busy}) {
        *sum *= kDown;
      }
    }
  }
  return sums;
}

}  // namespace

RetrialMeasures retrial_queue(const Traffic& traffic, int agents, Seconds mean_delay) {
  check_traffic(traffic);
  check_agents(agents);
  require_finite_positive(mean_delay, "the mean time until the next attempt");
  require(traffic.offered_load() < agents,
          "the offered load must be less than the number of agents: no steady state");
  constexpr std::size_t kLongestOrbit = 2'000'000;
  constexpr double kLeftOut = 1e-15;
  const Chain chain{traffic.arrivals, 1 / traffic.mean_handling, 1 / mean_delay,
                    static_cast<std::size_t>(agents)};
  std::size_t orbit = 64;
  Sums sums = add_up(solve_levels(chain, orbit));
  while (sums.last_orbit > kLeftOut * sums.orbit) {
    orbit *= 2;
    require(orbit <= kLongestOrbit, "the orbit is too long to be solved");
    sums = add_up(solve_levels(chain, orbit));
  }
  RetrialMeasures m;
  m.blocked = sums.full / sums.all;
  m.mean_orbit = sums.orbit / sums.all;
  m.mean_wait = m.mean_orbit / traffic.arrivals;
  m.mean_retries = m.mean_wait / mean_delay;
  m.blocked_retries = sums.full_orbit / sums.orbit;
  m.occupancy = sums.busy / sums.all / agents;
  return m;
}

}  // namespace hotline::theory
