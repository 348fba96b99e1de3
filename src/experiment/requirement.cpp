#include "hotline/experiment/requirement.hpp"

#include <algorithm>
#include <map>

#include "hotline/base/error.hpp"
#include "hotline/experiment/result.hpp"
#include "hotline/theory/fewest_agents.hpp"
#include "theory_intervals.hpp"
#include "theory_team.hpp"

namespace hotline {
namespace {

theory::Goal goal_of(const Model& model, const detail::Team& team) {
  theory::Goal goal{.acceptable_wait = model.types[team.types.front()].target_time};
  for (const TypeId t : team.types) {
    goal.least_service_level = std::max(goal.least_service_level, model.types[t].target_share);
    goal.acceptable_wait = std::min(goal.acceptable_wait, model.types[t].target_time);
  }
  return goal;
}

// The fewest agents for a rate; each rate is worked out once.
class Requirement {
 public:
  Requirement(const Model& model, const detail::Team& team)
      : team_(team), goal_(goal_of(model, team)) {}

  int agents_for(PerSecond rate) {
    const auto [found, is_new] = known_.try_emplace(rate, 0);
    if (is_new) {
      const theory::Traffic traffic{rate, team_.mean_handling};
      found->second = team_.patience ? theory::agents_erlang_a(traffic, team_.patience->mean, goal_)
                                     : theory::agents_erlang_c(traffic, goal_);
    }
    return found->second;
  }

 private:
  const detail::Team& team_;
  theory::Goal goal_;
  std::map<PerSecond, int> known_;
};

void add_team(const Model& model, const detail::Team& team, std::vector<double>& agents) {
  std::vector<double> calls(agents.size(), 0.0);
  for (const TypeId t : team.types) detail::add_expected_calls(model, t, calls);
  Requirement requirement(model, team);
  for (std::size_t c = 0; c < agents.size(); ++c) {
    const Seconds length = model.cell_info[c].length;
    if (calls[c] > 0 && length > 0) agents[c] += requirement.agents_for(calls[c] / length);
  }
}

}  // namespace

std::vector<double> required_agents(const Scenario& scenario, const Model& model) {
  if (!model.calendar) return {};
  std::vector<double> agents(model.cell_info.size(), 0.0);
  try {
    for (const detail::Team& team : detail::teams_of(scenario, model)) {
      const bool is_deferred = std::ranges::any_of(
          team.types, [&](TypeId t) { return model.types[t].deferred.has_value(); });
      if (!is_deferred && team.mean_handling > 0) add_team(model, team, agents);
    }
  } catch (const Error&) {
    agents.assign(agents.size(), kUnknown);
  }
  return agents;
}

}  // namespace hotline
