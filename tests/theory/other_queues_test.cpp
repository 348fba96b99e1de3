#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

#include "hotline/base/error.hpp"
#include "hotline/theory/engineering_queue.hpp"
#include "hotline/theory/engset.hpp"
#include "hotline/theory/erlang_b.hpp"
#include "hotline/theory/erlang_c.hpp"
#include "hotline/theory/finite_queue.hpp"
#include "hotline/theory/impatient_queue.hpp"
#include "hotline/theory/overflow.hpp"
#include "hotline/theory/priority_queue.hpp"
#include "hotline/theory/retrial_queue.hpp"
#include "theory/chain.hpp"
#include "theory/reference.hpp"

using namespace hotline;
using namespace hotline::theory;
using namespace hotline::theory::test;

TEST_CASE("Engset agrees with the binomial sums of its definition") {
  const int sources = 12;
  const double intensity = 0.35;
  const auto state = [&](int calls, int callers) {
    return std::tgamma(callers + 1) / std::tgamma(calls + 1) / std::tgamma(callers - calls + 1) *
           std::pow(intensity, calls);
  };
  for (int lines = 1; lines < sources; ++lines) {
    double all = 0, others = 0;
    for (int n = 0; n <= lines; ++n) {
      all += state(n, sources);
      if (n < sources) others += state(n, sources - 1);
    }
    const EngsetBlocking blocking = engset(lines, sources, intensity);
    CHECK_NEAR(blocking.of_time, state(lines, sources) / all, 1e-12);
    CHECK_NEAR(blocking.of_calls, state(lines, sources - 1) / others, 1e-12);
  }
  CHECK(engset(12, 12, intensity).of_calls == 0);
  CHECK(engset(0, 3, intensity).of_calls == 1);
}

TEST_CASE("Engset with very many callers of little traffic each is Erlang B") {
  const int sources = 1'000'000'000;
  const EngsetBlocking blocking = engset(100, sources, 90.0 / sources);
  CHECK_NEAR(blocking.of_calls, erlang_b(100, 90), 1e-5);
  CHECK(lines_for_engset_blocking(sources, 90.0 / sources, 0.01) == lines_for_blocking(90, 0.01));
}

TEST_CASE("mean waits by priority agree with the reference") {
  int compared = 0;
  for (const Row& row : read_table("markov_chains.csv", ',')) {
    if (row.at("model") != "M/M/s two priorities") continue;
    const Row p = parameters(row.at("parameters"));
    std::vector<PerSecond> rates = numbers(p.at("arrivals_per_min"));
    for (PerSecond& rate : rates) rate /= kMinute;
    const PriorityQueue queue(rates, std::stod(p.at("service_mean_min")) * kMinute,
                              std::stoi(p.at("agents")));
    const std::size_t k = row.at("quantity").ends_with("1") ? 0 : 1;
    CHECK_NEAR(queue.mean_wait(k) / kMinute, std::stod(row.at("value")), 6e-10);
    ++compared;
  }
  CHECK(compared == 2);
}

TEST_CASE("one class without rivals waits as in Erlang C, and classes together wait as long") {
  const PriorityQueue alone({0.4}, 200, 90);
  const ErlangC queue({0.4, 200}, 90);
  CHECK_NEAR(alone.mean_wait(0), queue.measures().mean_wait, 1e-12);
  CHECK_NEAR(alone.wait_exceeds(0, 20), queue.within(20).waiting, 1e-12);
  const std::vector<PerSecond> rates = {0.1, 0.05, 0.25};
  const PriorityQueue three(rates, 200, 90);
  double sum = 0;
  for (std::size_t k = 0; k < 3; ++k) sum += rates[k] * three.mean_wait(k);
  CHECK_NEAR(sum / 0.4, queue.measures().mean_wait, 1e-12);  // Kleinrock's conservation law
}

TEST_CASE("spread and tail of the waits by priority agree with their Markov chain") {
  // Three agents; state: idle or busy agents without queue, then (urgent waiting, others waiting).
  constexpr int kAgents = 3, kMost = 22;
  const double urgent = 0.8, other = 0.6, ending = 1;
  const auto state = [](int first, int second) {
    return static_cast<std::size_t>(kAgents + first * (kMost + 1) + second);
  };
  const std::size_t states = state(kMost, kMost) + 1;
  std::vector<std::vector<double>> rates(states, std::vector<double>(states, 0.0));
  for (std::size_t n = 0; n < kAgents; ++n) {
    rates[n][n + 1] = urgent + other;
    if (n > 0) rates[n][n - 1] = static_cast<double>(n) * ending;
  }
  for (int i = 0; i <= kMost; ++i) {
    for (int j = 0; j <= kMost; ++j) {
      auto& from = rates[state(i, j)];
      if (i < kMost) from[state(i + 1, j)] = urgent;
      if (j < kMost) from[state(i, j + 1)] = other;
      const std::size_t to = i > 0   ? state(i - 1, j)
                             : j > 0 ? state(0, j - 1)
                                     : static_cast<std::size_t>(kAgents - 1);
      from[to] = kAgents * ending;
    }
  }
  const auto p = stationary(rates);
  double pairs_urgent = 0, pairs_other = 0;
  for (int i = 0; i <= kMost; ++i) {
    for (int j = 0; j <= kMost; ++j) {
      pairs_urgent += i * (i - 1) * p[state(i, j)];
      pairs_other += j * (j - 1) * p[state(i, j)];
    }
  }
  // Distributional Little's law: E[N (N - 1)] = rate^2 E[W^2] within a class.
  const PriorityQueue queue({urgent, other}, 1 / ending, kAgents);
  const auto second_moment = [&](std::size_t k) {
    return std::pow(queue.standard_deviation_of_wait(k), 2) + std::pow(queue.mean_wait(k), 2);
  };
  CHECK_NEAR(second_moment(0), pairs_urgent / (urgent * urgent), 1e-6);
  CHECK_NEAR(second_moment(1), pairs_other / (other * other), 1e-3);  // its queue is cut at 22
  // The area under the tail is the mean, the area under t times it half the second moment.
  double area = 0, moment = 0;
  const double step = 0.005;
  for (double t = step / 2; t < 40; t += step) {
    const double tail = queue.wait_exceeds(1, t);
    area += tail * step;
    moment += 2 * t * tail * step;
  }
  CHECK_NEAR(area, queue.mean_wait(1), 1e-5);
  CHECK_NEAR(moment, second_moment(1), 1e-5);
  CHECK(queue.wait_exceeds(1, 0) == queue.delayed());
}

TEST_CASE("a class that the more urgent ones crowd out waits for ever") {
  const PriorityQueue queue({0.5, 0.6}, 1, 1);
  CHECK(std::isfinite(queue.mean_wait(0)));
  CHECK(std::isinf(queue.mean_wait(1)));
  CHECK(queue.wait_exceeds(1, 100) == 1);
}

TEST_CASE("retrials to one agent agree with the closed form") {
  // Falin and Templeton (1997), chapter 1: mean orbit = rho (arrivals + rho nu) / ((1 - rho) nu).
  for (const double rho : {0.1, 0.6, 0.95}) {
    const double delay = 3;
    const RetrialMeasures m = retrial_queue({rho, 1}, 1, delay);
    CHECK_NEAR(m.blocked, rho, 1e-11);
    CHECK_NEAR(m.occupancy, rho, 1e-11);
    CHECK_NEAR(m.mean_orbit, rho * (rho * delay + rho) / (1 - rho), 1e-10);
  }
}

TEST_CASE("retrials to several agents agree with their chain") {
  constexpr int kAgents = 3, kOrbit = 120;
  const double arrivals = 2.1, delay = 0.7;
  const auto state = [](int orbit, int busy) {
    return static_cast<std::size_t>(orbit * (kAgents + 1) + busy);
  };
  const std::size_t states = state(kOrbit, kAgents) + 1;
  std::vector<std::vector<double>> rates(states, std::vector<double>(states, 0.0));
  for (int j = 0; j <= kOrbit; ++j) {
    for (int n = 0; n <= kAgents; ++n) {
      auto& from = rates[state(j, n)];
      if (n > 0) from[state(j, n - 1)] = n;
      if (n < kAgents) from[state(j, n + 1)] = arrivals;
      if (n < kAgents && j > 0) from[state(j - 1, n + 1)] = j / delay;
      if (n == kAgents && j < kOrbit) from[state(j + 1, n)] = arrivals;
    }
  }
  const auto p = stationary(rates);
  double orbit = 0, full = 0, full_orbit = 0;
  for (int j = 0; j <= kOrbit; ++j) {
    for (int n = 0; n <= kAgents; ++n) orbit += j * p[state(j, n)];
    full += p[state(j, kAgents)];
    full_orbit += j * p[state(j, kAgents)];
  }
  const RetrialMeasures m = retrial_queue({arrivals, 1}, kAgents, delay);
  CHECK_NEAR(m.blocked, full, 1e-9);
  CHECK_NEAR(m.mean_orbit, orbit, 1e-9);
  CHECK_NEAR(m.blocked_retries, full_orbit / orbit, 1e-9);
  CHECK_NEAR(m.occupancy, arrivals / kAgents, 1e-11);
}

TEST_CASE(
    "callers who retry at once wait as in Erlang C, those who retry after days see Erlang B") {
  const Traffic traffic{0.25, 180};
  const RetrialMeasures eager = retrial_queue(traffic, 50, 0.01);
  CHECK_NEAR(eager.mean_wait, ErlangC(traffic, 50).measures().mean_wait, 1e-3);
  const RetrialMeasures large = retrial_queue({190.0 / 180, 180}, 200, 600);
  CHECK_NEAR(large.occupancy, 0.95, 1e-9);
  CHECK_THROWS_AS(retrial_queue(traffic, 45, 10), Error);
}

TEST_CASE("the engineering solution is exact for exponential patience") {
  const Traffic traffic{0.6, 180};
  const QueueMeasures near = engineering_solution(traffic, 100, 200, exponential_law(120));
  const QueueMeasures exact = FiniteQueue(traffic, 100, 300, 120).measures();
  CHECK_NEAR(near.abandoned, exact.abandoned, 1e-12);
  CHECK_NEAR(near.mean_wait, exact.mean_wait, 1e-12);
  CHECK_NEAR(near.occupancy, exact.occupancy, 1e-12);
  CHECK_THROWS_AS(engineering_solution(traffic, 100, 200, deterministic_law(60)), Error);
}

TEST_CASE("the engineering solution comes near the exact queue with other laws of patience") {
  const Traffic traffic{102.0 / 60, 60};
  for (const DurationLaw& law : {erlang_law(2, 60), log_normal_law(60, 1), weibull_law(2, 60)}) {
    const QueueMeasures near = engineering_solution(traffic, 100, 400, law);
    const QueueMeasures exact = ImpatientQueue(traffic, 100, law).measures();
    CHECK_NEAR(near.abandoned, exact.abandoned, 0.03);
    CHECK_NEAR(near.mean_wait, exact.mean_wait, 0.05);
    CHECK_NEAR(near.delayed, exact.delayed, 0.02);
  }
}

TEST_CASE("overflow of Poisson calls has the moments of its chain") {
  // Two lines, overflow to endless lines (cut at 40): state (busy lines, calls in progress there).
  constexpr int kLines = 2, kMost = 40;
  const double load = 3;
  const auto state = [](int busy, int over) {
    return static_cast<std::size_t>(busy * (kMost + 1) + over);
  };
  std::vector<std::vector<double>> rates((kLines + 1) * (kMost + 1),
                                         std::vector<double>((kLines + 1) * (kMost + 1), 0.0));
  for (int n = 0; n <= kLines; ++n) {
    for (int x = 0; x <= kMost; ++x) {
      auto& from = rates[state(n, x)];
      if (n > 0) from[state(n - 1, x)] = n;
      if (x > 0) from[state(n, x - 1)] = x;
      if (n < kLines) from[state(n + 1, x)] = load;
      if (n == kLines && x < kMost) from[state(n, x + 1)] = load;
    }
  }
  const auto p = stationary(rates);
  double mean = 0, square = 0;
  for (int n = 0; n <= kLines; ++n) {
    for (int x = 0; x <= kMost; ++x) {
      mean += x * p[state(n, x)];
      square += x * x * p[state(n, x)];
    }
  }
  const TrafficStream stream = overflow_of(kLines, load);
  CHECK_NEAR(stream.mean, mean, 1e-11);
  CHECK_NEAR(stream.peakedness, (square - mean * mean) / mean, 1e-10);
}

TEST_CASE("Hayward's approximation is near the truth where it is known") {
  CHECK_NEAR(hayward_blocked(10, {6, 1}), erlang_b(10, 6), 1e-15);
  // What two groups in a row do not take: the truth is Erlang B of all their lines.
  for (const double load : {5.0, 20.0, 70.0, 300.0}) {
    for (const double first : {0.5, 0.8, 1.0}) {
      for (const double second : {0.1, 0.3, 0.6}) {
        const double lines = std::floor(first * load), more = std::floor(second * load) + 1;
        const TrafficStream over = overflow_of(lines, load);
        const double truth = load * erlang_b(lines + more, load) / over.mean;
        const double error = hayward_blocked(more, over) / truth - 1;
        CAPTURE(truth);
        if (truth >= 0.2) CHECK(std::abs(error) < 0.2);
        if (truth >= 0.02) CHECK((error > -0.45 && error < 0.1));
      }
    }
  }
  const TrafficStream over = overflow_of(60, 70);
  const int lines = lines_for_hayward_blocking(over, 0.05);
  CHECK(hayward_blocked(lines, over) <= 0.05);
  CHECK(hayward_blocked(lines - 1, over) > 0.05);
  const TrafficStream sum = together({2, 1}, {3, 2});
  CHECK_NEAR(sum.mean, 5, 1e-15);
  CHECK_NEAR(sum.peakedness, 1.6, 1e-15);
}
