#include "mistakes.hpp"

namespace hotline::test {
namespace {

TEST_CASE("mistakes in agents are explained") {
  check_mistakes({
      {"a group without anything", R"(
[[agents]]
)",
       kCalendar + kCalls, R"(
scenario:1:1: error: [[agents]] needs "name"
  [[agents]]
  ^
scenario:1:1: error: [[agents]] needs "takes"
  [[agents]]
  ^
scenario:1:1: error: [[agents]] needs "count", "staffing" or "shift"
  [[agents]]
  ^
)"},
      {"takes that name what is not there", R"(
[[agents]]
name = "desk"
takes = ["halp", "help", "help"]
count = 1
)",
       kCalendar + kCalls, R"(
scenario:3:10: error: there is no call type "halp"
  takes = ["halp", "help", "help"]
           ^
  did you mean "help"?
scenario:3:26: error: "takes" names "help" twice
  takes = ["halp", "help", "help"]
                           ^
)"},
      {"takes nothing", R"(
[[agents]]
name = "desk"
takes = []
count = 1
)",
       kCalendar + kCalls, R"(
scenario:3:9: error: "takes" must not be empty
  takes = []
          ^
)"},
      {"takes without brackets", R"(
[[agents]]
name = "desk"
takes = "help"
count = 1
)",
       kCalendar + kCalls, R"(
scenario:3:9: error: "takes" must be a list, not text
  takes = "help"
          ^
  put it in brackets: [ ... ]
)"},
      {"two groups of one name", R"(
[[agents]]
name = "desk"
takes = ["help"]
count = 1
)",
       kCalendar + kCalls + kAgents, R"(
scenario:13:8: error: there are two [[agents]] named "desk"
  name = "desk"
         ^
  the other one is at scenario:2:8
)"},
      {"two kinds of staffing", R"(
[[agents]]
name = "desk"
takes = ["help"]
count = 1
staffing = { "08:00-14:00" = 1 }
)",
       kCalendar + kCalls, R"(
scenario:5:1: error: [[agents]] "desk" has both "count" and "staffing"
  staffing = { "08:00-14:00" = 1 }
  ^
  keep one of them; "count" is at scenario:4:1
)"},
      {"numbers of agents that cannot be", R"(
[[agents]]
name = "desk"
takes = ["help"]
count = -1
[[agents]]
name = "hall"
takes = ["help"]
count = 200000
[[agents]]
name = "room"
takes = ["help"]
count = 2.5
[[agents]]
name = "house"
takes = ["help"]
count = "2"
)",
       kCalendar + kCalls, R"(
scenario:4:9: error: "count" must be from 0 to 100000, not -1
  count = -1
          ^
scenario:8:9: error: "count" must be from 0 to 100000, not 200000
  count = 200000
          ^
scenario:12:9: error: "count" must be a whole number, not 2.5
  count = 2.5
          ^
scenario:16:9: error: "count" must be a whole number, not text
  count = "2"
          ^
  write it without quotes
)"},
      {"staffing by the clock in a steady scenario", R"(
[[agents]]
name = "desk"
takes = ["help"]
staffing = { "08:00-14:00" = 1 }
[[agents]]
name = "hall"
takes = ["help"]
shift = [{ days = "mon", from = "08:00", to = "16:00", count = 3 }]
)",
       kSteady + kCalls, R"(
scenario:4:12: error: "staffing" goes by the clock, but the horizon is steady
  staffing = { "08:00-14:00" = 1 }
             ^
  in [horizon], write from and to instead of steady
scenario:8:9: error: "shift" goes by the clock, but the horizon is steady
  shift = [{ days = "mon", from = "08:00", to = "16:00", count = 3 }]
          ^
  in [horizon], write from and to instead of steady
)"},
      {"a shift without anything", R"(
[[agents]]
name = "desk"
takes = ["help"]
[[agents.shift]]
)",
       kCalendar + kCalls, R"(
scenario:4:1: error: [[agents.shift]] needs "days"
  [[agents.shift]]
  ^
scenario:4:1: error: [[agents.shift]] needs "from"
  [[agents.shift]]
  ^
scenario:4:1: error: [[agents.shift]] needs "to"
  [[agents.shift]]
  ^
scenario:4:1: error: [[agents.shift]] needs "count"
  [[agents.shift]]
  ^
)"},
      {"a shift with mistakes", R"(
[[agents]]
name = "desk"
takes = ["help"]
[[agents.shift]]
days = "mon to fri"
from = 08:00:00
to = "4 pm"
count = 3
[[agents.shift]]
days = "mon, mon-fri"
from = "24:00"
to = "08:00"
count = 3
)",
       kCalendar + kCalls, R"(
scenario:5:8: error: "mon to fri" is not a choice of weekdays
  days = "mon to fri"
         ^
  write it like mon, "mon-fri", "mon, wed, fri" or every_day; the weekdays are mon, tue, wed, thu, fri, sat and sun
scenario:6:8: error: "from" must be a time of day in quotes, such as "08:00", not a time without quotes
  from = 08:00:00
         ^
scenario:7:6: error: "4 pm" is not a time of day
  to = "4 pm"
       ^
  write it like "08:00"; the last is "24:00"
scenario:10:8: error: "mon, mon-fri" names mon twice
  days = "mon, mon-fri"
         ^
scenario:11:8: error: a shift cannot begin at the end of the day
  from = "24:00"
         ^
  the day begins at "00:00"
)"},
      {"two shifts of one name", R"(
[[agents]]
name = "desk"
takes = ["help"]
[[agents.shift]]
name = "early"
days = "mon"
from = "08:00"
to = "16:00"
count = 3
[[agents.shift]]
name = "early"
days = "tue"
from = "08:00"
to = "16:00"
count = 3
)",
       kCalendar + kCalls, R"(
scenario:11:8: error: there are two shifts of one group named "early"
  name = "early"
         ^
  the other one is at scenario:5:8
)"},
      {"breaks outside the shift or overlapping", R"(
[[agents]]
name = "desk"
takes = ["help"]
[[agents.shift]]
days = "mon"
from = "08:00"
to = "16:00"
count = 3
breaks = [{ from = "12:00", length = "30 min" }, { from = "12:15", length = "15 min" }, { from = "15:45", length = "30 min" }, { from = "07:00", length = "10 min" }]
)",
       kCalendar + kCalls, R"(
scenario:9:59: error: the breaks from 12:00 and from 12:15 overlap
  ... [{ from = "12:00", length = "30 min" }, { from = "12:15", length = "15 min" }, { from = "15:45", le...
                                                       ^
scenario:9:98: error: the break from 15:45 for 30 min is not within its shift, 08:00-16:00
  ..., { from = "12:15", length = "15 min" }, { from = "15:45", length = "30 min" }, { from = "07:00", le...
                                                       ^
  the shift is at scenario:6:8
scenario:9:137: error: the break from 07:00 for 10 min is not within its shift, 08:00-16:00
  ..., { from = "15:45", length = "30 min" }, { from = "07:00", length = "10 min" }]
                                                       ^
  the shift is at scenario:6:8
)"},
      {"absence without shifts", R"(
[[agents]]
name = "desk"
takes = ["help"]
count = 5
absence = 0.04
)",
       kCalendar + kCalls, R"(
scenario:5:1: error: absence needs shifts: only who has a shift can stay away from it
  absence = 0.04
  ^
  lower the numbers instead, or write [[agents.shift]]
)"},
      {"talk of a call that the group does not take", R"(
[[agents]]
name = "desk"
takes = ["help"]
count = 5
talk = { "halp" = "3 min", "help" = 3 }
shrinkage = 2
)",
       kCalendar + kCalls, R"(
scenario:5:10: error: the group does not take "halp"
  talk = { "halp" = "3 min", "help" = 3 }
           ^
  did you mean "help"?
scenario:5:37: error: a length of time needs a unit: write "3 s"
  talk = { "halp" = "3 min", "help" = 3 }
                                      ^
scenario:6:13: error: "shrinkage" must be from 0 to 1, not 2
  shrinkage = 2
              ^
)"},
  });
}

TEST_CASE("mistakes in routing and run settings are explained") {
  check_mistakes({
      {"misspelt rules", R"(
[routing]
caller_picks = "longest idel"
agent_picks = "random"
when_unstaffed = "wait"
break = "keep the length"
lines = 0
queue_limit = 1.5
)",
       kCalendar + kCalls + kAgents, R"(
scenario:2:16: error: "caller_picks" cannot be "longest idel"
  caller_picks = "longest idel"
                 ^
  did you mean "longest idle"?
scenario:3:15: error: "agent_picks" cannot be "random"
  agent_picks = "random"
                ^
  it is one of "first in list", "highest priority", "highest priority, then longest waiting", "longest waiting", "longest weighted wait", "longest queue", "earliest due", "queue against target"
scenario:4:18: error: "when_unstaffed" cannot be "wait"
  when_unstaffed = "wait"
                   ^
  it is one of "stay", "send away"
scenario:5:9: error: "break" cannot be "keep the length"
  break = "keep the length"
          ^
  did you mean "keep length"?
scenario:6:9: error: "lines" must be from 1 to 1000000, not 0
  lines = 0
          ^
scenario:7:15: error: "queue_limit" must be a whole number, not 1.5
  queue_limit = 1.5
                ^
)"},
      {"groups that are not there", R"(
[routing]
groups = { "halp" = ["desk"], "help" = ["dask"] }
)",
       kCalendar + kCalls + kAgents, R"(
scenario:2:12: error: there is no call type "halp"
  groups = { "halp" = ["desk"], "help" = ["dask"] }
             ^
  did you mean "help"?
scenario:2:41: error: there is no group of agents "dask"
  groups = { "halp" = ["desk"], "help" = ["dask"] }
                                          ^
  did you mean "desk"?
)"},
      {"a group for calls that it does not take", R"(
[routing]
groups = { "other" = ["desk"] }
[[call]]
name = "other"
arrivals = { rate = "6/min" }
talk = "3 min"
[[agents]]
name = "hall"
takes = ["other"]
count = 1
)",
       kCalendar + kCalls + kAgents, R"(
scenario:2:23: error: the group "desk" does not take "other"
  groups = { "other" = ["desk"] }
                        ^
  add it to the group's takes, at scenario:20:9
)"},
      {"settings of a run out of range", R"(
[run]
replications = 0
seed = -1
confidence = 1
)",
       kCalendar + kCalls + kAgents, R"(
scenario:2:16: error: "replications" must be from 1 to 10000000, not 0
  replications = 0
                 ^
scenario:3:8: error: "seed" must be from 0 to 9223372036854775807, not -1
  seed = -1
         ^
scenario:4:14: error: "confidence" must lie between 0 and 1, like 0.95
  confidence = 1
               ^
)"},
      {"overlapping batches of a calendar", R"(
[run]
intervals = "overlapping batch means"
)",
       kCalendar + kCalls + kAgents, R"(
scenario:2:13: error: only a steady run has batches, but the horizon is a calendar
  intervals = "overlapping batch means"
              ^
  replications of a calendar are independent: leave "intervals" out
)"},
      {"too few batches to overlap", R"(
[run]
intervals = "overlapping batch means"
[horizon]
steady = "100 h"
batches = 19
)",
       kCalls + kAgents, R"(
scenario:2:13: error: overlapping batch means need at least 20 batches, not 19
  intervals = "overlapping batch means"
              ^
  write batches = 100 in [horizon]
)"},
      {"an unknown kind of intervals", R"(
[run]
intervals = "overlaping batch means"
)",
       kCalendar + kCalls + kAgents, R"(
scenario:2:13: error: "intervals" cannot be "overlaping batch means"
  intervals = "overlaping batch means"
              ^
  did you mean "overlapping batch means"?
)"},
  });
}

}  // namespace
}  // namespace hotline::test
