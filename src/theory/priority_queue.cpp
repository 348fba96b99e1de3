#include "hotline/theory/priority_queue.hpp"

#include <array>
#include <cmath>
#include <complex>
#include <limits>
#include <numeric>
#include <utility>

#include "hotline/theory/erlang_c.hpp"
#include "theory/check.hpp"

namespace hotline::theory {
namespace {

using Complex = std::complex<double>;

// f(t) from its Laplace transform: Abate and Whitt (1995), Euler summation of the alternating
// Fourier series. Discretisation error e^-23, about 1e-10.
template <typename Transform>
double invert(const Transform& transform, double t) {
  constexpr double kA = 23;
  constexpr int kPlain = 40, kAveraged = 14;
  double sum = transform(Complex(kA / (2 * t), 0)).real() / 2;
  double result = 0, binomial = std::ldexp(1.0, -kAveraged);
  for (int k = 1; k <= kPlain + kAveraged; ++k) {
    const double term = transform(Complex(kA, 2 * k * M_PI) / (2 * t)).real();
    sum += k % 2 == 0 ? term : -term;
    if (k < kPlain) continue;
    const int i = k - kPlain;
    result += binomial * sum;
    binomial *= static_cast<double>(kAveraged - i) / (i + 1);
  }
  return std::exp(kA / 2) / t * result;
}

}  // namespace

PriorityQueue::PriorityQueue(std::vector<PerSecond> arrivals, Seconds mean_handling, int agents)
    : arrivals_(std::move(arrivals)), mean_handling_(mean_handling), agents_(agents) {
  require(!arrivals_.empty(), "there must be at least one class of calls");
  for (const PerSecond rate : arrivals_) require_finite_positive(rate, "the arrival rate");
  require_finite_positive(mean_handling, "the mean handling time");
  check_agents(agents);
  delayed_ = erlang_c(agents, load_up_to(arrivals_.size()) * agents);
}

double PriorityQueue::load_up_to(std::size_t classes) const {
  const auto end = arrivals_.begin() + static_cast<std::ptrdiff_t>(classes);
  return std::accumulate(arrivals_.begin(), end, 0.0) * mean_handling_ / agents_;
}

Seconds PriorityQueue::mean_wait(std::size_t k) const {
  require(k < arrivals_.size(), "there is no such class");
  const double above = 1 - load_up_to(k), with = 1 - load_up_to(k + 1);
  if (with <= 0) return std::numeric_limits<double>::infinity();
  return delayed_ * mean_handling_ / agents_ / (above * with);
}

// While all agents are busy they finish calls like one agent who is `agents` times as fast. A
// delayed caller of class k finds work of its own and more urgent classes worth an exponential time
// with mean m / (1 - load up to k), and each moment of it is stretched by the busy periods of the
// more urgent callers who come later.
Seconds PriorityQueue::standard_deviation_of_wait(std::size_t k) const {
  const Seconds mean = mean_wait(k);
  if (std::isinf(mean)) return mean;
  const double urgent = load_up_to(k), all = load_up_to(k + 1);
  const double stage = mean_handling_ / agents_;
  const double second_moment = 2 * delayed_ * stage * stage * (1 - urgent * all) /
                               (std::pow(1 - urgent, 3) * std::pow(1 - all, 2));
  return std::sqrt(second_moment - mean * mean);
}

double PriorityQueue::wait_exceeds(std::size_t k, Seconds t) const {
  require(k < arrivals_.size(), "there is no such class");
  check_wait(t);
  const PerSecond serving = agents_ / mean_handling_;
  const PerSecond rate = serving * (1 - load_up_to(k + 1));
  if (rate <= 0) return 1;
  if (t == 0) return delayed_;
  if (k == 0) return delayed_ * std::exp(-rate * t);
  const PerSecond urgent = serving * load_up_to(k);
  const auto tail = [&](Complex z) {
    const Complex b = urgent + serving + z;
    const Complex root = std::sqrt(b * b - 4 * urgent * serving);
    const Complex busy_period = 2 * serving / (b + root);
    const Complex stretched = z + urgent * (1.0 - busy_period);
    return stretched / (rate + stretched) / z;  // (1 - transform of the delayed wait) / z
  };
  return delayed_ * invert(tail, t);
}

}  // namespace hotline::theory
