#include "hotline/theory/transient_queue.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

#include "theory/check.hpp"
#include "theory/queue_fate.hpp"

namespace hotline::theory {
namespace {

// Of a Poisson variable: probabilities and P(X > k), for k from `first`; what lies outside weighs
// less than 1e-17.
struct PoissonWeights {
  std::size_t first = 0;
  std::vector<double> at, beyond;
};

PoissonWeights poisson_weights(double mean) {
  const double reach = 10 * std::sqrt(mean) + 50;
  PoissonWeights weights;
  weights.first = static_cast<std::size_t>(std::max(0.0, std::floor(mean - reach)));
  const auto last = static_cast<std::size_t>(std::ceil(mean + reach));
  const auto mode = static_cast<std::size_t>(mean);
  std::vector<double>& p = weights.at;
  p.assign(last - weights.first + 1, 0.0);
  const std::size_t centre = mode - weights.first;
  p[centre] = 1;
  for (std::size_t i = centre; i + 1 < p.size(); ++i) {
    p[i + 1] = p[i] * mean / static_cast<double>(weights.first + i + 1);
  }
  for (std::size_t i = centre; i > 0; --i) {
    p[i - 1] = p[i] * static_cast<double>(weights.first + i) / mean;
  }
  const double sum = std::accumulate(p.begin(), p.end(), 0.0);
  for (double& value : p) value /= sum;
  weights.beyond.assign(p.size(), 0.0);
  for (std::size_t i = p.size() - 1; i > 0; --i) {
    weights.beyond[i - 1] = weights.beyond[i] + p[i];
  }
  return weights;
}

// One period's chain of the number of calls in the system.
struct Chain {
  PerSecond up = 0;             // from each state but the last
  std::vector<PerSecond> down;  // by state
  PerSecond clock = 0;          // at least as fast as any state's changes together
};

Chain chain_of(const TransientQueue& queue, const QueuePeriod& period, std::size_t states) {
  Chain chain;
  chain.up = period.arrivals;
  chain.down.resize(states);
  for (std::size_t n = 0; n < states; ++n) {
    const auto calls = static_cast<double>(n);
    const double busy = std::min<double>(calls, period.agents);
    chain.down[n] = busy / queue.mean_handling + (calls - busy) / queue.mean_patience;
  }
  // A little beyond the fastest state, so that no state is left for certain at a tick.
  chain.clock = 1.01 * (chain.up + *std::max_element(chain.down.begin(), chain.down.end()));
  chain.clock = std::max(chain.clock, 1 / period.length);  // also where nothing happens
  return chain;
}

void tick(const Chain& chain, std::vector<double>& p, std::vector<double>& next) {
  const std::size_t last = p.size() - 1;
  for (std::size_t n = 0; n <= last; ++n) {
    const PerSecond out = chain.down[n] + (n < last ? chain.up : 0);
    double flow = p[n] * (chain.clock - out);
    if (n > 0) flow += p[n - 1] * chain.up;
    if (n < last) flow += p[n + 1] * chain.down[n + 1];
    next[n] = flow / chain.clock;
  }
  p.swap(next);
}

// Moves p over the period and returns the integral of the probabilities over its time.
std::vector<double> advance(const Chain& chain, Seconds length, std::vector<double>& p) {
  const PoissonWeights weights = poisson_weights(chain.clock * length);
  std::vector<double> at_end(p.size(), 0.0), over_time(p.size(), 0.0), next(p.size());
  for (std::size_t k = 0; k < weights.first + weights.at.size(); ++k) {
    if (k > 0) tick(chain, p, next);
    const bool early = k < weights.first;
    const double now = early ? 0 : weights.at[k - weights.first];
    const double later = early ? 1 : weights.beyond[k - weights.first];
    for (std::size_t n = 0; n < p.size(); ++n) {
      at_end[n] += now * p[n];
      over_time[n] += later / chain.clock * p[n];
    }
  }
  p = std::move(at_end);
  return over_time;
}

PeriodMeasures measures_of(const TransientQueue& queue, const QueuePeriod& period,
                           const std::vector<double>& over_time,
                           const std::vector<double>& at_end) {
  PeriodMeasures m;
  m.arrivals = period.arrivals * period.length;
  m.blocked = period.arrivals * over_time.back();
  const PerSecond serving = period.agents / queue.mean_handling;
  double queue_time = 0, busy_time = 0, all_busy = 0, in_time = 0;
  for (std::size_t n = 0; n < over_time.size(); ++n) {
    const auto calls = static_cast<double>(n);
    const double busy = std::min<double>(calls, period.agents);
    busy_time += busy * over_time[n];
    queue_time += (calls - busy) * over_time[n];
    m.busy_at_end += busy * at_end[n];
    m.queue_at_end += (calls - busy) * at_end[n];
    if (n + 1 == over_time.size()) continue;
    if (calls < period.agents) {
      in_time += over_time[n];
    } else {
      all_busy += over_time[n];
      if (over_time[n] < 1e-20 * period.length) continue;
      const int ahead = static_cast<int>(n) - period.agents;
      in_time +=
          over_time[n] *
          queue_fate(ahead, serving, 1 / queue.mean_patience, queue.acceptable_wait).answered;
    }
  }
  m.abandoned = queue_time / queue.mean_patience;
  m.served = busy_time / queue.mean_handling;
  m.delayed = period.arrivals * all_busy;
  m.in_time = period.arrivals * in_time;
  m.mean_queue = queue_time / period.length;
  m.mean_busy = busy_time / period.length;
  return m;
}

void check(const TransientQueue& queue, const std::vector<QueuePeriod>& periods) {
  require_finite_positive(queue.mean_handling, "the mean handling time");
  require(queue.mean_patience > 0, "the mean patience must be positive");
  require(queue.capacity >= 0, "the capacity must not be negative");
  check_wait(queue.acceptable_wait);
  for (const QueuePeriod& period : periods) {
    require_finite_positive(period.length, "the length of a period");
    require(period.arrivals >= 0 && std::isfinite(period.arrivals),
            "the arrival rate must be finite and not negative");
    require(period.agents >= 0, "the number of agents must not be negative");
  }
  const double sum = std::accumulate(queue.start.begin(), queue.start.end(), 0.0);
  require(queue.start.empty() || std::abs(sum - 1) < 1e-9, "the start must be probabilities");
  require(queue.capacity == 0 || queue.start.size() <= static_cast<std::size_t>(queue.capacity) + 1,
          "the start must not hold more calls than the capacity");
}

// With the probability that the last state was ever found at the end of a period or over it.
std::vector<PeriodMeasures> solve(const TransientQueue& queue,
                                  const std::vector<QueuePeriod>& periods, std::size_t states,
                                  double& full) {
  std::vector<double> p = queue.start;
  if (p.empty()) p = {1};
  p.resize(states, 0.0);
  full = 0;
  std::vector<PeriodMeasures> result;
  for (const QueuePeriod& period : periods) {
    const auto over_time = advance(chain_of(queue, period, states), period.length, p);
    result.push_back(measures_of(queue, period, over_time, p));
    full = std::max({full, over_time.back() / period.length, p.back()});
  }
  return result;
}

}  // namespace

std::vector<PeriodMeasures> transient_measures(const TransientQueue& queue,
                                               const std::vector<QueuePeriod>& periods) {
  check(queue, periods);
  double full = 0;
  if (queue.capacity > 0) {
    return solve(queue, periods, static_cast<std::size_t>(queue.capacity) + 1, full);
  }
  constexpr double kNegligible = 1e-16;
  constexpr std::size_t kMostStates = 2'000'000;
  std::size_t states = std::max<std::size_t>(64, 2 * queue.start.size());
  for (const QueuePeriod& period : periods) {
    states = std::max(states, static_cast<std::size_t>(period.agents) * 5 / 4 + 64);
  }
  auto result = solve(queue, periods, states, full);
  while (full > kNegligible) {
    states *= 2;
    require(states <= kMostStates, "the queue grows too long to be solved");
    result = solve(queue, periods, states, full);
  }
  return result;
}

}  // namespace hotline::theory
