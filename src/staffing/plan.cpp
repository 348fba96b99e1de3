#include "hotline/staffing/plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "hotline/base/error.hpp"
#include "plan_parts.hpp"

namespace hotline {
namespace {

using Kind = Step::Kind;

bool is_staffing(const Step& step) {
  switch (step.kind) {
    case Kind::kAddAgents:
    case Kind::kDropAgents:
    case Kind::kDutyStart:
    case Kind::kDutyEnd:
    case Kind::kBreak:
    case Kind::kBreakWindow:
    case Kind::kLeaveEarly:
    case Kind::kShrinkage:
      return true;
    default:
      return false;
  }
}

// A steady run is planned over its whole length, a warm-up left out.
void cells_of_steady(Plan& plan) {
  Model& model = plan.bare;
  plan.cells.emplace_back();
  plan.cells.front().length = model.length;
  plan.cell_of.assign(model.intervals.size(), 0);
  plan.worked.assign(model.intervals.size(), true);
  for (TypeId type = 0; type < model.types.size(); ++type) {
    plan.cells.front().first_calls += model.expected_calls(type, 0, model.length);
  }
}

// Open time of each interval.
std::vector<Seconds> open_time(const Model& model) {
  std::vector<std::pair<Seconds, bool>> changes = {{0, model.starts_open}};
  for (const Step& step : model.steps) {
    if (step.kind == Kind::kOpen) changes.emplace_back(step.time, true);
    if (step.kind == Kind::kClose) changes.emplace_back(step.time, false);
  }
  changes.emplace_back(model.length, false);
  std::vector<Seconds> open(model.intervals.size(), 0.0);
  std::size_t i = 0;
  for (std::size_t c = 0; c + 1 < changes.size(); ++c) {
    if (!changes[c].second) continue;
    const Seconds from = changes[c].first, to = changes[c + 1].first;
    if (i > 0) --i;  // an interval may be open in two parts
    while (i < open.size() && model.intervals[i].end <= from) ++i;
    for (; i < open.size() && model.intervals[i].start < to; ++i) {
      open[i] += std::min(to, model.intervals[i].end) - std::max(from, model.intervals[i].start);
    }
  }
  return open;
}

// By date every interval becomes a cell, so that the engine counts each by itself.
void number_cells_by_date(Model& model) {
  std::vector<CellInfo> cells;
  for (IntervalModel& interval : model.intervals) {
    CellInfo info = model.cell_info[interval.cell];
    info.times = 1;
    info.length = interval.end - interval.start;
    interval.cell = static_cast<std::uint32_t>(cells.size());
    cells.push_back(info);
  }
  model.cell_info = std::move(cells);
  model.cells = static_cast<std::uint32_t>(model.cell_info.size());
}

void cells_of_calendar(Plan& plan) {
  Model& model = plan.bare;
  if (plan.by == PlanBy::kDate) number_cells_by_date(model);
  const std::vector<Seconds> open = open_time(model);
  plan.cells.resize(model.cells);
  for (std::uint32_t c = 0; c < model.cells; ++c) {
    const CellInfo& info = model.cell_info[c];
    PlanCell& cell = plan.cells[c];
    cell.weekday = info.weekday;
    cell.from = info.from;
    cell.to = info.to;
    cell.times = info.times;
    cell.length = info.length / info.times;
    cell.open = 0;
  }
  for (std::size_t i = 0; i < model.intervals.size(); ++i) {
    const IntervalModel& interval = model.intervals[i];
    const Date date = model.dates[interval.day];
    PlanCell& cell = plan.cells[interval.cell];
    plan.cell_of.push_back(interval.cell);
    plan.worked.push_back(std::ranges::count(plan.scenario.opening.closed_on, date) == 0);
    if (plan.by == PlanBy::kDate) cell.date = date;
    cell.open += open[i] / model.cell_info[interval.cell].length;
    const double part = open[i] / (interval.end - interval.start);
    if (part <= 0) continue;
    for (TypeId type = 0; type < model.types.size(); ++type) {
      cell.first_calls +=
          part * model.expected_calls(type, interval.start, interval.end) / cell.times;
    }
  }
}

void take_staffing_away(Plan& plan) {
  Model& model = plan.bare;
  std::erase_if(model.steps, is_staffing);
  model.duties.clear();
  for (std::size_t g = 0; g < model.groups.size(); ++g) {
    GroupModel& group = model.groups[g];
    plan.presence.push_back((1 - group.absence) * (1 - group.shrinkage));
    if (plan.presence.back() <= 0) {
      throw Error(
          fmt::format("nobody of \"{}\" is ever at the phones: absence and shrinkage take "
                      "all of them away",
                      group.name));
    }
    plan.has_wages = plan.has_wages || group.wage > 0;
    // Absence has nobody to stay away when numbers are planned: it counts as shrinkage.
    group.shrinkage = 1 - plan.presence.back();
    group.absence = 0;
    group.by_shift = false;
    group.person_pace.clear();
    group.agents = group.constant = 0;
  }
  for (const GroupModel& group : model.groups) {
    // Nobody is quite free, or a plan would know no end.
    plan.wage.push_back(plan.has_wages ? std::max(group.wage * kHour, 1e-3) : 1.0);
  }
  model.agents = 0;
}

std::vector<StaffingTarget> targets_of(const Scenario& scenario) {
  if (!scenario.staffing.targets.empty()) return scenario.staffing.targets;
  std::vector<StaffingTarget> targets;
  for (const CallType& call : scenario.calls) {
    StaffingTarget target;
    target.limit = call.target.share;
    target.calls = {call.name};
    targets.push_back(std::move(target));
  }
  return targets;
}

// The engine keeps one target time of each type.
void set_target_times(Plan& plan) {
  std::map<TypeId, Seconds> set;
  for (const StaffingTarget& target : plan.targets) {
    if (!target.within) continue;
    for (TypeId type = 0; type < plan.bare.types.size(); ++type) {
      TypeModel& model = plan.bare.types[type];
      if (!target.calls.empty() && std::ranges::count(target.calls, model.name) == 0) continue;
      const auto [place, is_new] = set.emplace(type, *target.within);
      if (!is_new && place->second != *target.within) {
        throw Error(fmt::format(
            "two targets ask for calls of \"{}\" to be answered within {} and "
            "within {}: plan for one of them",
            model.name, format_duration(place->second), format_duration(*target.within)));
      }
      model.target_time = *target.within;
    }
  }
}

}  // namespace

Plan make_plan(const Scenario& scenario, PlanBy by, const PlanFor& plan_for) {
  Plan plan;
  plan.scenario = scenario;
  plan.bare = compile(scenario);
  plan.by = plan.bare.calendar ? by : PlanBy::kWeekday;
  if (plan.bare.groups.empty()) throw Error("the scenario has no agents to plan for");
  plan.targets = targets_of(scenario);
  set_target_times(plan);
  if (plan_for.quantile > 0) {
    plan.busy = busy_quantile(plan.bare, plan_for.quantile);
    planning::plan_for_busy(plan.bare, plan.busy);
  }
  if (plan.bare.calendar) {
    cells_of_calendar(plan);
  } else {
    cells_of_steady(plan);
  }
  take_staffing_away(plan);
  return plan;
}

double agent_hours(const Plan& plan, const Staffing& staffing) {
  double hours = 0;
  for (std::size_t c = 0; c < staffing.rows(); ++c) {
    for (std::size_t g = 0; g < staffing.columns(); ++g) {
      hours += staffing(c, g) * plan.cells[c].length / kHour;
    }
  }
  return hours;
}

double wages(const Plan& plan, const Staffing& staffing) {
  double sum = 0;
  for (std::size_t c = 0; c < staffing.rows(); ++c) {
    for (std::size_t g = 0; g < staffing.columns(); ++g) {
      sum += staffing(c, g) * plan.cells[c].length / kHour * plan.wage[g];
    }
  }
  return sum;
}

}  // namespace hotline
