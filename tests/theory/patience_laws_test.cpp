#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <map>
#include <string>

#include "hotline/base/error.hpp"
#include "hotline/theory/impatient_queue.hpp"
#include "theory/reference.hpp"

using namespace hotline;
using namespace hotline::theory;
using namespace hotline::theory::test;

namespace {

DurationLaw law_named(const std::string& name) {
  const std::map<std::string, DurationLaw> laws = {
      {"deterministic, 2 min", deterministic_law(2 * kMinute)},
      {"uniform 0 to 4 min", uniform_law(0, 4 * kMinute)},
      {"uniform 1 to 3 min", uniform_law(1 * kMinute, 3 * kMinute)},
      {"Erlang-2, mean 2 min", erlang_law(2, 2 * kMinute)},
      {"Erlang-5, mean 2 min", erlang_law(5, 2 * kMinute)},
      {"Weibull shape 0.8, mean 4 min", weibull_law(0.8, 4 * kMinute)},
      {"Weibull shape 2, mean 2 min", weibull_law(2, 2 * kMinute)},
  };
  return laws.at(name);
}

double value_of(const std::string& quantity, const StationaryQueue& queue, Seconds t) {
  const QueueMeasures m = queue.measures();
  const ServiceLevels levels = service_levels(queue, t);
  const std::map<std::string, double> values = {
      {"P(W>0)", m.delayed},
      {"P(abandon)", m.abandoned},
      {"mean wait", m.mean_wait / kMinute},
      {"mean wait of served", m.mean_wait_answered / kMinute},
      {"mean wait of abandoned", m.mean_wait_abandoned / kMinute},
      {"mean queue length", m.mean_queue},
      {"occupancy", m.occupancy},
      {"answered within T / offered", levels.of_offered},
      {"answered within T / (offered - abandoned within T)", levels.of_offered_less_short_abandons},
      {"answered within T / answered", levels.of_answered},
      {"(answered + abandoned within T) / offered", levels.abandons_count_as_good},
      {"P(W>T)", queue.within(t).waiting},
  };
  return values.at(quantity);
}

Traffic traffic_of(const Row& row) {
  return {std::stod(row.at("arrivals_per_min")) / kMinute,
          std::stod(row.at("handling_mean_min")) * kMinute};
}

void check_same(const StationaryQueue& a, const StationaryQueue& b, double relative) {
  const QueueMeasures x = a.measures(), y = b.measures();
  CHECK_NEAR(x.delayed, y.delayed, relative);
  CHECK_NEAR(x.abandoned, y.abandoned, relative);
  CHECK_NEAR(x.mean_wait, y.mean_wait, relative);
  CHECK_NEAR(x.mean_wait_answered, y.mean_wait_answered, relative);
  CHECK_NEAR(x.mean_wait_abandoned, y.mean_wait_abandoned, relative);
  for (const Seconds t : {0.0, 20.0, 120.0, 400.0}) {
    CHECK_NEAR(a.within(t).answered, b.within(t).answered, relative);
    CHECK_NEAR(a.within(t).waiting, b.within(t).waiting, relative);
  }
}

}  // namespace

TEST_CASE("M/M/s+G agrees with reference values for eight cases of patience") {
  int compared = 0;
  for (const Row& row : read_table("patience_laws.csv", ';')) {
    CAPTURE(row.at("patience"));
    CAPTURE(row.at("quantity"));
    const ImpatientQueue queue(traffic_of(row), std::stoi(row.at("agents")),
                               law_named(row.at("patience")));
    const double value = value_of(row.at("quantity"), queue, kMinute / 3);
    CHECK_NEAR(value, std::stod(row.at("value")), 1e-10);
    ++compared;
  }
  CHECK(compared == 96);
}

TEST_CASE("a law given by its survival or its hazard alone gives what its formula gives") {
  const Traffic traffic{48 / kMinute, kMinute};
  const auto law = uniform_law(60, 180);
  check_same(ImpatientQueue(traffic, 50, law_from_survival(law.survival, law.corners)),
             ImpatientQueue(traffic, 50, law), 1e-9);
  const auto weibull = weibull_law(2, 120);
  const ImpatientQueue slow(traffic, 50, law_from_hazard(weibull.hazard));
  const ImpatientQueue quick(traffic, 50, weibull);
  CHECK_NEAR(slow.offered_wait_exceeds(0), quick.offered_wait_exceeds(0), 1e-11);
  CHECK_NEAR(slow.offered_wait_exceeds(30), quick.offered_wait_exceeds(30), 1e-11);
}

TEST_CASE("special cases of different families of patience coincide") {
  const Traffic traffic{70 / kMinute, kMinute};
  const ErlangA exponential(traffic, 50, 150);
  check_same(ImpatientQueue(traffic, 50, gamma_law(1, 150)), exponential, 1e-11);
  check_same(ImpatientQueue(traffic, 50, weibull_law(1, 150)), exponential, 1e-11);
  const double shares[] = {0.3, 0.7};
  const Seconds means[] = {150, 150};
  check_same(ImpatientQueue(traffic, 50, hyperexponential_law(shares, means)), exponential, 1e-11);
  check_same(ImpatientQueue(traffic, 50, with_mass_at_zero(0, exponential_law(150))), exponential,
             1e-11);
}

TEST_CASE("a mass of callers who will not wait at all gives up with that share of the delayed") {
  const Traffic traffic{60 / kMinute, kMinute};
  const ImpatientQueue queue(traffic, 50, with_mass_at_zero(0.2, deterministic_law(3600)));
  const WaitShares at_once = queue.within(0);
  CHECK_NEAR(at_once.abandoned, 0.2 * queue.measures().delayed, 1e-12);
  // 48 Erlang of the 60 stay; the hour's patience of the others never ends.
  const ImpatientQueue all_leave(traffic, 50, with_mass_at_zero(1, deterministic_law(3600)));
  CHECK_NEAR(all_leave.measures().abandoned, all_leave.measures().delayed, 1e-12);
}

TEST_CASE("callers conserved: those given up and those served add up, also far into overload") {
  for (const double load : {10.0, 50.0, 500.0, 5000.0}) {
    for (const auto& law : {deterministic_law(30), weibull_law(0.5, 100), log_normal_law(200, 1.5),
                            erlang_law(20, 60), uniform_law(5, 10)}) {
      const Traffic traffic{load / 180, 180};
      const ImpatientQueue queue(traffic, 50, law);
      const QueueMeasures m = queue.measures();
      CAPTURE(load);
      CAPTURE(law.mean);
      CHECK_NEAR(load * (1 - m.abandoned), 50 * m.occupancy, 1e-9);
      CHECK_NEAR(m.abandoned * m.mean_wait_abandoned + (1 - m.abandoned) * m.mean_wait_answered,
                 m.mean_wait, 1e-9);
      const WaitShares shares = queue.within(40);
      CHECK_NEAR(shares.answered + shares.abandoned + shares.waiting, 1, 1e-10);
    }
  }
}

TEST_CASE("a queue that endlessly patient callers alone would overload is refused") {
  const Traffic traffic{60 / kMinute, kMinute};
  CHECK_THROWS_AS(
      ImpatientQueue(traffic, 50, law_from_survival([](Seconds t) { return 0.9 + 0.1 / (1 + t); })),
      Error);
  CHECK_THROWS_AS(ErlangA(traffic, 60, std::numeric_limits<double>::infinity()), Error);
  CHECK_THROWS_AS(ErlangA(traffic, 0, 60), Error);
}
