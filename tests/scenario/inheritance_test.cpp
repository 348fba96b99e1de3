#include "mistakes.hpp"
#include "support/temporary_folder.hpp"

namespace hotline::test {
namespace {

constexpr const char* kBase = R"(
[horizon]
from = 2013-07-01
to   = 2013-07-31

[open]
mon-fri = "08:00-20:00"
sat-sun = "10:00-14:00"

[demand]
volume   = 3100
weekdays = { sat = 0.5, sun = 0.5 }

[[call]]
name     = "information"
share    = 0.6
talk     = { lognormal = { mean = "4 min", cv = 0.9 } }
patience = { usual = "3 min", by_time = { "08:00-10:00" = "1 min" } }
retry    = { probability = 0.3, delay = "30 min" }

[[call]]
name  = "protection"
share = 0.4
talk  = "9 min"

[[agents]]
name    = "operators"
takes   = ["information", "protection"]
absence = 0.04
[[agents.shift]]
name   = "morning"
days   = "mon-sun"
from   = "08:00"
to     = "14:00"
count  = 3
[[agents.shift]]
name  = "afternoon"
days  = "mon-sun"
from  = "14:00"
to    = "20:00"
count = 2
)";

// The scenario of `text`, which inherits from kBase.
Scenario child(const std::string& text) {
  const TemporaryFolder folder;
  folder.write("base.toml", kBase);
  return read_scenario(folder.write("child.toml", "base = \"base.toml\"\n" + text));
}

// What is wrong with it, without the folder's name.
std::string child_mistakes(const std::string& text, const std::string& base = kBase) {
  const TemporaryFolder folder;
  folder.write("base.toml", base);
  const auto file = folder.write("child.toml", "base = \"base.toml\"\n" + text);
  try {
    read_scenario(file);
    return "";
  } catch (const InputError& error) {
    std::string what = error.what();
    const std::string prefix = folder.path().string() + "/";
    for (auto at = what.find(prefix); at != std::string::npos; at = what.find(prefix)) {
      what.erase(at, prefix.size());
    }
    return what;
  }
}

template <class Law>
Law law_of(const Distribution& distribution) {
  return std::get<Law>(distribution.law());
}

TEST_CASE("a scenario without changes is its base") {
  const Scenario scenario = child("");
  CHECK(scenario.calls.size() == 2);
  CHECK(scenario.demand->levels[0].calls_per_day == doctest::Approx(100));
  CHECK(scenario.opening.hours->entries.size() == 2);
}

TEST_CASE("tables merge and named elements match") {
  const Scenario scenario = child(R"(
[demand]
weekdays = { sun = 0.25 }
[[call]]
name  = "protection"
balk  = 0.1
[[call]]
name  = "information"
talk  = { lognormal = { mean = "5 min" } }
retry = { probability = 0.5 }
[[agents]]
name = "operators"
[[agents.shift]]
name  = "afternoon"
count = 7
)");
  CHECK(scenario.demand->weekdays[5] == 0.5);
  CHECK(scenario.demand->weekdays[6] == 0.25);
  REQUIRE(scenario.calls.size() == 2);
  CHECK(scenario.calls[0].name == "information");
  CHECK(scenario.calls[1].balk == 0.1);
  CHECK(law_of<law::LogNormal>(scenario.calls[0].talk.usual).mean == 300);
  CHECK(law_of<law::LogNormal>(scenario.calls[0].talk.usual).cv == 0.9);
  CHECK(scenario.calls[0].retry->probability == 0.5);
  CHECK(law_of<law::Constant>(scenario.calls[0].retry->delay).value == 1800);
  const auto& shifts = std::get<std::vector<Shift>>(scenario.agents[0].staffing);
  REQUIRE(shifts.size() == 2);
  CHECK(shifts[0].count == 3);
  CHECK(shifts[1].count == 7);
}

TEST_CASE("new names are appended and old ones can be removed") {
  const Scenario scenario = child(R"(
[[call]]
name   = "protection"
remove = true
[[call]]
name  = "fraud"
share = 0.4
talk  = "1 min"
[[agents]]
name  = "operators"
takes = ["fraud", "information"]
[[agents.shift]]
name   = "morning"
remove = true
[[agents.shift]]
name  = "night"
days  = "mon"
from  = "20:00"
to    = "08:00"
count = 1
)");
  REQUIRE(scenario.calls.size() == 2);
  CHECK(scenario.calls[1].name == "fraud");
  const auto& shifts = std::get<std::vector<Shift>>(scenario.agents[0].staffing);
  REQUIRE(shifts.size() == 2);
  CHECK(shifts[0].name == "afternoon");
  CHECK(shifts[1].name == "night");
}

TEST_CASE("a new choice replaces the inherited alternative") {
  const Scenario counted = child("[[agents]]\nname = \"operators\"\ncount = 5\n");
  CHECK(std::get<int>(counted.agents[0].staffing) == 5);
  CHECK(counted.agents[0].absence == 0);
  const Scenario timed =
      child("[[agents]]\nname = \"operators\"\nstaffing = { \"08:00-20:00\" = 4 }\n");
  CHECK(std::get<WeekTable<int>>(timed.agents[0].staffing).entries[0].value == 4);
  const Scenario levels = child("[demand]\nlevels = [{ from = 2013-07-01, calls_per_day = 7 }]\n");
  CHECK(levels.demand->levels[0].calls_per_day == 7);
  const Scenario law =
      child("[[call]]\nname = \"information\"\ntalk = { exponential = { mean = \"5 min\" } }\n");
  CHECK(law_of<law::Exponential>(law.calls[0].talk.usual).mean == 300);
  const Scenario moments = child(
      "[[call]]\nname = \"information\"\ntalk = { lognormal = { median = \"5 min\", sigma = 1 } "
      "}\n");
  CHECK(law_of<law::LogNormal>(moments.calls[0].talk.usual).mean > 300);
  const Scenario constant = child("[[call]]\nname = \"information\"\npatience = \"5 min\"\n");
  CHECK(law_of<law::Constant>(constant.calls[0].patience->usual).value == 300);
  CHECK(constant.calls[0].patience->by_time.entries.empty());
}

TEST_CASE("the usual patience may change and the times stay") {
  const Scenario scenario =
      child("[[call]]\nname = \"information\"\npatience = { usual = \"5 min\" }\n");
  CHECK(law_of<law::Constant>(scenario.calls[0].patience->usual).value == 300);
  CHECK(scenario.calls[0].patience->by_time.entries.size() == 1);
}

TEST_CASE("new opening hours replace those of the days that they cover") {
  const Scenario weekend = child("[open]\nsat-sun = \"closed\"\n");
  CHECK(weekend.opening.hours->entries.size() == 1);
  const Scenario every_day = child("[open]\nevery_day = \"00:00-24:00\"\n");
  REQUIRE(every_day.opening.hours->entries.size() == 1);
  CHECK(every_day.opening.hours->entries[0].range.to == kDay);
  CHECK_FALSE(child("[open]\nalways = true\n").opening.hours);
  CHECK(child_mistakes("[open]\nsun = \"closed\"\n") ==
        "child.toml:3:1: error: sun is both closed and open\n"
        "  sun = \"closed\"\n"
        "  ^\n"
        "  its hours are at base.toml:8:11\n");
}

TEST_CASE("a base may have a base in another folder") {
  const TemporaryFolder folder;
  folder.write("a/base.toml", kBase);
  folder.write("b/middle.toml", "base = \"../a/base.toml\"\n[demand]\nvolume = 6200\n");
  const auto file = folder.write("child.toml", "base = \"b/middle.toml\"\ntitle = \"child\"\n");
  const Scenario scenario = read_scenario(file);
  CHECK(scenario.title == "child");
  CHECK(scenario.demand->levels[0].calls_per_day == doctest::Approx(200));
}

TEST_CASE("mistakes name the file that says the thing") {
  std::string base = kBase;
  base.replace(base.find("0.3,"), 4, "1.3,");
  CHECK(child_mistakes("[[call]]\nname = \"protection\"\nblak = 1\n", base) ==
        "child.toml:4:1: error: \"blak\" is not a key of [[call]] \"protection\"\n"
        "  blak = 1\n"
        "  ^\n"
        "  did you mean \"balk\"?\n"
        "base.toml:19:28: error: \"probability\" must be from 0 to 1, not 1.3\n"
        "  retry    = { probability = 1.3, delay = \"30 min\" }\n"
        "                             ^\n");
}

TEST_CASE("only what is inherited can be removed") {
  CHECK(child_mistakes("[[call]]\nname = \"fraud\"\nremove = true\n") ==
        "child.toml:4:1: error: there is no \"fraud\" to remove: none is inherited\n"
        "  remove = true\n"
        "  ^\n");
  CHECK(child_mistakes("[[agents]]\nname = \"operators\"\nremove = \"yes\"\n") ==
        "child.toml:4:10: error: \"remove\" must be true or false\n"
        "  remove = \"yes\"\n"
        "           ^\n");
  CHECK(child_mistakes("[[agents]]\nname = \"operators\"\nremove = true\ncount = 4\n") ==
        "child.toml:4:1: error: what is removed has only its name and \"remove\"\n"
        "  remove = true\n"
        "  ^\n");
}

TEST_CASE("two elements of one name in one file are a mistake, not a merge") {
  CHECK(child_mistakes("[[call]]\nname = \"protection\"\nbalk = 0.1\n[[call]]\nname = "
                       "\"protection\"\nshare = 0.0\ntalk = \"1 s\"\n") ==
        "child.toml:6:8: error: there are two [[call]] named \"protection\"\n"
        "  name = \"protection\"\n"
        "         ^\n"
        "  the other one is at child.toml:3:8\n");
}

TEST_CASE("bases that cannot be read are explained") {
  const auto mistake = [](const std::string& base) {
    const TemporaryFolder folder;
    folder.write("wrong.toml", "x = = 1\n");
    folder.write("binary.toml", "x = \"\xFF\xFE\"\n");
    folder.write("large.toml", std::string((16U << 20U) + 1, '#'));
    folder.write("folder/x", "");
    folder.write("loop.toml", "base = \"child.toml\"\n");
    const auto file = folder.write("child.toml", "base = " + base + "\n");
    try {
      read_scenario(file);
    } catch (const InputError& error) {
      REQUIRE(error.problems().size() == 1);
      const Problem& problem = error.problems()[0];
      const std::string name = std::filesystem::path(problem.place.file).filename().string();
      std::string message = problem.message;
      const std::string prefix = folder.path().string() + "/";
      if (const auto at = message.find(prefix); at != std::string::npos) {
        message.erase(at, prefix.size());
      }
      return name + ":" + std::to_string(problem.place.line) + ": " + message;
    }
    return std::string();
  };
  CHECK(mistake("\"none.toml\"") ==
        "child.toml:1: cannot read \"none.toml\": there is no such file");
  CHECK(mistake("\"folder\"") == "child.toml:1: cannot read \"folder\": it is a folder");
  CHECK(mistake("\"large.toml\"") ==
        "child.toml:1: cannot read \"large.toml\": it is larger than 16 MB");
  CHECK(mistake("\"child.toml\"") == "child.toml:1: \"child.toml\" inherits from itself");
  CHECK(mistake("\"loop.toml\"") == "loop.toml:1: \"child.toml\" inherits from itself");
  CHECK(mistake("5") == "child.toml:1: \"base\" must be text in quotes, not a number");
  CHECK(mistake("\"wrong.toml\"").starts_with("wrong.toml:1: this is not TOML: "));
  CHECK(mistake("\"binary.toml\"").starts_with("binary.toml:1: this is not TOML: "));
}

TEST_CASE("a scenario that cannot be read is an error, not a mistake in it") {
  const TemporaryFolder folder;
  CHECK_THROWS_WITH_AS(read_scenario("no such.toml"),
                       "cannot read no such.toml: there is no such file", Error);
  CHECK_THROWS_AS(read_scenario(folder.path()), Error);
  CHECK_THROWS_AS(read_scenario("/dev/zero"), Error);
}

}  // namespace
}  // namespace hotline::test
