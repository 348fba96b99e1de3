#include "hotline/theory/constant_handling.hpp"

#include <algorithm>
#include <bit>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <complex>
#include <cstddef>
#include <limits>

#include "theory/check.hpp"
#include "theory/fourier.hpp"

namespace hotline::theory {
namespace {

using Complex = std::complex<double>;

constexpr int kMostAgents = 200'000;
constexpr std::size_t kMostPoints = 1 << 21;

void check_constant(const Traffic& traffic, int agents) {
  check_traffic(traffic);
  check_agents(agents);
  require(agents <= kMostAgents, "constant handling is solved for at most 200,000 agents");
  require(traffic.offered_load() < agents,
          "the offered load must be less than the number of agents: no steady state");
}

double poisson(double n, double mean) {
  return boost::math::gamma_p_derivative(n + 1, mean);  // exp(-mean) mean^n / n!
}

// E[max(0, X - n)] of a Poisson variable with mean <= n, by its positive terms.
double mean_excess(double mean, double n) {
  double probability = poisson(n + 1, mean), sum = 0;
  for (double m = 1;; ++m) {
    const double term = m * probability;
    sum += term;
    if (term <= 1e-17 * sum) return sum;
    probability *= mean / (n + m + 1);
  }
}

// How much less likely each round of `agents` departures makes it that the queue is not yet empty.
double decay(double load, int agents) {
  const double rho = load / agents;
  return agents * (rho - 1 - std::log(rho));
}

double queue_by_series(double load, int agents) {
  double sum = 0;
  for (int k = 1;; ++k) {
    const double term = mean_excess(k * load, static_cast<double>(k) * agents) / k;
    sum += term;
    if (term <= 1e-14 * decay(load, agents) * sum || term == 0) return sum;
  }
}

// The zero of z = turn exp(rho (z - 1)) in the unit circle, turn = exp(i angle), 0 < angle <= pi.
Complex zero_in_circle(double rho, double angle) {
  const Complex turn = std::polar(1.0, angle);
  Complex z = 0;
  if (angle < 0.5) {
    // Near 1: (1 - rho) d - d^2 / 2 = i angle, z = 1 + d.
    const double spare = 1 - rho;
    z = 1.0 + spare - std::sqrt(Complex(spare * spare, -2 * angle));
  } else {
    for (int step = 0; step < 30; ++step) z = turn * std::exp(rho * (z - 1.0));
  }
  for (int step = 0; step < 50; ++step) {
    const Complex image = turn * std::exp(rho * (z - 1.0));
    const Complex change = (z - image) / (1.0 - rho * image);
    z -= change;
    if (std::abs(change) < 1e-15) break;
  }
  return z;
}

// From the derivative at 1 of the generating function of the number in the system.
double queue_by_zeros(double load, int agents) {
  const double spare = agents - load;
  double sum = agents / (2 * spare) - spare / 2 - load;
  for (int j = 1; 2 * j <= agents; ++j) {
    const Complex z = zero_in_circle(load / agents, 2 * M_PI * j / agents);
    sum += (2 * j == agents ? 1 : 2) * (1.0 / (1.0 - z)).real();
  }
  return sum;
}

// The zero beyond 1 of z^agents = exp(load (z - 1)): queues fall off like its powers.
double zero_beyond_one(double rho) {
  double low = 1 / rho, high = 2 / rho;
  while (std::log(high) > rho * (high - 1)) high *= 2;
  while (high - low > 1e-12 * low) {
    const double middle = low + (high - low) / 2;
    (std::log(middle) > rho * (middle - 1) ? low : high) = middle;
  }
  return low;
}

// A power of two such that on a circle of radius 1 / rho both sides of the Laurent series of
// log(1 - E[z^step]) have died out (e^-40) within half of the points.
std::size_t points_on_circle(double rho, int agents) {
  const double radius = 1 / rho;
  const double fall = std::min(std::log(radius), std::log(zero_beyond_one(rho) / radius));
  const double wanted = std::max(80 / fall, 40 * std::sqrt(agents)) + 64;
  require(wanted < static_cast<double>(kMostPoints),
          "the load is too near to the number of agents for the law of the wait");
  return std::bit_ceil(static_cast<std::size_t>(wanted));
}

// P(n waiting), n = 0, 1, ... By Spitzer's identity its generating function is exp of the sum over
// m > 0 of c(m) (z^m - 1), where c(m) are the coefficients of -log(1 - E[z^step]).
std::vector<double> queue_probabilities(double load, int agents) {
  const double rho = load / agents;
  const std::size_t points = points_on_circle(rho, agents);
  const auto size = static_cast<double>(points);
  const double log_radius = -std::log(rho);
  std::vector<Complex> values(points);
  for (std::size_t k = 0; k < points; ++k) {
    const Complex log_z(log_radius, 2 * M_PI * static_cast<double>(k) / size);
    const Complex step =
        std::exp(load * (std::exp(log_z) - 1.0) - static_cast<double>(agents) * log_z);
    values[k] = -std::log(1.0 - step);
  }
  fourier_transform(values, -1);
  double sum = 0;
  for (std::size_t m = 0; m < points; ++m) {
    const bool upward = m > 0 && m < points / 2;
    values[m] = upward ? values[m].real() / size : 0;
    if (upward) sum += values[m].real() * std::exp(-log_radius * static_cast<double>(m));
  }
  fourier_transform(values, 1);
  for (Complex& value : values) value = std::exp(value - sum);
  fourier_transform(values, -1);
  std::vector<double> p(points / 2);
  for (std::size_t n = 0; n < p.size(); ++n) {
    p[n] = values[n].real() / size * std::exp(-log_radius * static_cast<double>(n));
  }
  return p;
}

}  // namespace

Seconds constant_handling_mean_wait(const Traffic& traffic, int agents) {
  check_constant(traffic, agents);
  constexpr double kSlowDecay = 0.3;
  const double load = traffic.offered_load();
  const double queue = decay(load, agents) > kSlowDecay ? queue_by_series(load, agents)
                                                        : queue_by_zeros(load, agents);
  return queue / traffic.arrivals;
}

ConstantHandlingQueue::ConstantHandlingQueue(const Traffic& traffic, int agents)
    : traffic_(traffic), agents_(agents) {
  mean_wait_ = constant_handling_mean_wait(traffic, agents);
  at_most_ = queue_probabilities(traffic.offered_load(), agents);
  for (std::size_t n = 1; n < at_most_.size(); ++n) at_most_[n] += at_most_[n - 1];
}

QueueMeasures ConstantHandlingQueue::measures() const {
  QueueMeasures m;
  m.delayed = within(0).waiting;
  m.mean_wait = m.mean_wait_answered = mean_wait_;
  m.mean_wait_abandoned = std::numeric_limits<double>::quiet_NaN();
  m.mean_queue = traffic_.arrivals * mean_wait_;
  m.occupancy = traffic_.offered_load() / agents_;
  return m;
}

WaitShares ConstantHandlingQueue::within(Seconds t) const {
  check_wait(t);
  // Franx (2001): with k D the first multiple of the handling time beyond t, the call is answered
  // by t if at most k agents - 1 calls stand before it at its arrival plus t - k D.
  const double rounds = std::floor(t / traffic_.mean_handling) + 1;
  const double arriving = std::max(0.0, traffic_.arrivals * (rounds * traffic_.mean_handling - t));
  const double places = rounds * agents_ - 1;
  const double reach = 12 * std::sqrt(arriving) + 40;
  const double first = std::max(0.0, std::floor(arriving - reach));
  const double last = std::min(places, std::ceil(arriving + reach));
  const auto longest = static_cast<double>(at_most_.size() - 1);
  double sum = 0, probability = poisson(first, arriving);
  for (double j = first; j <= last; ++j) {
    sum += probability * at_most_[static_cast<std::size_t>(std::min(places - j, longest))];
    probability *= arriving / (j + 1);
  }
  WaitShares shares;
  shares.answered = std::min(1.0, sum);
  shares.waiting = 1 - shares.answered;
  return shares;
}

}  // namespace hotline::theory
