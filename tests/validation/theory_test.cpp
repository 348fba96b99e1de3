#include <doctest/doctest.h>

#include "hotline/scenario/read.hpp"
#include "hotline/theory/retrial_queue.hpp"
#include "support/project.hpp"
#include "validation/observe.hpp"

// Simulation and theory as two ways to one number; the limit is 4.5 standard errors of 40 batches,
// so that a right program fails one of these checks for one seed in 16,000.
using namespace hotline;
using namespace hotline::test;

TEST_CASE("retrials: simulation and the truncated chain agree") {
  const Scenario scenario = read_scenario(in_project("scenarios/textbook/retrial.toml"));
  const auto sums = observe(compile(scenario), 1, 1);
  const auto exact = theory::retrial_queue({2 / kMinute, 2 * kMinute}, 5, 4 * kMinute);
  const Quantity callers = [](const Sums& s) { return number(s.all.callers); };
  const Quantity retries = [](const Sums& s) { return number(s.all.attempts - s.all.callers); };
  const Quantity busy = [](const Sums& s) { return s.groups[0].busy; };
  const Quantity staffed = [](const Sums& s) { return s.groups[0].staffed; };
  check_exact("retries per caller", ratio(sums, retries, callers), exact.mean_retries, 4.5);
  check_exact("occupancy", ratio(sums, busy, staffed), exact.occupancy, 4.5);
}
