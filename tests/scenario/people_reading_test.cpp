#include <variant>

#include "mistakes.hpp"

namespace hotline::test {
namespace {

const std::string kGroup = "[[agents]]\nname = \"desk\"\ntakes = [\"help\"]\n";

AgentGroup group_of(const std::string& text) {
  return parse_scenario(kCalendar + kCalls + kGroup + text, "scenario").agents[0];
}

TEST_CASE("everything that a group may say about its people is read") {
  const AgentGroup group = group_of(R"(
persons          = [{ name = "Ana", speed = 1.2 }, { name = "Luis" }]
speed            = { "help" = 0.8 }
at_shift_end     = "hand over"
late             = "3 min"
early            = { exponential = { mean = "2 min" } }
pause_after_call = { probability = 0.1, length = "2 min" }
[[agents.shift]]
days      = "mon-fri"
from      = "08:00"
to        = "14:00"
persons   = ["Luis", "Ana"]
from_date = 2013-07-10
late      = "1 min"
breaks    = [{ window = "11:30-13:00", length = "30 min", paid = true }]
)");
  REQUIRE(group.persons.size() == 2);
  CHECK(group.persons[0].speed == 1.2);
  CHECK(group.persons[1].speed == 1);
  CHECK(group.speed == 1);
  CHECK(group.speed_by_type.at("help") == 0.8);
  CHECK(group.at_shift_end == AtShiftEnd::kHandOver);
  CHECK(group.late->mean() == 180);
  CHECK(group.early->mean() == 120);
  CHECK(group.pause_after_call->probability == 0.1);
  CHECK(group.pause_after_call->length.mean() == 120);
  const Shift& shift = std::get<std::vector<Shift>>(group.staffing).at(0);
  CHECK(shift.count == 2);
  CHECK(shift.persons == std::vector<std::string>{"Luis", "Ana"});
  CHECK(shift.from_date == Date(std::chrono::year(2013) / 7 / 10));
  CHECK_FALSE(shift.to_date);
  CHECK(shift.late->mean() == 60);
  CHECK(shift.breaks.at(0).from == 11.5 * kHour);
  CHECK(shift.breaks.at(0).slack == kHour);
  CHECK(shift.breaks.at(0).paid);
}

TEST_CASE("one speed for all calls, and talk that grows with the wait") {
  CHECK(group_of("count = 1\nspeed = 1.5\n").speed == 1.5);
  const Scenario scenario = parse_scenario(
      kCalendar + kCalls + "talk_grows = \"6 %/min\"\n" + kGroup + "count = 1\n", "scenario");
  CHECK(scenario.calls[0].talk_growth == doctest::Approx(0.001));
}

TEST_CASE("a special day has numbers by the clock or one for the whole day") {
  const AgentGroup group = group_of(R"(
staffing = { "08:00-14:00" = 3 }
special  = [{ on = 2013-07-04, staffing = { "08:00-10:00" = 1, "22:00-02:00" = 2 } }, { on = 2013-07-05, staffing = 0 }]
)");
  REQUIRE(group.special.size() == 2);
  CHECK(group.special[0].numbers.size() == 2);
  CHECK(group.special[0].numbers[1].first.to == 2 * kHour);
  CHECK(group.special[1].numbers.at(0).second == 0);
  CHECK(group.special[1].numbers.at(0).first.to == kDay);
}

TEST_CASE("persons and their speeds can be set from the command line") {
  const std::string text =
      kCalendar + kCalls + kGroup + "count = 3\npersons = [{ name = \"Ana\" }]\n";
  const Scenario scenario = parse_scenario(
      text, "scenario", {"agents.desk.persons.Ana.speed=1.4", "agents.desk.speed=0.9"});
  CHECK(scenario.agents[0].persons.at(0).speed == 1.4);
  CHECK(scenario.agents[0].speed == 0.9);
}

TEST_CASE("a number of agents set from the command line replaces shifts and what belongs to them") {
  const std::string text = kCalendar + kCalls + kGroup +
                           "late = \"1 min\"\nat_shift_end = \"drop call\"\n[[agents.shift]]\n"
                           "days = \"mon\"\nfrom = \"08:00\"\nto = \"10:00\"\ncount = 1\n";
  const Scenario scenario = parse_scenario(text, "scenario", {"agents.desk.count=4"});
  CHECK(std::get<int>(scenario.agents[0].staffing) == 4);
  CHECK_FALSE(scenario.agents[0].late);
}

}  // namespace
}  // namespace hotline::test
