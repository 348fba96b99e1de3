#include "mistakes.hpp"

namespace hotline::test {
namespace {

TEST_CASE("mistakes in demand are explained") {
  check_mistakes({
      {"no volume at all", R"(
[demand]
weekdays = { mon = 1.2 }
)",
       kCalendar + kShares + kAgents, R"(
scenario:1:1: error: [demand] needs "volume", "calls_per_day" or "levels"
  [demand]
  ^
)"},
      {"a misspelt volume is one mistake", R"(
[demand]
volum = 24000
)",
       kCalendar + kShares + kAgents, R"(
scenario:2:1: error: "volum" is not a key of [demand]
  volum = 24000
  ^
  did you mean "volume"?
)"},
      {"two volumes", R"(
[demand]
volume = 24000
calls_per_day = 140
)",
       kCalendar + kShares + kAgents, R"(
scenario:3:1: error: [demand] has both "volume" and "calls_per_day"
  calls_per_day = 140
  ^
  keep one of them; "volume" is at scenario:2:1
)"},
      {"absurd numbers", R"(
[demand]
volume = inf
busyness = { gamma_cv = nan }
surges = [{ from = 2013-07-01, to = 2013-07-02, factor = -1 }]
)",
       kCalendar + kShares + kAgents, R"(
scenario:2:10: error: "volume" must be from 0 to 10000000000, not inf
  volume = inf
           ^
scenario:3:25: error: "gamma_cv" must be from 0 to 100, not nan
  busyness = { gamma_cv = nan }
                          ^
scenario:4:58: error: "factor" must be from 0 to 1000000, not -1
  surges = [{ from = 2013-07-01, to = 2013-07-02, factor = -1 }]
                                                           ^
)"},
      {"a number too large to be meant", R"(
[demand]
volume = 1e300
)",
       kCalendar + kShares + kAgents, R"(
scenario:2:10: error: "volume" must be from 0 to 10000000000, not 1e+300
  volume = 1e300
           ^
)"},
      {"levels out of order", R"(
[demand]
levels = [{ from = 2013-07-10, calls_per_day = 3 }, { from = 2013-07-05, calls_per_day = 3 }]
)",
       kCalendar + kShares + kAgents, R"(
scenario:2:62: error: levels must be in the order of their dates: 2013-07-05 does not come after 2013-07-10
  levels = [{ from = 2013-07-10, calls_per_day = 3 }, { from = 2013-07-05, calls_per_day = 3 }]
                                                               ^
)"},
      {"levels that begin too late", R"(
[demand]
levels = [{ from = 2013-07-10, calls_per_day = 3 }]
)",
       kCalendar + kShares + kAgents, R"(
scenario:2:20: error: the first level begins on 2013-07-10, after the horizon, which begins on 2013-07-01
  levels = [{ from = 2013-07-10, calls_per_day = 3 }]
                     ^
)"},
      {"no levels", R"(
[demand]
levels = []
)",
       kCalendar + kShares + kAgents, R"(
scenario:2:10: error: "levels" must not be empty
  levels = []
           ^
)"},
      {"a misspelt weekday", R"(
[demand]
volume = 1
weekdays = { mon = 1, teu = 2, wed = -1 }
)",
       kCalendar + kShares + kAgents, R"(
scenario:3:23: error: "teu" is not a key of "weekdays"
  weekdays = { mon = 1, teu = 2, wed = -1 }
                        ^
  did you mean "tue"?
scenario:3:38: error: "wed" must be from 0 to 1000000, not -1
  weekdays = { mon = 1, teu = 2, wed = -1 }
                                       ^
)"},
      {"weekdays that are all 0", R"(
[demand]
volume = 1
weekdays = { mon = 0, tue = 0, wed = 0, thu = 0, fri = 0, sat = 0, sun = 0 }
)",
       kCalendar + kShares + kAgents, R"(
scenario:3:12: error: "weekdays" are 0 on every day
  weekdays = { mon = 0, tue = 0, wed = 0, thu = 0, fri = 0, sat = 0, sun = 0 }
             ^
)"},
      {"a day shape with mistakes", R"(
[demand]
volume = 1
day_shape = { "08:00-10:00" = 0.7, "09:00-12:00" = "x", "22:00-02:00" = 1, "8h-9h" = 1 }
)",
       kCalendar + kShares + kAgents, R"(
scenario:3:36: error: two stretches overlap on mon at 09:00
  day_shape = { "08:00-10:00" = 0.7, "09:00-12:00" = "x", "22:00-02:00" = 1, "8h-9h" = 1 }
                                     ^
  the other one is at scenario:3:15
scenario:3:52: error: "09:00-12:00" must be a number, not text
  day_shape = { "08:00-10:00" = 0.7, "09:00-12:00" = "x", "22:00-02:00" = 1, "8h-9h" = 1 }
                                                     ^
scenario:3:57: error: "22:00-02:00" ends before it begins
  day_shape = { "08:00-10:00" = 0.7, "09:00-12:00" = "x", "22:00-02:00" = 1, "8h-9h" = 1 }
                                                          ^
  midnight at the end of the day is "24:00"; write the part after midnight apart
scenario:3:76: error: "8h" is not a time of day
  day_shape = { "08:00-10:00" = 0.7, "09:00-12:00" = "x", "22:00-02:00" = 1, "8h-9h" = 1 }
                                                                             ^
  write it like "08:00"; the last is "24:00"
)"},
      {"a day shape of nothing", R"(
[demand]
volume = 1
day_shape = { mon-fri = { "08:00-10:00" = 0 } }
)",
       kCalendar + kShares + kAgents, R"(
scenario:3:13: error: "day_shape" is 0 all the time
  day_shape = { mon-fri = { "08:00-10:00" = 0 } }
              ^
)"},
      {"a week table that is none", R"(
[demand]
volume = 1
day_shape = { mon-fri = 1 }
)",
       kCalendar + kShares + kAgents, R"(
scenario:3:25: error: "mon-fri" must be a table, not a number
  day_shape = { mon-fri = 1 }
                          ^
  write mon-fri = { "08:00-14:00" = ... }
)"},
      {"an empty week table", R"(
[demand]
volume = 1
day_shape = {}
)",
       kCalendar + kShares + kAgents, R"(
scenario:3:13: error: "day_shape" is empty
  day_shape = {}
              ^
)"},
      {"a misspelt period of busyness", R"(
[demand]
volume = 1
busyness = { gamma_cv = 0.2, per = "dya" }
)",
       kCalendar + kShares + kAgents, R"(
scenario:3:36: error: "per" cannot be "dya"
  busyness = { gamma_cv = 0.2, per = "dya" }
                                     ^
  did you mean "day"?
)"},
      {"surges outside the horizon or backwards", R"(
[demand]
volume = 1
surges = [{ from = 2014-07-01, to = 2014-07-02, factor = 2 }, { from = 2013-07-03, to = 2013-07-02, factor = 2 }]
)",
       kCalendar + kShares + kAgents, R"(
scenario:3:20: error: the surge lies outside the horizon, 2013-07-01 to 2013-07-31
  surges = [{ from = 2014-07-01, to = 2014-07-02, factor = 2 }, { from = 2013-07-03, to = 2013-07-02, ...
                     ^
scenario:3:89: error: the surge ends on 2013-07-02, before it begins on 2013-07-03
  ...14-07-02, factor = 2 }, { from = 2013-07-03, to = 2013-07-02, factor = 2 }]
                                                       ^
)"},
      {"demand in a steady scenario", R"(
[demand]
volume = 1
)",
       kSteady + kCalls + kAgents, R"(
scenario:1:1: error: "demand" goes by the clock, but the horizon is steady
  [demand]
  ^
  in [horizon], write from and to instead of steady
)"},
      {"demand that nobody shares", R"(
[demand]
volume = 1
)",
       kCalendar + kCalls + kAgents, R"(
scenario:6:1: error: no [[call]] has a share of [demand]
  [[call]]
  ^
  give each a share, or leave [demand] out
)"},
  });
}

}  // namespace
}  // namespace hotline::test
