#include "shift_program.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "plan_parts.hpp"

namespace hotline::planning {
namespace {

constexpr std::size_t kManyBreaks = 20'000;

// Places where a break may begin: a quarter of an hour apart, or an interval if they are many.
std::vector<Seconds> places(const PermittedBreak& pause, Seconds step) {
  std::vector<Seconds> from;
  for (Seconds at = pause.after; at + pause.length <= pause.until + 1e-6; at += step) {
    from.push_back(at);
  }
  return from;
}

}  // namespace

ShiftProgram::ShiftProgram(const Plan& plan, const Limits& limits)
    : plan_(plan), kinds_(shift_kinds(plan)) {
  add_weeks();
  add_breaks();
  add_limits(limits);
}

double ShiftProgram::dearest() const {
  double most = 1e-3;
  for (const ShiftKind& kind : kinds_) most = std::max(most, kind.wage);
  return most;
}

const PermittedShift& ShiftProgram::permitted(std::size_t kind) const {
  return plan_.scenario.staffing.shifts[kinds_[kind].permitted];
}

// y[kind][week], and x[kind][weekday] = those of them who work that day.
void ShiftProgram::add_weeks() {
  const WorkRules& rules = plan_.scenario.staffing.rules;
  for (std::size_t k = 0; k < kinds_.size(); ++k) {
    weeks_.push_back(permitted_weeks(rules, permitted(k), kinds_[k].length));
    people_.emplace_back();
    for (std::size_t d = 0; d < weeks_[k].size(); ++d) {
      people_[k].push_back(
          program.add({kinds_[k].wage * kinds_[k].paid_hours * rules.days_a_week}));
    }
    on_day_.emplace_back();
    for (std::size_t day = 0; day < kDaysPerWeek; ++day) {
      on_day_[k][day] = program.add({0, 0, IntegerProgram::kNone, false});
      IntegerProgram::Row sum{{{on_day_[k][day], -1.0}}, 0, 0};
      for (std::size_t d = 0; d < weeks_[k].size(); ++d) {
        if (weeks_[k][d][day]) sum.terms.emplace_back(people_[k][d], 1.0);
      }
      program.rows.push_back(std::move(sum));
    }
  }
}

void ShiftProgram::add_breaks() {
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
      Pause& of_pause = pauses_[k].emplace_back();
      of_pause.from = places(pause, step);
      of_pause.length = pause.length;
      for (std::size_t day = 0; day < kDaysPerWeek; ++day) {
        IntegerProgram::Row sum{{{on_day_[k][day], -1.0}}, 0, 0};
        for (std::size_t i = 0; i < of_pause.from.size(); ++i) {
          of_pause.people[day].push_back(program.add({}));
          sum.terms.emplace_back(of_pause.people[day].back(), 1.0);
        }
        program.rows.push_back(std::move(sum));
      }
    }
  }
}

IntegerProgram::Row ShiftProgram::at_work(std::size_t cell, GroupId group) const {
  IntegerProgram::Row row;
  for (std::size_t k = 0; k < kinds_.size(); ++k) {
    if (kinds_[k].group != group || weeks_[k].empty()) continue;
    for (std::size_t day = 0; day < kDaysPerWeek; ++day) {
      const Seconds from = static_cast<double>(day) * kDay + kinds_[k].start;
      const double part = share_of_cell(plan_.cells[cell], from, kinds_[k].length);
      if (part <= 0) continue;
      row.terms.emplace_back(on_day_[k][day], part);
      for (const Pause& pause : pauses_[k]) {
        for (std::size_t i = 0; i < pause.from.size(); ++i) {
          const double off = share_of_cell(plan_.cells[cell], from + pause.from[i], pause.length);
          if (off > 0) row.terms.emplace_back(pause.people[day][i], -off);
        }
      }
    }
  }
  return row;
}

template <class Weight>
void ShiftProgram::limit(double most, const Weight& weight) {
  IntegerProgram::Row row;
  row.at_most = most;
  for (std::size_t k = 0; k < kinds_.size(); ++k) {
    const double value = weight(kinds_[k]);
    if (value == 0) continue;
    for (const int variable : people_[k]) row.terms.emplace_back(variable, value);
  }
  program.rows.push_back(std::move(row));
}

void ShiftProgram::add_limits(const Limits& limits) {
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
Schedule ShiftProgram::schedule_of(const std::vector<double>& values) const {
  const auto value = [&](int variable) {
    return static_cast<int>(std::lround(values[static_cast<std::size_t>(variable)]));
  };
  Schedule schedule;
  schedule.kinds = kinds_;
  for (std::size_t k = 0; k < kinds_.size(); ++k) {
    const std::size_t first = schedule.slots.size();
    for (std::size_t d = 0; d < weeks_[k].size(); ++d) {
      for (int i = 0; i < value(people_[k][d]); ++i) {
        Slot slot;
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
  sum_up(plan_, schedule);
  return schedule;
}

std::vector<double> ShiftProgram::values_of(const Schedule& schedule) const {
  std::vector<double> values(program.variables.size(), 0.0);
  const auto count = [&](int variable) { values[static_cast<std::size_t>(variable)] += 1; };
  for (const Slot& slot : schedule.slots) {
    const auto week = std::ranges::find(weeks_[slot.kind], slot.days);
    if (week == weeks_[slot.kind].end()) continue;
    count(people_[slot.kind][static_cast<std::size_t>(week - weeks_[slot.kind].begin())]);
    for (std::size_t day = 0; day < kDaysPerWeek; ++day) {
      if (!slot.days[day]) continue;
      count(on_day_[slot.kind][day]);
      for (std::size_t b = 0; b < pauses_[slot.kind].size(); ++b) {
        const Pause& pause = pauses_[slot.kind][b];
        const Seconds at = slot.breaks[day][b];
        const auto nearest = std::ranges::min_element(
            pause.from, {}, [at](Seconds from) { return std::abs(from - at); });
        count(pause.people[day][static_cast<std::size_t>(nearest - pause.from.begin())]);
      }
    }
  }
  return values;
}

}  // namespace hotline::planning
