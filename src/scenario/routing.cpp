#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <limits>

#include "dialler.hpp"
#include "group_order.hpp"
#include "parts.hpp"
#include "stages.hpp"

namespace hotline::reading {
namespace {

constexpr int kMostCount = 1'000'000;
constexpr double kMostWeight = 1e6;

constexpr std::array<std::pair<const char*, CallerPicks>, 7> kCallerPicks = {
    {{"first in list", CallerPicks::kFirstInList},
     {"longest idle", CallerPicks::kLongestIdle},
     {"most idle agents", CallerPicks::kMostIdle},
     {"uniform", CallerPicks::kUniform},
     {"fewest skills", CallerPicks::kFewestSkills},
     {"least occupied", CallerPicks::kLeastOccupied},
     {"random by weight", CallerPicks::kRandomByWeight}}};

constexpr std::array<std::pair<const char*, AgentPicks>, 8> kAgentPicks = {
    {{"first in list", AgentPicks::kFirstInList},
     {"highest priority", AgentPicks::kHighestPriority},
     {"highest priority, then longest waiting", AgentPicks::kHighestPriority},
     {"longest waiting", AgentPicks::kLongestWaiting},
     {"longest weighted wait", AgentPicks::kLongestWeightedWait},
     {"longest queue", AgentPicks::kLongestQueue},
     {"earliest due", AgentPicks::kEarliestDue},
     {"queue against target", AgentPicks::kQueueAgainstTarget}}};

constexpr std::array<std::pair<const char*, WhenUnstaffed>, 2> kWhenUnstaffed = {
    {{"stay", WhenUnstaffed::kStay}, {"send away", WhenUnstaffed::kSendAway}}};

constexpr std::array<std::pair<const char*, BreakRule>, 2> kBreakRules = {
    {{"keep length", BreakRule::kKeepLength}, {"keep end", BreakRule::kKeepEnd}}};

template <class Choices>
auto choice_of(const Choices& choices) {
  return [&choices](const Field& field) { return as_choice(field, choices); };
}

// Reads a table whose keys are call types.
void for_each_call(const Field& field, const Draft& draft,
                   const std::function<void(const std::string& call, const Field& value)>& read) {
  const std::vector<std::string> calls = call_names(draft);
  in_table(field, field.title(), [&](TableView& table) {
    for (const Member* member : table.take_rest()) {
      if (draft.call_names_known && std::ranges::count(calls, member->key) == 0) {
        no_such_name(table.problems(), member->key_spot, "call type", member->key, calls);
      } else {
        read(member->key, {member->value, member->key, table.problems()});
      }
    }
  });
}

void read_groups(const Field& field, Draft& draft) {
  for_each_call(field, draft, [&](const std::string& call, const Field& value) {
    const auto order = as_group_order(value, call, draft);
    if (!order) return;
    draft.scenario.routing.groups[call] = *order;
    draft.group_orders[call] = value.node.spot;
  });
}

void read_weights_of(const std::string& call, const Field& field, Draft& draft) {
  auto& weights = draft.scenario.routing.group_weights[call];
  const std::size_t before = field.problems.count();
  double sum = 0;
  in_table(field, field.title(), [&](TableView& table) {
    for (const Member* member : table.take_rest()) {
      const Node name{member->key, member->key_spot};
      const auto group = as_able_group({name, member->key, table.problems()}, call, draft);
      const auto weight = as_number({member->value, member->key, table.problems()}, 0, kMostWeight);
      if (!group || !weight) continue;
      weights[*group] = *weight;
      sum += *weight;
    }
  });
  if (field.problems.count() == before && sum <= 0) {
    field.wrong(
        fmt::format("the weights of {} are all 0: nobody would answer it", in_quotes(call)));
  }
}

// The weights and the rule that goes by them need each other.
void read_weights(TableView& table, Draft& draft) {
  const auto weights = table.find("group_weights");
  const auto rule = table.find("caller_picks");
  const bool by_weight = draft.scenario.routing.caller_picks == CallerPicks::kRandomByWeight;
  if (!weights) {
    if (!by_weight) return;
    rule->wrong("\"random by weight\" needs weights",
                "add group_weights = { \"call\" = { \"group\" = 3, \"other group\" = 1 } }");
    return;
  }
  for_each_call(*weights, draft, [&](const std::string& call, const Field& value) {
    read_weights_of(call, value, draft);
  });
  if (by_weight) return;
  table.wrong_key("group_weights", "only caller_picks = \"random by weight\" goes by weights",
                  rule ? "\"caller_picks\" is at " + place_text(rule->node.spot) : "");
}

// A weight is of no use to a group that a type's callers never turn to.
void check_weights(TableView& table, const Draft& draft) {
  const auto weights = table.find("group_weights");
  if (!weights || draft.scenario.routing.caller_picks != CallerPicks::kRandomByWeight) return;
  const Routing& routing = draft.scenario.routing;
  const auto is_turned_to = [&](const std::string& call, const std::string& group) {
    const auto order = routing.groups.find(call);
    if (order == routing.groups.end() || names(order->second, group)) return true;
    return std::ranges::any_of(routing.stages,
                               [&](const RankChange& stage) {
                                 return stage.call == call && stage.groups &&
                                        names(*stage.groups, group);
                               }) ||
           std::ranges::any_of(routing.overflow, [&](const Overflow& rule) {
             return rule.call == call && rule.to == group;
           });
  };
  for_each_call(*weights, draft, [&](const std::string& call, const Field& value) {
    const Table* members = value.node.as<Table>();
    for (std::size_t i = 0; members != nullptr && i < members->size(); ++i) {
      const Member& member = (*members)[i];
      const auto& written = routing.group_weights.at(call);
      const auto weight = written.find(member.key);
      if (weight == written.end() || weight->second == 0 || is_turned_to(call, member.key)) {
        continue;
      }
      value.problems.add(member.key_spot,
                         fmt::format("{} has a weight for {}, but is not in its list of groups",
                                     in_quotes(member.key), in_quotes(call)),
                         "the list is at " + place_text(draft.group_orders.at(call)));
    }
  });
}

void check_lines(TableView& table, const Draft& draft) {
  const auto& groups = draft.scenario.routing.line_groups;
  if (!table.find("lines") || groups.empty()) return;
  table.wrong_key("lines", "the lines are in [[lines]] too",
                  fmt::format("keep one of them: {} are in [[lines]] {}", groups[0].count,
                              in_quotes(groups[0].name)));
}

}  // namespace

void read_queue_limit(TableView& table, std::optional<int>& callers,
                      std::optional<double>& per_agent) {
  const auto field = table.find("queue_limit");
  if (!field || field->node.as<Table>() == nullptr) {
    table.optional("queue_limit", callers, whole_between(0, kMostCount));
    return;
  }
  in_table(*field, field->title(), [&](TableView& limit) {
    limit.required("per_agent", per_agent, positive_up_to(kMostCount));
  });
}

void read_routing(TableView& root, Draft& draft) {
  const auto field = root.find("routing");
  if (!field) return;
  in_table(*field, "[routing]", [&](TableView& table) {
    Routing& routing = draft.scenario.routing;
    const std::size_t before = table.problems().count();
    table.optional("caller_picks", routing.caller_picks, choice_of(kCallerPicks));
    table.optional("agent_picks", routing.agent_picks, choice_of(kAgentPicks));
    table.optional("lines", routing.lines, whole_between(1, kMostCount));
    check_lines(table, draft);
    read_queue_limit(table, routing.queue_limit, routing.queue_limit_per_agent);
    table.optional("when_unstaffed", routing.when_unstaffed, choice_of(kWhenUnstaffed));
    table.optional("break", routing.break_rule, choice_of(kBreakRules));
    if (const auto groups = table.find("groups")) read_groups(*groups, draft);
    read_weights(table, draft);
    read_stages(table, draft);
    if (table.problems().count() == before) check_weights(table, draft);
    read_slow_dialling(table, draft);
    read_blend(table, draft);
  });
}

}  // namespace hotline::reading
