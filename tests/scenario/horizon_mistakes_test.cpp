#include "mistakes.hpp"

namespace hotline::test {
namespace {

TEST_CASE("mistakes in the horizon are explained") {
  check_mistakes({
      {"no first and last day", R"(
[horizon]
interval = "30 min"
)",
       kCalls + kAgents, R"(
scenario:1:1: error: [horizon] needs "from"
  [horizon]
  ^
scenario:1:1: error: [horizon] needs "to"
  [horizon]
  ^
)"},
      {"dates in quotes", R"(
[horizon]
from = "2013-07-01"
to = 2013
)",
       kCalls + kAgents, R"(
scenario:2:8: error: "from" must be a date such as 2013-07-04, not text
  from = "2013-07-01"
         ^
  write dates without quotes
scenario:3:6: error: "to" must be a date such as 2013-07-04, not a number
  to = 2013
       ^
)"},
      {"the last day before the first", R"(
[horizon]
from = 2013-07-04
to = 2013-07-03
)",
       kCalls + kAgents, R"(
scenario:3:6: error: the last day, 2013-07-03, is before the first, 2013-07-04
  to = 2013-07-03
       ^
)"},
      {"a horizon of more than 100 years", R"(
[horizon]
from = 1900-01-01
to = 2013-07-03
)",
       kCalls + kAgents, R"(
scenario:3:6: error: the horizon is longer than 100 years
  to = 2013-07-03
       ^
)"},
      {"a misspelt time zone", R"(
[horizon]
from = 2013-07-04
to = 2013-07-05
time_zone = "America/Fenix"
)",
       kCalls + kAgents, R"(
scenario:4:13: error: "America/Fenix" is not a time zone
  time_zone = "America/Fenix"
              ^
  did you mean "America/Phoenix"?
)"},
      {"something that is no time zone at all", R"(
[horizon]
from = 2013-07-04
to = 2013-07-05
time_zone = "here"
)",
       kCalls + kAgents, R"(
scenario:4:13: error: "here" is not a time zone
  time_zone = "here"
              ^
  write it like "America/Phoenix" or "UTC"
)"},
      {"an interval that does not divide the day", R"(
[horizon]
from = 2013-07-04
to = 2013-07-05
interval = "7 min"
)",
       kCalls + kAgents, R"(
scenario:4:12: error: an interval of 7 min does not cut the day into equal parts of a minute or more
  interval = "7 min"
             ^
  usual are "15 min", "30 min" and "1 h"
)"},
      {"a misspelt first day is one mistake", R"(
[horizon]
fron = 2013-07-04
to = 2013-07-05
)",
       kCalls + kAgents, R"(
scenario:2:1: error: "fron" is not a key of [horizon]
  fron = 2013-07-04
  ^
  did you mean "from"?
)"},
      {"a horizon both steady and of dates", R"(
[horizon]
steady = "100 h"
from = 2013-07-04
)",
       kCalls + kAgents, R"(
scenario:3:1: error: [horizon] has both "steady" and "from"
  from = 2013-07-04
  ^
  keep one of them; "steady" is at scenario:2:1
)"},
      {"a warm-up without steady", R"(
[horizon]
from = 2013-07-04
to = 2013-07-05
warm_up = "1 h"
)",
       kCalls + kAgents, R"(
scenario:4:1: error: only a steady horizon has a warm-up and batches
  warm_up = "1 h"
  ^
  write steady = "2000 h" for one, or from and to for a calendar
)"},
      {"a warm-up that is a misspelt word", R"(
[horizon]
steady = "100 h"
warm_up = "autoo"
)",
       kCalls + kAgents, R"(
scenario:3:11: error: "autoo" is neither a length of time nor "auto"
  warm_up = "autoo"
            ^
  write it like "2 h", or "auto" to have it found from the run
)"},
      {"a steady horizon of no length and too few batches", R"(
[horizon]
steady = "0 s"
batches = 1
)",
       kCalls + kAgents, R"(
scenario:2:10: error: "steady" must be more than 0
  steady = "0 s"
           ^
scenario:3:11: error: "batches" must be from 2 to 10000, not 1
  batches = 1
            ^
)"},
  });
}

TEST_CASE("mistakes in opening hours are explained") {
  check_mistakes({
      {"stretches that overlap", R"(
[open]
mon-fri = ["08:00-12:00", "11:00-20:00"]
)",
       kCalendar + kCalls + kAgents, R"(
scenario:2:27: error: two stretches overlap on mon at 11:00
  mon-fri = ["08:00-12:00", "11:00-20:00"]
                            ^
  the other one is at scenario:2:12
)"},
      {"stretches of two keys that overlap", R"(
[open]
mon-fri = "08:00-20:00"
fri = "18:00-22:00"
)",
       kCalendar + kCalls + kAgents, R"(
scenario:3:7: error: two stretches overlap on fri at 18:00
  fri = "18:00-22:00"
        ^
  the other one is at scenario:2:11
)"},
      {"a night that runs into the next morning", R"(
[open]
sun = "20:00-06:00"
mon = "05:00-12:00"
)",
       kCalendar + kCalls + kAgents, R"(
scenario:3:7: error: two stretches overlap on mon at 05:00
  mon = "05:00-12:00"
        ^
  the other one is at scenario:2:7
)"},
      {"a day both open and closed", R"(
[open]
every_day = "08:00-20:00"
sun = "closed"
)",
       kCalendar + kCalls + kAgents, R"(
scenario:3:1: error: sun is both closed and open
  sun = "closed"
  ^
  its hours are at scenario:2:13
)"},
      {"always and by weekday", R"(
[open]
always = true
mon = "08:00-20:00"
)",
       kCalendar + kCalls + kAgents, R"(
scenario:3:1: error: [open] has both "always" and "mon"
  mon = "08:00-20:00"
  ^
  keep one of them; "always" is at scenario:2:1
)"},
      {"a misspelt weekday", R"(
[open]
munday = "08:00-20:00"
evry_day = "08:00-20:00"
)",
       kCalendar + kCalls + kAgents, R"(
scenario:2:1: error: "munday" is not a key of [open]
  munday = "08:00-20:00"
  ^
  its keys are "every_day", "mon-fri", "sat-sun", "mon-sun", "always", "closed_on", "special", "at_closing", "mon", "tue", "wed", "thu", "fri", "sat", "sun"
scenario:3:1: error: "evry_day" is not a key of [open]
  evry_day = "08:00-20:00"
  ^
  did you mean "every_day"?
)"},
      {"hours that are no hours", R"(
[open]
mon = "8 to 20"
tue = "08:00-25:00"
wed = 8
thu = "24:00-08:00"
fri = ["08:00-12:00", 5]
)",
       kCalendar + kCalls + kAgents, R"(
scenario:2:7: error: "8 to 20" is not a stretch of the day
  mon = "8 to 20"
        ^
  write it like "08:00-14:00"
scenario:3:7: error: "25:00" is not a time of day
  tue = "08:00-25:00"
        ^
  write it like "08:00"; the last is "24:00"
scenario:4:7: error: "wed" must be hours such as "08:00-20:00", or "closed", not a number
  wed = 8
        ^
scenario:5:7: error: "24:00-08:00" begins at the end of the day
  thu = "24:00-08:00"
        ^
  the day begins at "00:00"
scenario:6:23: error: "fri" must be text in quotes, not a number
  fri = ["08:00-12:00", 5]
                        ^
)"},
      {"a day that is special twice", R"(
[open]
every_day = "08:00-20:00"
closed_on = [2013-07-04, "2013-07-05"]
special = [{ on = 2013-07-06, hours = "closed" }, { on = 2013-07-06, hours = "08:00-12:00" }, { on = 2013-07-07 }]
)",
       kCalendar + kCalls + kAgents, R"(
scenario:3:26: error: "closed_on" must be a date such as 2013-07-04, not text
  closed_on = [2013-07-04, "2013-07-05"]
                           ^
  write dates without quotes
scenario:4:58: error: 2013-07-06 is named twice
  ... = [{ on = 2013-07-06, hours = "closed" }, { on = 2013-07-06, hours = "08:00-12:00" }, { on = 2013-0...
                                                       ^
scenario:4:95: error: a special day needs "hours"
  ...d" }, { on = 2013-07-06, hours = "08:00-12:00" }, { on = 2013-07-07 }]
                                                       ^
)"},
      {"a misspelt rule for closing time", R"(
[open]
at_closing = "finish the queue"
)",
       kCalendar + kCalls + kAgents, R"(
scenario:2:14: error: "at_closing" cannot be "finish the queue"
  at_closing = "finish the queue"
               ^
  did you mean "finish queue"?
)"},
      {"opening hours in a steady scenario", R"(
[open]
every_day = "08:00-20:00"
)",
       kSteady + kCalls + kAgents, R"(
scenario:1:1: error: "open" goes by the clock, but the horizon is steady
  [open]
  ^
  in [horizon], write from and to instead of steady
)"},
  });
}

}  // namespace
}  // namespace hotline::test
