#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "plan_parts.hpp"

// What the rules for people allow.
namespace hotline {
namespace {

bool works(const PermittedShift& shift, const GroupModel& group) {
  return shift.agents.empty() || std::ranges::count(shift.agents, group.name) > 0;
}

// The longest run of days of work, on the circle of the week.
int longest_run(const WorkDays& days) {
  if (std::ranges::all_of(days, [](bool day) { return day; })) return kDaysPerWeek;
  int longest = 0, run = 0;
  for (int day = 0; day < 2 * kDaysPerWeek; ++day) {
    run = days[static_cast<std::size_t>(day % kDaysPerWeek)] ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

int runs_of_days_off(const WorkDays& days) {
  int runs = 0;
  for (std::size_t day = 0; day < days.size(); ++day) {
    if (!days[day] && days[(day + 1) % days.size()]) ++runs;
  }
  return runs;
}

}  // namespace

std::vector<WorkDays> permitted_weeks(const WorkRules& rules, const PermittedShift& shift,
                                      Seconds length) {
  std::vector<WorkDays> weeks;
  for (unsigned bits = 1; bits < 1U << kDaysPerWeek; ++bits) {
    if (std::popcount(bits) != rules.days_a_week) continue;
    WorkDays days{};
    bool allowed = true;
    for (std::size_t day = 0; day < days.size(); ++day) {
      days[day] = (bits >> day & 1U) != 0;
      const bool may =
          shift.days.empty() || std::ranges::count(shift.days, static_cast<Weekday>(day)) > 0;
      allowed = allowed && (may || !days[day]);
    }
    if (!allowed || longest_run(days) > rules.days_in_a_row) continue;
    if (rules.days_off_together && runs_of_days_off(days) > 1) continue;
    if (longest_run(days) > 1 && kDay - length < rules.rest) continue;
    weeks.push_back(days);
  }
  return weeks;
}

std::vector<ShiftKind> shift_kinds(const Plan& plan) {
  std::vector<ShiftKind> kinds;
  const auto& shifts = plan.scenario.staffing.shifts;
  for (GroupId g = 0; g < plan.bare.groups.size(); ++g) {
    for (std::size_t p = 0; p < shifts.size(); ++p) {
      const PermittedShift& shift = shifts[p];
      if (!works(shift, plan.bare.groups[g])) continue;
      Seconds unpaid = 0;
      for (const PermittedBreak& pause : shift.breaks) unpaid += pause.paid ? 0 : pause.length;
      for (const Seconds length : shift.lengths) {
        for (const ClockTime start : shift.starts) {
          ShiftKind kind{p, g, start, length};
          kind.wage = shift.wage ? std::max(1e-3, *shift.wage * kHour) : plan.wage[g];
          kind.paid_hours = (length - unpaid) / kHour;
          kinds.push_back(kind);
        }
      }
    }
  }
  return kinds;
}

std::vector<std::string> broken_rules(const Plan& plan, const Schedule& schedule) {
  std::vector<std::string> broken;
  const WorkRules& rules = plan.scenario.staffing.rules;
  const auto& shifts = plan.scenario.staffing.shifts;
  std::vector<int> of_shift(shifts.size(), 0);
  std::vector<int> of_group(plan.bare.groups.size(), 0);
  int part_time = 0;
  for (const Slot& slot : schedule.slots) {
    const ShiftKind& kind = schedule.kinds[slot.kind];
    const PermittedShift& shift = shifts[kind.permitted];
    ++of_shift[kind.permitted];
    ++of_group[kind.group];
    part_time += shift.part_time ? 1 : 0;
    const auto weeks = permitted_weeks(rules, shift, kind.length);
    if (std::ranges::find(weeks, slot.days) == weeks.end()) {
      broken.push_back(slot.name + ": days that the rules do not allow");
    }
    if (std::ranges::count(shift.starts, kind.start) == 0 ||
        std::ranges::count(shift.lengths, kind.length) == 0) {
      broken.push_back(slot.name + ": a shift that is not permitted");
    }
    for (std::size_t day = 0; day < slot.days.size(); ++day) {
      const std::size_t wanted = slot.days[day] ? shift.breaks.size() : 0;
      if (slot.breaks[day].size() != wanted) {
        broken.push_back(slot.name + ": breaks that are missing or too many");
        continue;
      }
      for (std::size_t b = 0; b < wanted; ++b) {
        const Seconds from = slot.breaks[day][b];
        if (from < shift.breaks[b].after - 1e-6 ||
            from + shift.breaks[b].length > shift.breaks[b].until + 1e-6) {
          broken.push_back(slot.name + ": a break outside its window");
        }
      }
    }
  }
  const auto check = [&](int people, int most, const std::string& of) {
    if (people > most) broken.push_back(fmt::format("{} people {}, at most {}", people, of, most));
  };
  for (std::size_t p = 0; p < shifts.size(); ++p) {
    if (shifts[p].people) check(of_shift[p], *shifts[p].people, "on " + shifts[p].name);
  }
  for (std::size_t g = 0; g < of_group.size(); ++g) {
    const auto limit = rules.group_people.find(plan.bare.groups[g].name);
    if (limit != rules.group_people.end()) check(of_group[g], limit->second, "in " + limit->first);
  }
  const auto all = static_cast<int>(schedule.slots.size());
  if (rules.people) check(all, *rules.people, "in all");
  if (part_time > rules.part_time * all + 1e-9) {
    broken.push_back(fmt::format("{} of {} people work part time, more than {:g} %", part_time, all,
                                 100 * rules.part_time));
  }
  return broken;
}

namespace planning {

double share_of_cell(const PlanCell& cell, Seconds from, Seconds length) {
  constexpr Seconds kWeek = kDaysPerWeek * kDay;
  const Seconds start = static_cast<int>(cell.weekday) * kDay + cell.from;
  const Seconds end = start + (cell.to - cell.from);
  Seconds overlap = 0;
  for (const Seconds shift : {-kWeek, 0.0, kWeek}) {
    overlap += std::max(0.0, std::min(end, from + shift + length) - std::max(start, from + shift));
  }
  return overlap / (cell.to - cell.from);
}

}  // namespace planning
}  // namespace hotline
