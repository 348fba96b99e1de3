#pragma once

#include <cmath>
#include <cstddef>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "hotline/theory/erlang_c.hpp"
#include "hotline/theory/finite_queue.hpp"
#include "hotline/theory/handling_law.hpp"
#include "hotline/theory/impatient_queue.hpp"
#include "support/table.hpp"

// What the room `theory` says of the models of tests/theory/data/published.csv. Rates are per unit
// of the source's own time, which stands for the second here.
namespace hotline::theory::test {

// The unit of the last digit of a number as printed: 0.01 of "3.70".
inline double last_digit(const std::string& printed) {
  const auto point = printed.find('.');
  return point == std::string::npos
             ? 1.0
             : std::pow(10.0, -static_cast<double>(printed.size() - point - 1));
}

// Printed values are rounded or cut: they may be off by a unit of their last digit, and, with more
// digits than a double holds, by the rounding of a double.
inline bool agrees_as_printed(double value, const std::string& printed) {
  const double expected = std::stod(printed);
  return std::abs(value - expected) <= last_digit(printed) + 1e-12 * std::abs(expected);
}

// A queue in the long run by the number of calls in it: finite or infinite.
struct PublishedQueue {
  Traffic traffic;
  int agents = 1;
  double accepted = 0;  // calls that find a place, by time
  QueueMeasures measures = {};
  std::vector<double> probabilities = {};  // of the number in the system, if finite
};

// N callers, each of whom calls at the rate lambda while not in the system.
inline PublishedQueue finite_population(double lambda, double mu, int agents, int callers) {
  PublishedQueue queue{.traffic = {lambda, 1 / mu}, .agents = agents};
  std::vector<double> births, deaths;
  for (int n = 0; n < callers; ++n) {
    births.push_back((callers - n) * lambda);
    deaths.push_back(std::min(n + 1, agents) * mu);
  }
  queue.probabilities = birth_death_probabilities(births, deaths);
  double in_system = 0;
  for (std::size_t n = 0; n < queue.probabilities.size(); ++n) {
    const double calls = static_cast<double>(n);
    in_system += calls * queue.probabilities[n];
    queue.measures.mean_queue += std::max(0.0, calls - agents) * queue.probabilities[n];
  }
  queue.accepted = lambda * (callers - in_system);
  queue.measures.mean_wait = queue.measures.mean_queue / queue.accepted;
  return queue;
}

inline PublishedQueue single_agent(const Traffic& traffic, double variation) {
  PublishedQueue queue{.traffic = traffic, .accepted = traffic.arrivals};
  const SingleAgentWait wait = single_agent_wait(traffic, variation, std::nan(""));
  queue.measures.mean_wait = wait.mean;
  queue.measures.mean_queue = wait.mean_queue;
  return queue;
}

inline double published_value(const hotline::test::Row& row) {
  const hotline::test::Row p = hotline::test::parameters(row.at("parameters"), ' ');
  const auto number = [&](const std::string& name) { return std::stod(p.at(name)); };
  const std::string& model = row.at("model");
  const std::string& quantity = row.at("quantity");
  const Traffic traffic{number("lambda"), 1 / number("mu")};
  const int agents = p.contains("s") ? std::stoi(p.at("s")) : 1;
  const double unit = p.contains("unit") ? number("unit") : 1;

  PublishedQueue queue{.traffic = traffic, .agents = agents};
  std::unique_ptr<StationaryQueue> law;  // of the waits, if the model has one
  if (model == "M/G/1") {
    queue = single_agent(traffic, number("cv"));
  } else if (model == "M/M/s//N") {
    queue = finite_population(number("lambda"), number("mu"), agents, std::stoi(p.at("N")));
  } else {
    if (model == "M/M/s") law = std::make_unique<ErlangC>(traffic, agents);
    if (model == "M/M/s+M") law = std::make_unique<ErlangA>(traffic, agents, 1 / number("theta"));
    if (model == "M/M/s/K") {
      auto finite = std::make_unique<FiniteQueue>(traffic, agents, std::stoi(p.at("K")));
      queue.probabilities = finite->probabilities();
      law = std::move(finite);
    }
    if (!law) throw std::invalid_argument("no such model: " + model);
    queue.measures = law->measures();
    queue.accepted = traffic.arrivals * (1 - queue.measures.blocked);
  }

  const QueueMeasures& m = queue.measures;
  if (quantity == "Wq") return unit * m.mean_wait;
  if (quantity == "Ws") return unit * (m.mean_wait + traffic.mean_handling);
  if (quantity == "Lq") return m.mean_queue;
  if (quantity == "Ls") return m.mean_queue + queue.accepted * traffic.mean_handling;
  if (quantity == "accepted") return queue.accepted;
  if (quantity == "p0") return queue.probabilities.front();
  if (quantity == "pK") return queue.probabilities.back();
  if (quantity == "delayed") return m.delayed;
  if (quantity == "undelayed") return 1 - m.delayed;
  if (quantity == "abandoned") return m.abandoned;
  if (quantity == "occupancy") return m.occupancy;
  if (quantity == "wait_90") return unit * wait_quantile(*law, 0.9);
  if (quantity == "in_time") return service_levels(*law, number("T")).of_offered;
  throw std::invalid_argument("no such quantity: " + quantity);
}

}  // namespace hotline::theory::test
