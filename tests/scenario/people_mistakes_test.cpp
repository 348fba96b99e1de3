#include "mistakes.hpp"

namespace hotline::test {
namespace {

TEST_CASE("mistakes in speeds and persons are explained") {
  check_mistakes({
      {"speeds out of range, of types not taken", R"(
[[agents]]
name = "desk"
takes = ["help"]
count = 2
speed = { "halp" = 1.2, "help" = 0 }
persons = [{ name = "Ana", speed = 20 }, { name = "Ana" }, { speed = 1 }]
)",
       kCalendar + kCalls, R"(
scenario:5:11: error: the group does not take "halp"
  speed = { "halp" = 1.2, "help" = 0 }
            ^
  did you mean "help"?
scenario:5:34: error: "help" must be from 0.1 to 10, not 0
  speed = { "halp" = 1.2, "help" = 0 }
                                   ^
scenario:6:1: error: there are 3 persons, but the group has 2 agents
  persons = [{ name = "Ana", speed = 20 }, { name = "Ana" }, { speed = 1 }]
  ^
  the count is at scenario:4:9
scenario:6:36: error: "speed" must be from 0.1 to 10, not 20
  persons = [{ name = "Ana", speed = 20 }, { name = "Ana" }, { speed = 1 }]
                                     ^
scenario:6:51: error: there are two persons of one group named "Ana"
  persons = [{ name = "Ana", speed = 20 }, { name = "Ana" }, { speed = 1 }]
                                                    ^
  the other one is at scenario:6:21
scenario:6:60: error: a person needs "name"
  persons = [{ name = "Ana", speed = 20 }, { name = "Ana" }, { speed = 1 }]
                                                             ^
)"},
      {"persons with numbers by the clock", R"(
[[agents]]
name = "desk"
takes = ["help"]
staffing = { "08:00-14:00" = 1 }
persons = [{ name = "Ana" }]
)",
       kCalendar + kCalls, R"(
scenario:5:1: error: numbers by the clock do not say who comes
  persons = [{ name = "Ana" }]
  ^
  write count or [[agents.shift]] instead of staffing
)"},
      {"a person without a shift, and one with a misspelt name", R"(
[[agents]]
name = "desk"
takes = ["help"]
persons = [{ name = "Ana" }, { name = "Luis" }]
[[agents.shift]]
days = "mon"
from = "08:00"
to = "16:00"
persons = ["Anna"]
)",
       kCalendar + kCalls, R"(
scenario:9:12: error: there is no person in this group "Anna"
  persons = ["Anna"]
             ^
  did you mean "Ana"?
)"},
      {"a person whom no shift names", R"(
[[agents]]
name = "desk"
takes = ["help"]
persons = [{ name = "Ana" }, { name = "Luis" }]
[[agents.shift]]
days = "mon"
from = "08:00"
to = "16:00"
persons = ["Ana"]
)",
       kCalendar + kCalls, R"(
scenario:5:1: error: no shift names "Luis", a person of the group
  [[agents.shift]]
  ^
  add persons = ["Luis"] to a shift
)"},
      {"a person at two places at once, and more persons than places", R"(
[[agents]]
name = "desk"
takes = ["help"]
persons = [{ name = "Ana" }]
[[agents.shift]]
days = "mon-fri"
from = "22:00"
to = "06:00"
persons = ["Ana"]
[[agents.shift]]
days = "sat"
from = "05:00"
to = "09:00"
persons = ["Ana"]
[[agents.shift]]
days = "sun"
from = "05:00"
to = "09:00"
persons = ["Ana"]
)",
       kCalendar + kCalls, R"(
scenario:10:1: error: "Ana" works two shifts at once
  [[agents.shift]]
  ^
  the other one is at scenario:5:1
)"},
      {"more persons than places", R"(
[[agents]]
name = "desk"
takes = ["help"]
persons = [{ name = "Ana" }, { name = "Luis" }]
[[agents.shift]]
days = "mon-fri"
from = "08:00"
to = "16:00"
persons = ["Ana", "Luis"]
count = 1
)",
       kCalendar + kCalls, R"(
scenario:10:1: error: the shift names 2 persons, more than its count of 1
  count = 1
  ^
  the persons are at scenario:9:11
)"},
      {"talk that grows by what is not a growth", R"(
[[call]]
name = "more"
arrivals = { rate = "6/min" }
talk = "3 min"
talk_grows = "5/min"
[[call]]
name = "most"
arrivals = { rate = "6/min" }
talk = "3 min"
talk_grows = 0.05
[[call]]
name = "much"
arrivals = { rate = "6/min" }
talk = "3 min"
talk_grows = "1000 %/s"
[[agents]]
name = "hall"
takes = ["more", "most", "much"]
count = 1
)",
       kCalendar + kCalls + kAgents, R"(
scenario:5:14: error: "5/min" is not a growth
  talk_grows = "5/min"
               ^
  write it like "5 %/min"
scenario:10:14: error: "talk_grows" must be a growth such as "5 %/min", not a number
  talk_grows = 0.05
               ^
scenario:15:14: error: "1000 %/s" is more than 100 % a second
  talk_grows = "1000 %/s"
               ^
)"},
  });
}

TEST_CASE("mistakes in when people come and go are explained") {
  check_mistakes({
      {"windows that do not fit", R"(
[[agents]]
name = "desk"
takes = ["help"]
[[agents.shift]]
days = "mon"
from = "08:00"
to = "13:00"
count = 3
breaks = [{ window = "09:00-09:20", length = "30 min" }]
[[agents.shift]]
days = "mon"
from = "08:00"
to = "13:00"
count = 3
breaks = [{ window = "12:00-14:00", length = "30 min" }]
[[agents.shift]]
days = "mon"
from = "08:00"
to = "13:00"
count = 3
breaks = [{ window = "9 to 10", length = "30 min" }, { from = "10:00", window = "09:00-11:00", length = "5 min" }]
[[agents.shift]]
days = "mon"
from = "08:00"
to = "13:00"
count = 3
breaks = [{ window = "09:00-10:00", length = "5 min" }, { from = "09:50", length = "5 min" }]
)",
       kCalendar + kCalls, R"(
scenario:9:46: error: a break of 30 min does not fit into its window
  breaks = [{ window = "09:00-09:20", length = "30 min" }]
                                               ^
  the window is at scenario:9:22
scenario:15:22: error: the break in the window from 12:00 for 30 min is not within its shift, 08:00-13:00
  breaks = [{ window = "12:00-14:00", length = "30 min" }]
                       ^
  the shift is at scenario:12:8
scenario:21:22: error: "9 to 10" is not a stretch of the day
  breaks = [{ window = "9 to 10", length = "30 min" }, { from = "10:00", window = "09:00-11:00", lengt...
                       ^
  write it like "08:00-14:00"
scenario:21:72: error: a break has both "from" and "window"
  ..."9 to 10", length = "30 min" }, { from = "10:00", window = "09:00-11:00", length = "5 min" }]
                                                       ^
  keep one of them; "from" is at scenario:21:56
scenario:27:66: error: the breaks in the window from 09:00 and from 09:50 overlap
  breaks = [{ window = "09:00-10:00", length = "5 min" }, { from = "09:50", length = "5 min" }]
                                                                   ^
)"},
      {"people who are late for no shift", R"(
[[agents]]
name = "desk"
takes = ["help"]
count = 5
late = "5 min"
early = "5 min"
at_shift_end = "drop call"
special = [{ on = 2013-07-04, staffing = 1 }]
)",
       kCalendar + kCalls, R"(
scenario:5:1: error: only who has a shift can be late for it
  late = "5 min"
  ^
  write [[agents.shift]]
scenario:6:1: error: only who has a shift can leave early
  early = "5 min"
  ^
  write [[agents.shift]]
scenario:7:1: error: a constant number of agents has no shifts that end
  at_shift_end = "drop call"
  ^
  the count is at scenario:4:9
scenario:8:1: error: special days need numbers by the clock
  special = [{ on = 2013-07-04, staffing = 1 }]
  ^
  write staffing = { "00:00-24:00" = ... } instead of count
)"},
      {"other words and numbers that cannot be", R"(
[[agents]]
name = "desk"
takes = ["help"]
at_shift_end = "hang up"
pause_after_call = { probability = 2 }
[[agents.shift]]
days = "mon"
from = "08:00"
to = "13:00"
count = 3
late = 5
from_date = 2013-07-10
to_date = 2013-07-01
)",
       kCalendar + kCalls, R"(
scenario:4:16: error: "at_shift_end" cannot be "hang up"
  at_shift_end = "hang up"
                 ^
  it is one of "finish call", "drop call", "hand over"
scenario:5:20: error: "pause_after_call" needs "length"
  pause_after_call = { probability = 2 }
                     ^
scenario:5:36: error: "probability" must be from 0 to 1, not 2
  pause_after_call = { probability = 2 }
                                     ^
scenario:11:8: error: a length of time needs a unit: write "5 s"
  late = 5
         ^
scenario:13:1: error: the shift ends on 2013-07-01, before it begins
  to_date = 2013-07-01
  ^
  its from_date is at scenario:12:13
)"},
      {"special days", R"(
[open]
always = true
closed_on = [2013-07-04]
[[agents]]
name = "desk"
takes = ["help"]
staffing = { "08:00-14:00" = 1 }
special = [{ on = 2013-07-04, staffing = 1 }, { on = 2013-07-05, staffing = 1 }, { on = 2013-07-05, staffing = 2 }]
)",
       kCalendar + kCalls, R"(
scenario:8:19: error: on 2013-07-04 the lines are closed and nobody works
  special = [{ on = 2013-07-04, staffing = 1 }, { on = 2013-07-05, staffing = 1 }, { on = 2013-07-05, ...
                    ^
  take the date out of closed_on in [open], or leave it out here
scenario:8:89: error: 2013-07-05 is named twice
  ... = 1 }, { on = 2013-07-05, staffing = 1 }, { on = 2013-07-05, staffing = 2 }]
                                                       ^
)"},
      {"a special day with weekdays", R"(
[[agents]]
name = "desk"
takes = ["help"]
staffing = { "08:00-14:00" = 1 }
special = [{ on = 2013-07-05, staffing = { mon-fri = { "08:00-09:00" = 1 } } }]
)",
       kCalendar + kCalls, R"(
scenario:5:56: error: a special day has no weekdays
  special = [{ on = 2013-07-05, staffing = { mon-fri = { "08:00-09:00" = 1 } } }]
                                                         ^
  write the times of day alone
)"},
  });
}

}  // namespace
}  // namespace hotline::test
