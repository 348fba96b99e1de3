#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "scenario/mistakes.hpp"

using namespace hotline;
using namespace hotline::test;

namespace {

std::string desk(const std::string& start) {
  return kSteady + kCalls + kAgents + "[start]\n" + start + "\n";
}

}  // namespace

TEST_CASE("who is there at the start is read") {
  const Scenario scenario = parse_scenario(
      desk("waiting = { help = [\"30 s\", \"2 min\"] }\nbusy = { desk = { help = 5 } }"));
  CHECK(scenario.start.waiting.at("help") == std::vector<Seconds>{120, 30});
  CHECK(scenario.start.busy.at("desk").at("help") == 5);
  CHECK(parse_scenario(desk("waiting = { help = 3 }")).start.waiting.at("help") ==
        std::vector<Seconds>{0, 0, 0});
}

TEST_CASE("mistakes in the start are explained") {
  CHECK(mistakes_of(desk("waiting = { halp = 3 }\nbusy = { desk = { help = 6 } }")) ==
        "scenario:12:13: error: there is no call type \"halp\"\n"
        "  waiting = { halp = 3 }\n"
        "              ^\n"
        "  did you mean \"help\"?\n"
        "scenario:13:17: error: 6 agents of \"desk\" are busy, but it has 5\n"
        "  busy = { desk = { help = 6 } }\n"
        "                  ^\n");
  CHECK(mistakes_of(desk("waiting = { help = [\"30\"] }\nbusy = { desk = 2, dask = { help = 1 } }"))
            .find("\"desk\" must be a table of call types and numbers of agents") !=
        std::string::npos);
  CHECK(
      mistakes_of(desk("busy = { desk = { halp = 1 } }")).find("\"desk\" does not take \"halp\"") !=
      std::string::npos);
}
