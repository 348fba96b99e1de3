#include "hotline/theory/handling_law.hpp"

#include <algorithm>
#include <cmath>

#include "hotline/theory/constant_handling.hpp"
#include "hotline/theory/erlang_c.hpp"
#include "theory/check.hpp"

namespace hotline::theory {
namespace {

void check_stable(const Traffic& traffic, int agents, double variation) {
  check_traffic(traffic);
  check_agents(agents);
  require(variation >= 0 && std::isfinite(variation),
          "a coefficient of variation must be finite and not negative");
  require(traffic.offered_load() < agents,
          "the offered load must be less than the number of agents: no steady state");
}

Seconds exponential_handling(const Traffic& traffic, int agents) {
  return ErlangC(traffic, agents).measures().mean_wait;
}

}  // namespace

SingleAgentWait single_agent_wait(const Traffic& traffic, double variation, double third_moment) {
  check_stable(traffic, 1, variation);
  const double spare = 1 - traffic.offered_load();
  const double second_moment =
      traffic.mean_handling * traffic.mean_handling * (1 + variation * variation);
  SingleAgentWait wait;
  wait.mean = traffic.arrivals * second_moment / (2 * spare);
  wait.standard_deviation =
      std::sqrt(wait.mean * wait.mean + traffic.arrivals * third_moment / (3 * spare));
  wait.mean_queue = traffic.arrivals * wait.mean;
  return wait;
}

Seconds mean_wait_allen_cunneen(const Traffic& traffic, int agents, double variation) {
  check_stable(traffic, agents, variation);
  return (1 + variation * variation) / 2 * exponential_handling(traffic, agents);
}

Seconds mean_wait_kimura(const Traffic& traffic, int agents, double variation) {
  check_stable(traffic, agents, variation);
  const double c = variation * variation;
  const Seconds exponential = exponential_handling(traffic, agents);
  const Seconds constant = constant_handling_mean_wait(traffic, agents);
  if (exponential == 0 || constant == 0) return 0;
  return (1 + c) / (2 * c / exponential + (1 - c) / constant);
}

Seconds mean_wait_whitt(const Traffic& traffic, int agents, double variation) {
  check_stable(traffic, agents, variation);
  const double c = variation * variation;  // of handling; that of the arrivals is 1
  const double rho = traffic.offered_load() / agents;
  const double cosmetatos = std::min(
      0.24, (1 - rho) * (agents - 1) * (std::sqrt(4.0 + 5.0 * agents) - 2) / (16 * agents * rho));
  const double constant_handling = 1 + cosmetatos;  // phi 1
  const double constant_gaps =
      (1 - 4 * cosmetatos) * std::exp(-2 * (1 - rho) / (3 * rho));             // phi 3
  const double both = std::min(1.0, (constant_handling + constant_gaps) / 2);  // phi 4
  const double average = (1 + c) / 2;
  const double psi = average >= 1 ? 1 : std::pow(both, 2 * (1 - average));
  const double phi = c <= 1 ? 4 * (1 - c) / (4 - 3 * c) * constant_handling + c / (4 - 3 * c) * psi
                            : (c - 1) / (2 + 2 * c) * constant_gaps + (c + 3) / (2 + 2 * c) * psi;
  return phi * average * exponential_handling(traffic, agents);
}

}  // namespace hotline::theory
