#include <doctest/doctest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "says.hpp"

namespace hotline {
namespace {

using namespace test;
namespace fs = std::filesystem;

// A folder with two scenarios.
struct Folder : TemporaryFolder {
  Folder() {
    write("a.toml", two_days(10));
    write("b.toml",
          "base = \"a.toml\"\ntitle = \"A desk less\"\n[[agents]]\nname = \"desk\"\ncount = 2\n");
  }
};

}  // namespace

TEST_CASE("compare tells in sentences what one scenario changes") {
  const Folder folder;
  const Answer answer = hotline_says({"compare", folder / "a.toml", folder / "b.toml"});
  CHECK(answer.code == 0);
  CHECK(answer.err.empty());
  CHECK(contains(answer.out, "Baseline: Two days\n"));
  CHECK(contains(answer.out, "A desk less\n"));
  CHECK(contains(answer.out, "fewer calls in 20 s, between "));
}

TEST_CASE("compare takes changes of one file, named by what they change") {
  const Folder folder;
  const Answer answer = hotline_says(
      {"compare", folder / "a.toml", "--with", "agents.desk.count=2; call.papers.talk='5 min'",
       "--with", "agents.desk.count=4", "--format", "json", "--measures", "asa"});
  REQUIRE(answer.code == 0);
  const auto json = nlohmann::json::parse(answer.out);
  CHECK(json["variants"][1]["name"] == "agents.desk.count=2; call.papers.talk='5 min'");
  const auto& differences = json["measures"][0]["differences"];
  CHECK(differences[0]["value"] > 0);
  CHECK(differences[1]["value"] < 0);
}

TEST_CASE("a comparison in a store is continued and reported by resume") {
  const Folder folder;
  const std::string store = folder / "store.sqlite";
  const std::vector<std::string> command = {"compare", folder / "a.toml", folder / "b.toml",
                                            "--format", "csv"};
  std::vector<std::string> kept = command;
  kept.insert(kept.end(), {"--store", store, "--replications", "4"});
  REQUIRE(hotline_says(kept).code == 0);
  const Answer resumed = hotline_says({"resume", store, "--replications", "10", "--format", "csv"});
  CHECK(resumed.code == 0);
  CHECK(resumed.out == hotline_says(command).out);
  CHECK(hotline_says({"resume", store, "--with", "agents.desk.count=1"}).code == 2);
}

TEST_CASE("shards of a comparison are joined to the same bits, and print nothing") {
  const Folder folder;
  const std::string all = folder / "all.sqlite";
  for (const char* part : {"1/2", "2/2"}) {
    const std::string store = folder / (std::string("part") + part[0]).c_str();
    const Answer answer = hotline_says({"compare", folder / "a.toml", folder / "b.toml", "--shard",
                                        part, "--store", store, "--quiet"});
    CHECK(answer.code == 0);
    CHECK(answer.out.empty());
    REQUIRE(hotline_says({"merge", store, "--into", all}).code == 0);
  }
  const Answer whole =
      hotline_says({"compare", folder / "a.toml", folder / "b.toml", "--format", "csv"});
  CHECK(hotline_says({"resume", all, "--format", "csv"}).out == whole.out);
}

TEST_CASE("compare names the best of many, and selects it when asked") {
  const Folder folder;
  const std::vector<std::string> base = {
      "compare", folder / "a.toml",     "--with", "agents.desk.count=2",
      "--with",  "agents.desk.count=5", "--best", "asa"};
  const Answer best = hotline_says(base);
  CHECK(contains(best.out, "The best: smallest average speed of answer\n"));
  std::vector<std::string> select = base;
  select.insert(select.end(), {"--indifference", "5s"});
  const Answer selected = hotline_says(select);
  CHECK(selected.code == 0);
  CHECK(contains(selected.out,
                 "  agents.desk.count=5\n  is the best with a probability of at least"));
}

TEST_CASE("compare writes files into a folder") {
  const Folder folder;
  const Answer answer = hotline_says(
      {"compare", folder / "a.toml", folder / "b.toml", "--out", folder / "results", "--quiet"});
  CHECK(answer.code == 0);
  CHECK(answer.out.empty());
  CHECK(fs::file_size(folder / "results/comparison.json") > 0);
  CHECK(fs::file_size(folder / "results/comparison.csv") > 0);
}

TEST_CASE("compare says what is wrong with its command line") {
  const Folder folder;
  const std::string a = folder / "a.toml";
  const auto says = [&](std::vector<std::string> more, std::string_view part) {
    std::vector<std::string> arguments = {"compare", a};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Answer answer = hotline_says(arguments);
    CHECK(answer.code == 2);
    CAPTURE(answer.err);
    CHECK(contains(answer.err, part));
  };
  says({}, "needs two scenarios or more");
  says({a, "--measures", "sla"}, "there is no measure \"sla\"");
  says({a, "--best", "occupancy"}, "whether a large occupancy is good is not clear");
  says({a, "--indifference", "1pp"}, "--indifference needs --best");
  says({a, "--best", "asa", "--indifference", "1%"}, "not a share of a value");
  says({a, "--best", "asa", "--indifference", "1pp"}, "percentage points, which only shares have");
  says({a, "--with", "agents.dsk.count=3"}, "dsk");
}

}  // namespace hotline
