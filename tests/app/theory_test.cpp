#include <doctest/doctest.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "says.hpp"
#include "support/project.hpp"

// "hotline run FILE --theory", through the program itself.
namespace hotline {
namespace {

using namespace test;
namespace fs = std::filesystem;

const std::vector<std::string> kShort = {"--set", "horizon.steady=500 h", "--quiet"};

std::vector<std::string> run_of(const std::string& file, std::vector<std::string> more) {
  std::vector<std::string> arguments = {"run", in_project("scenarios/textbook/" + file)};
  arguments.insert(arguments.end(), kShort.begin(), kShort.end());
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

TEST_CASE("a textbook scenario is set beside its formula on request only") {
  const Answer plain = hotline_says(run_of("mmsm.toml", {}));
  CHECK_FALSE(contains(plain.out, "Beside theory"));
  const Answer beside = hotline_says(run_of("mmsm.toml", {"--theory"}));
  CHECK(beside.code == 0);
  CHECK(beside.out.starts_with(plain.out));
  CHECK(contains(beside.out, "Beside theory\n  Erlang A (M/M/s+M)\n"));
  CHECK(contains(beside.out, "breaks none of the formula's assumptions"));
}

TEST_CASE("programs get formula, simulation and distance as numbers") {
  const Answer answer = hotline_says(run_of("mmsm.toml", {"--theory", "--format", "json"}));
  const auto json = nlohmann::json::parse(answer.out);
  CHECK(json["title"].is_string());
  const auto& team = json["theory"]["teams"][0];
  CHECK(team["formula"] == "Erlang A (M/M/s+M)");
  bool found = false;
  for (const auto& measure : team["measures"]) {
    if (measure["key"] != "abandonment") continue;
    found = true;
    // Palm's value for this desk, as the scenario's file has it: 8.88 %.
    CHECK(measure["formula"].get<double>() == doctest::Approx(0.0888).epsilon(1e-3));
    CHECK(std::abs(measure["standard_errors"].get<double>()) < 5);
  }
  CHECK(found);
}

TEST_CASE("the comparison is a file of its own beside the others") {
  const fs::path folder =
      fs::temp_directory_path() / ("hotline-theory-" + std::to_string(getpid()));
  fs::remove_all(folder);
  const Answer answer = hotline_says(run_of("mms.toml", {"--theory", "--out", folder.string()}));
  CHECK(answer.code == 0);
  std::ifstream in(folder / "theory.json");
  REQUIRE(in);
  CHECK(nlohmann::json::parse(in)["teams"][0]["formula"] == "Erlang C (M/M/s)");
  fs::remove_all(folder);
}

TEST_CASE("the table for spreadsheets has no room for theory") {
  const Answer answer = hotline_says(run_of("mms.toml", {"--theory", "--format", "csv"}));
  CHECK(answer.code == 2);
  CHECK(contains(answer.err, "--theory prints text or json, not csv"));
}

}  // namespace
}  // namespace hotline
