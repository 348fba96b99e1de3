#include "hotline/report/theory.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "hotline/report/name.hpp"
#include "hotline/report/number.hpp"
#include "sections.hpp"

namespace hotline {
namespace {

using nlohmann::ordered_json;

std::string errors_text(double deviation) {
  return std::isnan(deviation) ? "-" : fmt::format("{:+.1f}", deviation);
}

std::string clock_text(ClockTime time) {
  const int minutes = static_cast<int>(time / kMinute);
  return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

std::string share_text(double value) { return format_value(value, Unit::kShare); }

std::string breaks_text(const TheoryTeam& team, bool unicode) {
  std::string text;
  if (!team.breaks.empty() && !team.formula.empty()) {
    text += "  What the formula does not know of this scenario:\n";
  }
  for (const std::string& sentence : team.breaks) {
    text += fmt::format("    - {}\n", shown(sentence, unicode));
  }
  if (team.breaks.empty()) text += "  The scenario breaks none of the formula's assumptions.\n";
  return text;
}

std::string team_text(const TheoryTeam& team, bool unicode) {
  std::string text;
  if (!team.formula.empty()) text += fmt::format("  {}\n", team.formula);
  if (!team.figures.empty()) {
    text += fmt::format("  {:<34}{:>14}  {:<34}{:>15}\n", "", "formula", "simulated",
                        "standard errors");
  }
  for (const TheoryFigure& figure : team.figures) {
    const std::string title =
        figure.of.empty() ? figure.title : fmt::format("{}: {}", figure.of, figure.title);
    text +=
        fmt::format("  {}{:>14}  {:<34}{:>15}\n", fitted(title, 34, unicode),
                    format_value(figure.formula, figure.unit),
                    format_estimate(figure.simulated, figure.unit), errors_text(figure.deviation));
  }
  return text + breaks_text(team, unicode);
}

// The weekday with most calls an hour.
Weekday busiest(const std::vector<TheoryInterval>& intervals) {
  std::array<double, kDaysPerWeek> calls{};
  for (const TheoryInterval& interval : intervals) {
    const auto day = static_cast<std::size_t>(interval.label.weekday);
    calls[day] += interval.calls_per_hour * (interval.label.to - interval.label.from);
  }
  return static_cast<Weekday>(std::ranges::max_element(calls) - calls.begin());
}

// Mean distance from the simulated service level, weighted by calls, in percentage points.
template <class Value>
double mean_distance(const std::vector<TheoryInterval>& intervals, Value value) {
  double sum = 0, calls = 0;
  for (const TheoryInterval& interval : intervals) {
    if (std::isnan(value(interval))) return kUnknown;
    const double weight = interval.calls_per_hour * (interval.label.to - interval.label.from);
    sum += weight * std::abs(value(interval) - interval.simulated.value);
    calls += weight;
  }
  return 100 * sum / calls;
}

std::string distance_text(const std::vector<TheoryInterval>& intervals) {
  std::vector<std::string> parts;
  const auto add = [&](const char* name, double TheoryInterval::*member) {
    const double distance =
        mean_distance(intervals, [member](const TheoryInterval& x) { return x.*member; });
    if (!std::isnan(distance)) parts.push_back(fmt::format("{} {:.1f}", name, distance));
  };
  add("Erlang C", &TheoryInterval::erlang_c);
  add("Erlang A", &TheoryInterval::erlang_a);
  add("offered load", &TheoryInterval::modified_offered_load);
  return fmt::format(
      "  Mean distance from the simulated service level over the week, in percentage points:\n"
      "    {}\n",
      fmt::join(parts, ", "));
}

std::string intervals_text(const std::vector<TheoryInterval>& intervals) {
  const Weekday day = busiest(intervals);
  std::string text = fmt::format(
      "  Service level on {}, the day with most calls, by formulas with the mean rate and mean\n"
      "  number of agents of each interval:\n"
      "  {:<13}{:>7}{:>8}  {:<22}{:>9}{:>10}{:>9}{:>9}\n",
      weekday_name(day), "", "calls/h", "agents", "simulated", "Erlang C", "Erlang A", "offered",
      "standard");
  text += fmt::format("  {:<52}{:>9}{:>10}{:>9}{:>9}\n", "", "", "", "load", "errors");
  for (const TheoryInterval& x : intervals) {
    if (x.label.weekday != day) continue;
    text += fmt::format("  {:<13}{:>7.1f}{:>8.1f}  {:<22}{:>9}{:>10}{:>9}{:>9}\n",
                        clock_text(x.label.from) + " - " + clock_text(x.label.to), x.calls_per_hour,
                        x.agents, format_estimate(x.simulated, Unit::kShare),
                        share_text(x.erlang_c), share_text(x.erlang_a),
                        share_text(x.modified_offered_load), errors_text(x.deviation));
  }
  return text + distance_text(intervals);
}

// ---- JSON --------------------------------------------------------------------------------------

ordered_json number(double value) {
  return std::isfinite(value) ? ordered_json(value) : ordered_json(nullptr);
}

ordered_json estimate_json(const Estimate& estimate) {
  return {{"value", number(estimate.value)},
          {"low", number(estimate.low)},
          {"high", number(estimate.high)}};
}

ordered_json team_json(const TheoryTeam& team) {
  ordered_json json;
  json["types"] = team.types;
  json["groups"] = team.groups;
  json["formula"] = team.formula.empty() ? ordered_json(nullptr) : ordered_json(team.formula);
  json["breaks"] = team.breaks;
  json["measures"] = ordered_json::array();
  for (const TheoryFigure& figure : team.figures) {
    json["measures"].push_back(
        {{"type", figure.of.empty() ? ordered_json(nullptr) : ordered_json(figure.of)},
         {"key", figure.key},
         {"unit", unit_name(figure.unit)},
         {"formula", number(figure.formula)},
         {"simulated", estimate_json(figure.simulated)},
         {"standard_errors", number(figure.deviation)}});
  }
  return json;
}

ordered_json interval_json(const TheoryInterval& interval) {
  return {{"weekday", weekday_name(interval.label.weekday)},
          {"from", clock_text(interval.label.from)},
          {"to", clock_text(interval.label.to)},
          {"calls_per_hour", number(interval.calls_per_hour)},
          {"agents", number(interval.agents)},
          {"service_level", estimate_json(interval.simulated)},
          {"erlang_c", number(interval.erlang_c)},
          {"erlang_a", number(interval.erlang_a)},
          {"modified_offered_load", number(interval.modified_offered_load)},
          {"standard_errors", number(interval.deviation)}};
}

ordered_json comparison_json(const TheoryComparison& comparison) {
  ordered_json json;
  json["teams"] = ordered_json::array();
  for (const TheoryTeam& team : comparison.teams) json["teams"].push_back(team_json(team));
  json["intervals"] = ordered_json::array();
  for (const TheoryInterval& x : comparison.intervals)
    json["intervals"].push_back(interval_json(x));
  return json;
}

std::string text_of(const ordered_json& json) {
  return json.dump(2, ' ', false, ordered_json::error_handler_t::replace) + '\n';
}

}  // namespace

std::string theory_section(const TheoryComparison& comparison, const TextStyle& style) {
  std::string text = detail::heading("Beside theory", style);
  for (const TheoryTeam& team : comparison.teams) {
    if (comparison.teams.size() > 1) {
      const std::string names = fmt::format("{}", fmt::join(team.types, ", "));
      std::string name = fitted(names, 90, style.unicode);
      name.erase(name.find_last_not_of(' ') + 1);
      text += fmt::format("  {}:\n", name);
    }
    text += team_text(team, style.unicode);
  }
  if (!comparison.intervals.empty()) text += intervals_text(comparison.intervals);
  return text;
}

std::string theory_json(const TheoryComparison& comparison) {
  return text_of(comparison_json(comparison));
}

std::string summary_with_theory(const std::string& summary_json,
                                const TheoryComparison& comparison) {
  ordered_json json = ordered_json::parse(summary_json);
  json["theory"] = comparison_json(comparison);
  return text_of(json);
}

}  // namespace hotline
