#include "mistakes.hpp"

namespace hotline::test {
namespace {

TEST_CASE("mistakes in calls are explained") {
  check_mistakes({
      {"no calls", R"(
title = "x"
)",
       kCalendar, R"(
scenario: error: a scenario needs [[call]]
)"},
      {"an empty list of calls", R"(
call = []
)",
       kCalendar, R"(
scenario:1:8: error: there must be at least one [[call]]
  call = []
         ^
)"},
      {"a call without anything", R"(
[[call]]
)",
       kCalendar, R"(
scenario:1:1: error: [[call]] needs "name"
  [[call]]
  ^
scenario:1:1: error: [[call]] needs "share" or "arrivals"
  [[call]]
  ^
scenario:1:1: error: [[call]] needs "talk"
  [[call]]
  ^
)"},
      {"misspelt keys are one mistake each", R"(
[[call]]
nme = "help"
shere = 1
tlak = "3 min"
)",
       kCalendar + kAgents, R"(
scenario:2:1: error: "nme" is not a key of [[call]]
  nme = "help"
  ^
  did you mean "name"?
scenario:3:1: error: "shere" is not a key of [[call]]
  shere = 1
  ^
  did you mean "share"?
scenario:4:1: error: "tlak" is not a key of [[call]]
  tlak = "3 min"
  ^
  did you mean "talk"?
)"},
      {"an empty name", R"(
[[call]]
name = " "
arrivals = { rate = "6/min" }
talk = "3 min"
)",
       kCalendar + kAgents, R"(
scenario:2:8: error: "name" must not be empty
  name = " "
         ^
)"},
      {"two calls of one name", R"(
[[call]]
name = "help"
arrivals = { rate = "6/min" }
talk = "3 min"
)",
       kCalendar + kCalls + kAgents, R"(
scenario:9:8: error: there are two [[call]] named "help"
  name = "help"
         ^
  the other one is at scenario:2:8
)"},
      {"a share without demand", R"(
[[call]]
name = "help"
share = 1.0
talk = "3 min"
)",
       kCalendar + kAgents, R"(
scenario:3:9: error: a share needs [demand]
  share = 1.0
          ^
  add [demand], or write arrivals = { rate = "6/min" } instead
)"},
      {"a share in a steady scenario", R"(
[[call]]
name = "help"
share = 1.0
talk = "3 min"
)",
       kSteady + kAgents, R"(
scenario:3:9: error: a share needs [demand], which a steady horizon does not have
  share = 1.0
          ^
  write arrivals = { rate = "6/min" } instead
)"},
      {"shares that do not add up to 1", R"(
[demand]
volume = 1
[[call]]
name = "other"
share = 0.3
talk = "3 min"
)",
       kCalendar + kShares + kAgents, R"(
scenario:3:1: error: no [[agents]] take "other"
  [[call]]
  ^
  add it to the takes of a group
scenario:12:9: error: the shares of all [[call]] add up to 1.3, not to 1
  share = 1.0
          ^
)"},
      {"a share of a demand without volume", R"(
[demand]
busyness = { gamma_cv = 0.2 }
)",
       kCalendar + kShares + kAgents, R"(
scenario:8:9: error: a share needs a volume to be a share of
  share = 1.0
          ^
  in [demand], write volume, calls_per_day or levels
)"},
      {"a share and arrivals", R"(
[demand]
volume = 1
[[call]]
name = "help"
share = 1.0
arrivals = { rate = "1/h" }
talk = "3 min"
)",
       kCalendar + kAgents, R"(
scenario:6:1: error: [[call]] "help" has both "share" and "arrivals"
  arrivals = { rate = "1/h" }
  ^
  keep one of them; "share" is at scenario:5:1
)"},
      {"a rate and rates", R"(
[[call]]
name = "help"
arrivals = { rate = "1/h", rates = { "08:00-12:00" = "1/h" } }
talk = "3 min"
)",
       kCalendar + kAgents, R"(
scenario:3:28: error: "arrivals" has both "rate" and "rates"
  arrivals = { rate = "1/h", rates = { "08:00-12:00" = "1/h" } }
                             ^
  keep one of them; "rate" is at scenario:3:14
)"},
      {"no rate", R"(
[[call]]
name = "help"
arrivals = {}
talk = "3 min"
)",
       kCalendar + kAgents, R"(
scenario:3:12: error: "arrivals" needs "rate", "rates", "every", "count", "times" or "list"
  arrivals = {}
             ^
)"},
      {"rates that are none", R"(
[[call]]
name = "help"
arrivals = { rates = { "08:00-10:00" = 5, "10:00-12:00" = "5", "12:00-14:00" = "5/fortnight", "14:00-16:00" = "-5/h", "16:00-18:00" = "many/h", "18:00-20:00" = "1e9/s", "20:00-21:00" = "5 h" } }
talk = "3 min"
)",
       kCalendar + kAgents, R"(
scenario:3:40: error: a rate needs a unit of time: write "5/h"
  arrivals = { rates = { "08:00-10:00" = 5, "10:00-12:00" = "5", "12:00-14:00" = "5/fortnight", "14:00...
                                         ^
scenario:3:59: error: a rate needs a unit of time: write "5/h"
  ... = { rates = { "08:00-10:00" = 5, "10:00-12:00" = "5", "12:00-14:00" = "5/fortnight", "14:00-16:00" ...
                                                       ^
scenario:3:80: error: "fortnight" is not a unit of time
  ...-10:00" = 5, "10:00-12:00" = "5", "12:00-14:00" = "5/fortnight", "14:00-16:00" = "-5/h", "16:00-18:0...
                                                       ^
  units of time are s, min, h, days and weeks
scenario:3:111: error: a rate cannot be negative
  ...", "12:00-14:00" = "5/fortnight", "14:00-16:00" = "-5/h", "16:00-18:00" = "many/h", "18:00-20:00" = ...
                                                       ^
scenario:3:135: error: "many/h" is not a rate
  ...rtnight", "14:00-16:00" = "-5/h", "16:00-18:00" = "many/h", "18:00-20:00" = "1e9/s", "20:00-21:00" =...
                                                       ^
  write it like "12/h", "6/min" or "100/30min"
scenario:3:161: error: "1e9/s" is more than a million a second
  ..."-5/h", "16:00-18:00" = "many/h", "18:00-20:00" = "1e9/s", "20:00-21:00" = "5 h" } }
                                                       ^
scenario:3:186: error: "5 h" is not a rate
  ...many/h", "18:00-20:00" = "1e9/s", "20:00-21:00" = "5 h" } }
                                                       ^
  write it like "12/h", "6/min" or "100/30min"
)"},
      {"rates by the clock in a steady scenario", R"(
[[call]]
name = "help"
arrivals = { rates = { "08:00-10:00" = "5/h" } }
talk = { usual = "3 min", by_time = { "08:00-10:00" = "4 min" } }
)",
       kSteady + kAgents, R"(
scenario:3:22: error: "rates" goes by the clock, but the horizon is steady
  arrivals = { rates = { "08:00-10:00" = "5/h" } }
                       ^
  in [horizon], write from and to instead of steady
scenario:4:37: error: "by_time" goes by the clock, but the horizon is steady
  talk = { usual = "3 min", by_time = { "08:00-10:00" = "4 min" } }
                                      ^
  in [horizon], write from and to instead of steady
)"},
      {"no arrivals at all in a steady scenario", R"(
[[call]]
name = "help"
arrivals = { rate = "0/h" }
talk = "3 min"
)",
       kSteady + kAgents, R"(
scenario:1:1: error: no calls arrive: every rate is 0
  [[call]]
  ^
)"},
      {"busy days in a steady scenario", R"(
[[call]]
name = "help"
arrivals = { rate = "6/min", busyness = { gamma_cv = 0.2 } }
talk = "3 min"
)",
       kSteady + kAgents, R"(
scenario:3:41: error: a steady horizon has no days to be busy
  arrivals = { rate = "6/min", busyness = { gamma_cv = 0.2 } }
                                          ^
  write per = "replication"
)"},
      {"probabilities outside 0 to 1", R"(
[[call]]
name = "help"
arrivals = { rate = "6/min" }
talk = "3 min"
balk = 1.5
target = { answered_within = "20 s", share = 80 }
retry = { probability = -0.1, delay = "5 min" }
)",
       kCalendar + kAgents, R"(
scenario:5:8: error: "balk" must be from 0 to 1, not 1.5
  balk = 1.5
         ^
scenario:6:46: error: "share" must be from 0 to 1, not 80
  target = { answered_within = "20 s", share = 80 }
                                               ^
scenario:7:25: error: "probability" must be from 0 to 1, not -0.1
  retry = { probability = -0.1, delay = "5 min" }
                          ^
)"},
      {"a retry that never ends", R"(
[[call]]
name = "help"
arrivals = { rate = "6/min" }
talk = "3 min"
retry = { probability = 1, delay = "5 min" }
)",
       kCalendar + kAgents, R"(
scenario:5:25: error: callers who always try again would never stop
  retry = { probability = 1, delay = "5 min" }
                          ^
  add at_most = 3, or lower the probability
)"},
      {"a retry with mistakes", R"(
[[call]]
name = "help"
arrivals = { rate = "6/min" }
talk = "3 min"
retry = { after = ["abandonned", "closed"], at_most = 0, patience = "old" }
)",
       kCalendar + kAgents, R"(
scenario:5:9: error: "retry" needs "probability"
  retry = { after = ["abandonned", "closed"], at_most = 0, patience = "old" }
          ^
scenario:5:9: error: "retry" needs "delay"
  retry = { after = ["abandonned", "closed"], at_most = 0, patience = "old" }
          ^
scenario:5:20: error: "after" cannot be "abandonned"
  retry = { after = ["abandonned", "closed"], at_most = 0, patience = "old" }
                     ^
  did you mean "abandoned"?
scenario:5:55: error: "at_most" must be from 1 to 1000000, not 0
  retry = { after = ["abandonned", "closed"], at_most = 0, patience = "old" }
                                                        ^
scenario:5:69: error: "patience" cannot be "old"
  retry = { after = ["abandonned", "closed"], at_most = 0, patience = "old" }
                                                                      ^
  it is one of "same", "fresh"
)"},
      {"a retry after nothing", R"(
[[call]]
name = "help"
arrivals = { rate = "6/min" }
talk = "3 min"
retry = { after = [], probability = 0.5, delay = "5 min" }
)",
       kCalendar + kAgents, R"(
scenario:5:19: error: "after" must not be empty
  retry = { after = [], probability = 0.5, delay = "5 min" }
                    ^
)"},
      {"numbers that are not whole or too small", R"(
[[call]]
name = "help"
arrivals = { rate = "6/min" }
talk = "3 min"
priority = 1.5
queue_limit = -1
weight = 0
)",
       kCalendar + kAgents, R"(
scenario:5:12: error: "priority" must be a whole number, not 1.5
  priority = 1.5
             ^
scenario:6:15: error: "queue_limit" must be from 0 to 1000000, not -1
  queue_limit = -1
                ^
scenario:7:10: error: "weight" must be more than 0
  weight = 0
           ^
)"},
      {"calls that nobody takes", R"(
[[call]]
name = "other"
arrivals = { rate = "6/min" }
talk = "3 min"
)",
       kCalendar + kCalls + kAgents, R"(
scenario:1:1: error: no [[agents]] take "other"
  [[call]]
  ^
  add it to the takes of a group
)"},
  });
}

}  // namespace
}  // namespace hotline::test
