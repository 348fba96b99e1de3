#include "hotline/theory/impatient_queue.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "hotline/theory/erlang_b.hpp"
#include "theory/check.hpp"
#include "theory/quadrature.hpp"

namespace hotline::theory {
namespace {

// The logarithm of the density is concave. The quadrature's pieces end where the density has fallen
// from its peak by these powers of e; what lies beyond the last (3e-20) is left out.
constexpr std::array<double, 6> kDrops = {0.5, 2, 6, 14, 28, 45};

constexpr Seconds kForever = 1e15;

}  // namespace

ImpatientQueue::ImpatientQueue(const Traffic& traffic, int agents, DurationLaw patience)
    : traffic_(traffic), agents_(agents), patience_(std::move(patience)) {
  check_traffic(traffic);
  check_agents(agents);
  const Seconds peak = find_peak();
  peak_exponent_ = exponent(peak);
  cut(peak);
  height_ = 1;
  const double area = integral([](Seconds) { return 1.0; }, 0, kForever);
  // P(no wait) / P(wait) = [p(s-1) / B(s-1)] / [arrivals p(s-1) exp(peak) area], with p(n) the
  // probability of n calls in the system: Zeltyn and Mandelbaum (2005), section 2.
  const double log_odds = -std::log(erlang_b(agents - 1, traffic.offered_load())) -
                          std::log(traffic.arrivals * area) - peak_exponent_;
  delayed_ = 1 / (1 + std::exp(log_odds));
  undelayed_ = 1 / (1 + std::exp(-log_odds));
  height_ = 1 / area;
}

double ImpatientQueue::exponent(Seconds x) const {
  const double spare = agents_ - traffic_.offered_load();
  return -spare * x / traffic_.mean_handling - traffic_.arrivals * patience_.cdf_integral(x);
}

// Where callers who are still waiting arrive exactly as fast as the agents can serve.
Seconds ImpatientQueue::find_peak() const {
  const auto grows = [this](Seconds x) {
    return traffic_.offered_load() * patience_.survival(x) > agents_;
  };
  if (!grows(0)) return 0;
  Seconds low = 0, high = traffic_.mean_handling;
  while (grows(high)) {
    low = high;
    high *= 2;
    require(high < kForever,
            "the callers who never give up are more than the agents can serve: no steady state");
  }
  for (int step = 0; step < 200 && high - low > 1e-15 * high; ++step) {
    const Seconds middle = low + (high - low) / 2;
    (grows(middle) ? low : high) = middle;
  }
  return high;
}

void ImpatientQueue::cut(Seconds peak) {
  const auto drop = [this](Seconds x) { return peak_exponent_ - exponent(x); };
  const auto crossing = [&](Seconds inside, Seconds outside, double level) {
    for (int step = 0; step < 50; ++step) {
      const Seconds middle = inside + (outside - inside) / 2;
      (drop(middle) < level ? inside : outside) = middle;
    }
    return outside;
  };
  Seconds far = peak + traffic_.mean_handling / agents_;
  while (drop(far) < kDrops.back()) {
    far = peak + 2 * (far - peak);
    require(far < kForever, "patience without end and no agent to spare: no steady state");
  }
  cuts_ = {peak};
  for (const double level : kDrops) {
    cuts_.push_back(crossing(peak, far, level));
    cuts_.push_back(drop(0) > level ? crossing(peak, 0, level) : 0);
  }
  const auto [first, last] = std::minmax_element(cuts_.begin(), cuts_.end());
  const Seconds low = *first, high = *last;
  for (const Seconds corner : patience_.corners) {
    if (corner > low && corner < high) cuts_.push_back(corner);
  }
  std::sort(cuts_.begin(), cuts_.end());
  cuts_.erase(std::unique(cuts_.begin(), cuts_.end()), cuts_.end());
}

// Of weight(x) against the density of the offered wait of the delayed.
double ImpatientQueue::integral(const Weight& weight, Seconds from, Seconds to) const {
  const auto weighted = [&](Seconds x) {
    return weight(x) * height_ * std::exp(exponent(x) - peak_exponent_);
  };
  double sum = 0;
  for (std::size_t i = 0; i + 1 < cuts_.size(); ++i) {
    sum += integrate(weighted, std::max(from, cuts_[i]), std::min(to, cuts_[i + 1]));
  }
  return sum;
}

QueueMeasures ImpatientQueue::measures() const {
  const auto& law = patience_;
  const auto over_all = [this](const Weight& weight) {
    return delayed_ * integral(weight, 0, kForever);
  };
  QueueMeasures m;
  m.delayed = delayed_;
  m.abandoned = over_all([&](Seconds x) { return law.cdf(x); });
  m.mean_wait = over_all([&](Seconds x) { return law.mean_within(x); });
  const double wait_answered = over_all([&](Seconds x) { return x * law.survival(x); });
  // The integral of r dG(r) up to x, by parts.
  const double wait_abandoned =
      over_all([&](Seconds x) { return x * law.cdf(x) - law.cdf_integral(x); });
  const double answered = undelayed_ + over_all([&](Seconds x) { return law.survival(x); });
  m.mean_wait_answered = wait_answered / answered;
  m.mean_wait_abandoned = wait_abandoned / m.abandoned;  // NaN by 0 / 0 if nobody gives up
  m.mean_queue = traffic_.arrivals * m.mean_wait;
  // In deep overload the quadrature's error would show as a hair more than all of the time.
  m.occupancy = std::min(1.0, traffic_.offered_load() * answered / agents_);
  return m;
}

WaitShares ImpatientQueue::within(Seconds t) const {
  check_wait(t);
  const double beyond = offered_wait_exceeds(t);
  WaitShares shares;
  shares.waiting = patience_.survival(t) * beyond;
  shares.answered = undelayed_ + delayed_ * integral(patience_.survival, 0, t);
  shares.abandoned = delayed_ * integral(patience_.cdf, 0, t) + patience_.cdf(t) * beyond;
  return shares;
}

double ImpatientQueue::offered_wait_exceeds(Seconds t) const {
  check_wait(t);
  return delayed_ * integral([](Seconds) { return 1.0; }, t, kForever);
}

}  // namespace hotline::theory
