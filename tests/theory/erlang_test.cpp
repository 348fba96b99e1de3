#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "hotline/base/error.hpp"
#include "hotline/theory/erlang_b.hpp"
#include "hotline/theory/erlang_c.hpp"
#include "hotline/theory/finite_queue.hpp"
#include "hotline/theory/impatient_queue.hpp"
#include "theory/reference.hpp"

using namespace hotline;
using namespace hotline::theory;

TEST_CASE("Erlang B for few lines is the ratio of small fractions that its definition gives") {
  CHECK(erlang_b(0, 3) == 1);
  CHECK_NEAR(erlang_b(1, 1), 1.0 / 2, 1e-15);
  CHECK_NEAR(erlang_b(2, 1), 1.0 / 5, 1e-15);
  CHECK_NEAR(erlang_b(3, 1), 1.0 / 16, 1e-15);
  CHECK_NEAR(erlang_b(4, 1), 1.0 / 65, 1e-15);
  CHECK_NEAR(erlang_b(3, 2), (8.0 / 6) / (1 + 2 + 2 + 8.0 / 6), 1e-15);
  CHECK(erlang_b(5, 0) == 0);
}

TEST_CASE("Erlang B between whole lines obeys its recursion and its integral") {
  // For half a line: 1/B = load * integral of exp(-load t) sqrt(1 + t)
  //                      = 1 + exp(load) sqrt(pi / load) erfc(sqrt(load)) / 2.
  for (const double load : {0.01, 0.5, 3.0, 19.9, 20.1, 100.0}) {
    CAPTURE(load);
    const double inverse =
        1 + std::exp(load) * std::sqrt(M_PI / load) * std::erfc(std::sqrt(load)) / 2;
    CHECK_NEAR(erlang_b(0.5, load), 1 / inverse, 1e-12);
  }
  for (const double load : {2.0, 25.0, 3000.0}) {
    for (const double lines : {0.25, 3.75, 50.3}) {
      const double next = 1 + (lines + 1) / load / erlang_b(lines, load);
      CHECK_NEAR(1 / erlang_b(lines + 1, load), next, 1e-13);
    }
    CHECK_NEAR(erlang_b(1 - 1e-9, load), erlang_b(1, load), 1e-8);
    CHECK_NEAR(erlang_b(1e-9, load), 1, 1e-8);
  }
}

TEST_CASE("Erlang B of very large systems follows its expansion at load = lines") {
  // Jagerman (1974), theorem 14: 1/B(n, n) = sqrt(pi n / 2) + 2/3 + sqrt(2 pi / n) / 24 - ...
  for (const double n : {1e3, 1e4, 1e5}) {
    const double inverse =
        std::sqrt(M_PI * n / 2) + 2.0 / 3 + std::sqrt(2 * M_PI / n) / 24 - 4 / (135 * n);
    CHECK_NEAR(1 / erlang_b(n, n), inverse, 1e-8);
  }
  CHECK(erlang_b(10'000, 1) == 0);
  CHECK_NEAR(erlang_b(10, 1e5), 1 - 10 / 1e5, 1e-8);
}

TEST_CASE("inverses of Erlang B lead back") {
  CHECK(lines_for_blocking(10, 0.01) == 18);
  for (const double load : {0.3, 7.0, 150.0, 20'000.0}) {
    for (const double blocked : {0.9, 0.1, 0.001, 1e-7}) {
      CAPTURE(load);
      CAPTURE(blocked);
      const int lines = lines_for_blocking(load, blocked);
      CHECK(erlang_b(lines, load) <= blocked);
      CHECK(erlang_b(lines - 1, load) > blocked);
      CHECK_NEAR(erlang_b(lines_at_blocking(load, blocked), load), blocked, 1e-9);
      CHECK_NEAR(erlang_b(lines, load_at_blocking(lines, blocked)), blocked, 1e-9);
    }
  }
  CHECK(lines_for_blocking(0, 0.5) == 1);
  CHECK_NEAR(load_at_blocking(1, 0.25), 1.0 / 3, 1e-11);
}

TEST_CASE("Erlang C obeys its closed form for one and two agents") {
  CHECK_NEAR(erlang_c(1, 0.7), 0.7, 1e-15);
  CHECK_NEAR(erlang_c(2, 1), 1.0 / 3, 1e-15);  // a^2 / (2 + a)
  CHECK_NEAR(erlang_c(2, 1.6), 1.6 * 1.6 / 3.6, 1e-14);
  CHECK(erlang_c(3, 3) == 1);
}

TEST_CASE("an overloaded Erlang C queue grows without bound") {
  const ErlangC queue({2, 5}, 10);
  CHECK(queue.measures().delayed == 1);
  CHECK(std::isinf(queue.measures().mean_wait));
  CHECK(queue.measures().occupancy == 1);
  CHECK(queue.within(1000).waiting == 1);
  CHECK(std::isinf(wait_quantile(queue, 0.5)));
}

TEST_CASE("Erlang A with huge patience is Erlang C, with tiny patience Erlang B") {
  for (const int agents : {1, 10, 100, 1000, 10'000}) {
    const double load = agents - 0.6 * std::sqrt(agents);
    const Traffic traffic{load / 180, 180};
    const ErlangC patient(traffic, agents);
    const ErlangA nearly(traffic, agents, 1e15), endless(traffic, agents, INFINITY);
    CAPTURE(agents);
    CHECK_NEAR(nearly.measures().delayed, patient.measures().delayed, 1e-8);
    CHECK_NEAR(endless.measures().delayed, patient.measures().delayed, 1e-11);
    CHECK_NEAR(endless.measures().mean_wait, patient.measures().mean_wait, 1e-11);
    CHECK_NEAR(endless.within(20).answered, patient.within(20).answered, 1e-11);
    const ErlangA hasty(traffic, agents, 1e-9);
    CHECK_NEAR(hasty.measures().abandoned, erlang_b(agents, load), 1e-5);
  }
}

TEST_CASE("Erlang A agrees with its birth-death chain in every measure") {
  struct Case {
    double load;
    int agents;
    Seconds patience;
    int capacity;
  };
  for (const Case& c :
       {Case{12, 10, 300, 400}, Case{8, 10, 30, 400}, Case{95, 100, 1000, 3000},
        Case{220, 100, 60, 3000}, Case{980, 1000, 240, 4000}, Case{3, 10, 100, 300}}) {
    CAPTURE(c.load);
    CAPTURE(c.agents);
    const Traffic traffic{c.load / 200, 200};
    const ErlangA exact(traffic, c.agents, c.patience);
    const FiniteQueue chain(traffic, c.agents, c.capacity, c.patience);
    const QueueMeasures a = exact.measures(), b = chain.measures();
    CHECK_NEAR(a.delayed, b.delayed, 1e-11);
    CHECK_NEAR(a.abandoned, b.abandoned, 1e-11);
    CHECK_NEAR(a.mean_wait, b.mean_wait, 1e-11);
    CHECK_NEAR(a.mean_wait_answered, b.mean_wait_answered, 1e-11);
    CHECK_NEAR(a.mean_wait_abandoned, b.mean_wait_abandoned, 1e-11);
    CHECK_NEAR(a.mean_queue, b.mean_queue, 1e-11);
    CHECK_NEAR(a.occupancy, b.occupancy, 1e-11);
    for (const Seconds t : {0.0, 1.0, 20.0, 100.0}) {
      CAPTURE(t);
      CHECK_NEAR(exact.within(t).answered, chain.within(t).answered, 1e-10);
      const double waiting = exact.within(t).waiting, expected = chain.within(t).waiting;
      // Waits of a probability below 1e-18 are cut off.
      CHECK(std::abs(waiting - expected) <= 1e-9 * expected + 1e-18);
      CHECK(std::abs(exact.within(t).abandoned - chain.within(t).abandoned) < 1e-11);
    }
  }
}

TEST_CASE("a hundred thousand Erlang on ten thousand agents do not overflow") {
  const Traffic traffic{1e5 / 180, 180};
  const ErlangA queue(traffic, 10'000, 120);
  const QueueMeasures m = queue.measures();
  CHECK_NEAR(m.delayed, 1, 1e-12);
  CHECK_NEAR(m.occupancy, 1, 1e-10);
  CHECK_NEAR(m.abandoned, 0.9, 1e-9);  // all agents always busy: what they cannot take gives up
  CHECK_NEAR(m.mean_wait, 0.9 * 120, 1e-9);  // exponential patience: P(abandon) = E[W] / patience
  const FiniteQueue chain(traffic, 10'000, 100'000, 120);
  CHECK_NEAR(chain.measures().abandoned, 0.9, 1e-9);
  CHECK_NEAR(chain.measures().mean_wait_answered, m.mean_wait_answered, 1e-9);
}

TEST_CASE("M/M/s/K with no place to wait is Erlang B, with very many places Erlang C") {
  const Traffic traffic{0.5, 180};
  const FiniteQueue loss(traffic, 95, 95);
  CHECK_NEAR(loss.measures().blocked, erlang_b(95, 90), 1e-12);
  CHECK(loss.measures().delayed == 0);
  const FiniteQueue wide(traffic, 95, 1500);
  const ErlangC endless(traffic, 95);
  CHECK_NEAR(wide.measures().delayed, endless.measures().delayed, 1e-11);
  CHECK_NEAR(wide.measures().mean_wait, endless.measures().mean_wait, 1e-11);
  CHECK_NEAR(wide.within(20).answered, endless.within(20).answered, 1e-11);
}

TEST_CASE("in M/M/s/K+M the flows balance in each cut of the chain, and Little's law holds") {
  const Traffic traffic{0.5, 180};
  const FiniteQueue queue(traffic, 80, 130, 240);
  const auto& p = queue.probabilities();
  for (std::size_t n = 0; n < 130; ++n) {
    const double serving = std::min<double>(static_cast<double>(n) + 1, 80) / 180;
    const double giving_up = n + 1 > 80 ? (static_cast<double>(n) + 1 - 80) / 240 : 0;
    CHECK_NEAR(0.5 * p[n], (serving + giving_up) * p[n + 1], 1e-12);
  }
  const QueueMeasures m = queue.measures();
  const double accepted = 0.5 * (1 - m.blocked);
  CHECK_NEAR(m.mean_queue, accepted * m.mean_wait, 1e-12);
  CHECK_NEAR(accepted * (1 - m.abandoned) * 180, 80 * m.occupancy, 1e-12);
  CHECK_NEAR(m.abandoned * m.mean_wait_abandoned + (1 - m.abandoned) * m.mean_wait_answered,
             m.mean_wait, 1e-12);
  const WaitShares late = queue.within(1e5);
  CHECK_NEAR(late.answered, 1 - m.abandoned, 1e-12);
  CHECK_NEAR(late.abandoned, m.abandoned, 1e-9);
}

TEST_CASE("more agents never make service worse") {
  const Traffic traffic{1.0, 100};
  QueueMeasures last = ErlangA(traffic, 60, 90).measures();
  double last_level = 0;
  for (int agents = 61; agents < 150; ++agents) {
    const ErlangA queue(traffic, agents, 90);
    const QueueMeasures m = queue.measures();
    CHECK(m.abandoned < last.abandoned);
    CHECK(m.mean_wait < last.mean_wait);
    CHECK(m.delayed <= last.delayed);
    CHECK(service_levels(queue, 20).of_offered > last_level);
    last = m;
    last_level = service_levels(queue, 20).of_offered;
  }
}

TEST_CASE("quantiles of the wait lead back to their share") {
  const ErlangA queue({0.5, 200}, 100, 240);
  for (const double p : {0.5, 0.8, 0.95, 0.999}) {
    const Seconds t = wait_quantile(queue, p);
    if (t > 0) CHECK_NEAR(queue.within(t).waiting, 1 - p, 1e-9);
  }
  CHECK(wait_quantile(queue, 0.01) == 0);
  const ErlangC patient({0.5, 180}, 100);
  const double expected = std::log(patient.measures().delayed / 0.05) * 18;
  CHECK_NEAR(wait_quantile(patient, 0.95), expected, 1e-11);
}

TEST_CASE("numbers out of range are refused") {
  CHECK_THROWS_AS(erlang_b(-1, 2), Error);
  CHECK_THROWS_AS(erlang_b(1, NAN), Error);
  CHECK_THROWS_AS(erlang_c(0, 2), Error);
  CHECK_THROWS_AS(lines_for_blocking(3, 0), Error);
  CHECK_THROWS_AS(load_at_blocking(3, 1), Error);
  CHECK_THROWS_AS(ErlangC({0, 3}, 2), Error);
  CHECK_THROWS_AS(FiniteQueue({1, 3}, 2, 1), Error);
  CHECK_THROWS_AS(wait_quantile(ErlangC({1, 1}, 3), 1), Error);
  CHECK_THROWS_AS(ErlangC({1, 1}, 3).within(-1), Error);
}
