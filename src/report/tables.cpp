#include <fmt/format.h>

#include <cmath>
#include <vector>

#include "hotline/engine/outcome.hpp"
#include "hotline/report/name.hpp"
#include "hotline/report/number.hpp"
#include "sections.hpp"

namespace hotline::detail {
namespace {

constexpr std::size_t kNameColumns = 22;

constexpr std::string_view kPlain = "\x1b[0m";
constexpr std::string_view kBold = "\x1b[1m";
constexpr std::string_view kGreen = "\x1b[32m";
constexpr std::string_view kYellow = "\x1b[33m";
constexpr std::string_view kRed = "\x1b[31m";

std::string painted(std::string_view text, std::string_view color, const TextStyle& style) {
  if (!style.color) return std::string(text);
  return fmt::format("{}{}{}", color, text, kPlain);
}

// ---- Outcomes ----------------------------------------------------------------------------------

struct OutcomeLine {
  std::string_view label;
  double calls;
};

std::vector<OutcomeLine> outcome_lines(const Result& result) {
  std::vector<OutcomeLine> lines;
  double rest = result.call("attempts").value;
  for (const OutcomeInfo& outcome : kOutcomeTable) {
    const double calls = result.call(outcome.key).value;
    rest -= calls;
    if (calls > 0) lines.push_back({outcome.label, calls});
  }
  // A run may end, or a batch begin, with callers in queue.
  const bool any_rest = std::abs(rest) > 1e-9 * (1 + result.call("attempts").value);
  if (any_rest) {
    lines.push_back(
        {result.batches ? "in queue, more at the end than the start" : "still in queue at the end",
         rest});
  }
  return lines;
}

std::string outcome_row(std::string_view label, double calls, int decimals, double share) {
  const std::string percent = std::isnan(share) ? "-" : format_number(share, 1) + " %";
  return fmt::format("  {:<42}{:>12}{:>12}\n", label, format_number(calls, decimals), percent);
}

}  // namespace

std::string heading(std::string_view text, const TextStyle& style) {
  return painted(text, kBold, style) + "\n";
}

std::string verdict(const Estimate& service_level, double target, const TextStyle& style) {
  if (!service_level.known()) return "-";
  const bool met = service_level.value >= target;
  if (!service_level.has_interval()) {
    return painted(met ? "met once" : "missed once", kYellow, style);
  }
  if (service_level.low >= target) return painted("met", kGreen, style);
  if (service_level.high < target) return painted("not met", kRed, style);
  return painted("not certain", kYellow, style);
}

std::string lit(std::string_view text, Light light, const TextStyle& style) {
  switch (light) {
    case Light::kNone:
      return std::string(text);
    case Light::kGreen:
      return painted(text, kGreen, style);
    case Light::kYellow:
      return painted(text, kYellow, style);
    case Light::kRed:
      return painted(text, kRed, style);
  }
  return std::string(text);
}

std::string outcomes_section(const Result& result, const TextStyle& style) {
  const std::string_view per = result.batches ? "per batch" : "per replication";
  std::string text =
      heading(fmt::format("{:<38}{:>18}{:>12}", "What became of the calls", per, "share"), style);
  const std::vector<OutcomeLine> lines = outcome_lines(result);
  const double attempts = result.call("attempts").value;
  std::vector<double> calls, shares;
  for (const OutcomeLine& line : lines) {
    calls.push_back(line.calls);
    shares.push_back(100 * line.calls / attempts);
  }
  const int decimals = attempts < 1000 ? 1 : 0;
  calls = round_to_sum(calls, decimals);
  shares = round_to_sum(shares, 1);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    text += outcome_row(lines[i].label, calls[i], decimals, shares[i]);
  }
  text += outcome_row("all calls made", attempts, decimals, attempts > 0 ? 100 : kUnknown);
  text += fmt::format("  of these {} first calls and {} made again\n",
                      format_estimate(result.call("callers"), Unit::kCalls),
                      format_estimate(result.call("retries"), Unit::kCalls));
  return text;
}

std::string types_section(const Result& result, const TextStyle& style) {
  std::string text =
      heading(fmt::format("{:<24}{:>8}  {:<24}{:<12}{:>8}{:>11}{:>11}", "Call types", "offered",
                          "service level", "target", "gave up", "mean wait", "90 % by"),
              style);
  // Escape sequences take no columns, so verdicts are padded before they are painted.
  const TextStyle plain{.unicode = style.unicode, .color = false};
  for (std::size_t t = 0; t < result.types.size(); ++t) {
    const std::string& name = result.types[t];
    const Estimate& level = result.call("service_level", name);
    const std::string told = verdict(level, result.target_share[t], plain);
    text += fmt::format(
        "  {}{:>8}  {:<24}{}{:<{}}{:>8}{:>11}{:>11}\n", fitted(name, kNameColumns, style.unicode),
        format_value(result.call("offered", name).value, Unit::kCalls),
        format_estimate(level, Unit::kShare), verdict(level, result.target_share[t], style), "",
        12 - told.size(), format_value(result.call("abandonment", name).value, Unit::kShare),
        format_value(result.call("asa", name).value, Unit::kSeconds),
        format_value(result.wait_percentiles[t].at(2).value, Unit::kSeconds));
  }
  return text;
}

std::string groups_section(const Result& result, const TextStyle& style) {
  std::string text =
      heading(fmt::format("{:<24}{:>8}  {:<24}{:>10}{:>10}{:>11}{:>11}", "Agent groups", "on duty",
                          "occupancy", "answered", "per hour", "on break", "overtime"),
              style);
  for (const std::string& name : result.groups) {
    const auto value = [&](std::string_view key, Unit unit) {
      return format_value(result.agent(key, name).value, unit);
    };
    text +=
        fmt::format("  {}{:>8}  {:<24}{:>10}{:>10}{:>11}{:>11}\n",
                    fitted(name, kNameColumns, style.unicode), value("staffed_hours", Unit::kHours),
                    format_estimate(result.agent("occupancy", name), Unit::kShare),
                    value("answered", Unit::kCalls), value("calls_per_hour", Unit::kCount),
                    value("break_hours", Unit::kHours), value("overtime_hours", Unit::kHours));
  }
  return text;
}

}  // namespace hotline::detail
