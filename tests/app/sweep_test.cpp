#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "says.hpp"
#include "support/project.hpp"

// "hotline sweep", through the program itself.
namespace hotline {
namespace {

using namespace test;
namespace fs = std::filesystem;

std::size_t lines_of(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

constexpr std::string_view kScenario = R"(
[horizon]
steady  = "30 h"
warm_up = "1 h"

[[call]]
name     = "papers"
arrivals = { rate = "30/h" }
talk     = { exponential = { mean = "4 min" } }
patience = { exponential = { mean = "3 min" } }

[[agents]]
name  = "desk"
takes = ["papers"]
count = 3
)";

constexpr std::string_view kExperiment = R"(
title        = "How many, and how patient?"
scenario     = "base.toml"
replications = 4
seed         = 7
response     = ["service_level", "call.papers.abandonment"]

[[factor]]
name   = "agents"
key    = "agents.desk.count"
values = [2, 3, 4]

[[factor]]
name  = "patience"
key   = "call.papers.patience.exponential.mean"
values = ["1 min", "5 min"]
)";

struct Files {
  TemporaryFolder folder;
  std::string experiment;
  explicit Files(std::string_view text = kExperiment) {
    folder.write("base.toml", kScenario);
    experiment = folder.write("experiment.toml", text).string();
  }
  std::string path(const std::string& name) const { return (folder.path() / name).string(); }
};

TEST_CASE("a sweep shows its cells and what the factors do") {
  const Files files;
  const Answer answer = hotline_says({"sweep", files.experiment, "--threads", "1"});
  CHECK(answer.code == 0);
  CHECK(answer.err == "");
  CHECK(answer.out.starts_with("How many, and how patient?\n"));
  CHECK(contains(answer.out, "6 cells (grid), 4 replications each, common random numbers, seed 7"));
  CHECK(contains(answer.out, "   6   4       5 min"));
  CHECK(contains(answer.out, "call.papers.abandonment\n"));
  CHECK(contains(answer.out, "Surface: polynomial of degree 2,"));
  CHECK(contains(answer.out, "Sensitivity"));
}

TEST_CASE("a cell of a sweep is what a run of its overrides gives") {
  const Files files;
  const Answer sweep = hotline_says({"sweep", files.experiment, "--format", "json"});
  REQUIRE(sweep.code == 0);
  const auto json = nlohmann::json::parse(sweep.out);
  const auto& cell = json["cells"][3];
  CHECK(cell["factors"]["agents"]["number"] == 3);
  CHECK(cell["factors"]["patience"]["label"] == "5 min");
  std::vector<std::string> arguments = {
      "run", files.path("base.toml"), "--replications", "4", "--seed", "7", "--format", "json"};
  for (const auto& text : cell["overrides"]) {
    arguments.emplace_back("--set");
    arguments.push_back(text);
  }
  const auto alone = nlohmann::json::parse(hotline_says(arguments).out);
  const auto& expected = alone["all_calls"]["service_level"];
  const auto& found = cell["responses"]["service_level"];
  CHECK(found["value"] == expected["value"]);
  CHECK(found["low"] == expected["low"]);
  const auto& analysis = json["responses"]["service_level"];
  CHECK(analysis["effects"].size() == 5);
  CHECK(analysis["sensitivity"]["from"] == "grid");
  CHECK(analysis["sensitivity"]["factors"]["agents"]["first"]["value"] > 0.5);
}

TEST_CASE("the result does not depend on threads") {
  const Files files;
  const auto with = [&](const std::string& threads) {
    return hotline_says({"sweep", files.experiment, "--format", "json", "--threads", threads}).out;
  };
  CHECK(with("1") == with("3"));
}

TEST_CASE("a sweep writes files") {
  const Files files;
  const Answer answer =
      hotline_says({"sweep", files.experiment, "--out", files.path("out"), "--quiet"});
  CHECK(answer.code == 0);
  CHECK(answer.out == "");
  const std::string cells = text_of(files.path("out/cells.csv"));
  CHECK(cells.starts_with("cell,agents,patience,replications,service_level,service_level_low,"));
  CHECK(lines_of(cells) == 7);
  CHECK(contains(cells, "\n1,2,1 min,4,"));
  CHECK(nlohmann::json::parse(text_of(files.path("out/sweep.json")))["cells"].size() == 6);
}

TEST_CASE("a store keeps a sweep, and more replications go on from there") {
  const Files files;
  const std::string store = files.path("x.sqlite");
  REQUIRE(hotline_says({"sweep", files.experiment, "--store", store}).code == 0);
  const Answer more = hotline_says({"resume", store, "--replications=6", "--format=csv"});
  CHECK(more.code == 0);
  const Answer direct =
      hotline_says({"sweep", files.experiment, "--replications", "6", "--format", "csv"});
  CHECK(more.out == direct.out);
}

TEST_CASE("shards join to the whole") {
  const Files files;
  for (const std::string part : {"1", "2"}) {
    const Answer answer = hotline_says({"sweep", files.experiment, "--shard", part + "/2",
                                        "--store", files.path(part + ".sqlite"), "--quiet"});
    CHECK(answer.code == 0);
    CHECK(answer.out == "");
  }
  REQUIRE(hotline_says({"merge", files.path("1.sqlite"), files.path("2.sqlite"), "--into",
                        files.path("all.sqlite")})
              .code == 0);
  const Answer joined = hotline_says({"resume", files.path("all.sqlite"), "--format=csv"});
  const Answer whole = hotline_says({"sweep", files.experiment, "--format", "csv"});
  CHECK(joined.out == whole.out);
}

TEST_CASE("mistakes of an experiment are told with their places") {
  const Files files(
      "scenario = \"base.toml\"\nresponse = [\"service_levle\"]\n[[factor]]\nname = "
      "\"agents\"\nkey "
      "= \"agents.desk.count\"\nvalues = [2, 3]\n");
  for (const char* command : {"sweep", "check"}) {
    const Answer answer = hotline_says({command, files.experiment});
    CHECK(answer.code == 2);
    CHECK(contains(answer.err, ":2:13: error: there is no measure \"service_levle\"\n"));
    CHECK(contains(answer.err, "did you mean \"service_level\"?"));
  }
}

TEST_CASE("check accepts the experiments of the project") {
  int found = 0;
  for (const auto& entry : fs::directory_iterator(in_project("scenarios/experiments"))) {
    const Answer answer = hotline_says({"check", entry.path().string()});
    CHECK_MESSAGE(answer.code == 0, answer.err);
    ++found;
  }
  CHECK(found >= 4);
}

TEST_CASE("what a sweep does not understand is said plainly") {
  const Files files;
  CHECK(contains(hotline_says({"sweep"}).err, "\"sweep\" needs the file of an experiment"));
  CHECK(hotline_says({"sweep", files.experiment, "--format", "xml"}).code == 2);
  const Answer scenario = hotline_says({"sweep", files.path("base.toml")});
  CHECK(scenario.code == 2);
  CHECK(contains(scenario.err, "is a scenario, not an experiment"));
}

}  // namespace
}  // namespace hotline
