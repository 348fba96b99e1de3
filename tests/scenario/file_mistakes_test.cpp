#include "mistakes.hpp"

namespace hotline::test {
namespace {

TEST_CASE("mistakes of a whole file are explained") {
  check_mistakes({
      {"a file that is not TOML", R"(
title = "x"
horizon = = 3
)",
       "", R"(
scenario:2:11: error: this is not TOML: Error while parsing value: could not determine value type
  horizon = = 3
            ^
)"},
      {"text without its closing quotes", R"(
title = "x
)",
       kCalendar + kCalls + kAgents, R"(
scenario:1:11: error: this is not TOML: Error while parsing string: unescaped control characters other than TAB (U+0009) are explicitly prohibited
  title = "x
            ^
)"},
      {"a key that is said twice", R"(
title = "x"
title = "y"
)",
       kCalendar + kCalls + kAgents, R"(
scenario:2:9: error: this is not TOML: Error while parsing key-value pair: cannot redefine existing string 'title'
  title = "y"
          ^
)"},
      {"a date that does not exist", R"(
[horizon]
from = 2013-02-30
to = 2013-03-01
)",
       kCalls + kAgents, R"(
scenario:2:18: error: this is not TOML: Error while parsing date: expected day between 1 and 28 (inclusive), saw 30
  from = 2013-02-30
                   ^
)"},
      {"a key with far too many parts", R"(
a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q = 1
)",
       "", R"(
scenario:1:32: error: a key has at most 16 parts
  a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q = 1
                                 ^
)"},
      {"an empty file", R"(

)",
       "", R"(
scenario: error: a scenario needs [horizon]
scenario: error: a scenario needs [[call]]
)"},
      {"a misspelt table", R"(
[demnd]
volume = 3
)",
       kCalendar + kCalls + kAgents, R"(
scenario:1:2: error: "demnd" is not a key of a scenario
  [demnd]
   ^
  did you mean "demand"?
)"},
      {"a key that is like no other", R"(
colour = "red"
)",
       kCalendar + kCalls + kAgents, R"(
scenario:1:1: error: "colour" is not a key of a scenario
  colour = "red"
  ^
  its keys are "base", "title", "horizon", "open", "demand", "call", "agents", "lines", "routing", "start", "run", "report", "watch", "segment", "cost", "staffing"
)"},
      {"letters in the wrong order", R"(
titel = "x"
)",
       kCalendar + kCalls + kAgents, R"(
scenario:1:1: error: "titel" is not a key of a scenario
  titel = "x"
  ^
  did you mean "title"?
)"},
      {"a title that is no text", R"(
title = 5
)",
       kCalendar + kCalls + kAgents, R"(
scenario:1:9: error: "title" must be text in quotes, not a number
  title = 5
          ^
)"},
      {"a table where a list of tables belongs", R"(
[call]
name = "help"
)",
       kCalendar + kAgents, R"(
scenario:1:1: error: "call" must be a list of tables, not a table
  [call]
  ^
  write [[call]] with two brackets, or call = [ ... ]
)"},
      {"a number where a table belongs", R"(
run = 5
)",
       kCalendar + kCalls + kAgents, R"(
scenario:1:7: error: "run" must be a table, not a number
  run = 5
        ^
)"},
  });
}

}  // namespace
}  // namespace hotline::test
