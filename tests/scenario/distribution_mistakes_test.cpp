#include "mistakes.hpp"

namespace hotline::test {
namespace {

TEST_CASE("mistakes in lengths of time are explained") {
  check_mistakes({
      {"a bare number", R"(
[[call]]
name = "help"
arrivals = { rate = "6/min" }
talk = 20
)",
       kCalendar + kAgents, R"(
scenario:4:8: error: a length of time needs a unit: write "20 s"
  talk = 20
         ^
)"},
      {"a number in quotes without a unit", R"(
[[call]]
name = "help"
arrivals = { rate = "6/min" }
talk = "20"
)",
       kCalendar + kAgents, R"(
scenario:4:8: error: a length of time needs a unit: write "20 s"
  talk = "20"
         ^
)"},
      {"a unit that is none", R"(
[[call]]
name = "help"
arrivals = { rate = "6/min" }
talk = "20 m"
)",
       kCalendar + kAgents, R"(
scenario:4:8: error: "m" is not a unit of time
  talk = "20 m"
         ^
  units of time are s, min, h, days and weeks
)"},
      {"a comma for a point", R"(
[[call]]
name = "help"
arrivals = { rate = "6/min" }
talk = "4,5 min"
)",
       kCalendar + kAgents, R"(
scenario:4:8: error: "4,5 min" is not a length of time
  talk = "4,5 min"
         ^
  write it like "20 s", "4.5 min" or "1 h 30 min"
)"},
      {"words", R"(
[[call]]
name = "help"
arrivals = { rate = "6/min" }
talk = "a while"
)",
       kCalendar + kAgents, R"(
scenario:4:8: error: "a while" is not a length of time
  talk = "a while"
         ^
  write it like "20 s", "4.5 min" or "1 h 30 min"
)"},
      {"nothing", R"(
[[call]]
name = "help"
arrivals = { rate = "6/min" }
talk = ""
)",
       kCalendar + kAgents, R"(
scenario:4:8: error: "" is not a length of time
  talk = ""
         ^
  write it like "20 s", "4.5 min" or "1 h 30 min"
)"},
      {"a negative length", R"(
[[call]]
name = "help"
arrivals = { rate = "6/min" }
talk = "-5 s"
)",
       kCalendar + kAgents, R"(
scenario:4:8: error: a length of time cannot be negative
  talk = "-5 s"
         ^
)"},
      {"more than a century", R"(
[[call]]
name = "help"
arrivals = { rate = "6/min" }
talk = "1e300 s"
)",
       kCalendar + kAgents, R"(
scenario:4:8: error: "1e300 s" is longer than 100 years
  talk = "1e300 s"
         ^
)"},
      {"infinity", R"(
[[call]]
name = "help"
arrivals = { rate = "6/min" }
talk = "inf s"
)",
       kCalendar + kAgents, R"(
scenario:4:8: error: "inf s" is not a length of time
  talk = "inf s"
         ^
  write it like "20 s", "4.5 min" or "1 h 30 min"
)"},
      {"units in the wrong order", R"(
[[call]]
name = "help"
arrivals = { rate = "6/min" }
talk = "30 min 1 h"
)",
       kCalendar + kAgents, R"(
scenario:4:8: error: "30 min 1 h" is not a length of time
  talk = "30 min 1 h"
         ^
  write the largest unit first
)"},
      {"a list", R"(
[[call]]
name = "help"
arrivals = { rate = "6/min" }
talk = ["20 s"]
)",
       kCalendar + kAgents, R"(
scenario:4:8: error: "talk" must be a length of time such as "20 s", not a list
  talk = ["20 s"]
         ^
)"},
  });
}

TEST_CASE("mistakes in distributions are explained") {
  check_mistakes({
      {"a misspelt law", R"(
[[call]]
name = "help"
arrivals = { rate = "6/min" }
talk = { lognormall = { mean = "3 min", cv = 0.9 } }
)",
       kCalendar + kAgents, R"(
scenario:4:10: error: "lognormall" is not a key of "talk"
  talk = { lognormall = { mean = "3 min", cv = 0.9 } }
           ^
  did you mean "lognormal"?
)"},
      {"no law", R"(
[[call]]
name = "help"
arrivals = { rate = "6/min" }
talk = {}
)",
       kCalendar + kAgents, R"(
scenario:4:8: error: "talk" has no law
  talk = {}
         ^
)"},
      {"two laws", R"(
[[call]]
name = "help"
arrivals = { rate = "6/min" }
talk = { exponential = { mean = "3 min" }, constant = "3 min" }
)",
       kCalendar + kAgents, R"(
scenario:4:44: error: "talk" has both "exponential" and "constant"
  talk = { exponential = { mean = "3 min" }, constant = "3 min" }
                                             ^
  keep one of them; "exponential" is at scenario:4:10
)"},
      {"a parameter that is missing", R"(
[[call]]
name = "help"
arrivals = { rate = "6/min" }
talk = { lognormal = { mean = "3 min" } }
)",
       kCalendar + kAgents, R"(
scenario:4:22: error: "lognormal" needs "mean" and "cv", or "mean" and "sd", or "median" and "sigma"
  talk = { lognormal = { mean = "3 min" } }
                       ^
)"},
      {"a misspelt parameter is one mistake", R"(
[[call]]
name = "help"
arrivals = { rate = "6/min" }
talk = { lognormal = { mean = "3 min", sv = 0.9 } }
)",
       kCalendar + kAgents, R"(
scenario:4:40: error: "sv" is not a key of "lognormal"
  talk = { lognormal = { mean = "3 min", sv = 0.9 } }
                                         ^
  its keys are "mean", "cv", "sd", "median", "sigma"
)"},
      {"parameters that exclude each other", R"(
[[call]]
name = "help"
arrivals = { rate = "6/min" }
talk = { weibull = { shape = 0.8, mean = "3 min", scale = "2 min" } }
)",
       kCalendar + kAgents, R"(
scenario:4:35: error: "mean" is too much: "weibull" needs only "shape" and "mean", or "shape" and "scale"
  talk = { weibull = { shape = 0.8, mean = "3 min", scale = "2 min" } }
                                    ^
)"},
      {"parameters out of range", R"(
[[call]]
name = "help"
arrivals = { rate = "6/min" }
talk = { lognormal = { mean = "0 s", cv = 0 } }
)",
       kCalendar + kAgents, R"(
scenario:4:31: error: "mean" must be more than 0
  talk = { lognormal = { mean = "0 s", cv = 0 } }
                                ^
scenario:4:43: error: "cv" must be more than 0
  talk = { lognormal = { mean = "0 s", cv = 0 } }
                                            ^
)"},
      {"a uniform law upside down", R"(
[[call]]
name = "help"
arrivals = { rate = "6/min" }
talk = { uniform = { from = "3 min", to = "2 min" } }
)",
       kCalendar + kAgents, R"(
scenario:4:38: error: "to" must be longer than "from"
  talk = { uniform = { from = "3 min", to = "2 min" } }
                                       ^
)"},
      {"a triangular law upside down", R"(
[[call]]
name = "help"
arrivals = { rate = "6/min" }
talk = { triangular = { from = "3 min", peak = "2 min", to = "5 min" } }
)",
       kCalendar + kAgents, R"(
scenario:4:25: error: "from", "peak" and "to" must be in ascending order
  talk = { triangular = { from = "3 min", peak = "2 min", to = "5 min" } }
                          ^
)"},
      {"an Erlang law of half a phase", R"(
[[call]]
name = "help"
arrivals = { rate = "6/min" }
talk = { erlang = { phases = 0.5, mean = "3 min" } }
)",
       kCalendar + kAgents, R"(
scenario:4:30: error: "phases" must be a whole number, not 0.5
  talk = { erlang = { phases = 0.5, mean = "3 min" } }
                               ^
)"},
      {"a hyperexponential law that varies too little", R"(
[[call]]
name = "help"
arrivals = { rate = "6/min" }
talk = { hyperexponential = { mean = "3 min", cv = 0.5 } }
)",
       kCalendar + kAgents, R"(
scenario:4:47: error: the cv of a hyperexponential law must be more than 1
  talk = { hyperexponential = { mean = "3 min", cv = 0.5 } }
                                                ^
  a cv of 1 is exponential; below, gamma or lognormal
)"},
      {"shares and means of different number", R"(
[[call]]
name = "help"
arrivals = { rate = "6/min" }
talk = { hyperexponential = { shares = [0.5, 0.5], means = ["3 min"] } }
)",
       kCalendar + kAgents, R"(
scenario:4:52: error: there are 2 shares but 1 means
  talk = { hyperexponential = { shares = [0.5, 0.5], means = ["3 min"] } }
                                                     ^
)"},
      {"shares that do not add up", R"(
[[call]]
name = "help"
arrivals = { rate = "6/min" }
talk = { hyperexponential = { shares = [0.5, 0.4], means = ["3 min", "1 min"] } }
)",
       kCalendar + kAgents, R"(
scenario:4:29: error: the shares of "hyperexponential" add up to 0.9, not to 1
  talk = { hyperexponential = { shares = [0.5, 0.4], means = ["3 min", "1 min"] } }
                              ^
)"},
      {"a mixture that does not add up", R"(
[[call]]
name = "help"
arrivals = { rate = "6/min" }
talk = { mixed = [{ share = 0.5, of = "3 min" }, { share = 0.4, of = "5 min" }] }
)",
       kCalendar + kAgents, R"(
scenario:4:18: error: the shares of "mixed" add up to 0.9, not to 1
  talk = { mixed = [{ share = 0.5, of = "3 min" }, { share = 0.4, of = "5 min" }] }
                   ^
)"},
      {"mistakes deep in a mixture", R"(
[[call]]
name = "help"
arrivals = { rate = "6/min" }
talk = { mixed = [{ share = 0.5, of = { shifted = { by = 5, of = { exponential = { mean = "3 mn" } } } } }, { share = 0.5 }] }
)",
       kCalendar + kAgents, R"(
scenario:4:58: error: a length of time needs a unit: write "5 s"
  ...{ mixed = [{ share = 0.5, of = { shifted = { by = 5, of = { exponential = { mean = "3 mn" } } } } },...
                                                       ^
scenario:4:91: error: "mn" is not a unit of time
  ...shifted = { by = 5, of = { exponential = { mean = "3 mn" } } } } }, { share = 0.5 }] }
                                                       ^
  units of time are s, min, h, days and weeks
scenario:4:109: error: an element of "mixed" needs "share" and "of"
  ..., of = { exponential = { mean = "3 mn" } } } } }, { share = 0.5 }] }
                                                       ^
)"},
      {"no values", R"(
[[call]]
name = "help"
arrivals = { rate = "6/min" }
talk = { empirical = { values = [] } }
)",
       kCalendar + kAgents, R"(
scenario:4:24: error: "values" must not be empty
  talk = { empirical = { values = [] } }
                         ^
)"},
      {"values without units", R"(
[[call]]
name = "help"
arrivals = { rate = "6/min" }
talk = { empirical = { values = ["20 s", 30] } }
)",
       kCalendar + kAgents, R"(
scenario:4:42: error: a length of time needs a unit: write "30 s"
  talk = { empirical = { values = ["20 s", 30] } }
                                           ^
)"},
      {"a data file that is not there", R"(
[[call]]
name = "help"
arrivals = { rate = "6/min" }
talk = { empirical = { file = "no such.csv", column = "talk", unit = "s" } }
)",
       kCalendar + kAgents, R"(
scenario:4:31: error: cannot read "no such.csv": there is no such file
  talk = { empirical = { file = "no such.csv", column = "talk", unit = "s" } }
                                ^
)"},
      {"a data file with an unknown unit", R"(
[[call]]
name = "help"
arrivals = { rate = "6/min" }
talk = { empirical = { file = "no such.csv", column = "talk", unit = "m" } }
)",
       kCalendar + kAgents, R"(
scenario:4:63: error: "m" is not a unit of time
  talk = { empirical = { file = "no such.csv", column = "talk", unit = "m" } }
                                                                ^
  units of time are s, min, h, days and weeks
)"},
      {"by time without the usual", R"(
[[call]]
name = "help"
arrivals = { rate = "6/min" }
talk = { by_time = { "08:00-12:00" = "3 min" } }
)",
       kCalendar + kAgents, R"(
scenario:4:8: error: "talk" needs "usual"
  talk = { by_time = { "08:00-12:00" = "3 min" } }
         ^
)"},
      {"nested without end", R"(
[[call]]
name = "help"
arrivals = { rate = "6/min" }
talk = { shifted = { by = "1 s", of = { shifted = { by = "1 s", of = { shifted = { by = "1 s", of = { shifted = { by = "1 s", of = { shifted = { by = "1 s", of = { shifted = { by = "1 s", of = { shifted = { by = "1 s", of = { shifted = { by = "1 s", of = { shifted = { by = "1 s", of = { constant = "1 s" } } } } } } } } } } } } } } } } } } }
)",
       kCalendar + kAgents, R"(
scenario:4:287: error: distributions are nested too deeply
  ...{ by = "1 s", of = { shifted = { by = "1 s", of = { constant = "1 s" } } } } } } } } } } } } } } } }...
                                                       ^
)"},
  });
}

}  // namespace
}  // namespace hotline::test
