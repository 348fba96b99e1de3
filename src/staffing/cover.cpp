#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "hotline/base/error.hpp"
#include "hotline/staffing/schedule.hpp"
#include "plan_parts.hpp"
#include "shift_program.hpp"
#include "teams.hpp"

namespace hotline {
namespace {

using planning::IntegerAnswer;
using planning::IntegerProgram;
using planning::Limits;
using planning::ShiftProgram;

constexpr double kShortHour = 1000;  // cost of an agent-hour that is not covered, in dearest wages
constexpr double kGap = 1e-3;

class Cover {
 public:
  Cover(const Plan& plan, const Staffing& required, const Limits& limits)
      : plan_(plan), required_(required), shifts_(plan, limits) {
    add_rows();
  }

  Schedule solve(double seconds) {
    // Nobody at all is a solution, if a dear one: so there is always one.
    std::vector<double> nobody(shifts_.program.variables.size(), 0.0);
    for (const auto& [variable, required] : nobody_) {
      nobody[static_cast<std::size_t>(variable)] = required;
    }
    const IntegerAnswer answer = shifts_.solve_within(seconds, kGap, std::move(nobody));
    if (!answer.found) throw Error("no schedule was found in the time given: allow more");
    Schedule schedule = shifts_.schedule_of(answer.values);
    schedule.optimal = answer.optimal;
    for (const auto& [variable, hours] : short_) {
      schedule.hours_short += hours * answer.values[static_cast<std::size_t>(variable)];
    }
    schedule.bound = std::max(0.0, answer.bound);
    return schedule;
  }

 private:
  // A group that takes all call types of another may stand in for it.
  void add_transfers(std::size_t cell, std::vector<IntegerProgram::Row>& rows) {
    for (GroupId from = 0; from < rows.size(); ++from) {
      for (GroupId to = 0; to < rows.size(); ++to) {
        if (!planning::can_stand_in(plan_.bare, from, to) || required_(cell, to) <= 0) continue;
        const int people = shifts_.program.add({0, 0, IntegerProgram::kNone, false});
        rows[from].terms.emplace_back(people, -1.0);
        rows[to].terms.emplace_back(people, 1.0);
      }
    }
  }

  void add_rows() {
    IntegerProgram& program = shifts_.program;
    for (std::size_t c = 0; c < plan_.cells.size(); ++c) {
      std::vector<IntegerProgram::Row> rows;
      const double hours = plan_.cells[c].length / kHour;
      bool is_wanted = false;
      for (GroupId g = 0; g < required_.columns(); ++g) {
        const int required = required_(c, g);
        is_wanted = is_wanted || required > 0;
        IntegerProgram::Row row = shifts_.at_work(c, g);
        row.at_least = required;
        if (required > 0) {
          const int missing = program.add(
              {kShortHour * shifts_.dearest() * hours, 0, IntegerProgram::kNone, false});
          short_.emplace_back(missing, hours);
          nobody_.emplace_back(missing, static_cast<double>(required));
          row.terms.emplace_back(missing, 1.0);
        }
        rows.push_back(std::move(row));
      }
      if (!is_wanted) continue;
      add_transfers(c, rows);
      for (IntegerProgram::Row& row : rows) program.rows.push_back(std::move(row));
    }
  }

  const Plan& plan_;
  const Staffing& required_;
  ShiftProgram shifts_;
  std::vector<std::pair<int, double>> short_;   // variable, hours of the cell
  std::vector<std::pair<int, double>> nobody_;  // variable, its value without anybody
};

// ---- Why not -----------------------------------------------------------------------------------

// Intervals that no permitted shift of the group reaches.
void unreachable(const Plan& plan, const Staffing& required, std::vector<std::string>& why) {
  const std::vector<ShiftKind> kinds = shift_kinds(plan);
  const WorkRules& rules = plan.scenario.staffing.rules;
  for (GroupId g = 0; g < required.columns(); ++g) {
    std::vector<std::size_t> cells;
    double hours = 0;
    for (std::size_t c = 0; c < plan.cells.size(); ++c) {
      if (required(c, g) <= 0) continue;
      bool reached = false;
      for (const ShiftKind& kind : kinds) {
        const bool able = kind.group == g || planning::can_stand_in(plan.bare, kind.group, g);
        if (!able || reached) continue;
        const auto weeks =
            permitted_weeks(rules, plan.scenario.staffing.shifts[kind.permitted], kind.length);
        for (std::size_t day = 0; day < kDaysPerWeek && !reached; ++day) {
          const bool works = std::ranges::any_of(weeks, [day](const auto& w) { return w[day]; });
          const Seconds from = static_cast<double>(day) * kDay + kind.start;
          reached = works && planning::share_of_cell(plan.cells[c], from, kind.length) > 0;
        }
      }
      if (reached) continue;
      cells.push_back(c);
      hours += required(c, g) * plan.cells[c].length / kHour;
    }
    if (cells.empty()) continue;
    why.push_back(
        fmt::format("no permitted shift of \"{}\" reaches {}{}, where {} are required: {:.1f} "
                    "agent-hours a week",
                    plan.bare.groups[g].name, planning::cell_name(plan.cells[cells.front()]),
                    cells.size() > 1 ? fmt::format(" and {} more intervals", cells.size() - 1) : "",
                    required(cells.front(), g), hours));
  }
}

// Shifts that no week of the rules holds.
void no_weeks(const Plan& plan, std::vector<std::string>& why) {
  const WorkRules& rules = plan.scenario.staffing.rules;
  for (const PermittedShift& shift : plan.scenario.staffing.shifts) {
    for (const Seconds length : shift.lengths) {
      if (!permitted_weeks(rules, shift, length).empty()) continue;
      WorkRules no_rest = rules;
      no_rest.rest = 0;
      if (!permitted_weeks(no_rest, shift, length).empty()) {
        why.push_back(
            fmt::format("\"{}\" of {} leaves {} of rest before the next day's, {} less than "
                        "the rule asks for",
                        shift.name, format_duration(length), format_duration(kDay - length),
                        format_duration(rules.rest - (kDay - length))));
      } else {
        why.push_back(
            fmt::format("no week of {} days fits \"{}\": its days are {}, and at most {} "
                        "in a row are allowed{}",
                        rules.days_a_week, shift.name, shift.days.empty() ? 7 : shift.days.size(),
                        rules.days_in_a_row, rules.days_off_together ? ", days off together" : ""));
      }
    }
  }
}

void explain(const Plan& plan, const Staffing& required, double seconds, Schedule& schedule) {
  no_weeks(plan, schedule.obstacles);
  unreachable(plan, required, schedule.obstacles);
  const StaffingWishes& wishes = plan.scenario.staffing;
  const auto without = [&](Limits limits, const std::string& what, bool is_set) {
    if (!is_set) return;
    const Schedule free = Cover(plan, required, limits).solve(seconds);
    if (free.hours_short > schedule.hours_short - 0.01) return;
    schedule.obstacles.push_back(fmt::format(
        "{}: {:.1f} agent-hours a week are short; without this limit {} people would leave {:.1f}",
        what, schedule.hours_short, free.slots.size(), free.hours_short));
  };
  without({.people = false}, fmt::format("at most {} people", wishes.rules.people.value_or(0)),
          wishes.rules.people.has_value());
  without({.groups = false}, "the most people of a group", !wishes.rules.group_people.empty());
  without({.shifts = false}, "the most people of a shift",
          std::ranges::any_of(wishes.shifts, [](const auto& s) { return s.people.has_value(); }));
  without({.part_time = false},
          fmt::format("at most {:g} % of people part time", 100 * wishes.rules.part_time),
          wishes.rules.part_time < 1);
  if (schedule.obstacles.empty()) {
    const Schedule free = Cover(plan, required, {false, false, false, false}).solve(seconds);
    schedule.obstacles.push_back(fmt::format(
        "the limits together leave {:.1f} agent-hours a week short; without any of them "
        "{} people would leave {:.1f}",
        schedule.hours_short, free.slots.size(), free.hours_short));
  }
}

}  // namespace

namespace planning {

void sum_up(const Plan& plan, Schedule& schedule) {
  schedule.cost = schedule.paid_hours = 0;
  for (const Slot& slot : schedule.slots) {
    const ShiftKind& kind = schedule.kinds[slot.kind];
    const auto days = static_cast<double>(std::ranges::count(slot.days, true));
    schedule.paid_hours += days * kind.paid_hours;
    schedule.cost += days * kind.paid_hours * kind.wage;
  }
  std::vector<int> number(plan.bare.groups.size(), 0);
  for (Slot& slot : schedule.slots) {
    const GroupId g = schedule.kinds[slot.kind].group;
    slot.name = fmt::format("{} {}", plan.bare.groups[g].name, ++number[g]);
  }
}

}  // namespace planning

Schedule cover(const Plan& plan, const Staffing& required, const ScheduleOptions& options) {
  if (!plan.bare.calendar || plan.by != PlanBy::kWeekday) {
    throw Error("shifts are chosen for a week: the scenario needs a calendar, planned by weekday");
  }
  if (plan.scenario.staffing.shifts.empty()) {
    throw Error("the scenario permits no shifts: write [[staffing.shift]] with starts and lengths");
  }
  Schedule schedule = Cover(plan, required, {}).solve(options.seconds);
  if (schedule.hours_short > 1e-6) explain(plan, required, options.seconds / 2, schedule);
  return schedule;
}

}  // namespace hotline
