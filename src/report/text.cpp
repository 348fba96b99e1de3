#include "hotline/report/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "hotline/report/name.hpp"
#include "hotline/report/number.hpp"
#include "sections.hpp"

namespace hotline {
namespace {

constexpr std::size_t kTitleColumns = 98;

std::string observations_of(const Result& result) {
  const std::string_view name = result.batches ? "batch" : "replication";
  const std::string_view plural = result.batches ? "es" : "s";
  return fmt::format("{} {}{}", result.observations, name, result.observations == 1 ? "" : plural);
}

std::string horizon_of(const Result& result) {
  if (!result.calendar || result.days.empty()) return "steady state";
  return fmt::format("{} to {}, {} day{}", format_date(result.days.front()),
                     format_date(result.days.back()), result.days.size(),
                     result.days.size() == 1 ? "" : "s");
}

// What was cut off a steady run, if the program itself decided it.
std::string warm_up_line(const Result& result) {
  if (!result.warm_up_found) return "";
  const std::string cut = result.warm_up > 0 ? format_duration(result.warm_up) : "nothing";
  if (!result.warm_up_doubtful) return fmt::format("Warm-up found by MSER-5: {} cut off.\n", cut);
  return fmt::format(
      "NO WARM-UP FOUND: MSER-5 would cut off more than half of the run ({} cut off).\n"
      "It is too short to forget its start, or the calls are more than the agents can do.\n",
      cut);
}

// What variance reduction did for the three numbers at the top.
std::string reduction_line(const Result& result) {
  const bool controls = result.controls == Result::Controls::kUsed;
  std::string text;
  if (result.controls == Result::Controls::kUnknown) {
    text =
        "No control variates: the expected number of calls, or their work, is not known exactly.\n";
  }
  if (!controls && !result.antithetic) return text;
  const auto times = [&](std::string_view key) {
    const double gain = result.call(key).gain;
    return std::isnan(gain) ? std::string("-") : fmt::format("{:.1f} x", gain);
  };
  text += fmt::format(
      "{}{}{}: as good as so many times the replications:\n"
      "service level {}, average speed of answer {}, abandonment {}.\n",
      controls ? "Control variates" : "", controls && result.antithetic ? " and " : "",
      result.antithetic ? (controls ? "antithetic pairs" : "Antithetic pairs") : "",
      times("service_level"), times("asa"), times("abandonment"));
  return text;
}

std::string brackets_line(const Result& result) {
  const std::string level =
      format_number(result.confidence * 100, result.confidence < 0.99 ? 0 : 1);
  const Result::Simultaneous& joint = result.simultaneous;
  if (!joint.any()) return fmt::format("In brackets: {} % confidence intervals.\n", level);
  std::string of = fmt::format("all {} of the whole horizon", joint.whole);
  if (joint.by_cell > 0) of += fmt::format(", all {} of intervals", joint.by_cell);
  if (joint.by_day > 0) of += fmt::format(", all {} of days", joint.by_day);
  return fmt::format("In brackets: simultaneous {} % confidence intervals (Bonferroni):\n{}.\n",
                     level, of);
}

std::string header(const Result& result, const TextStyle& style) {
  std::string title =
      fitted(result.title.empty() ? "Hotline" : result.title, kTitleColumns, style.unicode);
  title.erase(title.find_last_not_of(' ') + 1);
  std::string text = detail::heading(title, style);
  text +=
      fmt::format("{}; {}, seed {}\n", horizon_of(result), observations_of(result), result.seed);
  if (result.interrupted) {
    const std::string done =
        result.batches
            ? observations_of(result)
            : fmt::format("{} of {} replications", result.replications, result.replications_asked);
    text += fmt::format("INTERRUPTED: this is the result of the first {} only.\n", done);
  }
  text += warm_up_line(result) + reduction_line(result);
  if (result.observations > 1) {
    text += brackets_line(result);
  } else {
    text += fmt::format("One {} cannot tell chance from rule: there are no confidence intervals.\n",
                        result.batches ? "batch" : "replication");
  }
  return text;
}

// ---- Are we all right? -------------------------------------------------------------------------

std::string line(std::string_view label, const Estimate& estimate, Unit unit) {
  const std::string spread = format_spread(estimate, unit);
  return fmt::format("  {:<35}{:<37} {}\n", label, format_estimate(estimate, unit),
                     spread == "-" ? "" : spread);
}

bool have_common_target(const Result& result) {
  const auto same = [](const auto& values) {
    return !values.empty() &&
           std::ranges::all_of(values, [&](double value) { return value == values.front(); });
  };
  return same(result.target_share) && same(result.target_time);
}

std::string target_line(const Result& result, const TextStyle& style) {
  if (!have_common_target(result)) return "  each call type has a target of its own: see below.\n";
  const double share = result.target_share.front();
  return fmt::format("  target, {:g} % answered within {}: {}\n", 100 * share,
                     format_duration(result.target_time.front()),
                     detail::verdict(result.call("service_level"), share, style));
}

std::string percentile_lines(const Result& result) {
  std::string text;
  for (std::size_t p = 0; p < result.all_wait_percentiles.size(); ++p) {
    text += line(fmt::format("  {:.0f} % of them waited at most", kWaitPercentiles[p] * 100),
                 result.all_wait_percentiles[p], Unit::kSeconds);
  }
  return text;
}

std::string health_section(const Result& result, const TextStyle& style) {
  const std::string_view spread_title =
      result.observations > 1 ? (result.batches ? "9 of 10 batches" : "9 of 10 replications") : "";
  std::string text =
      detail::heading(fmt::format("{:<75}{}", "Are we all right?", spread_title), style);
  text += line("calls that reached a person", result.call("coverage_calls"), Unit::kShare);
  text += line("callers who reached one in the end", result.call("coverage_callers"), Unit::kShare);
  text += line("hours with somebody on duty", result.whole("coverage_hours"), Unit::kShare);
  if (result.calendar) {
    text += line(detail::interval_name(result) + " that met the target", result.call("target_met"),
                 Unit::kShare);
  }
  text += line("answered in time (service level)", result.call("service_level"), Unit::kShare);
  text += target_line(result, style);
  text += line("gave up in queue (abandonment)", result.call("abandonment"), Unit::kShare);
  text += line("mean wait of answered calls", result.call("asa"), Unit::kSeconds);
  text += percentile_lines(result);
  text += line("occupancy of agents", result.agent("occupancy"), Unit::kShare);
  text += line("agent-hours on duty", result.agent("staffed_hours"), Unit::kHours);
  return text;
}

std::string footer(const Result& result) {
  return fmt::format("{} calls were simulated.\n", format_number(result.simulated_calls, 0));
}

// Trailing spaces of padded columns serve nobody.
std::string without_trailing_spaces(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '\n') result.erase(result.find_last_not_of(' ') + 1);
    result += c;
  }
  return result;
}

}  // namespace

std::string text_report(const Result& result, const TextStyle& style) {
  std::string text = header(result, style);
  for (const std::string& section :
       {health_section(result, style), detail::outcomes_section(result, style),
        detail::limits_section(result, style), detail::types_section(result, style),
        detail::targets_section(result, style), detail::segments_section(result, style),
        detail::groups_section(result, style), detail::money_section(result, style),
        detail::day_section(result, style),
        style.week ? detail::week_section(result, style) : std::string()}) {
    if (!section.empty()) text += "\n" + section;
  }
  return without_trailing_spaces(text + "\n" + footer(result));
}

}  // namespace hotline
