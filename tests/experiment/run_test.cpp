#include "hotline/experiment/run.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <sstream>

#include "hotline/base/error.hpp"
#include "hotline/experiment/measures.hpp"
#include "support/builder.hpp"

using namespace hotline;
using namespace hotline::test;

namespace {

Scenario small_day() {
  Scenario scenario = calendar(2);
  scenario.opening = open_every_day(8 * kHour, 12 * kHour);
  CallType type = impatient(call("a", 0, 240), exponential(120));
  type.arrivals = Arrivals{WeekTable<PerSecond>{{{kEveryDay, {8 * kHour, 12 * kHour}, 30 / kHour}}},
                           Busyness{0.3}};
  type.retry = Retry{{Failure::kAbandoned}, 0.5, exponential(600), 3, false, {}, {}};
  scenario.calls = {type, call("b", 3 / kHour, 300)};
  scenario.agents = {agents("g", 2, {"a", "b"}), agents("h", 1, {"b"})};
  return scenario;
}

bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

void check_same(const Estimates& a, const Estimates& b) {
  REQUIRE(a.size() == b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    CHECK(same(a[i].value, b[i].value));
    CHECK(same(a[i].low, b[i].low));
    CHECK(same(a[i].high, b[i].high));
    CHECK(same(a[i].p5, b[i].p5));
  }
}

void check_same(const Row& a, const Row& b) {
  check_same(a.all_calls, b.all_calls);
  check_same(a.all_agents, b.all_agents);
  for (std::size_t i = 0; i < a.calls.size(); ++i) check_same(a.calls[i], b.calls[i]);
  for (std::size_t i = 0; i < a.agents.size(); ++i) check_same(a.agents[i], b.agents[i]);
}

}  // namespace

TEST_CASE("the same seed gives the same bits on one, two and seven threads") {
  const Scenario scenario = small_day();
  const Result one = simulate(scenario, 50, 9, 1);
  for (const int threads : {2, 7}) {
    const Result many = simulate(scenario, 50, 9, threads);
    check_same(one.all_calls, many.all_calls);
    check_same(one.all_wait_percentiles, many.all_wait_percentiles);
    check_same(one.all_agents, many.all_agents);
    check_same(one.house, many.house);
    for (std::size_t i = 0; i < one.by_cell.size(); ++i)
      check_same(one.by_cell[i], many.by_cell[i]);
    for (std::size_t i = 0; i < one.by_day.size(); ++i) check_same(one.by_day[i], many.by_day[i]);
  }
}

TEST_CASE("another seed gives other numbers") {
  const Scenario scenario = small_day();
  CHECK(simulate(scenario, 5, 1).call("asa").value != simulate(scenario, 5, 2).call("asa").value);
}

TEST_CASE("one replication has no interval and no range") {
  const Result result = simulate(small_day(), 1, 1);
  CHECK(result.observations == 1);
  CHECK(result.call("service_level").known());
  CHECK_FALSE(result.call("service_level").has_interval());
  CHECK(std::isnan(result.call("service_level").p5));
}

TEST_CASE("an interval in which nothing was offered has no service level") {
  const Result result = simulate(small_day(), 10, 1);
  const Row& night = result.by_slot.front();
  for (std::size_t m = 0, row = 0; m < call_measures().size(); ++m) {
    if (!call_measures()[m].by_interval) continue;
    if (call_measures()[m].key == "service_level") CHECK_FALSE(night.calls[0][row].known());
    ++row;
  }
}

TEST_CASE("outcomes of the result add up to the calls made") {
  const Result result = simulate(small_day(), 40, 3);
  const double ended = result.call("served").value + result.call("abandoned").value +
                       result.call("balked").value + result.call("rejected").value +
                       result.call("blocked").value + result.call("closed").value +
                       result.call("dismissed").value;
  CHECK(ended == doctest::Approx(result.call("attempts").value).epsilon(1e-12));
  CHECK(result.call("attempts", "a").value + result.call("attempts", "b").value ==
        doctest::Approx(result.call("attempts").value).epsilon(1e-12));
}

TEST_CASE("a steady run in one replication counts its batches, in several its replications") {
  Scenario scenario = steady(100 * kHour, 5 * kHour, 25);
  scenario.calls = {call("a", 1 / kMinute, 120)};
  scenario.agents = {agents("g", 3, {"a"})};
  const Result one = simulate(scenario, 1, 1);
  CHECK(one.batches);
  CHECK(one.observations == 25);
  const Result many = simulate(scenario, 6, 1);
  CHECK_FALSE(many.batches);
  CHECK(many.observations == 6);
  // The first of six is the one replication: 25 batches of about 240 calls each.
  CHECK(many.call("attempts").value / 25 ==
        doctest::Approx(one.call("attempts").value).epsilon(0.03));
}

TEST_CASE("a run that is stopped reports the replications that are done") {
  std::atomic<bool> stop = false;
  RunOptions options;
  options.replications = 100000;
  options.threads = 2;
  options.stop = &stop;
  options.progress = [&](int done, int) { stop = done >= 5; };
  const Result result = run(compile(small_day()), options);
  CHECK(result.interrupted);
  CHECK(result.replications >= 5);
  CHECK(result.replications < 100000);
  // They are the first ones: the same as a run of just so many.
  RunOptions again;
  again.replications = result.replications;
  check_same(run(compile(small_day()), again).all_calls, result.all_calls);
}

TEST_CASE("a run that is stopped before anything is done says so") {
  const std::atomic<bool> stop = true;
  RunOptions options;
  options.stop = &stop;
  CHECK_THROWS_AS(run(compile(small_day()), options), Error);
}

TEST_CASE("adding an agent under common random numbers never loses a served call") {
  // One queue, first come first served: with the same arrivals, talk times and patience, one more
  // agent can only shorten every wait.
  Scenario scenario = calendar(1);
  scenario.calls = {impatient(call("a", 60 / kHour, 240), exponential(300))};
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    double served = 0;
    for (int count = 1; count <= 8; ++count) {
      scenario.agents = {agents("g", count, {"a"})};
      const Result result = simulate(scenario, 1, seed);
      CHECK(result.call("served").value >= served);
      served = result.call("served").value;
    }
  }
}
