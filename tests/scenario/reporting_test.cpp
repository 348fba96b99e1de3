#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "scenario/mistakes.hpp"

using namespace hotline;
using namespace hotline::test;

namespace {

// What is said about a scenario with this at its end, or with these keys in its type or group.
std::string told(const std::string& text) {
  return mistakes_of(kCalendar + kCalls + kAgents + text);
}
std::string told_of_call(const std::string& keys) {
  return mistakes_of(kCalendar + kCalls + keys + "\n" + kAgents);
}
std::string told_of_group(const std::string& keys) {
  return mistakes_of(kCalendar + kCalls + kAgents + keys);
}

void check_told(const std::string& all, const std::string& part) {
  CAPTURE(all);
  CHECK(all.find(part) != std::string::npos);
}

}  // namespace

TEST_CASE("what a report is asked for is read") {
  const Scenario scenario =
      parse_scenario(kCalendar + kCalls +
                     "targets = [\"10 s\", \"1 min\"]\n"
                     "watch = { asa = { yellow = \"20 s\", red = \"1 min\" } }\n" +
                     kAgents +
                     "wage = \"18/h\"\n"
                     "watch = { occupancy = { yellow = 0.85, red = 0.9 } }\n"
                     R"(
[report]
interval_of = "exit"
[watch]
service_level = { yellow = 0.85, red = 0.8, each = "interval" }
coverage_hours = { yellow = 0.5, red = 0.4 }
[[segment]]
name  = "mornings"
calls = ["help"]
hours = ["mon-fri 08:00-12:00", "sat, sun", "20:00-22:00"]
[cost]
currency       = "USD"
line           = "0.03/min"
abandoned_call = 2.5
served_call    = 4
)");
  CHECK(scenario.calls[0].more_targets == std::vector<Seconds>{10, 60});
  CHECK(scenario.calls[0].watch.at(0).measure == "asa");
  CHECK(scenario.calls[0].watch.at(0).red == 60);
  CHECK_FALSE(scenario.calls[0].watch.at(0).good_if_large());
  CHECK(scenario.agents[0].wage == doctest::Approx(18 / kHour));
  CHECK(scenario.agents[0].watch.at(0).yellow == 0.85);
  const Reporting& reporting = scenario.reporting;
  CHECK(reporting.interval_of == IntervalOf::kExit);
  REQUIRE(reporting.watch.size() == 2);
  CHECK(reporting.watch[0].each_interval);
  CHECK(reporting.watch[0].good_if_large());
  CHECK_FALSE(reporting.watch[1].each_interval);
  REQUIRE(reporting.segments.at(0).hours.size() == 3);
  CHECK(reporting.segments[0].hours[0].days.size() == 5);
  CHECK(reporting.segments[0].hours[0].from == 8 * kHour);
  CHECK(reporting.segments[0].hours[1].days.size() == 2);
  CHECK(reporting.segments[0].hours[1].to == kDay);
  CHECK(reporting.segments[0].hours[2].days.size() == 7);
  CHECK(reporting.costs->currency == "USD");
  CHECK(reporting.costs->line_second == doctest::Approx(0.03 / 60));
  CHECK(reporting.costs->abandoned_call == 2.5);
  CHECK(reporting.costs->served_call == 4);
}

TEST_CASE("nothing is asked for by default") {
  const Scenario scenario = parse_scenario(kCalendar + kCalls + kAgents);
  CHECK(scenario.reporting.interval_of == IntervalOf::kArrival);
  CHECK(scenario.reporting.watch.empty());
  CHECK(scenario.reporting.segments.empty());
  CHECK_FALSE(scenario.reporting.costs);
  CHECK(scenario.calls[0].more_targets.empty());
}

TEST_CASE("limits may be changed one by one, and set from the command line") {
  const std::string text =
      kCalendar + kCalls + kAgents + "[watch]\nservice_level = { yellow = 0.85, red = 0.8 }\n";
  const Scenario scenario = parse_scenario(text, "scenario", {"watch.service_level.red=0.7"});
  CHECK(scenario.reporting.watch.at(0).red == 0.7);
  CHECK(scenario.reporting.watch.at(0).yellow == 0.85);
}

TEST_CASE("mistakes in limits are told with their place") {
  CHECK(told("[watch]\nservicelevel = { yellow = 0.8, red = 0.7 }") ==
        R"(scenario:13:1: error: "servicelevel" is no measure that [watch] can watch
  servicelevel = { yellow = 0.8, red = 0.7 }
  ^
  did you mean "service_level"?
)");
  check_told(told("[watch]\nasa = { yellow = 20, red = \"1 min\" }"),
             "a length of time needs a unit: write \"20 s\"");
  check_told(told("[watch]\nwaited = { yellow = 20, red = 0.3 }"), "must be from 0 to 1, not 20");
  check_told(told("[watch]\nwaited = { yellow = 0.3, red = 0.3 }"), "yellow and red are the same");
  check_told(told("[watch]\nwaited = { yellow = 0.3 }"), "needs \"red\"");
  check_told(told("[watch]\nexcess = { yellow = \"1 s\", red = \"2 s\", each = \"interval\" }"),
             "\"excess\" is not estimated for each interval");
  check_told(told("[watch]\nwaited = { yellow = 0.3, red = 0.4, each = \"intervall\" }"),
             "did you mean \"interval\"?");
  check_told(told_of_call("watch = { occupancy = { yellow = 0.85, red = 0.9 } }"),
             "\"occupancy\" is no measure that [[call]] \"help\" can watch");
  check_told(told_of_group("watch = { asa = { yellow = \"1 s\", red = \"2 s\" } }"),
             "\"asa\" is no measure that [[agents]] \"desk\" can watch");
  check_told(mistakes_of(kSteady + kCalls + kAgents +
                         "[watch]\nasa = { yellow = \"1 s\", red = \"2 s\", each = \"interval\" }"),
             "\"each\" goes by the clock, but the horizon is steady");
}

TEST_CASE("mistakes in segments are told with their place") {
  check_told(told("[[segment]]\nname = \"x\""), "needs calls, agents or hours");
  check_told(told("[[segment]]\ncalls = [\"help\"]"), "needs \"name\"");
  check_told(told("[[segment]]\nname = \"x\"\ncalls = [\"hepl\"]"), "did you mean \"help\"?");
  check_told(told("[[segment]]\nname = \"x\"\nagents = [\"dsek\"]"), "did you mean \"desk\"?");
  check_told(told("[[segment]]\nname = \"x\"\ncalls = []"), "\"calls\" must not be empty");
  check_told(told("[[segment]]\nname = \"x\"\nhours = \"mon-fry 08:00-12:00\""),
             "is not a choice of weekdays");
  check_told(told("[[segment]]\nname = \"x\"\nhours = \"mon 12:00-08:00\""),
             "ends before it begins");
  check_told(told("[[segment]]\nname = \"x\"\nhours = \"mon 08:10-12:00\""),
             "08:10 is not the border of an interval of 30 min");
  check_told(told("[[segment]]\nname = \"x\"\nhours = \"mon\"\n"
                  "[[segment]]\nname = \"x\"\nhours = \"tue\""),
             "\"x\"");
  check_told(mistakes_of(kSteady + kCalls + kAgents + "[[segment]]\nname = \"x\"\nhours = \"mon\""),
             "\"hours\" goes by the clock, but the horizon is steady");
}

TEST_CASE("mistakes in costs, targets and intervals are told with their place") {
  check_told(told("[cost]\nline = \"0.02/min\""), "needs \"currency\"");
  check_told(told("[cost]\ncurrency = \"USD\"\nline = 0.02"), "a rate needs a unit of time");
  check_told(told("[cost]\ncurrency = \"USD\"\nabandoned_call = -1"), "must be from 0 to");
  check_told(told_of_group("wage = \"18/h\""), "a wage needs a currency");
  check_told(told_of_call("targets = \"20 s\""), "must be a list");
  check_told(told_of_call("targets = [20]"), "a length of time needs a unit");
  check_told(told_of_call("targets = [" +
                          [] {
                            std::string many;
                            for (int i = 1; i <= 11; ++i)
                              many += "\"" + std::to_string(i) + " s\", ";
                            return many;
                          }() +
                          "]"),
             "\"targets\" has more than 10 entries");
  check_told(told("[report]\ninterval_of = \"arival\""), "did you mean \"arrival\"?");
  check_told(mistakes_of(kSteady + kCalls + kAgents + "[report]\ninterval_of = \"exit\""),
             "\"interval_of\" goes by the clock, but the horizon is steady");
}
