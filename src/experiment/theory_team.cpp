#include "theory_team.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "hotline/experiment/duration_law.hpp"

namespace hotline::detail {
namespace {

bool is_exponential(const Distribution& distribution) {
  return std::holds_alternative<law::Exponential>(distribution.law());
}

// The types and groups that `first` is connected with.
Team team_around(const Model& model, TypeId first, std::set<TypeId>& taken) {
  Team team;
  std::set<GroupId> groups;
  std::vector<TypeId> open = {first};
  taken.insert(first);
  while (!open.empty()) {
    const TypeId type = open.back();
    open.pop_back();
    team.types.push_back(type);
    for (GroupId group = 0; group < model.groups.size(); ++group) {
      const std::vector<TypeId> takes = types_of(model, group);
      if (std::ranges::find(takes, type) == takes.end() || !groups.insert(group).second) continue;
      for (const TypeId other : takes) {
        if (taken.insert(other).second) open.push_back(other);
      }
    }
  }
  std::ranges::sort(team.types);
  team.groups.assign(groups.begin(), groups.end());
  return team;
}

void describe_handling(const Scenario& scenario, const Model& model, Team& team) {
  double calls = 0, mean = 0, square = 0;
  bool same_mean = true, exponential = true;
  const Seconds first = scenario.calls[team.types[0]].talk.usual.mean();
  for (const TypeId t : team.types) {
    const CallType& type = scenario.calls[t];
    const double rate = mean_rate(model, t);
    Seconds handling = type.talk.usual.mean();
    double variance = type.talk.usual.variance();
    if (type.after_call) {
      handling += type.after_call->usual.mean();
      variance += type.after_call->usual.variance();
      exponential = exponential && type.after_call->usual.mean() == 0;
    }
    exponential = exponential && is_exponential(type.talk.usual);
    same_mean = same_mean && std::abs(handling - first) <= 1e-9 * first;
    calls += rate;
    mean += rate * handling;
    square += rate * (variance + handling * handling);
  }
  if (!(calls > 0)) return;
  team.mean_handling = mean / calls;
  const double variance = square / calls - team.mean_handling * team.mean_handling;
  team.cv_handling = std::sqrt(std::max(0.0, variance)) / team.mean_handling;
  team.exponential = exponential && same_mean;
  if (team.exponential) team.cv_handling = 1;
}

void describe_patience(const Scenario& scenario, const Model& model, Team& team) {
  for (const TypeId t : team.types) {
    if (!model.types[t].impatient || !scenario.calls[t].patience) continue;
    const Distribution& patience = scenario.calls[t].patience->usual;
    if (!(patience.mean() > 0)) continue;
    team.patience = duration_law(patience);
    team.exponential_patience = is_exponential(patience);
    return;
  }
}

}  // namespace

double share_to_agents(const TypeModel& type) {
  return type.has_ivr ? 1 - type.self_served - type.hung_up : 1;
}

PerSecond mean_rate(const Model& model, TypeId type) {
  return model.expected_calls(type, 0, model.length) / model.length *
         share_to_agents(model.types[type]);
}

std::vector<TypeId> types_of(const Model& model, GroupId group) {
  std::vector<TypeId> types;
  for (const QueueId queue : model.groups[group].queues) {
    const TypeId type = model.queues[queue].type;
    if (std::ranges::find(types, type) == types.end()) types.push_back(type);
  }
  return types;
}

std::vector<Team> teams_of(const Scenario& scenario, const Model& model) {
  std::vector<Team> teams;
  std::set<TypeId> taken;
  for (TypeId t = 0; t < model.types.size(); ++t) {
    if (taken.contains(t)) continue;
    Team team = team_around(model, t, taken);
    describe_handling(scenario, model, team);
    describe_patience(scenario, model, team);
    teams.push_back(std::move(team));
  }
  return teams;
}

}  // namespace hotline::detail
