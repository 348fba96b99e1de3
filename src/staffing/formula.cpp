#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <tuple>

#include "hotline/base/error.hpp"
#include "hotline/staffing/requirement.hpp"
#include "hotline/theory/fewest_agents.hpp"
#include "plan_parts.hpp"
#include "teams.hpp"

namespace hotline {
namespace {

using planning::Team;
using Measure = StaffingTarget::Measure;

// What some call types ask of agents who do nothing else.
struct Need {
  double load = 0;  // Erlang, of those that come in the cell
  PerSecond rate = 0;
  Seconds patience = 0;  // mean; infinite if somebody waits for ever
};

class Formula {
 public:
  Formula(const Plan& plan, StaffingMethod method) : plan_(plan), method_(method) {
    for (TypeId t = 0; t < plan.bare.types.size(); ++t) {
      rates_.push_back(planning::rates_to_agents(plan, t));
      handling_.push_back(planning::mean_handling(plan, t));
      if (method == StaffingMethod::kModifiedOfferedLoad) {
        loads_.push_back(planning::greatest_loads(plan, t, handling_.back()));
      }
    }
  }

  Staffing agents() const {
    Staffing staffing(plan_.cells.size(), plan_.bare.groups.size());
    const std::vector<Team> teams = planning::teams_of(plan_.bare);
    for (std::uint32_t c = 0; c < plan_.cells.size(); ++c) {
      if (plan_.cells[c].open <= 0) continue;
      for (const Team& team : teams) staff_team(team, c, staffing);
    }
    return staffing;
  }

 private:
  // The fewest agents at the phones for these types alone.
  int fewest(const std::vector<TypeId>& types, std::uint32_t cell) const {
    const Need need = need_of(types, cell);
    if (!(need.load > 0)) return 0;
    // Many half-hours are alike, but for the last digits.
    const auto alike = [](double value) { return static_cast<double>(static_cast<float>(value)); };
    const auto [known, is_new] = known_.try_emplace({types, alike(need.rate), alike(need.load)}, 0);
    if (is_new) known->second = fewest(types, need, cell);
    return known->second;
  }

  int fewest(const std::vector<TypeId>& types, const Need& need, std::uint32_t cell) const {
    const theory::Traffic traffic{need.rate, need.load / need.rate};
    int most = 0;
    for (const StaffingTarget& target : plan_.targets) {
      if (!concerns(target, types)) continue;
      const theory::Goal goal = goal_of(target, types);
      try {
        const bool erlang_c = method_ == StaffingMethod::kErlangC || !std::isfinite(need.patience);
        most = std::max(most, erlang_c ? theory::agents_erlang_c(traffic, goal)
                                       : theory::agents_erlang_a(traffic, need.patience, goal));
      } catch (const Error& error) {
        throw Error(fmt::format("{}: {} ({} at {})", describe(target, plan_), error.what(),
                                planning::cell_name(plan_.cells[cell]), title_of(method_)));
      }
    }
    return most;
  }

  Need need_of(const std::vector<TypeId>& types, std::uint32_t cell) const {
    Need need;
    double patience = 0;
    for (const TypeId t : types) {
      const PerSecond rate = rates_[t][cell];
      need.rate += rate;
      need.load +=
          method_ == StaffingMethod::kModifiedOfferedLoad ? loads_[t][cell] : rate * handling_[t];
      const TypeModel& type = plan_.bare.types[t];
      patience += rate * (type.impatient ? type.patience.means.front()
                                         : std::numeric_limits<double>::infinity());
    }
    if (need.rate > 0) need.patience = patience / need.rate;
    // The stand-in rate that would keep the load up for ever.
    if (method_ == StaffingMethod::kModifiedOfferedLoad) {
      double work = 0, rate = 0;
      for (const TypeId t : types) {
        rate += loads_[t][cell] / handling_[t];
        work += loads_[t][cell];
      }
      need.rate = rate;
      need.load = work;
      if (!(need.patience > 0)) need.patience = std::numeric_limits<double>::infinity();
    }
    return need;
  }

  bool concerns(const StaffingTarget& target, const std::vector<TypeId>& types) const {
    if (target.measure == Measure::kOccupancy || target.calls.empty()) return true;
    return std::ranges::any_of(types, [&](TypeId t) {
      return std::ranges::count(target.calls, plan_.bare.types[t].name) > 0;
    });
  }

  theory::Goal goal_of(const StaffingTarget& target, const std::vector<TypeId>& types) const {
    theory::Goal goal;
    switch (target.measure) {
      case Measure::kServiceLevel:
        goal.least_service_level = target.limit;
        goal.acceptable_wait = std::numeric_limits<double>::infinity();
        for (const TypeId t : types) {
          const TypeModel& type = plan_.bare.types[t];
          if (!concerns(target, {t})) continue;
          goal.acceptable_wait = std::min(goal.acceptable_wait, type.target_time);
        }
        break;
      case Measure::kAbandonment:
        goal.most_abandoned = target.limit;
        break;
      case Measure::kAsa:
        goal.longest_mean_wait_answered = target.limit;
        break;
      case Measure::kOccupancy:
        goal.most_occupancy = target.limit;
        break;
    }
    return goal;
  }

  double at_phones(std::uint32_t cell, const std::vector<GroupId>& groups,
                   const Staffing& staffing) const {
    double sum = 0;
    for (const GroupId g : groups) sum += staffing(cell, g) * plan_.presence[g];
    return sum;
  }

  // Adds people of the group that costs least for one at the phones until there are `wanted`.
  void fill(std::uint32_t cell, const std::vector<GroupId>& groups, int wanted,
            Staffing& staffing) const {
    if (groups.empty()) return;
    const GroupId cheapest = *std::ranges::min_element(groups, {}, [&](GroupId g) {
      return std::pair(plan_.wage[g] / plan_.presence[g],
                       -static_cast<int>(planning::types_taken(plan_.bare, g).size()));
    });
    while (at_phones(cell, groups, staffing) < wanted - 1e-9) ++staffing(cell, cheapest);
  }

  void staff_team(const Team& team, std::uint32_t cell, Staffing& staffing) const {
    if (team.types.size() > 1 && team.groups.size() > 1) {
      std::vector<TypeId> types = team.types;
      std::ranges::stable_sort(types, {}, [&](TypeId t) { return team.able.at(t).size(); });
      for (const TypeId t : types) fill(cell, team.able.at(t), fewest({t}, cell), staffing);
    }
    fill(cell, team.groups, fewest(team.types, cell), staffing);
  }

  const Plan& plan_;
  StaffingMethod method_;
  std::vector<std::vector<double>> rates_, loads_;  // [type][cell]
  std::vector<Seconds> handling_;                   // [type]
  mutable std::map<std::tuple<std::vector<TypeId>, double, double>, int> known_;
};

}  // namespace

namespace planning {

void add_notes(const Plan& plan, Requirement& requirement) {
  if (!plan.has_wages && plan.bare.groups.size() > 1) {
    requirement.notes.push_back(
        "without wages every group costs the same, and those who take most call types are best");
  }
}

}  // namespace planning

std::string_view title_of(StaffingMethod method) {
  switch (method) {
    case StaffingMethod::kErlangC:
      return "Erlang C";
    case StaffingMethod::kErlangA:
      return "Erlang A";
    case StaffingMethod::kModifiedOfferedLoad:
      return "modified offered load";
    case StaffingMethod::kSimulation:
      return "simulation";
  }
  return "";
}

Requirement required_by_formula(const Plan& plan, StaffingMethod method) {
  Requirement requirement;
  requirement.method = method;
  requirement.agents = Formula(plan, method).agents();
  requirement.hours = agent_hours(plan, requirement.agents);
  requirement.wages = wages(plan, requirement.agents);
  const auto beyond = std::ranges::count_if(plan.targets, [](const StaffingTarget& target) {
    return target.each != StaffingTarget::Each::kInterval;
  });
  if (beyond > 0 && plan.bare.calendar) {
    requirement.notes.push_back(
        "targets of a day or of the horizon are planned for in each interval: formulas know "
        "nothing else");
  }
  planning::add_notes(plan, requirement);
  return requirement;
}

FormulaError compare_formula(const Plan& plan, StaffingMethod method, const Staffing& simulated) {
  FormulaError error;
  error.method = method;
  Requirement formula;
  try {
    formula = required_by_formula(plan, method);
  } catch (const Error& reason) {
    error.why_not = reason.what();
    return error;
  }
  error.hours = formula.hours;
  for (std::size_t c = 0; c < plan.cells.size(); ++c) {
    int more = 0;
    for (std::size_t g = 0; g < simulated.columns(); ++g) {
      more += formula.agents(c, g) - simulated(c, g);
    }
    const double hours = std::abs(more) * plan.cells[c].length / kHour;
    (more > 0 ? error.hours_too_many : error.hours_too_few) += hours;
    if (more != 0) ++(more > 0 ? error.cells_too_many : error.cells_too_few);
  }
  return error;
}

}  // namespace hotline
