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

}  // namespace hotline::test
