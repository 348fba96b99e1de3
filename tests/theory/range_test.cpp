#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "hotline/theory/constant_handling.hpp"
#include "hotline/theory/engineering_queue.hpp"
#include "hotline/theory/erlang_b.hpp"
#include "hotline/theory/erlang_c.hpp"
#include "hotline/theory/fewest_agents.hpp"
#include "hotline/theory/finite_queue.hpp"
#include "hotline/theory/handling_law.hpp"
#include "hotline/theory/impatient_queue.hpp"
#include "hotline/theory/priority_queue.hpp"
#include "hotline/theory/retrial_queue.hpp"
#include "theory/reference.hpp"

// From one agent to ten thousand and from a hundredth of an Erlang to a hundred thousand: nothing
// overflows, nothing is NaN, and what goes in comes out.
using namespace hotline;
using namespace hotline::theory;

namespace {

const std::vector<int> kAgents = {1, 2, 30, 1000, 10'000};
const std::vector<double> kLoads = {0.01, 1, 29, 990, 9900, 10'200, 100'000};

bool is_share(double value) { return value >= 0 && value <= 1 + 1e-12; }

// Calls that are answered keep the agents busy: Little's law for them and for the queue.
void check_books(const StationaryQueue& queue, const Traffic& traffic, int agents) {
  const QueueMeasures m = queue.measures();
  CHECK(is_share(m.blocked));
  CHECK(is_share(m.delayed));
  CHECK(is_share(m.abandoned));
  CHECK(is_share(m.occupancy));
  CHECK(std::isfinite(m.mean_wait_answered));
  const double accepted = traffic.arrivals * (1 - m.blocked);
  const double answered = accepted * (1 - m.abandoned) * traffic.mean_handling;
  CHECK(std::abs(answered - agents * m.occupancy) <=
        1e-8 * agents * m.occupancy + 1e-9 * traffic.offered_load());
  CHECK(std::abs(m.mean_queue - accepted * m.mean_wait) <= 1e-9 * m.mean_queue + 1e-300);
  double last = 1 + 1e-12;
  for (const Seconds t : {0.0, 1.0, 20.0, 600.0, 1e5}) {
    const WaitShares shares = queue.within(t);
    CAPTURE(t);
    CHECK(is_share(shares.answered));
    CHECK(is_share(shares.abandoned));
    CHECK(shares.waiting <= last);
    CHECK(std::abs(shares.answered + shares.abandoned + shares.waiting - 1) < 1e-9);
    last = shares.waiting + 1e-12;
  }
  const ServiceLevels levels = service_levels(queue, 20);
  for (const double level : {levels.of_offered, levels.of_offered_less_short_abandons,
                             levels.of_answered, levels.abandons_count_as_good}) {
    CHECK(level >= 0);
    CHECK(level <= 1 + 1e-9);
  }
  CHECK(std::isfinite(wait_quantile(queue, 0.95)));
}

template <class Check>
void everywhere(const Check& check) {
  for (const int agents : kAgents) {
    for (const double load : kLoads) {
      CAPTURE(agents);
      CAPTURE(load);
      check(Traffic{load / 180, 180}, agents);
    }
  }
}

}  // namespace

TEST_CASE("queues with patience of any law hold from one agent to ten thousand") {
  everywhere([](const Traffic& traffic, int agents) {
    check_books(ErlangA(traffic, agents, 120), traffic, agents);
    check_books(ImpatientQueue(traffic, agents, log_normal_law(120, 1.2)), traffic, agents);
    check_books(ImpatientQueue(traffic, agents, uniform_law(0, 240)), traffic, agents);
  });
}

TEST_CASE("queues without patience hold from one agent to ten thousand") {
  everywhere([](const Traffic& traffic, int agents) {
    CHECK(is_share(erlang_b(agents, traffic.offered_load())));
    CHECK(is_share(erlang_b(agents + 0.5, traffic.offered_load())));
    if (traffic.offered_load() >= agents) return;
    check_books(ErlangC(traffic, agents), traffic, agents);
    const Seconds constant = constant_handling_mean_wait(traffic, agents);
    CHECK(constant >= 0);
    CHECK(constant <= ErlangC(traffic, agents).measures().mean_wait);
    for (const double variation : {0.0, 0.5, 3.0}) {
      CHECK(std::isfinite(mean_wait_allen_cunneen(traffic, agents, variation)));
      CHECK(std::isfinite(mean_wait_kimura(traffic, agents, variation)));
      CHECK(std::isfinite(mean_wait_whitt(traffic, agents, variation)));
    }
  });
}

TEST_CASE("queues with few places hold from one agent to ten thousand") {
  everywhere([](const Traffic& traffic, int agents) {
    check_books(FiniteQueue(traffic, agents, agents + 20), traffic, agents);
    check_books(FiniteQueue(traffic, agents, agents + 20, 120), traffic, agents);
    const QueueMeasures m = engineering_solution(traffic, agents, 50, log_normal_law(120, 1));
    CHECK(is_share(m.abandoned));
    CHECK(is_share(m.blocked));
  });
}

TEST_CASE("the fewest agents for ten thousand Erlang and more are found, one less is too few") {
  Goal goal;
  goal.least_service_level = 0.8;
  goal.acceptable_wait = 20;
  for (const double load : {0.01, 29.0, 10'000.0, 100'000.0}) {
    CAPTURE(load);
    const Traffic traffic{load / 180, 180};
    const int patient = agents_erlang_c(traffic, goal);
    CHECK(meets(ErlangC(traffic, patient), goal));
    if (patient > 1) CHECK_FALSE(meets(ErlangC(traffic, patient - 1), goal));
    const int impatient = agents_erlang_a(traffic, 120, goal);
    CHECK(impatient <= patient);
    CHECK(meets(ErlangA(traffic, impatient, 120), goal));
    if (impatient > 1) CHECK_FALSE(meets(ErlangA(traffic, impatient - 1, 120), goal));
  }
}

TEST_CASE("priorities and retrials of large centres stay finite") {
  const PriorityQueue queue({25.0, 30.0}, 180, 10'000);  // 9,900 Erlang
  CHECK(queue.mean_wait(0) < queue.mean_wait(1));
  CHECK(is_share(queue.wait_exceeds(1, 20)));
  CHECK(std::isfinite(queue.standard_deviation_of_wait(1)));
  const RetrialMeasures retrial = retrial_queue({950.0 / 180, 180}, 1000, 300);
  CHECK(is_share(retrial.blocked));
  CHECK_NEAR(retrial.occupancy, 0.95, 1e-9);
}

TEST_CASE(
    "queues of thousands of places and laws of thousands of phases hold from the first moment") {
  const FiniteQueue queue({11'000 / 180.0, 180}, 10'000, 12'000);
  CHECK(queue.within(0).waiting == doctest::Approx(queue.measures().delayed));
  CHECK(wait_quantile(queue, 0.5) > 30);
  const FiniteQueue long_queue({100'000 / 180.0, 180}, 10'000, 100'000, 120);
  CHECK(long_queue.within(0).answered < 1e-9);
  CHECK(std::isfinite(wait_quantile(long_queue, 0.95)));
  const DurationLaw law = erlang_law(5000, 120);
  CHECK(law.survival(0) == 1);
  CHECK(law.survival(1e-9) == 1);
  CHECK(law.cdf(0) == 0);
  CHECK(law.cdf_integral(1e-9) == 0);
}

TEST_CASE("Erlang B keeps its digits up to a million lines") {
  for (const int lines : {1000, 100'000, 1'000'000}) {
    for (const double load : {0.99 * lines, 1.0 * lines, 1.01 * lines}) {
      CAPTURE(lines);
      CAPTURE(load);
      // 1 / B by its own recursion, in more digits.
      long double inverse = 1;
      for (int n = 1; n <= lines; ++n) inverse = 1 + inverse * n / static_cast<long double>(load);
      CHECK_NEAR(erlang_b(lines, load), static_cast<double>(1 / inverse), 1e-13);
    }
  }
}
