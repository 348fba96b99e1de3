#include "hotline/report/comparison.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "hotline/report/number.hpp"

using namespace hotline;

namespace {

Estimate apart(double value, double low, double high) {
  return {.value = value, .low = low, .high = high, .error = (high - low) / 4, .gain = 5.9};
}

Comparison two_scenarios() {
  Comparison comparison;
  comparison.names = {"as it is", "one operator less"};
  comparison.titles = comparison.names;
  comparison.observations = 100;
  comparison.target_times = {20, 20};
  const std::string keys[] = {"service_level", "asa", "served", "announced_wait_error"};
  comparison.measures = compared_measures(keys);
  comparison.lines = {
      {0, "", {{.value = 0.81}, {.value = 0.719}}, {{}, apart(-0.091, -0.098, -0.084)}},
      {1, "", {{.value = 11.8}, {.value = 11.9}}, {{}, apart(0.1, -0.2, 0.4)}},
      {2, "", {{.value = 90}, {.value = 90}}, {{}, apart(0, 0, 0)}},
      {3, "", {{.value = 9}, {.value = 8}}, {{}, apart(-1, -1.5, -0.5)}},
      {0, "papers", {{.value = 0.8}, {}}, {{}, {}}},
  };
  return comparison;
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("differences have a sign, and shares differ by percentage points") {
  CHECK(format_difference(apart(-0.091, -0.098, -0.084), Unit::kShare) == "-9.1 pp (-9.8 to -8.4)");
  CHECK(format_difference(apart(0.1, -0.2, 0.4), Unit::kSeconds) == "+0.1 s (-0.2 to +0.4)");
  CHECK(format_difference(apart(75, 65, 85), Unit::kSeconds) ==
        "+1 min 15 s (+1 min 5 s to +1 min 25 s)");
  CHECK(format_difference(apart(0, 0, 0), Unit::kCalls) == "0");
  CHECK(format_difference({.value = -1503}, Unit::kCalls) == "-1,503");
  CHECK(format_difference({}, Unit::kShare) == "-");
}

TEST_CASE("a difference is a plain sentence") {
  const Comparison comparison = two_scenarios();
  const auto sentence = [&](std::size_t line) {
    return difference_sentence(comparison, comparison.lines[line], 1);
  };
  CHECK(sentence(0) == "9.1 pp fewer calls in 20 s, between 8.4 and 9.8");
  CHECK(sentence(1) ==
        "no difference to be seen in the mean wait: between 0.2 s less and 0.4 s more");
  CHECK(sentence(2) == "no difference in calls served");
  CHECK(sentence(3) == "error of the announced wait: 1.0 s less, between 0.5 and 1.5");
  CHECK(sentence(4) == "not to be compared: calls in their target time");
}

TEST_CASE("a comparison fits on the screen and says what pairing gained") {
  const std::string report = comparison_report(two_scenarios());
  CHECK(contains(report, "2 scenarios compared, with the same calls in each\n"));
  CHECK(contains(report, "5.9 x"));
  CHECK(contains(report, "one operator less\n  9.1 pp fewer calls in 20 s"));
  std::istringstream lines(report);
  for (std::string line; std::getline(lines, line);) CHECK(line.size() <= 100);
}

TEST_CASE("the best is told with what cannot be told apart from it") {
  Comparison comparison = two_scenarios();
  comparison.best = Best{.measure = comparison.measures[0],
                         .from_best = {{-0.01, 0.04}, {-0.04, 0.01}},
                         .may_be_best = {true, true}};
  CHECK(contains(comparison_report(comparison), "2 cannot be told apart from the best"));
  comparison.best->from_best = {{0, 0.1}, {-0.1, 0}};
  comparison.best->may_be_best = {true, false};
  const std::string report = comparison_report(comparison);
  CHECK(contains(report, "One is the best for sure"));
  CHECK(contains(report, "not the best; at most 10"));
}

TEST_CASE("a comparison in JSON and CSV holds every line") {
  std::ostringstream json, csv;
  write_comparison_json(two_scenarios(), json);
  const auto read = nlohmann::json::parse(json.str());
  CHECK(read["measures"].size() == 5);
  const auto& level = read["measures"][0];
  CHECK(level["measure"] == "service_level");
  CHECK(level["differences"][0]["value"] == -0.091);
  CHECK(level["differences"][0]["seen"] == true);
  CHECK(level["differences"][0]["sentence"] == "9.1 pp fewer calls in 20 s, between 8.4 and 9.8");
  CHECK(read["measures"][4]["differences"][0]["value"].is_null());

  write_comparison_csv(two_scenarios(), csv);
  CHECK(contains(csv.str(),
                 "one operator less,all_calls,,service_level,share,0.81,0.719,-0.091,-0.098,"));
  CHECK(
      contains(csv.str(), "one operator less,call_type,papers,service_level,share,0.8,,,,,,,0\n"));
}
