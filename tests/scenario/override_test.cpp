#include "mistakes.hpp"

namespace hotline::test {
namespace {

const std::string kScenario = R"(
[horizon]
from = 2013-07-01
to   = 2013-07-31

[demand]
levels   = [{ from = 2013-07-01, calls_per_day = 100 }, { from = 2013-07-10, calls_per_day = 120 }]
busyness = { gamma_cv = 0.25 }

[[call]]
name  = "migration information"
share = 0.6
talk  = { lognormal = { mean = "4 min", cv = 0.9 } }

[[call]]
name  = "v1.2"
share = 0.4
talk  = "9 min"

[[agents]]
name    = "operators"
takes   = ["migration information", "v1.2"]
absence = 0.1
[[agents.shift]]
name  = "morning"
days  = "mon-sun"
from  = "08:00"
to    = "14:00"
count = 3
)";

Scenario with(const std::vector<std::string>& overrides) {
  return parse_scenario(kScenario, "scenario", overrides);
}

std::string wrong(const std::string& override_text) {
  return mistakes_of(kScenario, {override_text});
}

TEST_CASE("a key is set by its path") {
  CHECK(with({"title=A day"}).title == "A day");
  CHECK(with({"run.seed=7"}).run.seed == 7);
  CHECK(with({"demand.busyness.gamma_cv=0.4"}).demand->busyness.front().cv == 0.4);
  CHECK(with({"demand.busyness.per=replication"}).demand->busyness.front().per ==
        Busyness::Per::kReplication);
  CHECK(with({" demand . busyness . gamma_cv = 0.4"}).demand->busyness.front().cv == 0.4);
}

TEST_CASE("elements are addressed by name or by index") {
  CHECK(with({"call.\"migration information\".balk=0.02"}).calls[0].balk == 0.02);
  CHECK(with({"call.migration information.balk=0.02"}).calls[0].balk == 0.02);
  CHECK(with({"call.'v1.2'.balk=0.02"}).calls[1].balk == 0.02);
  CHECK(with({"call[1].balk=0.02"}).calls[1].balk == 0.02);
  CHECK(with({"demand.levels[1].calls_per_day=150"}).demand->levels[1].calls_per_day == 150);
  const auto shifts = with({"agents.operators.shift.morning.count=8"}).agents[0].staffing;
  CHECK(std::get<std::vector<Shift>>(shifts)[0].count == 8);
}

TEST_CASE("a value is TOML or else text") {
  CHECK(with({"call[0].talk=5 min"}).calls[0].talk.usual.mean() == 300);
  CHECK(with({"call[0].talk=\"5 min\""}).calls[0].talk.usual.mean() == 300);
  CHECK(with({"call[0].talk={ exponential = { mean = \"5 min\" } }"}).calls[0].talk.usual.mean() ==
        300);
  CHECK(with({"horizon.to=2013-08-31"}).demand->levels.size() == 2);
  CHECK(with({"call[0].retry={ after = [\"balked\"], probability = 0.5, delay = \"1 h\" }"})
            .calls[0]
            .retry->after[0] == Failure::kBalked);
}

TEST_CASE("a set key replaces its alternatives") {
  const Scenario counted = with({"agents.operators.count=5"});
  CHECK(std::get<int>(counted.agents[0].staffing) == 5);
  CHECK(with({"demand.volume=3100"}).demand->levels.size() == 1);
  const Scenario law = with({"call[0].talk.exponential.mean=5 min"});
  CHECK(std::holds_alternative<law::Exponential>(law.calls[0].talk.usual.law()));
  const Scenario constant = with({"call.\"v1.2\".talk.exponential.mean=5 min"});
  CHECK(std::holds_alternative<law::Exponential>(constant.calls[1].talk.usual.law()));
  const Scenario same_law = with({"call[0].talk.lognormal.cv=0.5"});
  CHECK(std::get<law::LogNormal>(same_law.calls[0].talk.usual.law()).cv == 0.5);
}

TEST_CASE("later overrides win") { CHECK(with({"run.seed=7", "run.seed=8"}).run.seed == 8); }

TEST_CASE("mistakes of overrides are told like those of files") {
  CHECK(wrong("demand.volume=abc") ==
        "--set demand.volume=abc: error: \"volume\" must be a number, not text\n"
        "  demand.volume=abc\n"
        "                ^\n");
  CHECK(wrong("demnd.volume=3") ==
        "--set demnd.volume=3: error: \"demnd\" is not a key of a scenario\n"
        "  demnd.volume=3\n"
        "  ^\n"
        "  did you mean \"demand\"?\n");
  CHECK(wrong("call.\"v1.2\".blak=0.1") ==
        "--set call.\"v1.2\".blak=0.1: error: \"blak\" is not a key of [[call]] \"v1.2\"\n"
        "  call.\"v1.2\".blak=0.1\n"
        "              ^\n"
        "  did you mean \"balk\"?\n");
  CHECK(wrong("call.migration.balk=0.1") ==
        "--set call.migration.balk=0.1: error: \"call\" has no element \"migration\"\n"
        "  call.migration.balk=0.1\n"
        "       ^\n"
        "  there are \"migration information\", \"v1.2\"\n");
  CHECK(wrong("demand.levels[2].calls_per_day=1") ==
        "--set demand.levels[2].calls_per_day=1: error: \"demand.levels\" has 2 elements, counted "
        "from 0\n"
        "  demand.levels[2].calls_per_day=1\n"
        "                ^\n");
  CHECK(wrong("demand.levels.first=1") ==
        "--set demand.levels.first=1: error: \"demand.levels\" has no element \"first\"\n"
        "  demand.levels.first=1\n"
        "                ^\n"
        "  give its index: demand.levels[0]\n");
  CHECK(wrong("demand[0]=1") ==
        "--set demand[0]=1: error: \"demand\" is not a list\n"
        "  demand[0]=1\n"
        "         ^\n");
  CHECK(wrong("horizon.to=[2013-08-01") ==
        "--set horizon.to=[2013-08-01: error: this is not TOML: Error while parsing array: "
        "encountered end-of-file\n"
        "  horizon.to=[2013-08-01\n"
        "                        ^\n");
  CHECK(wrong("base=x.toml") ==
        "--set base=x.toml: error: \"base\" can only be set in a file\n"
        "  base=x.toml\n"
        "  ^\n");
  CHECK(wrong("demand.volume") ==
        "--set demand.volume: error: this is not a path and a value\n"
        "  demand.volume\n"
        "  ^\n"
        "  write it like demand.volume=24000, call.\"migration information\".balk=0.02 or "
        "demand.levels[0].calls_per_day=150\n");
  for (const char* text : {"", "=", ".=1", "a..b=1", "a[=1", "a[x]=1", "a[1=1", "\"a=1", "a]=1"}) {
    CAPTURE(text);
    CHECK(wrong(text).find("this is not a path and a value") != std::string::npos);
  }
}

TEST_CASE("absence of a group that is only counted stays a mistake of its own") {
  CHECK(mistakes_of(kSteady + kCalls + kAgents, {"agents.desk.absence=0.1"}) ==
        "--set agents.desk.absence=0.1: error: absence needs shifts: only who has a shift can stay "
        "away from it\n"
        "  agents.desk.absence=0.1\n"
        "              ^\n"
        "  lower the numbers instead, or write [[agents.shift]]\n");
}

}  // namespace
}  // namespace hotline::test
