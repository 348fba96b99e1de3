#include "hotline/report/data.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "report/sample.hpp"
#include "support/project.hpp"

namespace hotline {
namespace {

nlohmann::json summary_of(const Result& result) {
  std::ostringstream out;
  write_summary_json(result, "small.toml", out);
  return nlohmann::json::parse(out.str());
}

std::vector<std::string> lines_of(const Result& result,
                                  void (*write)(const Result&, std::ostream&)) {
  std::ostringstream out;
  write(result, out);
  std::istringstream in(out.str());
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::string starting_with(const std::vector<std::string>& lines, std::string_view start) {
  const auto found =
      std::ranges::find_if(lines, [&](const std::string& line) { return line.starts_with(start); });
  return found == lines.end() ? "" : *found;
}

std::ptrdiff_t fields_in(const std::string& line) { return std::ranges::count(line, ',') + 1; }

TEST_CASE("the summary says what was run") {
  const nlohmann::json summary = summary_of(sample::result());
  CHECK(summary["title"] == "A small hotline");
  CHECK(summary["scenario"] == "small.toml");
  CHECK(summary["from"] == "2013-07-04");
  CHECK(summary["to"] == "2013-07-05");
  CHECK(summary["run"]["seed"] == 7);
  CHECK(summary["run"]["replications"] == 20);
  CHECK(summary["run"]["interrupted"] == false);
  CHECK(summary["hotline"].get<std::string>().find('.') != std::string::npos);
}

TEST_CASE("a seed of 64 bits comes through whole") {
  Result result = sample::result();
  result.seed = 18446744073709551615U;
  CHECK(summary_of(result)["run"]["seed"].get<std::uint64_t>() == result.seed);
}

TEST_CASE("the summary holds every estimate to the last bit") {
  const Result result = sample::result();
  const nlohmann::json summary = summary_of(result);
  const nlohmann::json level = summary["call_types"][1]["estimates"]["service_level"];
  CHECK(summary["call_types"][1]["name"] == "protection");
  CHECK(summary["call_types"][1]["target"]["answered_within"] == 20);
  CHECK(level["value"].get<double>() == result.call("service_level", "protection").value);
  CHECK(level["p95"].get<double>() == result.call("service_level", "protection").p95);
  CHECK(summary["all_calls"]["wait_p90"]["value"] == 75);
  CHECK(summary["all_calls"]["wait_sd"]["value"].get<double>() == doctest::Approx(40));
  CHECK(summary["agent_groups"][0]["estimates"]["occupancy"]["low"].get<double>() ==
        result.agent("occupancy", "desk").low);
  CHECK(summary["house"].contains("coverage_demand"));
}

TEST_CASE("every estimate of the summary is defined in it") {
  const nlohmann::json summary = summary_of(sample::result());
  const nlohmann::json& definitions = summary["measures"]["calls"];
  for (const auto& item : summary["all_calls"].items()) {
    const std::string key = item.key();
    CAPTURE(key);
    CHECK(definitions.at(key).at("definition").is_string());
    CHECK(definitions.at(key).at("unit").is_string());
  }
}

TEST_CASE("what is unknown is null in JSON and empty in CSV") {
  Result result = sample::result();
  result.all_calls.assign(result.all_calls.size(), Estimate{});
  const nlohmann::json summary = summary_of(result);
  CHECK(summary["all_calls"]["service_level"]["value"].is_null());
  CHECK(summary["all_calls"]["wait_sd"]["value"].is_null());
  CHECK(starting_with(lines_of(result, write_summary_csv), "all_calls,,asa") ==
        "all_calls,,asa,s,,,,,,,0");
}

TEST_CASE("a name that is no UTF-8 leaves the summary readable") {
  Result result = sample::result();
  result.types[0] = "pap\xFF";
  CHECK(summary_of(result)["call_types"][0]["name"] == "pap\uFFFD");
}

TEST_CASE("the summary in CSV has one line for each estimate") {
  const std::vector<std::string> lines = lines_of(sample::result(), write_summary_csv);
  CHECK(lines[0] == "scope,name,measure,unit,value,low,high,p5,p95,mean_of_ratios,observations");
  CHECK(starting_with(lines, "call_type,papers,attempts") ==
        "call_type,papers,attempts,calls,1200,1176,1224,1080,1320,,0");
  CHECK(starting_with(lines, "house,,coverage_hours,share,0.333") != "");
  // Three rows of call measures with eleven of waits, three of agent measures, one of the house.
  CHECK(lines.size() == 1 + 3 * (call_measures().size() + 11) + 3 * agent_measures().size() +
                            house_measures().size());
}

Result with_everything() {
  Result result = sample::result();
  result.currency = "USD";
  const Estimates by_target(target_measures().size(), sample::estimate(0.5, Unit::kShare));
  result.further_targets = {{60, by_target, {by_target, by_target}}};
  result.segments = {{"mornings", result.calls[0], result.agents[0]}};
  Finding finding{.measure = "service_level", .yellow = 0.85, .red = 0.8};
  finding.estimate = result.call("service_level");
  finding.light = Light::kRed;
  finding.certainty = 0.99;
  finding.interval = CellLabel{Weekday::kFriday, 8 * kHour, 10 * kHour};
  result.findings = {finding};
  result.all_calls[0].values = {1, 2};
  return result;
}

TEST_CASE("further targets, segments and limits are in the summary") {
  const nlohmann::json summary = summary_of(with_everything());
  CHECK(summary["further_targets"][0]["answered_within"] == 60);
  CHECK(summary["further_targets"][0]["call_types"][1]["estimates"]["service_level"]["value"] ==
        0.5);
  CHECK(summary["segments"][0]["name"] == "mornings");
  CHECK(summary["limits"][0]["light"] == "red");
  CHECK(summary["limits"][0]["weekday"] == "fri");
  CHECK(summary["all_calls"]["callers"]["values"].size() == 2);
  const std::vector<std::string> lines = lines_of(with_everything(), write_summary_csv);
  CHECK(starting_with(lines, "call_type,papers,service_level@60s,share,0.5,") != "");
  CHECK(starting_with(lines, "segment,mornings,offered,calls,1050,") != "");
  for (const std::string& line : lines) CHECK(fields_in(line) == fields_in(lines[0]));
}

// What docs/output.md names in code type.
std::string output_page() {
  std::ifstream file(test::in_project("docs/output.md"));
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

bool names(const std::string& page, const std::string& key) {
  for (const char* form : {"`{}`", "`{}[]`", "`run.{}`", "`{}."}) {
    if (page.find(fmt::format(fmt::runtime(form), key)) != std::string::npos) return true;
  }
  return false;
}

TEST_CASE("every key and column of the output is named in docs/output.md") {
  const std::string page = output_page();
  const nlohmann::json summary = summary_of(with_everything());
  const auto check = [&](const nlohmann::json& object) {
    for (const auto& item : object.items()) {
      const std::string key = item.key();
      CAPTURE(key);
      CHECK(names(page, key));
    }
  };
  check(summary);
  check(summary["run"]);
  check(summary["all_calls"]["callers"]);
  check(summary["segments"][0]);
  check(summary["limits"][0]);
  check(summary["further_targets"][0]);
  const auto header = lines_of(with_everything(), write_summary_csv).front();
  std::istringstream columns(header);
  for (std::string column; std::getline(columns, column, ',');) {
    CAPTURE(column);
    CHECK(names(page, column));
  }
}

TEST_CASE("each interval of the week has a line for each call type and agent group") {
  const std::vector<std::string> lines = lines_of(sample::result(), write_intervals_csv);
  CHECK(lines.size() == 1 + 24 * 6);
  CHECK(lines[0].starts_with("weekday,from,to,days,scope,name,callers,callers_low,callers_high"));
  CHECK(starting_with(lines, "thu,10:00,12:00,1,call_type,papers,200,196,204,240") != "");
  CHECK(starting_with(lines, "fri,22:00,24:00,1,agent_group,duty,") != "");
  for (const std::string& line : lines) CHECK(fields_in(line) == fields_in(lines[0]));
}

TEST_CASE("each day has a line for each call type and agent group") {
  const std::vector<std::string> lines = lines_of(sample::result(), write_days_csv);
  CHECK(lines.size() == 1 + 2 * 6);
  CHECK(starting_with(lines, "2013-07-05,fri,all_calls,,1000,980,1020,1200") != "");
  for (const std::string& line : lines) CHECK(fields_in(line) == fields_in(lines[0]));
}

TEST_CASE("a steady run has no intervals of the week") {
  Result result = sample::result();
  result.calendar = false;
  result.cells.clear();
  result.by_cell.clear();
  result.days.clear();
  result.by_day.clear();
  CHECK(lines_of(result, write_intervals_csv).size() == 1);
  CHECK(lines_of(result, write_days_csv).size() == 1);
  CHECK_FALSE(summary_of(result).contains("from"));
}

TEST_CASE("hostile names stay within their field of CSV") {
  Result result = sample::result();
  result.types[0] = "=HYPERLINK(\"http://x\"),\n";
  std::ostringstream out;
  write_summary_csv(result, out);
  CHECK(out.str().find("call_type,\"'=HYPERLINK(\"\"http://x\"\"),\n\",callers,calls,1000") !=
        std::string::npos);
}

}  // namespace
}  // namespace hotline
