#include "mistakes.hpp"

namespace hotline::test {

TEST_CASE("mistakes about variance reduction are explained") {
  check_mistakes({
      {"an odd number of antithetic replications", R"(
[run]
replications = 7
antithetic = true
)",
       kCalendar + kCalls + kAgents, R"(
scenario:3:14: error: antithetic replications come in pairs, two or more, but there are 7
  antithetic = true
               ^
  write an even number of replications, like 100
)"},
      {"control variates with overlapping batches", R"(
[run]
intervals = "overlapping batch means"
control_variates = true
)",
       kSteady + kCalls + kAgents, R"(
scenario:3:20: error: control variates go with batch means, not with overlapping ones
  control_variates = true
                     ^
  leave "intervals" out
)"},
  });
}

TEST_CASE("mistakes about precision are explained") {
  check_mistakes({
      {"limits that are none", R"(
[run]
precision = 3
max_replications = 2
max_time = "-1 s"
)",
       kSteady + kCalls + kAgents, R"(
scenario:2:13: error: "precision" must be text in quotes, not a number
  precision = 3
              ^
scenario:3:20: error: "max_replications" must be from 4 to 10000000, not 2
  max_replications = 2
                     ^
scenario:4:12: error: a length of time cannot be negative
  max_time = "-1 s"
             ^
)"},
      {"a limit of nothing", R"(
[run]
max_time = "10 min"
)",
       kSteady + kCalls + kAgents, R"(
scenario:2:1: error: this is a limit of "precision", and there is none
  max_time = "10 min"
  ^
)"},
  });
}

}  // namespace hotline::test
