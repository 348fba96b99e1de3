#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "hotline/report/comparison.hpp"
#include "hotline/report/name.hpp"
#include "hotline/report/number.hpp"
#include "hotline/report/version.hpp"
#include "json_number.hpp"

namespace hotline {
namespace {

using Json = nlohmann::ordered_json;
using Of = ComparedMeasure::Of;

using detail::json_number;

std::string_view scope_of(const ComparedMeasure& measure, const std::string& name) {
  switch (measure.of) {
    case Of::kCalls:
      return name.empty() ? "all_calls" : "call_type";
    case Of::kAgents:
      return name.empty() ? "all_agents" : "agent_group";
    case Of::kHouse:
      break;
  }
  return "house";
}

Json json_value(const Estimate& estimate) {
  return {{"value", json_number(estimate.value)},
          {"low", json_number(estimate.low)},
          {"high", json_number(estimate.high)},
          {"error", json_number(estimate.error)}};
}

Json json_line(const Comparison& comparison, const ComparedLine& line) {
  const ComparedMeasure& measure = comparison.measures[line.measure];
  Json object = {{"measure", measure.key},
                 {"scope", scope_of(measure, line.name)},
                 {"name", line.name},
                 {"unit", unit_name(measure.unit)},
                 {"better", better_direction(measure.key)}};
  Json& values = object["values"] = Json::array();
  for (const Estimate& value : line.values) values.push_back(json_value(value));
  Json& differences = object["differences"] = Json::array();
  for (std::size_t v = 1; v < line.differences.size(); ++v) {
    const Estimate& difference = line.differences[v];
    Json one = json_value(difference);
    one["variant"] = v;
    one["seen"] = is_seen(difference);
    one["gain"] = json_number(difference.gain);
    if (line.name.empty()) one["sentence"] = difference_sentence(comparison, line, v);
    differences.push_back(std::move(one));
  }
  return object;
}

Json json_best(const Best& best) {
  Json object = {{"measure", best.measure.key},
                 {"largest", best.direction > 0},
                 {"may_be_best", best.may_be_best}};
  Json& from = object["from_best"] = Json::array();
  for (const Interval& interval : best.from_best) {
    from.push_back({{"low", json_number(interval.low)}, {"high", json_number(interval.high)}});
  }
  if (best.selected) {
    object["selected"] = {{"variant", best.selected->variant},
                          {"decided", best.selected->decided},
                          {"indifference", best.selected->indifference},
                          {"replications", best.selected->played}};
  }
  return object;
}

}  // namespace

void write_comparison_json(const Comparison& comparison, std::ostream& out) {
  Json json;
  json["hotline"] = version();
  json["run"] = {{"seed", comparison.seed},
                 {"observations", comparison.observations},
                 {"observation", comparison.batches      ? "batch"
                                 : comparison.antithetic ? "pair of replications"
                                                         : "replication"},
                 {"replications", comparison.replications},
                 {"replications_asked", comparison.replications_asked},
                 {"interrupted", comparison.interrupted},
                 {"confidence", comparison.confidence},
                 {"simultaneous", comparison.simultaneous}};
  if (!comparison.currency.empty()) json["currency"] = comparison.currency;
  Json& variants = json["variants"] = Json::array();
  for (std::size_t v = 0; v < comparison.names.size(); ++v) {
    variants.push_back({{"name", comparison.names[v]}, {"title", comparison.titles[v]}});
  }
  Json& lines = json["measures"] = Json::array();
  for (const ComparedLine& line : comparison.lines) lines.push_back(json_line(comparison, line));
  if (comparison.best) json["best"] = json_best(*comparison.best);
  // Names that are no UTF-8 must not make the file unreadable.
  out << json.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

void write_comparison_csv(const Comparison& comparison, std::ostream& out) {
  out << "variant,scope,name,measure,unit,baseline,value,difference,low,high,error,gain,seen\n";
  for (std::size_t v = 1; v < comparison.names.size(); ++v) {
    for (const ComparedLine& line : comparison.lines) {
      const ComparedMeasure& measure = comparison.measures[line.measure];
      const Estimate& difference = line.differences[v];
      out << fmt::format(
          "{},{},{},{},{},{},{},{},{},{},{},{},{}\n", csv_field(comparison.names[v]),
          scope_of(measure, line.name), csv_field(line.name), measure.key, unit_name(measure.unit),
          csv_number(line.values[0].value), csv_number(line.values[v].value),
          csv_number(difference.value), csv_number(difference.low), csv_number(difference.high),
          csv_number(difference.error), csv_number(difference.gain), is_seen(difference) ? 1 : 0);
    }
  }
}

}  // namespace hotline
