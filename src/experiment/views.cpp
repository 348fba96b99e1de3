#include "views.hpp"

#include <algorithm>
#include <numeric>

namespace hotline::detail {
namespace {

AgentView agent_view(const Model& model, GroupId group, const AgentSums& sums) {
  AgentView view;
  view.sums = sums;
  if (model.costs && !model.groups.empty()) {
    view.wages = sums.paid() * model.groups[group].wage;
  }
  return view;
}

Money money_of(const Model& model, const Tally& tally, const CallSums& calls, double wages) {
  if (!model.costs) return {};
  const Seconds on_lines = std::accumulate(tally.line_time.begin(), tally.line_time.end(), 0.0);
  const auto count = [&](Outcome outcome) { return static_cast<double>(calls.outcome(outcome)); };
  return {.wages = model.groups.empty() ? 0 : wages,
          .lines = on_lines * model.costs->line_second,
          .penalties = count(Outcome::kAbandoned) * model.costs->abandoned_call,
          .revenue = count(Outcome::kServed) * model.costs->served_call};
}

}  // namespace

CallView together(const Model& model, const std::vector<CallView>& types, const TargetSums& targets,
                  Seconds length) {
  CallView all;
  for (std::size_t type = 0; type < types.size(); ++type) {
    if (model.types[type].deferred) continue;
    all.sums += types[type].sums;
    all.longest_wait = std::max(all.longest_wait, types[type].longest_wait);
  }
  all.targets = targets;
  all.length = length;
  return all;
}

Views views_of(const Model& model, const Tally& tally) {
  const std::size_t types = model.types.size();
  Views views;
  views.calls.resize(types);
  for (std::size_t type = 0; type < types; ++type) {
    views.calls[type] = {column_sum(tally.cell_calls, type), column_sum(tally.cell_targets, type),
                         tally.length, tally.longest_queue[type], tally.longest_wait[type]};
  }
  views.all_calls =
      together(model, views.calls, column_sum(tally.cell_targets, types), tally.length);
  views.all_calls.longest_queue = tally.longest_queue.back();
  views.all_agents = agent_view(model, 0, {});
  for (GroupId group = 0; group < model.groups.size(); ++group) {
    const AgentView view = agent_view(model, group, column_sum(tally.cell_agents, group));
    views.all_agents.sums += view.sums;
    views.all_agents.wages += view.wages;
    views.agents.push_back(view);
  }
  views.house = {views.all_calls.sums, tally.length, tally.staffed_time,
                 money_of(model, tally, views.all_calls.sums, views.all_agents.wages)};
  return views;
}

}  // namespace hotline::detail
