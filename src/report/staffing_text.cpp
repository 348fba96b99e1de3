#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "hotline/report/name.hpp"
#include "hotline/report/number.hpp"
#include "hotline/report/staffing.hpp"
#include "sections.hpp"
#include "staffing_tables.hpp"

namespace hotline {
namespace {

using Measure = StaffingTarget::Measure;

std::string money_or_hours(const Plan& plan, double amount) {
  if (!plan.has_wages) return format_number(amount, 0) + " agent-hours";
  const auto& costs = plan.scenario.reporting.costs;
  return format_number(amount, 0) + " " + (costs ? costs->currency : std::string());
}

std::string header(const Plan& plan, const Requirement& requirement, const TextStyle& style) {
  std::string text =
      detail::heading(shown(plan.bare.title, style.unicode), style) +
      fmt::format("Required agents on the roster, {}, by {}{}\n",
                  plan.by == PlanBy::kDate ? "date by date" : "weekday by weekday",
                  title_of(requirement.method),
                  requirement.replications > 0
                      ? fmt::format(", {} replications a step", requirement.replications)
                      : "");
  if (plan.busy != 1) {
    text += fmt::format("Planned for days with {:.2f} times the mean demand.\n", plan.busy);
  }
  if (requirement.stopped) text += "Ended early: the best numbers so far.\n";
  for (const StaffingTarget& target : plan.targets) {
    text += "  target: " + shown(describe(target, plan), style.unicode) + "\n";
  }
  const bool away = std::ranges::any_of(plan.presence, [](double p) { return p < 1; });
  if (away) {
    for (std::size_t g = 0; g < plan.presence.size(); ++g) {
      if (plan.presence[g] >= 1) continue;
      text += fmt::format("  of {} on the roster {:.1f} % are at the phones\n",
                          shown(plan.bare.groups[g].name, style.unicode), 100 * plan.presence[g]);
    }
  }
  for (const std::string& note : requirement.notes) text += "  note: " + note + "\n";
  return text;
}

// One line a date: the range of numbers, the hours.
std::string date_lines(const Plan& plan, const Staffing& agents, std::size_t group) {
  struct Day {
    int least = 1'000'000, most = 0;
    double hours = 0;
  };
  std::map<Date, Day> days;
  for (std::size_t c = 0; c < plan.cells.size(); ++c) {
    if (!detail::is_open(plan.cells[c])) continue;
    Day& day = days[*plan.cells[c].date];
    day.least = std::min(day.least, agents(c, group));
    day.most = std::max(day.most, agents(c, group));
    day.hours += agents(c, group) * plan.cells[c].length / kHour;
  }
  std::string text =
      fmt::format("  {:<16}{:>10}{:>10}{:>14}\n", "", "fewest", "most", "agent-hours");
  for (const auto& [date, day] : days) {
    text += fmt::format("  {} {:<5}{:>10}{:>10}{:>14.1f}\n", format_date(date),
                        weekday_name(weekday_of(date)), day.least, day.most, day.hours);
  }
  return text;
}

std::string numbers(const Plan& plan, const Requirement& requirement, const TextStyle& style) {
  std::string text;
  for (std::size_t g = 0; g < plan.bare.groups.size(); ++g) {
    text += "\n" +
            detail::heading(
                fmt::format("Agents: {}", shown(plan.bare.groups[g].name, style.unicode)), style);
    if (!plan.bare.calendar) {
      text += fmt::format("  {}\n", requirement.agents(0, g));
    } else if (plan.by == PlanBy::kDate) {
      text += date_lines(plan, requirement.agents, g);
    } else {
      text += detail::week_table(
          plan, [&](std::size_t c) { return fmt::format("{}", requirement.agents(c, g)); });
    }
  }
  const char* of = plan.by == PlanBy::kDate || !plan.bare.calendar ? "the horizon" : "a week";
  text += fmt::format("\n  agent-hours of {}: {}", of, format_number(requirement.hours, 1));
  if (plan.has_wages) text += "; wages: " + money_or_hours(plan, requirement.wages);
  text += '\n';
  if (!std::isnan(requirement.lower_bound)) {
    const double gap =
        requirement.wages > 0 ? std::max(0.0, 1 - requirement.lower_bound / requirement.wages) : 0;
    text += fmt::format("  lower bound: {}, a gap of {:.1f} % (see docs/staffing.md)\n",
                        money_or_hours(plan, requirement.lower_bound), 100 * gap);
  }
  return text;
}

std::string limit_text(const StaffingTarget& target) {
  return target.measure == Measure::kAsa ? format_duration(target.limit)
                                         : fmt::format("{:g} %", 100 * target.limit);
}

Unit unit_of(const StaffingTarget& target) {
  return target.measure == Measure::kAsa ? Unit::kSeconds : Unit::kShare;
}

std::string certainty_text(double certainty) {
  if (std::isnan(certainty)) return "-";
  if (certainty > 0.999) return "> 99.9 %";
  if (certainty < 0.001) return "< 0.1 %";
  return fmt::format("{:.1f} %", 100 * certainty);
}

// The intervals of which a target is least sure.
std::string weakest_lines(const Plan& plan, const StaffingCheck& check, std::size_t target) {
  std::vector<const TargetCheck*> found;
  for (const TargetCheck& one : check.targets) {
    if (one.target == target && one.cells.size() == 1 && one.estimate.known()) {
      found.push_back(&one);
    }
  }
  if (found.size() < 2) return "";
  const auto sure =
      std::ranges::count_if(found, [](const TargetCheck* one) { return one->certainty >= 0.95; });
  const auto held =
      std::ranges::count_if(found, [](const TargetCheck* one) { return one->certainty >= 0.5; });
  std::string text =
      fmt::format("    of {} intervals {} hold it with 95 % certainty, {} more likely than not\n",
                  found.size(), sure, held);
  std::ranges::stable_sort(found, {}, [](const TargetCheck* one) { return one->certainty; });
  for (std::size_t i = 0; i < 3 && i < found.size() && found[i]->certainty < 0.95; ++i) {
    text += fmt::format("    least sure: {:<18} {:<28} certainty {}\n",
                        detail::name_of(plan.cells[found[i]->cells.front()]),
                        format_estimate(found[i]->estimate, unit_of(plan.targets[target])),
                        certainty_text(found[i]->certainty));
  }
  return text;
}

std::string formulas(const Requirement& requirement, const TextStyle& style) {
  if (requirement.formulas.empty()) return "";
  std::string text = "\n" + detail::heading("What formulas would have said", style);
  for (const FormulaError& error : requirement.formulas) {
    if (!error.why_not.empty()) {
      text += fmt::format("  {:<23} no answer: {}\n", title_of(error.method),
                          shown(error.why_not, style.unicode));
      continue;
    }
    text += fmt::format("  {:<23}{:>9} h: {} h too many in {} intervals, {} h too few in {}\n",
                        title_of(error.method), format_number(error.hours, 1),
                        format_number(error.hours_too_many, 1), error.cells_too_many,
                        format_number(error.hours_too_few, 1), error.cells_too_few);
  }
  return text;
}

}  // namespace

std::string detail::marginal_section(const Plan& plan, const Table<MarginalValue>& values,
                                     const TextStyle& style) {
  if (values.rows() == 0 || !plan.bare.calendar) return "";
  struct Place {
    std::size_t cell, group;
    MarginalValue value;
  };
  std::vector<Place> places;
  for (std::size_t c = 0; c < values.rows(); ++c) {
    for (std::size_t g = 0; g < values.columns(); ++g) {
      if (detail::is_open(plan.cells[c])) places.push_back({c, g, values(c, g)});
    }
  }
  std::string text =
      "\n" + detail::heading("One person more or less, calls answered in time", style);
  std::ranges::stable_sort(places, std::greater{}, [](const Place& p) { return p.value.more; });
  const auto line = [&](const char* what, const Place& place, double value) {
    return fmt::format("  {:<28}{:<28}{:<22}{:+.2f}\n", what,
                       detail::name_of(plan.cells[place.cell]),
                       shown(plan.bare.groups[place.group].name, style.unicode), value);
  };
  for (std::size_t i = 0; i < 3 && i < places.size(); ++i) {
    text += line(i == 0 ? "one more helps most" : "", places[i], places[i].value.more);
  }
  std::erase_if(places, [](const Place& p) { return std::isnan(p.value.less); });
  std::ranges::stable_sort(places, {}, [](const Place& p) { return -p.value.less; });
  for (std::size_t i = 0; i < 3 && i < places.size(); ++i) {
    text += line(i == 0 ? "one less costs least" : "", places[i], places[i].value.less);
  }
  return text + "  (of one such half-hour and the one after it; all of them: --format json)\n";
}

std::string detail::sureness_section(const Plan& plan, const StaffingCheck& check,
                                     const BusyDay& busy_day, const TextStyle& style) {
  if (check.replications == 0) return "";
  std::string text =
      "\n" +
      detail::heading(fmt::format("How sure? {} fresh replications", check.replications), style);
  for (std::size_t t = 0; t < plan.targets.size(); ++t) {
    const StaffingTarget& target = plan.targets[t];
    text += fmt::format("  {}\n    over the horizon {}, limit {}, certainty {}",
                        shown(describe(target, plan), style.unicode),
                        format_estimate(check.overall[t], unit_of(target)), limit_text(target),
                        certainty_text(check.certainty[t]));
    if (plan.bare.calendar && !std::isnan(check.days_held[t])) {
      text += fmt::format("; held on {:.1f} % of days", 100 * check.days_held[t]);
    }
    text += '\n' + weakest_lines(plan, check, t);
  }
  text += fmt::format("  gave up {}, mean wait of answered {}, occupancy {}\n",
                      format_value(check.abandonment.value, Unit::kShare),
                      format_value(check.asa.value, Unit::kSeconds),
                      format_value(check.occupancy.value, Unit::kShare));
  text += fmt::format("  callers who reached a person in the end {:.1f} %\n", 100 * check.reached);
  if (const StaffingCheck& busy = busy_day.check; busy.replications > 0) {
    text += fmt::format(
        "  On a 1-in-20 busy day ({:.2f} times the mean demand): {} answered in time,\n"
        "  {} gave up, mean wait {}\n",
        busy_day.factor, format_estimate(busy.service_level, Unit::kShare),
        format_value(busy.abandonment.value, Unit::kShare),
        format_value(busy.asa.value, Unit::kSeconds));
  }
  return text;
}

std::string staffing_report(const Plan& plan, const Requirement& requirement,
                            const TextStyle& style) {
  return header(plan, requirement, style) + numbers(plan, requirement, style) +
         detail::sureness_section(plan, requirement.check, requirement.busy_day, style) +
         detail::marginal_section(plan, requirement.marginal, style) + formulas(requirement, style);
}

}  // namespace hotline
