#include "hotline/experiment/measures.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "report/sample.hpp"
#include "support/project.hpp"

namespace hotline {
namespace {

// 100 callers, 120 attempts, 105 offered: see sample::calls.
double call(std::string_view key, const CallView& view = sample::calls(1)) {
  Result result;
  result.all_calls = sample::estimates(call_measures(), view, false);
  return result.call(key).value;
}

TEST_CASE("the outcomes add up to the attempts") {
  double outcomes = 0;
  for (const OutcomeInfo& outcome : kOutcomeTable) outcomes += call(outcome.key);
  CHECK(outcomes == call("attempts"));
  CHECK(call("callers") + call("retries") == call("attempts"));
}

TEST_CASE("the four kinds of service level differ as they are defined") {
  CHECK(call("service_level") == doctest::Approx(60.0 / 105));
  CHECK(call("service_level_less_short_abandons") == doctest::Approx(60.0 / 100));
  CHECK(call("service_level_of_answered") == doctest::Approx(60.0 / 80));
  CHECK(call("service_level_abandons_good") == doctest::Approx(65.0 / 105));
}

TEST_CASE("waits are means over those they are said of") {
  CHECK(call("asa") == doctest::Approx(30));
  CHECK(call("wait_abandoned") == doctest::Approx(60));
  CHECK(call("wait_all") == doctest::Approx((80 * 30 + 20 * 60) / 105.0));
  CHECK(call("waited") == doctest::Approx(50.0 / 105));
  CHECK(call("queue_mean") == doctest::Approx(3600 / (2 * kDay)));
  CHECK(wait_sd(sample::estimates(call_measures(), sample::calls(1), false)) ==
        doctest::Approx(40));
}

TEST_CASE("callers are counted once, by what became of them in the end") {
  CHECK(call("callers_served") + call("callers_abandoned") + call("callers_turned_away") +
            call("callers_never_offered") ==
        call("callers"));
  CHECK(call("callers_offered") == 85);
  CHECK(call("caller_service_level") == doctest::Approx(55.0 / 85));
  CHECK(call("caller_service_level_less_short_abandons") == doctest::Approx(55.0 / 83));
  CHECK(call("caller_service_level_of_answered") == doctest::Approx(55.0 / 75));
  CHECK(call("caller_service_level_abandons_good") == doctest::Approx(57.0 / 85));
  CHECK(call("caller_asa") == doctest::Approx(40));
  CHECK(call("caller_wait_abandoned") == doctest::Approx(75));
  CHECK(call("caller_wait_all") == doctest::Approx((75 * 40 + 8 * 75) / 85.0));
  CHECK(call("caller_waited") == doctest::Approx(50.0 / 85));
  CHECK(call("caller_abandonment_in_target") + call("caller_abandonment_after_target") ==
        doctest::Approx(call("caller_abandonment")));
}

TEST_CASE("abandonment falls into that before and that after the target") {
  CHECK(call("abandonment") == doctest::Approx(20.0 / 105));
  CHECK(call("abandonment_in_target") + call("abandonment_after_target") ==
        doctest::Approx(call("abandonment")));
}

TEST_CASE("the coverages count calls, callers and intervals") {
  CHECK(call("coverage_calls") == doctest::Approx(80.0 / 120));
  CHECK(call("coverage_callers") == doctest::Approx(0.75));
  CHECK(call("target_met") == doctest::Approx(0.6));
}

TEST_CASE("hours of agents add up to the time on duty") {
  Result result;
  result.all_agents = sample::estimates(agent_measures(), sample::agents(1), false);
  const auto agent = [&](std::string_view key) { return result.agent(key).value; };
  CHECK(agent("talk_hours") + agent("after_call_hours") == doctest::Approx(agent("busy_hours")));
  CHECK(agent("busy_hours") + agent("idle_hours") == doctest::Approx(agent("staffed_hours")));
  CHECK(agent("occupancy") == doctest::Approx(0.8));
  CHECK(agent("calls_per_hour") == doctest::Approx(8));
}

TEST_CASE("where nothing was offered there is no service level") {
  CHECK(std::isnan(call("service_level", CallView{})));
  CHECK(std::isnan(call("asa", CallView{})));
  CHECK(call("offered", CallView{}) == 0);
  CHECK(std::isnan(wait_sd(sample::estimates(call_measures(), CallView{}, false))));
}

TEST_CASE("measures are looked up by key and by name") {
  const Result result = sample::result();
  CHECK(result.call("served").value == 1600);
  CHECK(result.call("served", "papers").value == 800);
  CHECK(result.agent("staffed_hours", "duty").value == 100);
  CHECK(result.whole("coverage_hours").value == doctest::Approx(1.0 / 3));
  CHECK_THROWS_AS(result.call("serviced"), std::out_of_range);
  CHECK_THROWS_AS(result.call("served", "visas"), std::out_of_range);
  CHECK_THROWS_AS(result.agent("occupancy", "papers"), std::out_of_range);
}

TEST_CASE("every measure has a key of its own and its definition in docs/measures.md") {
  std::ifstream file(hotline::test::in_project("docs/measures.md"));
  std::stringstream text;
  text << file.rdbuf();
  const std::string docs = text.str();
  const auto check = [&docs](const auto& table) {
    std::set<std::string> keys;
    for (const auto& measure : table) {
      const std::string key(measure.key), definition(measure.definition);
      CAPTURE(key);
      CHECK(keys.insert(key).second);
      CHECK(docs.find("| `" + key + "` | " + definition + " |") != std::string::npos);
    }
  };
  check(call_measures());
  check(agent_measures());
  check(house_measures());
}

}  // namespace
}  // namespace hotline
