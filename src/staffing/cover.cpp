#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

#include "hotline/base/error.hpp"
#include "hotline/staffing/schedule.hpp"
#include "integer_program.hpp"
#include "plan_parts.hpp"
#include "teams.hpp"

namespace hotline {
namespace {

using planning::IntegerAnswer;
using planning::IntegerProgram;

constexpr std::size_t kManyBreaks = 20'000;
constexpr double kShortHour = 1000;  // cost of an agent-hour that is not covered, in dearest wages
constexpr double kGap = 1e-3;

// Which limits hold; the others are tried without when the requirement cannot be covered.
struct Limits {
  bool people = true, groups = true, shifts = true, part_time = true;
};

class Cover {
 public:
  Cover(const Plan& plan, const Staffing& required, const Limits& limits)
      : plan_(plan), required_(required), kinds_(shift_kinds(plan)) {
    add_weeks();
    add_breaks();
    add_rows();
    add_limits(limits);
  }

  Schedule solve(double seconds) {
    // Nobody at all is a solution, if a dear one: so there is always one.
    program_.start.assign(program_.variables.size(), 0.0);
    for (const auto& [variable, required] : nobody_) {
      program_.start[static_cast<std::size_t>(variable)] = required;
    }
    const IntegerAnswer answer = planning::solve(program_, seconds, kGap);
    if (!answer.found) throw Error("no schedule was found in the time given: allow more");
    Schedule schedule;
    schedule.kinds = kinds_;
    schedule.optimal = answer.optimal;
    make_slots(answer.values, schedule);
    for (const auto& [variable, hours] : short_) {
      schedule.hours_short += hours * answer.values[static_cast<std::size_t>(variable)];
    }
    schedule.bound = std::max(0.0, answer.bound);
    return schedule;
  }

 private:
  double dearest() const {
    double most = 1e-3;
    for (const ShiftKind& kind : kinds_) most = std::max(most, kind.wage);
    return most;
  }

  const PermittedShift& permitted(std::size_t kind) const {
    return plan_.scenario.staffing.shifts[kinds_[kind].permitted];
  }

  // y[kind][week], and x[kind][weekday] = those of them who work that day.
  void add_weeks() {
    const WorkRules& rules = plan_.scenario.staffing.rules;
    for (std::size_t k = 0; k < kinds_.size(); ++k) {
      weeks_.push_back(permitted_weeks(rules, permitted(k), kinds_[k].length));
      people_.emplace_back();
      for (std::size_t d = 0; d < weeks_[k].size(); ++d) {
        people_[k].push_back(
            program_.add({kinds_[k].wage * kinds_[k].paid_hours * rules.days_a_week}));
      }
      on_day_.emplace_back();
      for (std::size_t day = 0; day < kDaysPerWeek; ++day) {
        on_day_[k][day] = program_.add({0, 0, IntegerProgram::kNone, false});
        IntegerProgram::Row sum{{{on_day_[k][day], -1.0}}, 0, 0};
        for (std::size_t d = 0; d < weeks_[k].size(); ++d) {
          if (weeks_[k][d][day]) sum.terms.emplace_back(people_[k][d], 1.0);
        }
        program_.rows.push_back(std::move(sum));
      }
    }
  }

  // Places where a break may begin: a quarter of an hour apart, or an interval if they are many.
  std::vector<Seconds> places(const PermittedBreak& pause, Seconds step) const {
    std::vector<Seconds> from;
    for (Seconds at = pause.after; at + pause.length <= pause.until + 1e-6; at += step) {
      from.push_back(at);
    }
    return from;
  }

  void add_breaks() {
    std::size_t count = 0;
    for (std::size_t k = 0; k < kinds_.size(); ++k) {
      for (const PermittedBreak& pause : permitted(k).breaks) {
        count += kDaysPerWeek * places(pause, 15 * kMinute).size();
      }
    }
    const Seconds interval = plan_.cells.front().to - plan_.cells.front().from;
    const Seconds step = count > kManyBreaks ? std::max(interval, 15 * kMinute) : 15 * kMinute;
    for (std::size_t k = 0; k < kinds_.size(); ++k) {
      pauses_.emplace_back();
      if (weeks_[k].empty()) continue;
      for (const PermittedBreak& pause : permitted(k).breaks) {
        auto& of_pause = pauses_[k].emplace_back();
        of_pause.from = places(pause, step);
        of_pause.length = pause.length;
        for (std::size_t day = 0; day < kDaysPerWeek; ++day) {
          IntegerProgram::Row sum{{{on_day_[k][day], -1.0}}, 0, 0};
          for (std::size_t i = 0; i < of_pause.from.size(); ++i) {
            of_pause.people[day].push_back(program_.add({}));
            sum.terms.emplace_back(of_pause.people[day].back(), 1.0);
          }
          program_.rows.push_back(std::move(sum));
        }
      }
    }
  }

  void add_terms(std::size_t kind, std::size_t day, const PlanCell& cell,
                 IntegerProgram::Row& row) const {
    const Seconds from = static_cast<double>(day) * kDay + kinds_[kind].start;
    const double part = planning::share_of_cell(cell, from, kinds_[kind].length);
    if (part <= 0) return;
    row.terms.emplace_back(on_day_[kind][day], part);
    for (const Pause& pause : pauses_[kind]) {
      for (std::size_t i = 0; i < pause.from.size(); ++i) {
        const double off = planning::share_of_cell(cell, from + pause.from[i], pause.length);
        if (off > 0) row.terms.emplace_back(pause.people[day][i], -off);
      }
    }
  }

  // A group that takes all call types of another may stand in for it.
  void add_transfers(std::size_t cell, std::vector<IntegerProgram::Row>& rows) {
    for (GroupId from = 0; from < rows.size(); ++from) {
      for (GroupId to = 0; to < rows.size(); ++to) {
        if (!planning::can_stand_in(plan_.bare, from, to) || required_(cell, to) <= 0) continue;
        const int people = program_.add({0, 0, IntegerProgram::kNone, false});
        rows[from].terms.emplace_back(people, -1.0);
        rows[to].terms.emplace_back(people, 1.0);
      }
    }
  }

  void add_rows() {
    for (std::size_t c = 0; c < plan_.cells.size(); ++c) {
      std::vector<IntegerProgram::Row> rows;
      const double hours = plan_.cells[c].length / kHour;
      bool is_wanted = false;
      for (GroupId g = 0; g < required_.columns(); ++g) {
        const int required = required_(c, g);
        is_wanted = is_wanted || required > 0;
        IntegerProgram::Row row{{}, static_cast<double>(required)};
        if (required > 0) {
          const int missing =
              program_.add({kShortHour * dearest() * hours, 0, IntegerProgram::kNone, false});
          short_.emplace_back(missing, hours);
          nobody_.emplace_back(missing, static_cast<double>(required));
          row.terms.emplace_back(missing, 1.0);
        }
        for (std::size_t k = 0; k < kinds_.size(); ++k) {
          if (kinds_[k].group != g || weeks_[k].empty()) continue;
          for (std::size_t day = 0; day < kDaysPerWeek; ++day) {
            add_terms(k, day, plan_.cells[c], row);
          }
        }
        rows.push_back(std::move(row));
      }
      if (!is_wanted) continue;
      add_transfers(c, rows);
      for (IntegerProgram::Row& row : rows) program_.rows.push_back(std::move(row));
    }
  }

  void limit(double most, const std::function<double(const ShiftKind&)>& weight) {
    IntegerProgram::Row row;
    row.at_most = most;
    for (std::size_t k = 0; k < kinds_.size(); ++k) {
      const double value = weight(kinds_[k]);
      if (value == 0) continue;
      for (const int variable : people_[k]) row.terms.emplace_back(variable, value);
    }
    program_.rows.push_back(std::move(row));
  }

  void add_limits(const Limits& limits) {
    const StaffingWishes& wishes = plan_.scenario.staffing;
    if (limits.people && wishes.rules.people) {
      limit(*wishes.rules.people, [](const ShiftKind&) { return 1.0; });
    }
    for (GroupId g = 0; g < plan_.bare.groups.size() && limits.groups; ++g) {
      const auto most = wishes.rules.group_people.find(plan_.bare.groups[g].name);
      if (most == wishes.rules.group_people.end()) continue;
      limit(most->second, [g](const ShiftKind& kind) { return kind.group == g ? 1.0 : 0.0; });
    }
    for (std::size_t p = 0; p < wishes.shifts.size() && limits.shifts; ++p) {
      if (!wishes.shifts[p].people) continue;
      limit(*wishes.shifts[p].people,
            [p](const ShiftKind& kind) { return kind.permitted == p ? 1.0 : 0.0; });
    }
    if (limits.part_time && wishes.rules.part_time < 1) {
      limit(0, [&](const ShiftKind& kind) {
        return (wishes.shifts[kind.permitted].part_time ? 1.0 : 0.0) - wishes.rules.part_time;
      });
    }
  }

  // People by name; those on one shift of one day share out its break places in turn.
  void make_slots(const std::vector<double>& values, Schedule& schedule) const {
    const auto value = [&](int variable) {
      return static_cast<int>(std::lround(values[static_cast<std::size_t>(variable)]));
    };
    std::vector<int> number(plan_.bare.groups.size(), 0);
    for (std::size_t k = 0; k < kinds_.size(); ++k) {
      const std::size_t first = schedule.slots.size();
      for (std::size_t d = 0; d < weeks_[k].size(); ++d) {
        for (int i = 0; i < value(people_[k][d]); ++i) {
          Slot slot;
          slot.name = fmt::format("{} {}", plan_.bare.groups[kinds_[k].group].name,
                                  ++number[kinds_[k].group]);
          slot.kind = k;
          slot.days = weeks_[k][d];
          schedule.slots.push_back(std::move(slot));
        }
      }
      for (const Pause& pause : pauses_[k]) {
        for (std::size_t day = 0; day < kDaysPerWeek; ++day) {
          std::vector<Seconds> from;
          for (std::size_t i = 0; i < pause.from.size(); ++i) {
            from.insert(from.end(), static_cast<std::size_t>(value(pause.people[day][i])),
                        pause.from[i]);
          }
          std::size_t next = 0;
          for (std::size_t s = first; s < schedule.slots.size(); ++s) {
            if (!schedule.slots[s].days[day]) continue;
            schedule.slots[s].breaks[day].push_back(next < from.size() ? from[next++]
                                                                       : pause.from.front());
          }
        }
      }
    }
    planning::sum_up(plan_, schedule);
  }

  struct Pause {
    std::vector<Seconds> from;
    Seconds length = 0;
    std::array<std::vector<int>, kDaysPerWeek> people;  // variables
  };

  const Plan& plan_;
  const Staffing& required_;
  std::vector<ShiftKind> kinds_;
  IntegerProgram program_;
  std::vector<std::vector<WorkDays>> weeks_;           // [kind]
  std::vector<std::vector<int>> people_;               // [kind][week]
  std::vector<std::array<int, kDaysPerWeek>> on_day_;  // [kind][weekday]
  std::vector<std::vector<Pause>> pauses_;             // [kind]
  std::vector<std::pair<int, double>> short_;          // variable, hours of the cell
  std::vector<std::pair<int, double>> nobody_;         // variable, its value without anybody
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
