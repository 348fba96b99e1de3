#include <doctest/doctest.h>

#include "mistakes.hpp"

namespace hotline::test {
namespace {

const std::string kText = kCalendar + R"(
[[call]]
name         = "help"
arrivals     = { rate = "6/min" }
talk         = "3 min"
queue_limit  = { per_agent = 1.5 }
queue_target = 0.5
[[call]]
name     = "other"
arrivals = { rate = "1/min" }
talk     = "3 min"
[[lines]]
name  = "main"
count = 20
calls = ["help"]
[[agents]]
name    = "desk"
takes   = ["help", "other"]
count   = 5
reserve = { "other" = 2 }
[[agents]]
name  = "hall"
takes = ["help", "other"]
count = 2
[routing]
caller_picks  = "random by weight"
agent_picks   = "queue against target"
groups        = { "help" = [["desk", "hall"]], "other" = ["desk"] }
group_weights = { "help" = { "desk" = 3, "hall" = 1 } }
queue_limit   = { per_agent = 2 }
stages        = [
  { call = "help", after = "30 s", groups = ["hall"], if = { service_level = "help", over = "10 min", below = 0.8 } },
  { call = "help", after = "30 s", priority = -1 },
]
overflow      = [{ call = "other", after = "1 min", to = "hall", if = { expected_wait = "desk", longer_than = "hall" } }]
)";

TEST_CASE("every key of routing is read") {
  const Scenario scenario = parse_scenario(kText, "scenario");
  const Routing& routing = scenario.routing;
  CHECK(routing.caller_picks == CallerPicks::kRandomByWeight);
  CHECK(routing.agent_picks == AgentPicks::kQueueAgainstTarget);
  CHECK(routing.groups.at("help").ranks == std::vector<std::vector<std::string>>{{"desk", "hall"}});
  CHECK_FALSE(routing.groups.at("help").plain);
  CHECK(routing.groups.at("other").plain);
  CHECK(routing.group_weights.at("help") ==
        std::map<std::string, double>{{"desk", 3}, {"hall", 1}});
  CHECK(routing.queue_limit_per_agent == 2);
  CHECK_FALSE(routing.queue_limit);
  CHECK(scenario.calls[0].queue_limit_per_agent == 1.5);
  CHECK(scenario.calls[0].queue_target == 0.5);
  CHECK(scenario.agents[0].reserve == std::map<std::string, int>{{"other", 2}});
  REQUIRE(routing.line_groups.size() == 1);
  CHECK(routing.line_groups[0].name == "main");
  CHECK(routing.line_groups[0].count == 20);
  CHECK(routing.line_groups[0].calls == std::vector<std::string>{"help"});
}

TEST_CASE("stages and overflow rules are read") {
  const Routing routing = parse_scenario(kText, "scenario").routing;
  REQUIRE(routing.stages.size() == 2);
  CHECK(routing.stages[0].call == "help");
  CHECK(routing.stages[0].after == 30);
  CHECK(routing.stages[0].groups->ranks == std::vector<std::vector<std::string>>{{"hall"}});
  CHECK_FALSE(routing.stages[0].priority);
  REQUIRE(routing.stages[0].condition);
  CHECK(routing.stages[0].condition->of == Condition::Of::kServiceLevel);
  CHECK(routing.stages[0].condition->name == "help");
  CHECK(routing.stages[0].condition->over == 600);
  CHECK_FALSE(routing.stages[0].condition->at_least);
  CHECK(routing.stages[0].condition->value == 0.8);
  CHECK(routing.stages[1].priority == -1);
  CHECK_FALSE(routing.stages[1].groups);
  REQUIRE(routing.overflow.size() == 1);
  CHECK(routing.overflow[0].call == "other");
  CHECK(routing.overflow[0].after == 60);
  CHECK(routing.overflow[0].to == "hall");
  CHECK(routing.overflow[0].condition->than == "hall");
}

TEST_CASE("keys of routing can be set from the command line") {
  const Scenario scenario = parse_scenario(
      kText, "scenario",
      {"lines.main.count=7", "routing.group_weights.help.hall=5", "agents.desk.reserve.other=1",
       "routing.overflow[0].after=90 s", "call.help.queue_limit=9"});
  CHECK(scenario.routing.line_groups[0].count == 7);
  CHECK(scenario.routing.group_weights.at("help").at("hall") == 5);
  CHECK(scenario.agents[0].reserve.at("other") == 1);
  CHECK(scenario.routing.overflow[0].after == 90);
  CHECK(scenario.calls[0].queue_limit == 9);
  CHECK_FALSE(scenario.calls[0].queue_limit_per_agent);
}

}  // namespace
}  // namespace hotline::test
