#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "hotline/report/name.hpp"
#include "hotline/report/number.hpp"
#include "hotline/report/schedule.hpp"
#include "sections.hpp"
#include "staffing_tables.hpp"

namespace hotline {
namespace {

std::string cost_text(const Plan& plan, double amount) {
  if (!plan.has_wages) return format_number(amount, 1) + " paid hours";
  const auto& costs = plan.scenario.reporting.costs;
  return format_number(amount, 0) + " " + (costs ? costs->currency : std::string());
}

std::string header(const Plan& plan, const ScheduleAnswer& answer, const TextStyle& style) {
  const Schedule& covered = answer.covered;
  const Improved& improved = answer.improved;
  std::string text = detail::heading(shown(plan.bare.title, style.unicode), style);
  text += fmt::format("Shifts for a week; the numbers required by {}\n",
                      title_of(answer.required.method));
  if (plan.busy != 1) {
    text += fmt::format("Planned for days with {:.2f} times the mean demand.\n", plan.busy);
  }
  for (const std::string& obstacle : covered.obstacles) {
    text += "  not covered: " + shown(obstacle, style.unicode) + "\n";
  }
  const double gap = covered.cost > 0
                         ? std::max(0.0, 1 - std::min(covered.bound, covered.cost) / covered.cost)
                         : 0;
  text += fmt::format(
      "  to cover the numbers: {} people, {} a week{}\n", covered.slots.size(),
      cost_text(plan, covered.cost),
      covered.optimal ? ", the least possible"
                      : fmt::format(", at most {:.1f} % more than the least possible", 100 * gap));
  text += fmt::format(
      "  after playing it:     {} people, {} a week; chosen anew {} times, {} let go, "
      "{} with shorter or\n                        cheaper shifts, {} added ({} schedules "
      "played)\n",
      improved.schedule.slots.size(), cost_text(plan, improved.schedule.cost), improved.passes,
      improved.let_go, improved.shortened, improved.added, improved.tried);
  if (improved.stopped) text += "  Ended early: the best schedule so far.\n";
  return text;
}

std::string signed_number(double value) {
  const double rounded = std::round(10 * value) / 10;
  if (rounded == 0) return "0";
  return rounded == std::round(rounded) ? fmt::format("{:+.0f}", rounded)
                                        : fmt::format("{:+.1f}", rounded);
}

std::string coverage(const Plan& plan, const ScheduleAnswer& answer, const TextStyle& style) {
  const Coverage& coverage = answer.coverage;
  std::string text = "\n" + detail::heading("Scheduled less required", style);
  for (std::size_t g = 0; g < plan.bare.groups.size(); ++g) {
    text += "  " + shown(plan.bare.groups[g].name, style.unicode) + "\n";
    text += detail::week_table(plan, [&](std::size_t c) {
      return signed_number(coverage.scheduled(c, g) - answer.required.agents(c, g));
    });
  }
  text += fmt::format(
      "  agent-hours a week: {} required, {} scheduled; {} short, {} surplus\n"
      "  intervals with as many as required: {:.1f} %\n",
      format_number(coverage.hours_required, 1), format_number(coverage.hours_scheduled, 1),
      format_number(coverage.hours_short, 1), format_number(coverage.hours_surplus, 1),
      100 * coverage.intervals_covered);
  return text;
}

std::string days_text(const WorkDays& days) {
  std::string text;
  for (std::size_t day = 0; day < days.size(); ++day) {
    const std::string_view name = weekday_name(static_cast<Weekday>(day));
    text += days[day] ? fmt::format("{} ", name) : "-   ";
  }
  return text;
}

// The breaks of the first day of work; a star if other days have others.
std::string breaks_text(const Plan& plan, const Schedule& schedule, const Slot& slot) {
  const ShiftKind& kind = schedule.kinds[slot.kind];
  const auto& breaks = plan.scenario.staffing.shifts[kind.permitted].breaks;
  if (breaks.empty()) return "";
  std::string text;
  const std::vector<Seconds>* first = nullptr;
  bool differ = false;
  for (std::size_t day = 0; day < slot.days.size(); ++day) {
    if (!slot.days[day]) continue;
    if (first == nullptr) first = &slot.breaks[day];
    differ = differ || slot.breaks[day] != *first;
  }
  for (std::size_t b = 0; first != nullptr && b < breaks.size(); ++b) {
    text += (b > 0 ? ", " : "") + format_clock(std::fmod(kind.start + (*first)[b], kDay)) + "";
  }
  return text + (differ ? " *" : "");
}

std::string roster(const Plan& plan, const Schedule& schedule, const TextStyle& style,
                   std::size_t most) {
  std::string text = "\n" + detail::heading("Roster of every week", style);
  bool star = false;
  for (std::size_t s = 0; s < schedule.slots.size() && s < most; ++s) {
    const Slot& slot = schedule.slots[s];
    const ShiftKind& kind = schedule.kinds[slot.kind];
    const std::string breaks = breaks_text(plan, schedule, slot);
    star = star || breaks.ends_with('*');
    text += fmt::format("  {} {} {}-{}  {}\n", fitted(slot.name, 26, style.unicode),
                        days_text(slot.days), format_clock(kind.start),
                        format_clock(std::fmod(kind.start + kind.length, kDay)),
                        breaks.empty() ? "" : "break " + breaks);
  }
  if (schedule.slots.size() > most) {
    text += fmt::format("  and {} more: --out DIR writes them all\n", schedule.slots.size() - most);
  }
  if (star) text += "  * at other times on some days: see roster.csv (--out DIR)\n";
  return text;
}

}  // namespace

std::string schedule_report(const Plan& plan, const ScheduleAnswer& answer, const TextStyle& style,
                            std::size_t most) {
  return header(plan, answer, style) +
         detail::sureness_section(plan, answer.improved.check, answer.busy_day, style) +
         detail::marginal_section(plan, answer.improved.marginal, style) +
         coverage(plan, answer, style) + roster(plan, answer.improved.schedule, style, most);
}

std::string frontier_section(const Plan& plan, const std::vector<FrontierPoint>& points,
                             const TextStyle& style) {
  std::string text = "\n" + detail::heading("Cost against service", style);
  text += fmt::format("  {:>8}{:>14}{:>16}   {:<28}{}\n", "target", "agent-hours",
                      plan.has_wages ? "wages" : "", "answered in time, all calls", "gave up");
  for (const FrontierPoint& point : points) {
    text += fmt::format("  {:>6.1f} %{:>14}{:>16}   {:<28}{}\n", 100 * point.limit,
                        format_number(point.hours, 1),
                        plan.has_wages ? format_number(point.wages, 0) : "",
                        format_estimate(point.service_level, Unit::kShare),
                        format_value(point.abandonment.value, Unit::kShare));
  }
  return text;
}

}  // namespace hotline
