#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "hotline/experiment/measures.hpp"
#include "hotline/report/name.hpp"
#include "hotline/report/number.hpp"
#include "rows.hpp"
#include "sections.hpp"

// The sections of the report that a scenario asks for.
namespace hotline::detail {
namespace {

constexpr std::size_t kNameColumns = 22;

// ---- Limits ------------------------------------------------------------------------------------

struct Named {
  std::string_view title;
  Unit unit = Unit::kShare;
};

template <class View>
bool find_in(std::span<const Measure<View>> table, std::string_view key, Named& named) {
  const auto found = std::ranges::find(table, key, &Measure<View>::key);
  if (found == table.end()) return false;
  named = {found->title, found->unit};
  return true;
}

Named measure_named(std::string_view key) {
  Named named;
  if (!find_in(call_measures(), key, named) && !find_in(agent_measures(), key, named)) {
    find_in(house_measures(), key, named);
  }
  return named;
}

std::string_view word_of(Light light) {
  switch (light) {
    case Light::kNone:
      return "none";
    case Light::kGreen:
      return "green";
    case Light::kYellow:
      return "yellow";
    case Light::kRed:
      return "red";
  }
  return "";
}

std::string what_is_watched(const Finding& finding, bool unicode) {
  const std::string what(measure_named(finding.measure).title);
  if (finding.name.empty()) return what;
  return fmt::format("{}, {}", what, shown(finding.name, unicode));
}

std::string percent(double share) {
  return std::isnan(share) ? "-" : format_number(100 * share, 0) + " %";
}

// "below 80 %", of the limit that was passed; for green "not below 85 %", of the first one.
std::string limit_text(const Finding& finding) {
  const bool large = finding.yellow > finding.red;
  const double limit = finding.light == Light::kRed ? finding.red : finding.yellow;
  return fmt::format("{}{} {}", finding.light == Light::kGreen ? "not " : "",
                     large ? "below" : "above",
                     format_value(limit, measure_named(finding.measure).unit));
}

std::string limit_row(const Finding& finding, const TextStyle& style) {
  const std::string word = fmt::format("{:<8}", word_of(finding.light));
  const double beyond = finding.light == Light::kRed ? finding.beyond_red : finding.beyond_yellow;
  return fmt::format("  {}{}{:<26}{:<18}{:>8}{:>8}\n", lit(word, finding.light, style),
                     fitted(what_is_watched(finding, style.unicode), 30, style.unicode),
                     format_estimate(finding.estimate, measure_named(finding.measure).unit),
                     finding.light == Light::kNone ? "" : limit_text(finding),
                     percent(finding.certainty), percent(beyond));
}

// The findings of one limit for all intervals, in two lines at most.
std::string interval_rows(std::span<const Finding> findings, const std::string& intervals,
                          const TextStyle& style) {
  const auto count = [&](Light light) {
    return std::ranges::count(findings, light, &Finding::light);
  };
  const bool large = findings.front().yellow > findings.front().red;
  const Finding& worst = *std::ranges::max_element(findings, {}, [&](const Finding& finding) {
    return large ? -finding.estimate.value : finding.estimate.value;
  });
  const std::string word = fmt::format("{:<8}", word_of(worst.light));
  return fmt::format("  {}{}{} of {} {} red, {} yellow; worst {} {}: {}\n",
                     lit(word, worst.light, style),
                     fitted(what_is_watched(worst, style.unicode), 30, style.unicode),
                     count(Light::kRed), findings.size(), intervals, count(Light::kYellow),
                     weekday_name(worst.interval->weekday), format_clock(worst.interval->from),
                     format_value(worst.estimate.value, measure_named(worst.measure).unit));
}

bool same_limit(const Finding& a, const Finding& b) {
  return a.measure == b.measure && a.name == b.name && a.scope == b.scope &&
         a.interval.has_value() == b.interval.has_value();
}

}  // namespace

std::string limits_section(const Result& result, const TextStyle& style) {
  if (result.findings.empty()) return "";
  std::string text = heading(fmt::format("{:<84}{:>8}{:>8}", "Limits", "certain", "passed"), style);
  const std::vector<Finding>& findings = result.findings;
  for (std::size_t first = 0; first < findings.size();) {
    std::size_t last = first + 1;
    while (last < findings.size() && same_limit(findings[first], findings[last])) ++last;
    const std::span group(findings.data() + first, last - first);
    text += findings[first].interval ? interval_rows(group, interval_name(result), style)
                                     : limit_row(findings[first], style);
    first = last;
  }
  return text;
}

// ---- Further targets and segments --------------------------------------------------------------

std::string targets_section(const Result& result, const TextStyle& style) {
  if (result.further_targets.empty()) return "";
  std::string text = heading(fmt::format("{:<24}{:>10}  {:<26}{:<26}{:>10}", "Answered within", "",
                                         "of offered", "of answered", "of callers"),
                             style);
  const auto row = [&](std::string_view name, Seconds time, const Estimates& estimates) {
    const auto at = [&](std::string_view key) -> const Estimate& {
      const auto table = target_measures();
      const auto found = std::ranges::find(table, key, &Measure<CallView>::key);
      return estimates.at(static_cast<std::size_t>(found - table.begin()));
    };
    text +=
        fmt::format("  {}{:>10}  {:<26}{:<26}{:>10}\n", fitted(name, kNameColumns, style.unicode),
                    format_duration(time), format_estimate(at("service_level"), Unit::kShare),
                    format_estimate(at("service_level_of_answered"), Unit::kShare),
                    format_value(at("caller_service_level").value, Unit::kShare));
  };
  for (const FurtherTarget& target : result.further_targets) {
    if (result.types.size() > 1) row("all calls", target.answered_within, target.all_calls);
    for (std::size_t t = 0; t < result.types.size(); ++t) {
      row(result.types[t], target.answered_within, target.calls[t]);
    }
  }
  return text;
}

std::string segments_section(const Result& result, const TextStyle& style) {
  if (result.segments.empty()) return "";
  std::string text =
      heading(fmt::format("{:<24}{:>8}  {:<24}{:>9}{:>11}{:>10}  {}", "Segments", "offered",
                          "service level", "gave up", "mean wait", "on duty", "occupancy"),
              style);
  const auto of = []<class View>(std::span<const Measure<View>> table, const Estimates& estimates,
                                 std::string_view key) -> const Estimate& {
    const auto found = std::ranges::find(table, key, &Measure<View>::key);
    return estimates.at(static_cast<std::size_t>(found - table.begin()));
  };
  for (const SegmentResult& segment : result.segments) {
    const auto call = [&](std::string_view key) -> const Estimate& {
      return of(call_measures(), segment.calls, key);
    };
    const auto agent = [&](std::string_view key) -> const Estimate& {
      return of(agent_measures(), segment.agents, key);
    };
    text += fmt::format("  {}{:>8}  {:<24}{:>9}{:>11}{:>10}  {}\n",
                        fitted(segment.name, kNameColumns, style.unicode),
                        format_value(call("offered").value, Unit::kCalls),
                        format_estimate(call("service_level"), Unit::kShare),
                        format_value(call("abandonment").value, Unit::kShare),
                        format_value(call("asa").value, Unit::kSeconds),
                        format_value(agent("staffed_hours").value, Unit::kHours),
                        format_value(agent("occupancy").value, Unit::kShare));
  }
  return text;
}

// ---- Money -------------------------------------------------------------------------------------

std::string money_section(const Result& result, const TextStyle& style) {
  if (result.currency.empty()) return "";
  std::string text = heading(
      fmt::format("{:<37}{}", "Money", "in " + shown(result.currency, style.unicode)), style);
  const bool earns = result.whole("revenue").value > 0;
  for (const std::string_view key :
       {"wage_cost", "line_cost", "penalties", "cost", "cost_per_call", "revenue", "margin"}) {
    const Estimate& estimate = result.whole(key);
    if (estimate.value == 0 || (key == "margin" && !earns)) continue;
    const std::string spread = format_spread(estimate, Unit::kMoney);
    text += fmt::format("  {:<35}{:<37} {}\n", measure_named(key).title,
                        format_estimate(estimate, Unit::kMoney), spread == "-" ? "" : spread);
  }
  return text;
}

// ---- The week ----------------------------------------------------------------------------------

std::string week_section(const Result& result, const TextStyle& style) {
  if (!result.calendar || result.cells.empty()) return "";
  std::string text = heading("Service level by weekday and interval", style) + "                 ";
  std::vector<Weekday> days;
  for (const CellLabel& cell : result.cells) {
    if (std::ranges::count(days, cell.weekday) == 0) days.push_back(cell.weekday);
  }
  for (const Weekday day : days) text += fmt::format("{:>9}", weekday_name(day));
  text += '\n';
  for (const CellLabel& slot : result.slots) {
    std::string row = fmt::format("  {} - {}  ", format_clock(slot.from), format_clock(slot.to));
    bool any = false;
    for (const Weekday day : days) {
      const auto cell = std::ranges::find_if(result.cells, [&](const CellLabel& label) {
        return label.weekday == day && label.from == slot.from;
      });
      const double level =
          cell == result.cells.end()
              ? kUnknown
              : call_value(result.by_cell[static_cast<std::size_t>(cell - result.cells.begin())],
                           "service_level");
      any = any || !std::isnan(level);
      row += fmt::format("{:>9}", format_value(level, Unit::kShare));
    }
    if (any) text += row + '\n';
  }
  return text;
}

}  // namespace hotline::detail
