#include <algorithm>
#include <functional>
#include <map>

#include "parts.hpp"
#include "terms.hpp"

namespace hotline::detail {
namespace {

// "First in list" is an order of ranks, "fewest skills" an order within them: what can be settled
// before the run is settled here. Where a written order has groups of equal rank, "first in list"
// leaves the choice between them to who has been idle longest.
CallerPicks rule_within_ranks(const Routing& routing) {
  if (routing.caller_picks == CallerPicks::kFewestSkills) return CallerPicks::kFirstInList;
  if (routing.caller_picks != CallerPicks::kFirstInList) return routing.caller_picks;
  bool equals =
      std::ranges::any_of(routing.groups, [](const auto& order) { return !order.second.plain; });
  equals |= std::ranges::any_of(routing.stages, [](const RankChange& change) {
    return change.groups && !change.groups->plain;
  });
  return equals ? CallerPicks::kLongestIdle : CallerPicks::kFirstInList;
}

QueueModel queue_of(TypeId type, const Terms& terms, const Scenario& scenario, const Model& model) {
  QueueModel queue;
  queue.type = type;
  queue.priority = terms.priority;
  for (std::vector<GroupId> rank : terms.ranks) {
    if (scenario.routing.caller_picks == CallerPicks::kFewestSkills) {
      std::ranges::stable_sort(rank, {},
                               [&](GroupId g) { return scenario.agents[g].takes.size(); });
    }
    queue.groups.insert(queue.groups.end(), rank.begin(), rank.end());
    queue.rank_ends.push_back(static_cast<std::uint32_t>(queue.groups.size()));
  }
  if (queue.rank_ends.size() == 1 || model.caller_picks == CallerPicks::kFirstInList) {
    queue.rank_ends.clear();
  }
  const auto weights = scenario.routing.group_weights.find(scenario.calls[type].name);
  if (model.caller_picks != CallerPicks::kRandomByWeight) return queue;
  for (const GroupId g : queue.groups) {
    double weight = 1;
    if (weights != scenario.routing.group_weights.end()) {
      const auto own = weights->second.find(scenario.agents[g].name);
      weight = own == weights->second.end() ? 0 : own->second;
    }
    queue.weights.push_back(weight);
  }
  return queue;
}

// What a freed agent of each group looks at: its types in the order of `takes`, of each the queues
// that it serves.
void compile_agent_side(const Scenario& scenario, const std::map<std::string, TypeId>& types,
                        Model& model) {
  for (GroupId g = 0; g < model.groups.size(); ++g) {
    GroupModel& group = model.groups[g];
    for (const std::string& name : scenario.agents[g].takes) {
      const TypeModel& type = model.types[types.at(name)];
      const bool on_one_term = type.turns.empty();
      for (QueueId q = type.queue; q < model.queues.size(); ++q) {
        const QueueModel& queue = model.queues[q];
        if (queue.type != types.at(name)) break;
        if (on_one_term || std::ranges::count(queue.groups, g) > 0) group.queues.push_back(q);
      }
    }
    if (model.agent_picks == AgentPicks::kHighestPriority) {
      std::ranges::stable_sort(group.queues, std::greater(),
                               [&](QueueId queue) { return model.queues[queue].priority; });
    }
    for (const auto& [name, kept] : scenario.agents[g].reserve) {
      group.reserve.resize(types.size());
      group.reserve[types.at(name)] = static_cast<std::uint32_t>(kept);
      model.has_reserves = true;
    }
  }
}

void compile_lines(const Routing& routing, const std::map<std::string, TypeId>& types,
                   Model& model) {
  LineGroupModel all;
  if (routing.lines) all.count = static_cast<std::uint32_t>(*routing.lines);
  model.line_groups = {all};
  model.counts_lines = routing.lines.has_value() || !routing.line_groups.empty();
  for (const LineGroup& written : routing.line_groups) {
    for (const std::string& call : written.calls) {
      model.types[types.at(call)].lines = static_cast<std::uint16_t>(model.line_groups.size());
    }
    model.line_groups.push_back({written.name, static_cast<std::uint32_t>(written.count)});
  }
}

}  // namespace

void compile_routing(const Scenario& scenario, const std::map<std::string, TypeId>& types,
                     Model& model) {
  const Routing& routing = scenario.routing;
  model.caller_picks = rule_within_ranks(routing);
  model.agent_picks = routing.agent_picks;
  TermsCompiler compiler(scenario, types, model);
  for (TypeId t = 0; t < model.types.size(); ++t) {
    TypeModel& type = model.types[t];
    type.queue = static_cast<QueueId>(model.queues.size());
    for (const Terms& terms : compiler.compile(t)) {
      model.queues.push_back(queue_of(t, terms, scenario, model));
    }
  }
  compile_agent_side(scenario, types, model);
  for (GroupId g = 0; g < model.groups.size(); ++g) {
    for (const QueueId queue : model.groups[g].queues) {
      auto& groups = model.types[model.queues[queue].type].groups;
      if (groups.empty() || groups.back() != g) groups.push_back(g);
    }
  }
  compile_lines(routing, types, model);
  if (routing.queue_limit) model.queue_limit = static_cast<std::uint32_t>(*routing.queue_limit);
  model.queue_limit_per_agent = routing.queue_limit_per_agent.value_or(0);
  model.when_unstaffed = routing.when_unstaffed;
  model.break_rule = routing.break_rule;
}

}  // namespace hotline::detail
