#include <doctest/doctest.h>

#include "hotline/scenario/read.hpp"
#include "mistakes.hpp"

namespace hotline {
namespace {

const char* const kStart = R"([horizon]
from = 2013-07-01
to   = 2013-07-07
[[call]]
name     = "a"
arrivals = { rate = "10/h" }
talk     = "3 min"
[[agents]]
name  = "desk"
takes = ["a"]
count = 2
)";

StaffingWishes read(const std::string& text) { return parse_scenario(kStart + text).staffing; }

// The message of the one mistake.
std::string mistake(const std::string& text) {
  try {
    read(text);
  } catch (const InputError& error) {
    CHECK(error.problems().size() == 1);
    const Problem& first = error.problems().front();
    return first.message + (first.hint.empty() ? "" : " | " + first.hint);
  }
  return "none";
}

TEST_CASE("targets and permitted shifts are read as they are written") {
  const StaffingWishes wishes = read(R"(
[staffing]
days_a_week       = 4
days_in_a_row     = 3
days_off_together = true
rest              = "12 h"
people            = { desk = 7 }
part_time         = 0.25
[[staffing.target]]
service_level = 0.9
within        = "30 s"
calls         = ["a"]
in_days       = 0.95
[[staffing.target]]
occupancy = 0.85
agents    = ["desk"]
each      = "horizon"
[[staffing.shift]]
name    = "day"
agents  = ["desk"]
days    = "mon-fri"
starts  = { from = "08:00", to = "09:00", every = "30 min" }
lengths = ["8 h", "6 h"]
breaks  = [{ after = "3 h", until = "5 h", length = "30 min" }]
wage    = "20/h"
people  = 3
part_time = true
)");
  REQUIRE(wishes.targets.size() == 2);
  CHECK(wishes.targets[0].measure == StaffingTarget::Measure::kServiceLevel);
  CHECK(wishes.targets[0].limit == 0.9);
  CHECK(*wishes.targets[0].within == 30);
  CHECK(wishes.targets[0].in_days == 0.95);
  CHECK(wishes.targets[0].each == StaffingTarget::Each::kDay);
  CHECK(wishes.targets[1].measure == StaffingTarget::Measure::kOccupancy);
  CHECK(wishes.targets[1].each == StaffingTarget::Each::kHorizon);
  CHECK(wishes.rules.days_a_week == 4);
  CHECK(wishes.rules.days_in_a_row == 3);
  CHECK(wishes.rules.days_off_together);
  CHECK(wishes.rules.rest == 12 * kHour);
  CHECK(wishes.rules.group_people.at("desk") == 7);
  CHECK(wishes.rules.part_time == 0.25);
  REQUIRE(wishes.shifts.size() == 1);
  const PermittedShift& shift = wishes.shifts[0];
  CHECK(shift.starts == std::vector<ClockTime>{8 * kHour, 8.5 * kHour, 9 * kHour});
  CHECK(shift.lengths == std::vector<Seconds>{8 * kHour, 6 * kHour});
  CHECK(shift.breaks[0].until == 5 * kHour);
  CHECK_FALSE(shift.breaks[0].paid);
  CHECK(*shift.wage == doctest::Approx(20 / kHour));
  CHECK(*shift.people == 3);
  CHECK(shift.part_time);
}

TEST_CASE("wishes that make no sense are refused with a reason") {
  CHECK(mistake("[[staffing.target]]\nservice_level = 0.8\ncalls = [\"b\"]\n")
            .starts_with("there is no call type \"b\""));
  CHECK(mistake("[[staffing.target]]\nasa = \"30 s\"\nwithin = \"20 s\"\n") ==
        "only a service level has a time within which calls are answered");
  CHECK(mistake("[[staffing.target]]\noccupancy = 0.8\ncalls = [\"a\"]\n")
            .starts_with("an occupancy is that of agents"));
  CHECK(mistake("[[staffing.target]]\nabandonment = 0.1\nagents = [\"desk\"]\n")
            .starts_with("this is a measure of calls"));
  CHECK(mistake("[[staffing.target]]\nabandonment = 0.1\neach = \"horizon\"\nin_days = 0.9\n")
            .starts_with("a share of days is counted of days"));
  CHECK(mistake("[[staffing.target]]\nservice_level = 0.8\nwithin = \"20 s\"\n"
                "[[staffing.target]]\nservice_level = 0.9\nwithin = \"60 s\"\n")
            .starts_with("calls of \"a\" have another target time already, 20 s"));
  CHECK(mistake("[staffing]\ndays_a_week = 7\ndays_in_a_row = 5\n") ==
        "nobody can work 7 days a week and at most 5 in a row");
  CHECK(mistake("[staffing]\nrest = \"30 h\"\n").starts_with("with so long a rest nobody works"));
  CHECK(mistake("[staffing]\npeople = { dsek = 2 }\n").find("did you mean \"desk\"?") !=
        std::string::npos);
  CHECK(mistake("[staffing]\ndays_per_week = 5\n").find("days_a_week") != std::string::npos);
}

TEST_CASE("breaks outside shifts are refused") {
  const std::string shift =
      "[[staffing.shift]]\nname = \"s\"\nstarts = [\"08:00\"]\nlengths = [\"6 h\"]\nbreaks = [";
  CHECK(mistake(shift + "{ after = \"3 h\", until = \"7 h\", length = \"30 min\" }]\n")
            .starts_with("the break may last until 7 h after the start, 1 h beyond the end of a "
                         "shift of 6 h"));
  CHECK(mistake(shift + "{ after = \"3 h\", until = \"3 h 15 min\", length = \"30 min\" }]\n")
            .starts_with("a break of 30 min does not fit between 3 h and 3 h 15 min"));
  CHECK(mistake(shift +
                "{ after = \"1 h\", until = \"3 h\", length = \"30 min\" }, { after = \"2 h\", "
                "until = \"4 h\", length = \"30 min\" }]\n") ==
        "the windows of two breaks overlap");
  CHECK(mistake("[[staffing.shift]]\nname = \"s\"\nstarts = [\"24:00\"]\nlengths = [\"6 h\"]\n")
            .starts_with("a shift cannot begin at the end of the day"));
}

}  // namespace
}  // namespace hotline
