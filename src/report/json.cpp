#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string>

#include "hotline/report/data.hpp"
#include "hotline/report/number.hpp"
#include "hotline/report/version.hpp"
#include "json_number.hpp"

namespace hotline {
namespace {

using Json = nlohmann::ordered_json;

using detail::json_number;

Json json_estimate(const Estimate& estimate) {
  Json object = {{"value", json_number(estimate.value)},
                 {"low", json_number(estimate.low)},
                 {"high", json_number(estimate.high)},
                 {"p5", json_number(estimate.p5)},
                 {"p95", json_number(estimate.p95)},
                 {"error", json_number(estimate.error)},
                 {"gain", json_number(estimate.gain)},
                 {"mean_of_ratios", json_number(estimate.mean_of_ratios)},
                 {"observations", estimate.observations}};
  if (estimate.values.empty()) return object;
  Json& values = object["values"] = Json::array();
  for (const double value : estimate.values) values.push_back(json_number(value));
  return object;
}

std::string percentile_key(double percentile, bool of_callers = false) {
  return fmt::format("{}wait_p{:.0f}", of_callers ? "caller_" : "", percentile * 100);
}

// ---- What the measures mean --------------------------------------------------------------------

Json json_definition(std::string_view title, Unit unit, std::string_view definition) {
  return {{"title", title}, {"unit", unit_name(unit)}, {"definition", definition}};
}

template <class View>
Json json_definitions(std::span<const Measure<View>> table) {
  Json definitions = Json::object();
  for (const Measure<View>& measure : table) {
    definitions[std::string(measure.key)] =
        json_definition(measure.title, measure.unit, measure.definition);
  }
  return definitions;
}

Json call_definitions() {
  Json definitions = json_definitions(call_measures());
  definitions["wait_sd"] = json_definition("standard deviation of the wait", Unit::kSeconds,
                                           "Standard deviation of the wait of the calls answered.");
  for (const double percentile : kWaitPercentiles) {
    const auto definition =
        fmt::format("Wait that {:.0f} % of the calls answered did not exceed.", percentile * 100);
    definitions[percentile_key(percentile)] = json_definition(
        fmt::format("{:.0f} % waited at most", percentile * 100), Unit::kSeconds, definition);
    definitions[percentile_key(percentile, true)] = json_definition(
        fmt::format("{:.0f} % of callers waited at most", percentile * 100), Unit::kSeconds,
        fmt::format("Wait over all attempts that {:.0f} % of the callers answered did not exceed.",
                    percentile * 100));
  }
  return definitions;
}

// ---- Estimates ---------------------------------------------------------------------------------

template <class View>
Json json_estimates(std::span<const Measure<View>> table, const Estimates& estimates) {
  Json object = Json::object();
  for (std::size_t m = 0; m < table.size(); ++m) {
    object[std::string(table[m].key)] = json_estimate(estimates[m]);
  }
  return object;
}

Json json_calls(const Estimates& estimates, const Estimates& percentiles,
                const Estimates& caller_percentiles) {
  Json object = json_estimates(call_measures(), estimates);
  object["wait_sd"] = json_estimate(Estimate{.value = wait_sd(estimates)});
  for (std::size_t p = 0; p < percentiles.size(); ++p) {
    object[percentile_key(kWaitPercentiles[p])] = json_estimate(percentiles[p]);
    object[percentile_key(kWaitPercentiles[p], true)] = json_estimate(caller_percentiles[p]);
  }
  return object;
}

Json json_types(const Result& result) {
  Json types = Json::array();
  for (std::size_t t = 0; t < result.types.size(); ++t) {
    types.push_back({{"name", result.types[t]},
                     {"target",
                      {{"answered_within", json_number(result.target_time[t])},
                       {"share", json_number(result.target_share[t])}}},
                     {"estimates", json_calls(result.calls[t], result.wait_percentiles[t],
                                              result.caller_wait_percentiles[t])}});
  }
  return types;
}

Json json_groups(const Result& result) {
  Json groups = Json::array();
  for (std::size_t g = 0; g < result.groups.size(); ++g) {
    groups.push_back({{"name", result.groups[g]},
                      {"estimates", json_estimates(agent_measures(), result.agents[g])}});
  }
  return groups;
}

Json json_further_targets(const Result& result) {
  Json targets = Json::array();
  for (const FurtherTarget& target : result.further_targets) {
    Json types = Json::array();
    for (std::size_t t = 0; t < result.types.size(); ++t) {
      types.push_back({{"name", result.types[t]},
                       {"estimates", json_estimates(target_measures(), target.calls[t])}});
    }
    targets.push_back({{"answered_within", json_number(target.answered_within)},
                       {"all_calls", json_estimates(target_measures(), target.all_calls)},
                       {"call_types", std::move(types)}});
  }
  return targets;
}

Json json_segments(const Result& result) {
  Json segments = Json::array();
  for (const SegmentResult& segment : result.segments) {
    segments.push_back({{"name", segment.name},
                        {"calls", json_estimates(call_measures(), segment.calls)},
                        {"agents", json_estimates(agent_measures(), segment.agents)}});
  }
  return segments;
}

Json json_finding(const Finding& finding) {
  constexpr std::string_view kScopes[] = {"all", "call_type", "agent_group"};
  constexpr std::string_view kLights[] = {"none", "green", "yellow", "red"};
  Json object = {{"measure", finding.measure},
                 {"scope", kScopes[static_cast<std::size_t>(finding.scope)]},
                 {"name", finding.name},
                 {"yellow", json_number(finding.yellow)},
                 {"red", json_number(finding.red)},
                 {"light", kLights[static_cast<std::size_t>(finding.light)]},
                 {"certainty", json_number(finding.certainty)},
                 {"beyond_yellow", json_number(finding.beyond_yellow)},
                 {"beyond_red", json_number(finding.beyond_red)},
                 {"value", json_number(finding.estimate.value)}};
  if (finding.interval) {
    object["weekday"] = weekday_name(finding.interval->weekday);
    object["from"] = format_clock(finding.interval->from);
    object["to"] = format_clock(finding.interval->to);
  }
  return object;
}

Json json_findings(const Result& result) {
  Json findings = Json::array();
  for (const Finding& finding : result.findings) findings.push_back(json_finding(finding));
  return findings;
}

std::string_view batch_method_name(BatchMethod method) {
  switch (method) {
    case BatchMethod::kBatchMeans:
      return "batch means";
    case BatchMethod::kOverlappingBatchMeans:
      return "overlapping batch means";
  }
  return "";
}

Json json_run(const Result& result) {
  Json run = {{"seed", result.seed},
              {"replications", result.replications},
              {"replications_asked", result.replications_asked},
              {"interrupted", result.interrupted},
              {"observations", result.observations},
              {"observation", result.batches ? "batch" : "replication"},
              {"confidence", result.confidence},
              {"simulated_calls", json_number(result.simulated_calls)},
              {"events", json_number(result.events)}};
  if (result.batches) run["intervals"] = batch_method_name(result.intervals);
  if (!result.calendar) {
    run["warm_up"] = {{"length", json_number(result.warm_up)},
                      {"found", result.warm_up_found},
                      {"doubtful", result.warm_up_doubtful}};
  }
  if (result.controls != Result::Controls::kNotAsked) {
    run["control_variates"] = result.controls == Result::Controls::kUsed ? "used" : "unknown";
  }
  if (result.antithetic) run["antithetic"] = true;
  if (result.simultaneous.any()) {
    run["simultaneous"] = {{"summary", result.simultaneous.whole},
                           {"intervals", result.simultaneous.by_cell},
                           {"by_day", result.simultaneous.by_day}};
  }
  return run;
}

}  // namespace

void write_summary_json(const Result& result, std::string_view scenario, std::ostream& out) {
  Json summary;
  summary["hotline"] = version();
  summary["title"] = result.title;
  summary["scenario"] = scenario;
  if (result.calendar && !result.days.empty()) {
    summary["from"] = format_date(result.days.front());
    summary["to"] = format_date(result.days.back());
  }
  summary["run"] = json_run(result);
  summary["all_calls"] =
      json_calls(result.all_calls, result.all_wait_percentiles, result.all_caller_wait_percentiles);
  summary["call_types"] = json_types(result);
  summary["all_agents"] = json_estimates(agent_measures(), result.all_agents);
  summary["agent_groups"] = json_groups(result);
  summary["house"] = json_estimates(house_measures(), result.house);
  summary["further_targets"] = json_further_targets(result);
  summary["segments"] = json_segments(result);
  summary["limits"] = json_findings(result);
  if (!result.currency.empty()) summary["currency"] = result.currency;
  summary["measures"] = {{"calls", call_definitions()},
                         {"agents", json_definitions(agent_measures())},
                         {"house", json_definitions(house_measures())}};
  // Names that are no UTF-8 must not make the file unreadable.
  out << summary.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

}  // namespace hotline
