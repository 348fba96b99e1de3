#pragma once

#include <map>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "hotline/experiment/day_bands.hpp"
#include "hotline/experiment/result.hpp"
#include "hotline/experiment/theory_check.hpp"
#include "hotline/scenario/texts.hpp"

// One HTML file that shows a result in a browser: no network, no server. docs/report.md says what
// is on it, src/report/page/ is its front end.
namespace hotline {

// Empty if the program was built with the page, or else why it was not.
std::string_view why_no_page();

// The languages of the page: "en", "es".
const std::vector<std::string>& page_languages();

// Writes the page that shows `data`, one JSON object in UTF-8; no text in it can become markup.
// Throws Error if there is no page.
void write_page(std::string_view data, std::ostream& out);

// A text that a scenario is made of; `cut` if only its beginning is there.
struct SourceText {
  std::string name;  // "scenarios/base.toml", "--set demand.volume=5"
  std::string text;
  bool cut = false;
};

// The scenario file, then what it refers to, then the overrides. Of data files, which are no TOML,
// the first 100 kB.
std::vector<SourceText> source_texts(const std::string& file, const Texts::ByPath& texts,
                                     const std::vector<std::string>& overrides);

// What a page needs to know beyond its numbers.
struct PageSetting {
  std::string language = "en";      // that it opens in
  std::string command;              // that made it, as a user would type it
  std::vector<SourceText> sources;  // of the scenario
};

// What single observations show, by key of the measure, over all calls or agents.
using ObservedValues = std::map<std::string, std::vector<double>, std::less<>>;

// Those of the measures at the top of the page; needs Estimate::values.
ObservedValues observed_values(const Result& result);

// Forgets the values of all estimates of the whole horizon.
void forget_values(Result& result);

// What the page of `hotline run` is made of.
struct RunFindings {
  const Result& result;  // without values of observations
  std::string file;      // of the scenario
  TheoryComparison theory;
  std::vector<double> required;  // agents, [cell]; see required_agents
  DayBands bands;
  ObservedValues observed;
};

// The data of the page: summary.json word for word, the intervals of the week, the average day, the
// days, and the rest of the findings. Keys: docs/report.md.
std::string run_page_data(const RunFindings& findings, const PageSetting& setting);

// The JSON of staffing_json with the frontier of frontier_json as a member.
std::string with_frontier(const std::string& staffing, const std::string& frontier);

// The data of the page of another command, around what it prints as JSON: of kind "compare"
// (write_comparison_json), "staff" and "schedule" (staffing_json and schedule_json, with a member
// "frontier" if there is one) and "sweep" (write_sweep_json).
std::string result_page_data(std::string_view kind, const std::string& result,
                             const PageSetting& setting);

}  // namespace hotline
