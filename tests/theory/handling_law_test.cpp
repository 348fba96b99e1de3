#include "hotline/theory/handling_law.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

#include "hotline/base/error.hpp"
#include "hotline/theory/constant_handling.hpp"
#include "hotline/theory/erlang_c.hpp"
#include "theory/reference.hpp"

using namespace hotline;
using namespace hotline::theory;
using namespace hotline::theory::test;

namespace {

// The number waiting in M/D/s, by repeating: those in the system one handling time later are those
// who waited now and the newcomers.
std::vector<double> waiting_by_repetition(double load, int agents, std::size_t states) {
  std::vector<double> newcomers(states);
  newcomers[0] = std::exp(-load);
  for (std::size_t n = 1; n < states; ++n) {
    newcomers[n] = newcomers[n - 1] * load / static_cast<double>(n);
  }
  std::vector<double> waiting(states, 0.0);
  waiting[0] = 1;
  for (int round = 0; round < 4000; ++round) {
    std::vector<double> next(states, 0.0);
    double change = 0;
    for (std::size_t i = 0; i < states; ++i) {
      for (std::size_t j = 0; i + j < states + static_cast<std::size_t>(agents) && j < states;
           ++j) {
        const std::size_t calls = i + j;
        const std::size_t left = static_cast<std::size_t>(agents);
        next[calls > left ? calls - left : 0] += waiting[i] * newcomers[j];
      }
    }
    for (std::size_t i = 0; i < states; ++i) change += std::abs(next[i] - waiting[i]);
    waiting = next;
    if (change < 1e-15) break;
  }
  return waiting;
}

}  // namespace

TEST_CASE("M/G/1 agrees with Pollaczek and Khinchine's values") {
  int compared = 0;
  for (const Row& row : read_table("markov_chains.csv", ',')) {
    if (row.at("model") != "M/G/1") continue;
    const Row p = parameters(row.at("parameters"));
    const Traffic traffic{std::stod(p.at("arrivals_per_min")) / kMinute,
                          std::stod(p.at("service_mean_min")) * kMinute};
    const double variation = std::stod(p.at("service_cv"));
    const Seconds expected = std::stod(row.at("value")) * kMinute;
    CHECK_NEAR(single_agent_wait(traffic, variation, NAN).mean, expected, 1e-10);
    CHECK_NEAR(mean_wait_allen_cunneen(traffic, 1, variation), expected, 1e-10);
    CHECK_NEAR(mean_wait_kimura(traffic, 1, variation), expected, 1e-9);
    // Whitt's formula is exact here only for constant and for exponential handling.
    const bool exact = variation == 0 || variation == 1;
    CHECK_NEAR(mean_wait_whitt(traffic, 1, variation), expected, exact ? 1e-10 : 0.05);
    ++compared;
  }
  CHECK(compared == 4);
}

TEST_CASE("the wait for one agent with exponential handling has the spread of M/M/1") {
  const double mean = 100;
  const Traffic traffic{0.007, mean};
  const SingleAgentWait wait = single_agent_wait(traffic, 1, 6 * mean * mean * mean);
  // P(W > t) = 0.7 exp(-0.3 t / mean): E[W^2] = 1.4 (mean / 0.3)^2.
  const double second_moment = 1.4 * std::pow(mean / 0.3, 2);
  CHECK_NEAR(wait.mean, 0.7 * mean / 0.3, 1e-13);
  CHECK_NEAR(wait.standard_deviation, std::sqrt(second_moment - wait.mean * wait.mean), 1e-13);
}

TEST_CASE("M/D/s agrees with the repetition of its embedded chain") {
  struct Case {
    double load;
    int agents;
  };
  for (const Case& c : {Case{0.8, 1}, Case{1.4, 2}, Case{4.2, 5}, Case{17, 20}}) {
    const double load = c.load;
    const int agents = c.agents;
    CAPTURE(load);
    CAPTURE(agents);
    const Traffic traffic{load / 100, 100};
    const ConstantHandlingQueue queue(traffic, agents);
    const auto waiting = waiting_by_repetition(load, agents, 120);
    double mean = 0;
    for (std::size_t n = 0; n < waiting.size(); ++n) mean += static_cast<double>(n) * waiting[n];
    CHECK_NEAR(queue.measures().mean_queue, mean, 1e-9);
    // Its area under P(W > t) is its mean wait.
    double area = 0;
    const Seconds step = 0.5;
    for (Seconds t = step / 2; t < 2000; t += step) area += queue.within(t).waiting * step;
    CHECK_NEAR(area, queue.measures().mean_wait, 2e-4);
  }
}

TEST_CASE("M/D/1 has the law of waits that Erlang found") {
  const double load = 0.8;
  const ConstantHandlingQueue queue({load / 60, 60}, 1);
  CHECK_NEAR(queue.measures().delayed, load, 1e-12);
  // Erlang (1909): P(W <= t) = (1 - a) sum over k of (-a (t/D - k))^k / k! exp(a (t/D - k)).
  for (const Seconds t : {0.0, 30.0, 60.0, 150.0, 290.0}) {
    double sum = 0, factorial = 1;
    for (int k = 0; k * 60 <= t; ++k) {
      const double reach = load * (t / 60 - k);
      sum += (k == 0 ? 1 : std::pow(-reach, k)) / factorial * std::exp(reach);
      factorial *= k + 1;
    }
    CHECK_NEAR(queue.within(t).answered, (1 - load) * sum, 1e-11);
  }
}

TEST_CASE("both ways to the mean wait of M/D/s meet, also near saturation and for large systems") {
  // For one agent it is half of M/M/1 at any load.
  for (const double load : {0.01, 0.9, 0.94, 0.999, 0.999'999}) {
    const Traffic traffic{load / 60, 60};
    CHECK_NEAR(constant_handling_mean_wait(traffic, 1), load * 30 / (1 - load), 1e-9);
  }
  // Close to where the method changes, the mean wait must not jump.
  for (const int agents : {2, 50, 3000}) {
    const double border = agents * (1 - std::sqrt(0.6 / agents));
    const auto wait = [&](double load) {
      return constant_handling_mean_wait({load / 60, 60}, agents);
    };
    const double h = 1e-3 * (agents - border);
    double highest = 0;
    for (int i = -30; i < 30; ++i) {
      // Second differences of the logarithm of a smooth function are small and change little.
      const double load = border + i * h;
      const double bend =
          std::log(wait(load + h)) - 2 * std::log(wait(load)) + std::log(wait(load - h));
      highest = std::max(highest, std::abs(bend));
    }
    CHECK(highest < 5e-6);
  }
  const ConstantHandlingQueue large({9'900.0 / 300, 300}, 10'000);
  const ErlangC exponential({9'900.0 / 300, 300}, 10'000);
  CHECK(large.measures().mean_wait < exponential.measures().mean_wait);
  CHECK(large.measures().mean_wait > exponential.measures().mean_wait / 2);
}

TEST_CASE("the approximations of M/G/s agree where they must and nearly where they may") {
  for (const int agents : {2, 10, 100}) {
    for (const double rho : {0.7, 0.9, 0.98}) {
      const Traffic traffic{rho * agents / 180, 180};
      const Seconds exponential = ErlangC(traffic, agents).measures().mean_wait;
      CHECK_NEAR(mean_wait_allen_cunneen(traffic, agents, 1), exponential, 1e-13);
      CHECK_NEAR(mean_wait_kimura(traffic, agents, 1), exponential, 1e-13);
      CHECK_NEAR(mean_wait_whitt(traffic, agents, 1), exponential, 1e-13);
      const Seconds constant = constant_handling_mean_wait(traffic, agents);
      CHECK_NEAR(mean_wait_kimura(traffic, agents, 0), constant, 1e-12);
      if (rho > 0.8 && agents < 100)
        CHECK_NEAR(mean_wait_whitt(traffic, agents, 0), constant, 0.02);
    }
  }
}

TEST_CASE("Allen-Cunneen errs for constant handling as documented") {
  const auto error = [](int agents) {
    const Traffic traffic{0.9 * agents / 180, 180};
    return mean_wait_allen_cunneen(traffic, agents, 0) /
               constant_handling_mean_wait(traffic, agents) -
           1;
  };
  CHECK(std::abs(error(10) + 0.03) < 0.005);
  CHECK(std::abs(error(1000) + 0.38) < 0.005);
}

TEST_CASE("a saturated queue of general handling is refused") {
  CHECK_THROWS_AS(single_agent_wait({1, 1}, 1, 6), Error);
  CHECK_THROWS_AS(mean_wait_whitt({3, 1}, 3, 1), Error);
  CHECK_THROWS_AS(ConstantHandlingQueue({3, 1}, 3), Error);
  CHECK_THROWS_AS(ConstantHandlingQueue({0.999'999'9, 1}, 1), Error);
}
