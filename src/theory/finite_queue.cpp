#include "hotline/theory/finite_queue.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "theory/check.hpp"
#include "theory/queue_fate.hpp"

namespace hotline::theory {
std::vector<double> birth_death_probabilities(std::span<const double> births,
                                              std::span<const double> deaths) {
  require(births.size() == deaths.size(), "a birth-death chain needs as many births as deaths");
  const std::size_t last = births.size();
  std::size_t likeliest = 0;
  double log_ratio = 0, largest = 0;
  for (std::size_t i = 0; i < last && births[i] > 0; ++i) {
    log_ratio += std::log(births[i] / deaths[i]);
    if (log_ratio > largest) {
      largest = log_ratio;
      likeliest = i + 1;
    }
  }
  std::vector<double> p(last + 1, 0.0);
  p[likeliest] = 1;
  for (std::size_t i = likeliest; i < last; ++i) p[i + 1] = p[i] * births[i] / deaths[i];
  for (std::size_t i = likeliest; i > 0; --i) p[i - 1] = p[i] * deaths[i - 1] / births[i - 1];
  const double sum = std::accumulate(p.begin(), p.end(), 0.0);
  for (double& value : p) value /= sum;
  return p;
}

FiniteQueue::FiniteQueue(const Traffic& traffic, int agents, int capacity, Seconds mean_patience)
    : traffic_(traffic), agents_(agents), capacity_(capacity), giving_up_(1 / mean_patience) {
  check_traffic(traffic);
  check_agents(agents);
  require(capacity >= agents, "the capacity must not be less than the number of agents");
  require(mean_patience > 0, "the mean patience must be positive");
  const std::vector<double> births(static_cast<std::size_t>(capacity), traffic.arrivals);
  std::vector<double> deaths(births.size());
  for (int n = 1; n <= capacity; ++n) {
    deaths[static_cast<std::size_t>(n - 1)] =
        std::min(n, agents) / traffic.mean_handling + std::max(0, n - agents) * giving_up_;
  }
  probabilities_ = birth_death_probabilities(births, deaths);
}

QueueMeasures FiniteQueue::measures() const {
  const PerSecond serving = agents_ / traffic_.mean_handling;
  double free_agent = 0, busy = 0, queue = 0;
  double all_busy = 0, answered = 0, wait_answered = 0, wait_abandoned = 0;
  for (int n = 0; n < agents_; ++n) {
    free_agent += probabilities_[static_cast<std::size_t>(n)];
    busy += n * probabilities_[static_cast<std::size_t>(n)];
  }
  double stages_served = 0, stages_given_up = 0;  // sums of 1 / rate, and of giving_up i / rate
  for (int n = agents_; n <= capacity_; ++n) {
    const double p = probabilities_[static_cast<std::size_t>(n)];
    const int stage = n - agents_ + 1;
    busy += agents_ * p;
    queue += (n - agents_) * p;
    if (n == capacity_) break;
    const PerSecond rate = serving + stage * giving_up_;
    stages_served += 1 / rate;
    stages_given_up += stage * giving_up_ / rate;
    all_busy += p;
    answered += p * serving / rate;
    wait_answered += p * serving / rate * stages_served;
    wait_abandoned += p * stages_given_up / rate;
  }
  QueueMeasures m;
  const double accepted = free_agent + all_busy;
  m.blocked = probabilities_.back();
  m.delayed = all_busy / accepted;
  m.mean_queue = queue;
  m.abandoned = giving_up_ * queue / (traffic_.arrivals * accepted);
  m.mean_wait = queue / (traffic_.arrivals * accepted);
  m.mean_wait_answered = wait_answered / (free_agent + answered);
  m.mean_wait_abandoned = wait_abandoned / (accepted * m.abandoned);
  m.occupancy = busy / agents_;
  return m;
}

WaitShares FiniteQueue::within(Seconds t) const {
  check_wait(t);
  const PerSecond serving = agents_ / traffic_.mean_handling;
  const auto first_busy = probabilities_.begin() + agents_;
  WaitShares sum;
  sum.answered = std::accumulate(probabilities_.begin(), first_busy, 0.0);
  double accepted = sum.answered;
  for (int n = agents_; n < capacity_; ++n) {
    const double p = probabilities_[static_cast<std::size_t>(n)];
    accepted += p;
    if (p < 1e-30) continue;
    const WaitShares shares = queue_fate(n - agents_, serving, giving_up_, t);
    sum.answered += p * shares.answered;
    sum.abandoned += p * shares.abandoned;
    sum.waiting += p * shares.waiting;
  }
  return {sum.answered / accepted, sum.abandoned / accepted, sum.waiting / accepted};
}

}  // namespace hotline::theory
