#include "teams.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace hotline::planning {
namespace {

double share_to_agents(const TypeModel& type) {
  return type.has_ivr ? 1 - type.self_served - type.hung_up : 1;
}

// The open part of each interval tells which calls find somebody; closed lines take none.
double calls_in(const Plan& plan, TypeId type, const IntervalModel& interval, std::uint32_t cell) {
  if (plan.cells[cell].open <= 0) return 0;
  return share_to_agents(plan.bare.types[type]) *
         plan.bare.expected_calls(type, interval.start, interval.end);
}

}  // namespace

std::vector<TypeId> types_taken(const Model& model, GroupId group) {
  std::set<TypeId> types;
  for (const QueueId queue : model.groups[group].queues) {
    const TypeId type = model.queues[queue].type;
    if (!model.types[type].deferred) types.insert(type);
  }
  return {types.begin(), types.end()};
}

std::vector<Team> teams_of(const Model& model) {
  std::vector<Team> teams;
  std::vector<bool> placed(model.types.size(), false);
  for (TypeId first = 0; first < model.types.size(); ++first) {
    if (placed[first] || model.types[first].deferred) continue;
    std::set<TypeId> types;
    std::set<GroupId> groups;
    std::vector<TypeId> open = {first};
    while (!open.empty()) {
      const TypeId type = open.back();
      open.pop_back();
      if (!types.insert(type).second) continue;
      placed[type] = true;
      for (GroupId g = 0; g < model.groups.size(); ++g) {
        const std::vector<TypeId> taken = types_taken(model, g);
        if (std::ranges::count(taken, type) == 0) continue;
        groups.insert(g);
        open.insert(open.end(), taken.begin(), taken.end());
      }
    }
    Team team{{types.begin(), types.end()}, {groups.begin(), groups.end()}, {}};
    for (const TypeId type : team.types) {
      auto& able = team.able[type];
      for (const GroupId g : team.groups) {
        if (std::ranges::count(types_taken(model, g), type) > 0) able.push_back(g);
      }
    }
    teams.push_back(std::move(team));
  }
  return teams;
}

std::vector<double> rates_to_agents(const Plan& plan, TypeId type) {
  const Model& model = plan.bare;
  std::vector<double> calls(plan.cells.size(), 0.0);
  if (!model.calendar) {
    calls[0] = share_to_agents(model.types[type]) * model.expected_calls(type, 0, model.length);
  } else {
    for (std::size_t i = 0; i < model.intervals.size(); ++i) {
      calls[plan.cell_of[i]] += calls_in(plan, type, model.intervals[i], plan.cell_of[i]);
    }
  }
  for (std::size_t c = 0; c < calls.size(); ++c) {
    const PlanCell& cell = plan.cells[c];
    const Seconds open = cell.length * cell.times * cell.open;
    calls[c] = open > 0 ? calls[c] / open : 0;
  }
  return calls;
}

Seconds mean_handling(const Plan& plan, TypeId type) {
  double pace = 0;
  int groups = 0;
  for (GroupId g = 0; g < plan.bare.groups.size(); ++g) {
    const std::vector<TypeId> taken = types_taken(plan.bare, g);
    if (std::ranges::count(taken, type) == 0) continue;
    pace += plan.bare.groups[g].pace.empty() ? 1 : plan.bare.groups[g].pace[type];
    ++groups;
  }
  return plan.bare.types[type].mean_handling * (groups > 0 ? pace / groups : 1);
}

std::vector<double> greatest_loads(const Plan& plan, TypeId type, Seconds handling) {
  const Model& model = plan.bare;
  std::vector<double> loads(plan.cells.size(), 0.0);
  if (!model.calendar) return {rates_to_agents(plan, type).front() * handling};
  double load = 0;
  for (std::size_t i = 0; i < model.intervals.size(); ++i) {
    const IntervalModel& interval = model.intervals[i];
    const std::uint32_t cell = plan.cell_of[i];
    const Seconds length = interval.end - interval.start;
    const double goal = calls_in(plan, type, interval, cell) / length * handling;
    const double before = load;
    load = goal + (load - goal) * std::exp(-length / handling);
    loads[cell] += std::max(before, load) / plan.cells[cell].times;
  }
  return loads;
}

std::string cell_name(const PlanCell& cell) {
  return fmt::format("{} {}-{}",
                     cell.date ? format_date(*cell.date) : std::string(weekday_name(cell.weekday)),
                     format_clock(cell.from), format_clock(cell.to));
}

}  // namespace hotline::planning
