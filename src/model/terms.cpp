#include "terms.hpp"

#include <algorithm>
#include <utility>

#include "hotline/base/error.hpp"

namespace hotline::detail {
TermsCompiler::TermsCompiler(const Scenario& scenario, const std::map<std::string, TypeId>& types,
                             Model& model)
    : scenario_(scenario), types_(types), model_(model) {
  for (const AgentGroup& group : scenario.agents) {
    groups_.emplace(group.name, static_cast<GroupId>(groups_.size()));
  }
}

std::vector<Terms> TermsCompiler::compile(TypeId id) {
  TypeModel& type = model_.types[id];
  std::vector<Terms> known = {first_terms(id)};
  std::vector<std::size_t> possible = {0};  // the terms before the turn at hand
  const auto index_of = [&](Terms terms) {
    const auto found = std::ranges::find(known, terms);
    const auto index = static_cast<std::size_t>(found - known.begin());
    if (found == known.end()) known.push_back(std::move(terms));
    return index;
  };
  std::vector<std::vector<std::vector<std::pair<std::size_t, std::size_t>>>> leads;
  for (const Turn& turn : turns_of(scenario_.calls[id].name)) {
    type.turns.push_back({turn.after, {}});
    leads.emplace_back();
    const bool somebody_stays = std::ranges::all_of(
        turn.changes, [](const Change& change) { return change.condition != nullptr; });
    std::vector<std::size_t> next;
    if (somebody_stays) next = possible;
    for (const Change& change : turn.changes) {
      type.turns.back().changes.push_back(
          {change.condition == nullptr ? kNoLimit : add(*change.condition), {}});
      auto& pairs = leads.back().emplace_back();
      for (const std::size_t from : possible) {
        const std::size_t to = index_of(changed(known[from], change));
        pairs.emplace_back(from, to);
        if (std::ranges::count(next, to) == 0) next.push_back(to);
      }
      if (known.size() > kMostTerms) {
        throw Error("the overflow rules or stages of \"" + type.name +
                    "\" can come together in more than " + std::to_string(kMostTerms) +
                    " ways: give fewer of them conditions");
      }
    }
    possible = std::move(next);
  }
  for (std::size_t t = 0; t < leads.size(); ++t) {
    for (std::size_t c = 0; c < leads[t].size(); ++c) {
      auto& leads_to = type.turns[t].changes[c].leads_to;
      leads_to.assign(known.size(), type.queue);
      for (const auto& [from, to] : leads[t][c]) {
        leads_to[from] = type.queue + static_cast<QueueId>(to);
      }
    }
  }
  return known;
}

// The written order, or all groups that take the type in the order of the file; those that it
// overflows to come later.
Terms TermsCompiler::first_terms(TypeId type) const {
  const CallType& call = scenario_.calls[type];
  Terms terms;
  terms.priority = call.priority;
  const auto written = scenario_.routing.groups.find(call.name);
  if (written != scenario_.routing.groups.end()) {
    terms.ranks = ranks_of(written->second);
    return terms;
  }
  GroupOrder order;
  for (const AgentGroup& group : scenario_.agents) {
    if (std::ranges::count(group.takes, call.name) == 0) continue;
    const bool later = std::ranges::any_of(scenario_.routing.overflow, [&](const Overflow& rule) {
      return rule.call == call.name && rule.to == group.name;
    });
    if (!later) order.ranks.push_back({group.name});
  }
  terms.ranks = ranks_of(order);
  return terms;
}

std::vector<TermsCompiler::Turn> TermsCompiler::turns_of(const std::string& call) const {
  std::vector<Turn> turns;
  for (const RankChange& stage : scenario_.routing.stages) {
    if (stage.call != call) continue;
    if (turns.empty() || turns.back().after < stage.after) turns.push_back({stage.after, {}});
    turns.back().changes.push_back({stage.condition ? &*stage.condition : nullptr,
                                    stage.groups ? &*stage.groups : nullptr,
                                    stage.priority ? &*stage.priority : nullptr, nullptr});
  }
  for (const Overflow& rule : scenario_.routing.overflow) {
    if (rule.call != call) continue;
    const Condition* condition = rule.condition ? &*rule.condition : nullptr;
    turns.push_back({rule.after, {{condition, nullptr, nullptr, &rule.to}}});
  }
  std::ranges::stable_sort(turns, {}, &Turn::after);
  return turns;
}

Terms TermsCompiler::changed(Terms terms, const Change& change) const {
  if (change.groups != nullptr) terms.ranks = ranks_of(*change.groups);
  if (change.priority != nullptr) terms.priority = *change.priority;
  if (change.to == nullptr) return terms;
  const GroupId added = groups_.at(*change.to);
  const bool there = std::ranges::any_of(
      terms.ranks, [&](const auto& rank) { return std::ranges::count(rank, added) > 0; });
  if (!there) terms.ranks.push_back({added});
  return terms;
}

std::vector<std::vector<GroupId>> TermsCompiler::ranks_of(const GroupOrder& order) const {
  std::vector<std::vector<GroupId>> ranks;
  const bool one_rank = order.plain && scenario_.routing.caller_picks != CallerPicks::kFirstInList;
  for (const auto& names : order.ranks) {
    if (ranks.empty() || !one_rank) ranks.emplace_back();
    for (const std::string& name : names) ranks.back().push_back(groups_.at(name));
  }
  return ranks;
}

std::uint32_t TermsCompiler::add(const Condition& condition) {
  model_.conditions.push_back(compiled(condition));
  return static_cast<std::uint32_t>(model_.conditions.size() - 1);
}

ConditionModel TermsCompiler::compiled(const Condition& written) {
  ConditionModel condition;
  condition.of = written.of;
  condition.at_least = written.at_least;
  condition.value = written.value;
  if (!written.than.empty()) condition.than = groups_.at(written.than);
  switch (written.of) {
    case Condition::Of::kQueue:
    case Condition::Of::kQueuePerAgent:
      condition.who = types_.at(written.name);
      break;
    case Condition::Of::kServiceLevel:
    case Condition::Of::kMismatches:
      condition.who = recent_level(
          {types_.at(written.name), written.over, written.of == Condition::Of::kMismatches});
      break;
    case Condition::Of::kIdleAgents:
    case Condition::Of::kOccupancy:
    case Condition::Of::kExpectedWait:
      condition.who = groups_.at(written.name);
      break;
  }
  return condition;
}

std::uint32_t TermsCompiler::recent_level(const RecentLevelModel& wanted) {
  const auto found = std::ranges::find(model_.recent_levels, wanted);
  const auto index = static_cast<std::uint32_t>(found - model_.recent_levels.begin());
  if (found == model_.recent_levels.end()) model_.recent_levels.push_back(wanted);
  return index;
}

}  // namespace hotline::detail
