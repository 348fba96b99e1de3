#include <doctest/doctest.h>

#include "hotline/scenario/read.hpp"
#include "scenario/units.hpp"

namespace hotline {
namespace {

using std::chrono::July;
using std::chrono::October;

constexpr const char* kEveryKey = R"(
title = "All of it"

[horizon]
from      = 2013-07-04
to        = 2013-12-16
time_zone = "America/Phoenix"
interval  = "15 min"

[open]
mon-fri    = ["08:00-12:00", "13:00-20:00"]
sat        = "22:00-02:00"
sun        = "closed"
closed_on  = [2013-11-28, 2013-12-25]
special    = [{ on = 2013-12-24, hours = "08:00-12:00" }, { on = 2013-12-31, hours = ["08:00-09:00", "10:00-11:00"] }]
at_closing = "send away"

[demand]
levels    = [{ from = 2013-07-04, calls_per_day = 137.8 }, { from = 2013-10-01, calls_per_day = 152 }]
weekdays  = { mon = 1.25, sun = 0 }
day_shape = { mon-fri = { "08:00-10:00" = 0.7, "10:00-20:00" = 1.4 }, "sat, sun" = { "22:00-24:00" = 1 } }
busyness  = { gamma_cv = 0.25, per = "replication" }
surges    = [{ from = 2013-10-01, to = 2013-10-16, factor = 1.25, included = true, note = "shutdown" }]

[[call]]
name        = "information"
share       = 0.6
talk        = { usual = "4 min", by_time = { "08:00-10:00" = "5 min", "10:00-12:00" = { exponential = { mean = "6 min" } } } }
after_call  = "40 s"
patience    = { weibull = { shape = 0.8, mean = "4 min" } }
balk        = 0.01
retry       = { after = ["abandoned", "balked", "rejected", "blocked", "closed", "dismissed"], probability = 0.35, delay = "30 min", at_most = 3, patience = "same" }
target      = { answered_within = "10 s", share = 0.9 }
priority    = -2
queue_limit = 7
weight      = 2.5

[[call]]
name  = "protection"
share = 0.4
talk  = "9 min"

[[call]]
name     = "outside"
arrivals = { rates = { mon-fri = { "08:00-20:00" = "36/h" } }, busyness = { gamma_cv = 0.5 } }
talk     = "1 min"

[[agents]]
name      = "operators"
takes     = ["protection", "information", "outside"]
talk      = { protection = "8 min" }
absence   = 0.04
shrinkage = 0.12

[[agents.shift]]
name   = "night"
days   = "mon, wed"
from   = "22:00"
to     = "06:00"
count  = 3
breaks = [{ from = "01:00", length = "15 min", paid = true }, { from = "23:00", length = "30 min" }]

[[agents]]
name     = "desk"
takes    = ["information"]
staffing = { mon-fri = { "08:00-14:00" = 2, "22:00-06:00" = 1 }, sun = { "08:00-20:00" = 4 } }

[routing]
caller_picks   = "longest idle"
agent_picks    = "longest weighted wait"
groups         = { information = ["desk", "operators"] }
lines          = 30
queue_limit    = 20
when_unstaffed = "send away"
break          = "keep end"

[run]
replications = 200
seed         = 2013
confidence   = 0.9
)";

Date date(int year, std::chrono::month month, unsigned day) {
  return Date(std::chrono::year(year) / month / std::chrono::day(day));
}

Seconds constant(const Distribution& distribution) {
  return std::get<law::Constant>(distribution.law()).value;
}

TEST_CASE("the title, the horizon and the run settings are read") {
  const Scenario scenario = parse_scenario(kEveryKey);
  CHECK(scenario.title == "All of it");
  const auto& horizon = std::get<CalendarHorizon>(scenario.horizon);
  CHECK(horizon.from == date(2013, July, 4));
  CHECK(horizon.to == date(2013, std::chrono::December, 16));
  CHECK(horizon.time_zone == "America/Phoenix");
  CHECK(horizon.interval == 15 * kMinute);
  CHECK(scenario.run.replications == 200);
  CHECK(scenario.run.seed == 2013);
  CHECK(scenario.run.confidence == 0.9);
}

TEST_CASE("opening hours are read") {
  const Opening opening = parse_scenario(kEveryKey).opening;
  REQUIRE(opening.hours);
  REQUIRE(opening.hours->entries.size() == 3);
  CHECK(opening.hours->entries[0].days.size() == 5);
  CHECK(opening.hours->entries[1].range.from == 13 * kHour);
  CHECK(opening.hours->entries[2].days == std::vector{Weekday::kSaturday});
  CHECK(opening.hours->entries[2].range.to == 2 * kHour);
  CHECK(opening.closed_on.size() == 2);
  REQUIRE(opening.special.size() == 2);
  CHECK(opening.special[1].hours.size() == 2);
  CHECK(opening.at_closing == AtClosing::kSendAway);
}

TEST_CASE("demand is read") {
  const Demand demand = *parse_scenario(kEveryKey).demand;
  REQUIRE(demand.levels.size() == 2);
  CHECK(demand.levels[1].from == date(2013, October, 1));
  CHECK(demand.levels[1].calls_per_day == 152);
  CHECK(demand.weekdays == std::array{1.25, 1.0, 1.0, 1.0, 1.0, 1.0, 0.0});
  const auto& shape = std::get<WeekTable<double>>(*demand.day_shape);
  CHECK(shape.entries.size() == 3);
  CHECK(shape.entries[2].range.to == kDay);
  CHECK(demand.busyness.front().cv == 0.25);
  CHECK(demand.busyness.front().per == Busyness::Per::kReplication);
  REQUIRE(demand.surges.size() == 1);
  CHECK(demand.surges[0].to == date(2013, October, 16));
  CHECK(demand.surges[0].factor == 1.25);
  CHECK(demand.surges[0].included);
  CHECK(demand.surges[0].note == "shutdown");
}

TEST_CASE("call types are read") {
  const Scenario scenario = parse_scenario(kEveryKey);
  REQUIRE(scenario.calls.size() == 3);
  const CallType& call = scenario.calls[0];
  CHECK(call.name == "information");
  CHECK(call.share == 0.6);
  CHECK(constant(call.talk.usual) == 240);
  REQUIRE(call.talk.by_time.entries.size() == 2);
  CHECK(constant(call.talk.by_time.entries[0].value) == 300);
  CHECK(constant(call.after_call->usual) == 40);
  CHECK(call.patience->usual.mean() == doctest::Approx(240));
  CHECK(call.balk == 0.01);
  CHECK(call.retry->after.size() == kFailures);
  CHECK(call.retry->probability == 0.35);
  CHECK(constant(call.retry->delay) == 1800);
  CHECK(call.retry->at_most == 3);
  CHECK(call.retry->same_patience);
  CHECK(call.target.answered_within == 10);
  CHECK(call.target.share == 0.9);
  CHECK(call.priority == -2);
  CHECK(call.queue_limit == 7);
  CHECK(call.weight == 2.5);
  const auto& rates =
      std::get<WeekTable<double>>(std::get<Profile>(scenario.calls[2].arrivals->source));
  CHECK(rates.entries[0].value == doctest::Approx(0.01));
  CHECK(scenario.calls[2].arrivals->busyness->per == Busyness::Per::kDay);
}

TEST_CASE("what is left out has the defaults of the manual") {
  const CallType call = parse_scenario(kEveryKey).calls[1];
  CHECK_FALSE(call.after_call);
  CHECK_FALSE(call.patience);
  CHECK_FALSE(call.retry);
  CHECK_FALSE(call.queue_limit);
  CHECK(call.balk == 0);
  CHECK(call.target.answered_within == 20);
  CHECK(call.target.share == 0.8);
  CHECK(call.priority == 0);
  CHECK(call.weight == 1);
}

TEST_CASE("agents are read") {
  const Scenario scenario = parse_scenario(kEveryKey);
  REQUIRE(scenario.agents.size() == 2);
  const AgentGroup& group = scenario.agents[0];
  CHECK(group.takes == std::vector<std::string>{"protection", "information", "outside"});
  CHECK(constant(group.talk.at("protection")) == 480);
  CHECK(group.absence == 0.04);
  CHECK(group.shrinkage == 0.12);
  const auto& shifts = std::get<std::vector<Shift>>(group.staffing);
  REQUIRE(shifts.size() == 1);
  CHECK(shifts[0].name == "night");
  CHECK(shifts[0].days == std::vector{Weekday::kMonday, Weekday::kWednesday});
  CHECK(shifts[0].range.from == 22 * kHour);
  CHECK(shifts[0].range.to == 6 * kHour);
  CHECK(shifts[0].count == 3);
  REQUIRE(shifts[0].breaks.size() == 2);
  CHECK(shifts[0].breaks[0].from == kHour);
  CHECK(shifts[0].breaks[0].length == 15 * kMinute);
  CHECK(shifts[0].breaks[0].paid);
  CHECK_FALSE(shifts[0].breaks[1].paid);
  const auto& table = std::get<WeekTable<int>>(scenario.agents[1].staffing);
  REQUIRE(table.entries.size() == 3);
  CHECK(table.entries[1].value == 1);
  CHECK(table.entries[1].range.to == 6 * kHour);
}

TEST_CASE("routing is read") {
  const Routing routing = parse_scenario(kEveryKey).routing;
  CHECK(routing.caller_picks == CallerPicks::kLongestIdle);
  CHECK(routing.agent_picks == AgentPicks::kLongestWeightedWait);
  CHECK(routing.groups.at("information").ranks ==
        std::vector<std::vector<std::string>>{{"desk"}, {"operators"}});
  CHECK(routing.lines == 30);
  CHECK(routing.queue_limit == 20);
  CHECK(routing.when_unstaffed == WhenUnstaffed::kSendAway);
  CHECK(routing.break_rule == BreakRule::kKeepEnd);
}

}  // namespace
}  // namespace hotline
