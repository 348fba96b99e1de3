#include "promise.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "hotline/base/error.hpp"
#include "teams.hpp"

namespace hotline {
namespace planning {
namespace {

using Measure = StaffingTarget::Measure;
using Each = StaffingTarget::Each;

template <class Rows>
std::vector<std::uint32_t> positions(const std::vector<std::string>& names, const Rows& rows,
                                     const char* what) {
  std::vector<std::uint32_t> found;
  for (std::uint32_t i = 0; i < rows.size(); ++i) {
    if (names.empty() || std::ranges::count(names, rows[i].name) > 0) found.push_back(i);
  }
  for (const std::string& name : names) {
    if (std::ranges::none_of(rows, [&](const auto& row) { return row.name == name; })) {
      throw Error(fmt::format("a target speaks of the {} \"{}\", which is not there", what, name));
    }
  }
  return found;
}

}  // namespace

Promise::Ratio Promise::ratio(const Counts& counts, std::size_t row) const {
  Ratio sum;
  if (target.measure == Measure::kOccupancy) {
    for (const GroupId g : groups) {
      sum.above += counts.agents(row, g).busy;
      sum.below += counts.agents(row, g).staffed;
    }
    // Nobody at all is no way to hold a ceiling: the work that comes counts.
    for (TypeId t = 0; t < handling.size() && sum.below <= 0; ++t) {
      sum.above += handling[t] * counts.calls(row, t).offered;
    }
    return sum;
  }
  CallCounts calls;
  for (const TypeId t : types) calls += counts.calls(row, t);
  switch (target.measure) {
    case Measure::kServiceLevel:
      return {calls.in_target, calls.offered};
    case Measure::kAbandonment:
      return {calls.abandoned, calls.offered};
    default:
      return {calls.wait, calls.served};
  }
}

std::vector<Promise> promises_of(const Plan& plan) {
  std::vector<Promise> promises;
  for (const StaffingTarget& target : plan.targets) {
    Promise promise;
    promise.target = target;
    promise.limit = target.limit;
    if (target.measure == Measure::kOccupancy) {
      promise.groups = positions(target.agents, plan.bare.groups, "group of agents");
      promise.handling.assign(plan.bare.types.size(), 0.0);
      for (const GroupId g : promise.groups) {
        for (const TypeId t : types_taken(plan.bare, g)) {
          promise.handling[t] = mean_handling(plan, t);
        }
      }
    } else {
      promise.types = positions(target.calls, plan.bare.types, "call type");
    }
    promises.push_back(std::move(promise));
  }
  return promises;
}

std::vector<std::size_t> day_of_cells(const Plan& plan) {
  std::vector<std::size_t> days;
  std::map<std::pair<std::int64_t, int>, std::size_t> numbers;
  for (const PlanCell& cell : plan.cells) {
    const std::int64_t date = cell.date ? cell.date->time_since_epoch().count() : 0;
    const auto key = std::pair(date, cell.date ? 0 : static_cast<int>(cell.weekday));
    days.push_back(numbers.emplace(key, numbers.size()).first->second);
  }
  return days;
}

std::vector<Constraint> constraints_of(const Plan& plan, const std::vector<Promise>& promises) {
  std::vector<Constraint> constraints;
  const std::vector<std::size_t> days = day_of_cells(plan);
  for (std::size_t p = 0; p < promises.size(); ++p) {
    std::map<std::size_t, Constraint> scopes;
    for (std::uint32_t c = 0; c < plan.cells.size(); ++c) {
      if (plan.cells[c].open <= 0) continue;
      const Each each = promises[p].target.each;
      const std::size_t scope = each == Each::kInterval ? c : each == Each::kDay ? days[c] : 0;
      Constraint& constraint = scopes[scope];
      constraint.promise = p;
      constraint.cells.push_back(c);
    }
    for (auto& [number, constraint] : scopes) constraints.push_back(std::move(constraint));
  }
  return constraints;
}

double margin_of(const Constraint& constraint, const Promise& promise, const Counts& counts) {
  double sum = 0;
  for (const std::uint32_t cell : constraint.cells) sum += promise.margin(counts, cell);
  return sum;
}

double lack_of(const Constraint& constraint, const Promise& promise, const Counts& counts,
               double nothing) {
  Promise::Ratio sum;
  for (const std::uint32_t cell : constraint.cells) {
    const Promise::Ratio ratio = promise.ratio(counts, cell);
    sum.above += ratio.above;
    sum.below += ratio.below;
  }
  const double lack = -promise.margin(sum);
  return lack > 1e-9 + nothing * promise.limit * sum.below ? lack : 0;
}

bool most_probably_fails(const TargetCheck& one, const Plan& plan) {
  return one.certainty < 0.25 && plan.targets[one.target].in_days <= 0;
}

double missing(const TargetCheck& check, const Promise& promise) {
  const double error = std::isnan(check.estimate.error) ? 0 : check.estimate.error;
  return std::abs(check.estimate.value - promise.limit) + 0.5 * error;
}

DaysHeld days_held(const Promise& promise, const std::vector<Played>& played) {
  Promise plain = promise;
  plain.limit = promise.target.limit;
  DaysHeld days;
  for (const Played& one : played) {
    for (std::size_t day = 0; day < one.days.calls.rows(); ++day) {
      const Promise::Ratio ratio = plain.ratio(one.days, day);
      if (!(ratio.below > 0)) continue;
      days.judged += 1;
      days.held += plain.margin(ratio) >= 0 ? 1 : 0;
    }
  }
  return days;
}

}  // namespace planning

std::string describe(const StaffingTarget& target, const Plan& plan) {
  using Measure = StaffingTarget::Measure;
  using Each = StaffingTarget::Each;
  std::string text;
  const auto percent = [](double share) { return fmt::format("{:g} %", 100 * share); };
  switch (target.measure) {
    case Measure::kServiceLevel: {
      text = percent(target.limit) + " answered within ";
      std::vector<Seconds> times;
      for (const TypeModel& type : plan.bare.types) {
        if (!target.calls.empty() && std::ranges::count(target.calls, type.name) == 0) continue;
        if (std::ranges::count(times, type.target_time) == 0) times.push_back(type.target_time);
      }
      text += times.size() == 1 ? format_duration(times.front()) : "each type's target time";
      break;
    }
    case Measure::kAbandonment:
      text = "at most " + percent(target.limit) + " give up";
      break;
    case Measure::kAsa:
      text = "mean wait at most " + format_duration(target.limit);
      break;
    case Measure::kOccupancy:
      text = "occupancy at most " + percent(target.limit);
      break;
  }
  const auto& names = target.measure == Measure::kOccupancy ? target.agents : target.calls;
  if (!names.empty()) text += fmt::format(" of {}", fmt::join(names, ", "));
  if (!plan.bare.calendar) return text;
  if (target.in_days > 0) return text + fmt::format(", on {} of days", percent(target.in_days));
  switch (target.each) {
    case Each::kInterval:
      return text + ", in each interval";
    case Each::kDay:
      return text + ", on each day";
    case Each::kHorizon:
      return text + ", over the horizon";
  }
  return text;
}

}  // namespace hotline
