#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <sstream>

#include "hotline/report/data.hpp"
#include "hotline/report/page.hpp"
#include "hotline/report/theory.hpp"
#include "rows.hpp"

// The data of pages.
namespace hotline {
namespace {

using Json = nlohmann::ordered_json;

// Pictures need no more than six digits; the summary keeps all.
Json drawn_number(double value) {
  return std::isfinite(value) ? Json(std::stod(fmt::format("{:.6g}", value))) : Json(nullptr);
}

Json drawn_numbers(const std::vector<double>& values) {
  Json numbers = Json::array();
  for (const double value : values) numbers.push_back(drawn_number(value));
  return numbers;
}

// ---- Rows --------------------------------------------------------------------------------------

// Measures of single call types and groups that are drawn; those of all together are all there.
constexpr std::string_view kDrawnOfParts[] = {"offered",     "served",       "service_level",
                                              "abandonment", "asa",          "queue_mean",
                                              "occupancy",   "staffed_hours"};

using Pick = const Estimates& (*)(const Row&, std::size_t);

// A column of numbers for each measure, under its key.
template <class View>
Json columns(std::span<const Measure<View>> table, const std::vector<const Row*>& rows,
             std::size_t part, Pick pick, double Estimate::*member, bool only_drawn) {
  Json object = Json::object();
  std::size_t position = 0;
  for (const Measure<View>* measure : detail::interval_measures(table)) {
    const std::size_t at = position++;
    if (only_drawn && std::ranges::find(kDrawnOfParts, measure->key) == std::end(kDrawnOfParts)) {
      continue;
    }
    Json& column = object[std::string(measure->key)] = Json::array();
    for (const Row* row : rows) column.push_back(drawn_number(pick(*row, part).at(at).*member));
  }
  return object;
}

const Estimates& all_calls(const Row& row, std::size_t) { return row.all_calls; }
const Estimates& one_type(const Row& row, std::size_t type) { return row.calls.at(type); }
const Estimates& all_agents(const Row& row, std::size_t) { return row.all_agents; }
const Estimates& one_group(const Row& row, std::size_t group) { return row.agents.at(group); }

Json rows_json(const Result& result, const std::vector<const Row*>& rows, bool with_limits) {
  const auto calls = [&](std::size_t part, Pick pick, double Estimate::*member, bool few) {
    return columns(call_measures(), rows, part, pick, member, few);
  };
  Json json;
  json["calls"] = calls(0, all_calls, &Estimate::value, false);
  if (with_limits) {
    json["calls_low"] = calls(0, all_calls, &Estimate::low, true);
    json["calls_high"] = calls(0, all_calls, &Estimate::high, true);
  }
  json["agents"] = columns(agent_measures(), rows, 0, all_agents, &Estimate::value, false);
  json["call_types"] = Json::array();
  for (std::size_t t = 0; t < result.types.size(); ++t) {
    json["call_types"].push_back(calls(t, one_type, &Estimate::value, true));
  }
  json["agent_groups"] = Json::array();
  for (std::size_t g = 0; g < result.groups.size(); ++g) {
    json["agent_groups"].push_back(
        columns(agent_measures(), rows, g, one_group, &Estimate::value, true));
  }
  return json;
}

// Calls are offered then, or somebody is on duty for longer than to finish the last call.
bool is_alive(const CellLabel& label, const Row& row) {
  const double agents =
      detail::agent_value(row, "staffed_hours") * kHour / std::max(label.to - label.from, 1.0);
  return detail::call_value(row, "offered") > 0 || agents >= 0.25;
}

Json clock_json(const CellLabel& label) {
  return {format_clock(label.from), format_clock(label.to)};
}

Json week_json(const Result& result, const std::vector<double>& required) {
  Json labels = Json::array();
  std::vector<const Row*> rows;
  std::vector<double> needed;
  for (std::size_t c = 0; c < result.cells.size(); ++c) {
    if (!is_alive(result.cells[c], result.by_cell[c])) continue;
    const CellLabel& cell = result.cells[c];
    labels.push_back({weekday_name(cell.weekday), format_clock(cell.from), format_clock(cell.to),
                      detail::days_on(result, cell.weekday)});
    rows.push_back(&result.by_cell[c]);
    needed.push_back(c < required.size() ? required[c] : kUnknown);
  }
  Json json = rows_json(result, rows, true);
  json["cells"] = std::move(labels);
  json["required"] = drawn_numbers(needed);
  return json;
}

Json day_json(const Result& result, const DayBands& bands) {
  Json labels = Json::array();
  std::vector<const Row*> rows;
  std::vector<std::size_t> shown;
  for (std::size_t s = 0; s < result.slots.size(); ++s) {
    if (!is_alive(result.slots[s], result.by_slot[s])) continue;
    labels.push_back(clock_json(result.slots[s]));
    rows.push_back(&result.by_slot[s]);
    shown.push_back(s);
  }
  Json json = rows_json(result, rows, false);
  json["slots"] = std::move(labels);
  const auto band_json = [&](const std::vector<DayBand>& band) {
    Json object = {{"p5", Json::array()}, {"p50", Json::array()}, {"p95", Json::array()}};
    for (const std::size_t s : shown) {
      const DayBand point = s < band.size() ? band[s] : DayBand{};
      object["p5"].push_back(drawn_number(point.p5));
      object["p50"].push_back(drawn_number(point.p50));
      object["p95"].push_back(drawn_number(point.p95));
    }
    return object;
  };
  json["bands"] = {{"replications", bands.replications},
                   {"days", bands.days},
                   {"offered", band_json(bands.offered)},
                   {"service_level", band_json(bands.service_level)},
                   {"queue_mean", band_json(bands.queue)}};
  return json;
}

Json dates_json(const Result& result) {
  Json labels = Json::array();
  std::vector<const Row*> rows;
  for (std::size_t d = 0; d < result.days.size(); ++d) {
    labels.push_back(format_date(result.days[d]));
    rows.push_back(&result.by_day[d]);
  }
  Json json = rows_json(result, rows, false);
  json["dates"] = std::move(labels);
  return json;
}

// ---- What single observations show -------------------------------------------------------------

constexpr std::string_view kObserved[] = {"service_level", "abandonment", "asa",
                                          "coverage_callers"};

void forget(Estimates& estimates) {
  for (Estimate& estimate : estimates) estimate.values = {};
}

void forget(std::vector<Estimates>& tables) {
  for (Estimates& estimates : tables) forget(estimates);
}

// What all pages begin with.
Json head_json(std::string_view kind, const PageSetting& setting) {
  return {{"kind", kind}, {"language", setting.language}, {"command", setting.command}};
}

Json sources_json(const PageSetting& setting) {
  Json sources = Json::array();
  for (const SourceText& source : setting.sources) {
    sources.push_back({{"name", source.name}, {"text", source.text}, {"cut", source.cut}});
  }
  return sources;
}

std::string text_of(const Json& data) {
  return data.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json summary_json(const RunFindings& findings) {
  std::ostringstream text;
  write_summary_json(findings.result, findings.file, text);
  return Json::parse(text.str());
}

}  // namespace

ObservedValues observed_values(const Result& result) {
  ObservedValues observed;
  for (const std::string_view key : kObserved) {
    observed[std::string(key)] = result.call(key).values;
  }
  observed["occupancy"] = result.agent("occupancy").values;
  return observed;
}

void forget_values(Result& result) {
  forget(result.all_calls);
  forget(result.calls);
  forget(result.all_wait_percentiles);
  forget(result.wait_percentiles);
  forget(result.all_caller_wait_percentiles);
  forget(result.caller_wait_percentiles);
  forget(result.all_agents);
  forget(result.agents);
  forget(result.house);
  for (FurtherTarget& target : result.further_targets) {
    forget(target.all_calls);
    forget(target.calls);
  }
  for (SegmentResult& segment : result.segments) {
    forget(segment.calls);
    forget(segment.agents);
  }
}

std::string run_page_data(const RunFindings& findings, const PageSetting& setting) {
  const Result& result = findings.result;
  Json data = head_json("run", setting);
  data["summary"] = summary_json(findings);
  data["week"] = week_json(result, findings.required);
  data["day"] = day_json(result, findings.bands);
  data["dates"] = dates_json(result);
  data["observed"] = Json::object();
  for (const auto& [key, values] : findings.observed) data["observed"][key] = drawn_numbers(values);
  data["theory"] = Json::parse(theory_json(findings.theory));
  data["sources"] = sources_json(setting);
  return text_of(data);
}

std::string with_frontier(const std::string& staffing, const std::string& frontier) {
  Json json = Json::parse(staffing);
  json["frontier"] = Json::parse(frontier).at("frontier");
  return text_of(json);
}

std::string result_page_data(std::string_view kind, const std::string& result,
                             const PageSetting& setting) {
  Json data = head_json(kind, setting);
  data["result"] = Json::parse(result);
  data["sources"] = sources_json(setting);
  return text_of(data);
}

}  // namespace hotline
