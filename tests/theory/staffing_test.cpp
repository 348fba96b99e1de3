#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <memory>

#include "hotline/base/error.hpp"
#include "hotline/theory/erlang_c.hpp"
#include "hotline/theory/fewest_agents.hpp"
#include "hotline/theory/impatient_queue.hpp"
#include "hotline/theory/square_root_staffing.hpp"
#include "theory/reference.hpp"

using namespace hotline;
using namespace hotline::theory;

namespace {

Goal eighty_in_twenty() {
  Goal goal;
  goal.least_service_level = 0.8;
  goal.acceptable_wait = 20;
  return goal;
}

}  // namespace

TEST_CASE("the fewest agents reach the goal and one less does not") {
  for (const double load : {0.5, 8.0, 90.0, 2'000.0}) {
    const Traffic traffic{load / 180, 180};
    CAPTURE(load);
    Goal speed;
    speed.longest_mean_wait_answered = 5;
    Goal loyalty;
    loyalty.most_abandoned = 0.03;
    Goal work;
    work.most_occupancy = 0.85;
    for (const Goal& goal : {eighty_in_twenty(), speed, work}) {
      const int patient = agents_erlang_c(traffic, goal);
      CHECK(meets(ErlangC(traffic, patient), goal));
      if (patient > 1) CHECK_FALSE(meets(ErlangC(traffic, patient - 1), goal));
    }
    for (const Goal& goal : {eighty_in_twenty(), speed, loyalty}) {
      const int impatient = agents_erlang_a(traffic, 120, goal);
      CHECK(meets(ErlangA(traffic, impatient, 120), goal));
      if (impatient > 1) CHECK_FALSE(meets(ErlangA(traffic, impatient - 1, 120), goal));
    }
    for (const Goal& goal : {eighty_in_twenty(), speed}) {
      CHECK(agents_erlang_a(traffic, 120, goal) <= agents_erlang_c(traffic, goal));
    }
    const DurationLaw law = uniform_law(10, 300);
    const int uniform = agents_with_patience(traffic, law, loyalty);
    CHECK(meets(ImpatientQueue(traffic, uniform, law), loyalty));
    if (uniform > 1) CHECK_FALSE(meets(ImpatientQueue(traffic, uniform - 1, law), loyalty));
  }
}

TEST_CASE("the example of docs/theory.md comes out as written") {
  const Traffic traffic{100 / (30 * kMinute), 3 * kMinute};
  CHECK(agents_erlang_c(traffic, eighty_in_twenty()) == 14);
  CHECK(agents_erlang_a(traffic, 2 * kMinute, eighty_in_twenty()) == 12);
  const auto level = [](const StationaryQueue& queue) {
    return service_levels(queue, 20).of_offered;
  };
  CHECK(std::abs(level(ErlangC(traffic, 13)) - 0.796) < 5e-4);
  CHECK(std::abs(level(ErlangC(traffic, 14)) - 0.888) < 5e-4);
  const ErlangA impatient(traffic, 12, 2 * kMinute);
  CHECK(std::abs(level(impatient) - 0.826) < 5e-4);
  CHECK(std::abs(impatient.measures().abandoned - 0.062) < 5e-4);
}

TEST_CASE("Halfin and Whitt's delay errs as documented") {
  const auto error = [](double load, double quality) {
    return halfin_whitt_delayed(quality) / erlang_c(load + quality * std::sqrt(load), load) - 1;
  };
  CHECK(std::abs(error(100, 0.5) + 0.02) < 0.005);
  CHECK(std::abs(error(100, 1) + 0.06) < 0.005);
  CHECK(std::abs(error(100, 2) + 0.19) < 0.005);
  CHECK(std::abs(error(1000, 0.5) + 0.007) < 0.0005);
  CHECK(std::abs(error(1000, 1) + 0.02) < 0.005);
  CHECK(std::abs(error(1000, 2) + 0.07) < 0.005);
}

TEST_CASE("patience without end needs the agents of Erlang C") {
  const Traffic traffic{0.5, 180};
  CHECK(agents_erlang_a(traffic, INFINITY, eighty_in_twenty()) ==
        agents_erlang_c(traffic, eighty_in_twenty()));
}

TEST_CASE("the largest arrival rate is where the goal is just met") {
  const Goal goal = eighty_in_twenty();
  const PerSecond rate = largest_arrival_rate(
      [](PerSecond r) -> std::unique_ptr<StationaryQueue> {
        return std::make_unique<ErlangC>(Traffic{r, 180}, 40);
      },
      goal);
  const double level = service_levels(ErlangC({rate, 180}, 40), 20).of_offered;
  CHECK_NEAR(level, 0.8, 1e-7);
  Goal never;
  never.most_occupancy = 1e-13;
  CHECK(largest_arrival_rate(
            [](PerSecond r) -> std::unique_ptr<StationaryQueue> {
              return std::make_unique<ErlangC>(Traffic{r, 180}, 1);
            },
            never) == 0);
}

TEST_CASE("the search finds any border and says when there is none") {
  for (const int border : {1, 2, 3, 7, 64, 1'000'003}) {
    CHECK(fewest_agents([&](int n) { return n >= border; }) == border);
  }
  CHECK(fewest_agents([](int n) { return n >= 7; }, 5, 7) == 7);
  for (const int guess : {0, 1, 5, 6, 7, 8, 40, 99, 1000}) {
    CAPTURE(guess);
    CHECK(fewest_agents([](int n) { return n >= 7; }, 1, 100, guess) == 7);
    CHECK(fewest_agents([](int n) { return n >= 7; }, 10, 100, guess) == 10);
    CHECK_THROWS_AS(fewest_agents([](int) { return false; }, 1, 100, guess), Error);
  }
  CHECK_THROWS_AS(fewest_agents([](int) { return false; }, 1, 1000), Error);
  Goal wrong;
  wrong.least_service_level = 1.5;
  CHECK_THROWS_AS(agents_erlang_c({1, 1}, wrong), Error);
}

TEST_CASE("square-root staffing comes near the exact share of delayed calls") {
  for (const double quality : {0.1, 0.5, 1.0, 2.0}) {
    const double load = 1e5;
    const double agents = load + quality * std::sqrt(load);
    CHECK_NEAR(halfin_whitt_delayed(quality), erlang_c(agents, load), 0.02);
    CHECK_NEAR(halfin_whitt_quality(halfin_whitt_delayed(quality)), quality, 1e-10);
  }
  CHECK(halfin_whitt_delayed(0) == 1);
  CHECK(square_root_agents(100, 0.5) == 105);
  CHECK(square_root_agents(100, -20) == 1);
}

TEST_CASE("Garnett's function comes near Erlang A and becomes Halfin and Whitt's") {
  for (const double quality : {-1.0, 0.0, 0.5, 1.5}) {
    for (const double ratio : {0.2, 1.0, 5.0}) {
      const double load = 1e4;
      const int agents = square_root_agents(load, quality);
      const QueueMeasures exact = ErlangA({load / 180, 180}, agents, 180 / ratio).measures();
      CHECK_NEAR(garnett_delayed(quality, ratio), exact.delayed, 0.02);
      CHECK_NEAR(garnett_abandoned(quality, ratio, load), exact.abandoned, 0.02);
      CHECK_NEAR(garnett_quality(garnett_delayed(quality, ratio), ratio), quality, 1e-9);
    }
  }
  CHECK_NEAR(garnett_delayed(0.7, 1e-10), halfin_whitt_delayed(0.7), 1e-8);
  CHECK_NEAR(garnett_delayed(0, 1), 0.5, 1e-14);  // as M/M/infinity: normal around the agents
}
