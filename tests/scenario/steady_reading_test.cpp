#include "hotline/base/error.hpp"
#include "mistakes.hpp"
#include "support/project.hpp"

namespace hotline::test {
namespace {

TEST_CASE("a steady scenario is read") {
  const Scenario scenario = parse_scenario(R"(
[horizon]
steady  = "2000 h"
warm_up = "20 h"
batches = 40
)" + kCalls + kAgents);
  const auto& horizon = std::get<SteadyHorizon>(scenario.horizon);
  CHECK(horizon.length == 2000 * kHour);
  CHECK(horizon.warm_up == 20 * kHour);
  CHECK(horizon.batches == 40);
  CHECK(std::get<PerSecond>(scenario.calls[0].arrivals->source) == doctest::Approx(0.1));
  CHECK(std::get<int>(scenario.agents[0].staffing) == 5);
}

TEST_CASE("a steady run can find its warm-up and overlap its batches") {
  const Scenario scenario = parse_scenario(R"(
[run]
intervals = "overlapping batch means"
simultaneous = true
antithetic = true
precision = "asa=2s"
max_replications = 500
max_time = "10 min"
[horizon]
steady  = "2000 h"
warm_up = "auto"
batches = 200
)" + kCalls + kAgents);
  const auto& horizon = std::get<SteadyHorizon>(scenario.horizon);
  CHECK(horizon.finds_warm_up);
  CHECK(horizon.warm_up == 0);
  CHECK(scenario.run.intervals == BatchMethod::kOverlappingBatchMeans);
  CHECK(scenario.run.simultaneous);
  CHECK(scenario.run.antithetic);
  REQUIRE(scenario.run.precision);
  CHECK(scenario.run.precision->goal == "asa=2s");
  CHECK(scenario.run.precision->place.place.line == 6);
  CHECK(scenario.run.precision->most == 500);
  CHECK(scenario.run.precision->most_seconds == 600);
  CHECK_FALSE(scenario.run.control_variates);
}

TEST_CASE("a steady scenario has the defaults of the manual") {
  const Scenario scenario = parse_scenario(kSteady + kCalls + kAgents);
  const auto& horizon = std::get<SteadyHorizon>(scenario.horizon);
  CHECK(horizon.warm_up == 0);
  CHECK(horizon.batches == 20);
  CHECK(scenario.title.empty());
  CHECK_FALSE(scenario.demand);
  CHECK_FALSE(scenario.opening.hours);
  CHECK(scenario.routing.caller_picks == CallerPicks::kFirstInList);
  CHECK(scenario.routing.agent_picks == AgentPicks::kHighestPriority);
  CHECK(scenario.routing.when_unstaffed == WhenUnstaffed::kStay);
  CHECK(scenario.routing.break_rule == BreakRule::kKeepLength);
  CHECK_FALSE(scenario.routing.lines);
  CHECK(scenario.run.replications == 100);
  CHECK(scenario.run.seed == 1);
  CHECK(scenario.run.confidence == 0.95);
  CHECK(scenario.run.intervals == BatchMethod::kBatchMeans);
  CHECK_FALSE(scenario.run.simultaneous);
  CHECK_FALSE(horizon.finds_warm_up);
}

TEST_CASE("a volume is spread over the days of the horizon") {
  const Scenario scenario = parse_scenario("[demand]\nvolume = 3100\n" + kCalendar + kShares);
  REQUIRE(scenario.demand->levels.size() == 1);
  CHECK(scenario.demand->levels[0].calls_per_day == doctest::Approx(100));
  CHECK(scenario.demand->levels[0].from == std::get<CalendarHorizon>(scenario.horizon).from);
}

TEST_CASE("calls a day are one level over the whole horizon") {
  const Scenario scenario = parse_scenario("[demand]\ncalls_per_day = 140\n" + kCalendar + kShares);
  REQUIRE(scenario.demand->levels.size() == 1);
  CHECK(scenario.demand->levels[0].calls_per_day == 140);
}

TEST_CASE("busyness may be all that call types share") {
  const Scenario scenario =
      parse_scenario("[demand]\nbusyness = { gamma_cv = 0.2 }\n" + kCalendar + kCalls + kAgents);
  CHECK(scenario.demand->levels.empty());
  CHECK(scenario.demand->busyness.front().cv == 0.2);
}

TEST_CASE("each rule of routing has its name") {
  const auto routing = [](const std::string& text) {
    return parse_scenario("[routing]\n" + text + "\n" + kSteady + kCalls + kAgents).routing;
  };
  const auto callers = [&](const std::string& rule) {
    return routing("caller_picks = \"" + rule + "\"").caller_picks;
  };
  CHECK(callers("first in list") == CallerPicks::kFirstInList);
  CHECK(callers("longest idle") == CallerPicks::kLongestIdle);
  CHECK(callers("most idle agents") == CallerPicks::kMostIdle);
  CHECK(callers("uniform") == CallerPicks::kUniform);
  CHECK(callers("fewest skills") == CallerPicks::kFewestSkills);
  const auto agents = [&](const std::string& rule) {
    return routing("agent_picks = \"" + rule + "\"").agent_picks;
  };
  CHECK(agents("first in list") == AgentPicks::kFirstInList);
  CHECK(agents("highest priority") == AgentPicks::kHighestPriority);
  CHECK(agents("highest priority, then longest waiting") == AgentPicks::kHighestPriority);
  CHECK(agents("longest waiting") == AgentPicks::kLongestWaiting);
  CHECK(agents("longest weighted wait") == AgentPicks::kLongestWeightedWait);
  CHECK(agents("longest queue") == AgentPicks::kLongestQueue);
}

TEST_CASE("a scenario may have no agents") {
  CHECK(parse_scenario(kSteady + kCalls).agents.empty());
}

TEST_CASE("the scenarios that come with the program have no mistakes") {
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(hotline::test::in_project("scenarios"))) {
    const bool is_experiment = entry.path().parent_path().filename() == "experiments";
    if (entry.path().extension() != ".toml" || is_experiment) continue;
    CAPTURE(entry.path().string());
    CHECK_NOTHROW(read_scenario(entry.path()));
  }
}

}  // namespace
}  // namespace hotline::test
