#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "hotline/base/error.hpp"
#include "support/builder.hpp"

using namespace hotline;
using namespace hotline::test;

namespace {

Scenario desks(int number) {
  Scenario scenario = calendar(1);
  scenario.calls = {call("t", 1 / kMinute, 60)};
  for (int g = 0; g < number; ++g) {
    scenario.agents.push_back(agents("g" + std::to_string(g), 2, {"t"}));
  }
  return scenario;
}

Overflow rule(Seconds after, int to, bool conditional) {
  Overflow rule;
  rule.call = "t";
  rule.after = after;
  rule.to = "g" + std::to_string(to);
  if (conditional) rule.condition = Condition{Condition::Of::kIdleAgents, rule.to, true, 1, 0, ""};
  return rule;
}

std::vector<std::vector<GroupId>> groups_of(const Model& model) {
  std::vector<std::vector<GroupId>> lists;
  for (const QueueModel& queue : model.queues) lists.push_back(queue.groups);
  return lists;
}

}  // namespace

TEST_CASE("a type has as many queues as there are terms on which its callers may wait") {
  Scenario scenario = desks(3);
  CHECK(groups_of(compile(scenario)) == std::vector<std::vector<GroupId>>{{0, 1, 2}});
  CHECK_FALSE(compile(scenario).needs.stages);

  scenario.routing.overflow = {rule(30, 1, false), rule(60, 2, false)};
  CHECK(groups_of(compile(scenario)) == std::vector<std::vector<GroupId>>{{0}, {0, 1}, {0, 1, 2}});
  CHECK(compile(scenario).needs.stages);

  scenario.routing.overflow = {rule(60, 2, true), rule(30, 1, true)};  // in order of time
  CHECK(groups_of(compile(scenario)) ==
        std::vector<std::vector<GroupId>>{{0}, {0, 1}, {0, 2}, {0, 1, 2}});
}

TEST_CASE("a group looks only at the queues that it serves") {
  Scenario scenario = desks(2);
  scenario.routing.overflow = {rule(30, 1, false)};
  const Model model = compile(scenario);
  CHECK(model.groups[0].queues == std::vector<QueueId>{0, 1});
  CHECK(model.groups[1].queues == std::vector<QueueId>{1});
  CHECK(model.types[0].groups == std::vector<GroupId>{0, 1});
}

TEST_CASE("rules that could lead to too many kinds of queues are refused") {
  Scenario scenario = desks(10);
  for (int g = 1; g < 10; ++g) scenario.routing.overflow.push_back(rule(g, g, true));
  CHECK_THROWS_WITH_AS(compile(scenario),
                       "the overflow rules or stages of \"t\" can come together in more than 200 "
                       "ways: give fewer of them conditions",
                       Error);
}

TEST_CASE("ranks of groups and the rule within them") {
  Scenario scenario = desks(3);
  scenario.routing.groups["t"] = {{{"g2"}, {"g0", "g1"}}, false};
  const Model by_rank = compile(scenario);
  CHECK(by_rank.caller_picks == CallerPicks::kLongestIdle);
  CHECK(by_rank.queues[0].groups == std::vector<GroupId>{2, 0, 1});
  CHECK(by_rank.queues[0].rank_ends == std::vector<std::uint32_t>{1, 3});

  // A plain list is an order of ranks for "first in list", and one rank for other rules.
  scenario.routing.groups["t"] = {{{"g2"}, {"g0"}, {"g1"}}, true};
  CHECK(compile(scenario).caller_picks == CallerPicks::kFirstInList);
  CHECK(compile(scenario).queues[0].rank_ends.empty());
  scenario.routing.caller_picks = CallerPicks::kUniform;
  CHECK(compile(scenario).queues[0].rank_ends.empty());

  // The group with the fewest skills of each rank comes first in it.
  scenario.calls.push_back(call("u", 1 / kMinute, 60));
  scenario.agents[0].takes = {"t", "u"};
  scenario.routing.caller_picks = CallerPicks::kFewestSkills;
  scenario.routing.groups["t"] = {{{"g0", "g1"}, {"g2"}}, false};
  CHECK(compile(scenario).queues[0].groups == std::vector<GroupId>{1, 0, 2});
}
