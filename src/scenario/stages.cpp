#include "stages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "condition.hpp"
#include "group_order.hpp"

namespace hotline::reading {
namespace {

constexpr int kMostPriority = 1'000'000;

// Where the rules of each call type were written.
using Places = std::map<std::string, Spot>;

// What a stage and an overflow rule have in common. True if the call type is known, so that the
// rest can be held against it.
template <class Rule>
bool read_occasion(TableView& table, Rule& rule, const Draft& draft) {
  const bool known =
      table.required("call", rule.call, [&](const Field& call) { return as_call(call, draft); });
  table.required("after", rule.after, as_duration);
  if (const auto condition = table.find("if")) rule.condition = as_condition(*condition, draft);
  return known;
}

// ---- Stages ------------------------------------------------------------------------------------

// Stages of one type come in order of time; at one time, all but the last have a condition.
void check_order(TableView& table, const RankChange& stage, const std::vector<RankChange>& earlier,
                 const Places& places) {
  const auto before =
      std::ranges::find(earlier.rbegin(), earlier.rend(), stage.call, &RankChange::call);
  if (before == earlier.rend()) return;
  const std::string place = "the other one is at " + place_text(places.at(stage.call));
  if (before->after > stage.after) {
    table.find("after")->wrong(
        fmt::format("the stages of {} are not in order of time: {} comes behind {}",
                    in_quotes(stage.call), format_duration(stage.after),
                    format_duration(before->after)),
        place);
  } else if (before->after == stage.after && !before->condition) {
    table.wrong(fmt::format("this stage of {} never comes: the one before it at the same time has "
                            "no \"if\"",
                            in_quotes(stage.call)),
                place);
  }
}

void read_stage(TableView& table, Draft& draft, Places& places) {
  RankChange stage;
  const std::size_t before = table.problems().count();
  const bool known = read_occasion(table, stage, draft);
  const auto groups = table.find("groups");
  if (groups && known) stage.groups = as_group_order(*groups, stage.call, draft);
  table.optional("priority", stage.priority, whole_between(-kMostPriority, kMostPriority));
  if (!groups && !table.find("priority")) table.wrong("a stage needs \"groups\" or \"priority\"");
  if (table.problems().count() > before) return;
  check_order(table, stage, draft.scenario.routing.stages, places);
  places.insert_or_assign(stage.call, table.spot());
  draft.scenario.routing.stages.push_back(std::move(stage));
}

// ---- Overflow ----------------------------------------------------------------------------------

void read_overflow_rule(TableView& table, Draft& draft, const Places& stages, Places& places) {
  Overflow rule;
  const std::size_t before = table.problems().count();
  const bool known = read_occasion(table, rule, draft);
  const bool has_to = table.required("to", rule.to, [&](const Field& to) {
    return known ? as_able_group(to, rule.call, draft) : as_group(to, draft);
  });
  if (!known || !has_to) return;
  const auto order = draft.scenario.routing.groups.find(rule.call);
  if (order != draft.scenario.routing.groups.end() && names(order->second, rule.to)) {
    table.find("to")->wrong(
        fmt::format("{} serves {} from the start", in_quotes(rule.to), in_quotes(rule.call)),
        fmt::format("take it out of the groups of {}, at {}", in_quotes(rule.call),
                    place_text(draft.group_orders.at(rule.call))));
  }
  if (const auto stage = stages.find(rule.call); stage != stages.end()) {
    table.find("call")->wrong(
        fmt::format("{} has both stages and an overflow rule", in_quotes(rule.call)),
        "write the overflow as a stage; a stage is at " + place_text(stage->second));
  }
  if (table.problems().count() > before) return;
  places.emplace(rule.call, table.spot());
  draft.scenario.routing.overflow.push_back(std::move(rule));
}

// Without an order of its own, a type is at first for all groups that it does not overflow to.
void check_somebody_is_first(const Draft& draft, const Places& places, Problems& problems) {
  const Routing& routing = draft.scenario.routing;
  for (const auto& [call, spot] : places) {
    if (routing.groups.contains(call)) continue;
    const bool somebody = std::ranges::any_of(draft.scenario.agents, [&](const auto& group) {
      return std::ranges::count(group.takes, call) > 0 &&
             std::ranges::none_of(routing.overflow, [&](const Overflow& rule) {
               return rule.call == call && rule.to == group.name;
             });
    });
    if (somebody) continue;
    problems.add(
        spot,
        fmt::format("all groups that take {} are for its overflow: nobody serves it before",
                    in_quotes(call)),
        "leave out the rule for the group that is to serve it first");
  }
}

// ---- Ways in which they come together ----------------------------------------------------------

// On which callers of a type may wait: by the last stage that named groups and the priority, or the
// groups that have been added.
struct Terms {
  std::vector<std::vector<std::string>> ranks;
  std::optional<int> priority;
  std::set<std::string> added;
  auto operator<=>(const Terms&) const = default;
};

// One of the changes of one time: the first whose condition holds.
struct Turn {
  Seconds after = 0;
  std::vector<const RankChange*> stages;
  const Overflow* overflow = nullptr;
};

std::vector<Turn> turns_of(const std::string& call, const Routing& routing) {
  std::vector<Turn> turns;
  for (const RankChange& stage : routing.stages) {
    if (stage.call != call) continue;
    if (turns.empty() || turns.back().after < stage.after) turns.push_back({stage.after, {}});
    turns.back().stages.push_back(&stage);
  }
  for (const Overflow& rule : routing.overflow) {
    if (rule.call == call) turns.push_back({rule.after, {}, &rule});
  }
  std::ranges::stable_sort(turns, {}, &Turn::after);
  return turns;
}

Terms changed(Terms terms, const RankChange& stage) {
  if (stage.groups) terms.ranks = stage.groups->ranks;
  if (stage.priority) terms.priority = stage.priority;
  return terms;
}

Terms changed(Terms terms, const Overflow& rule) {
  terms.added.insert(rule.to);
  return terms;
}

bool are_too_many(const std::vector<Turn>& turns) {
  std::set<Terms> known = {Terms{}}, possible = {Terms{}};
  for (const Turn& turn : turns) {
    std::set<Terms> next;
    bool somebody_stays = true;
    for (const RankChange* stage : turn.stages) {
      for (const Terms& terms : possible) next.insert(changed(terms, *stage));
      somebody_stays = somebody_stays && stage->condition;
    }
    if (turn.overflow != nullptr) {
      for (const Terms& terms : possible) next.insert(changed(terms, *turn.overflow));
      somebody_stays = turn.overflow->condition.has_value();
    }
    known.insert(next.begin(), next.end());
    if (known.size() > kMostTerms) return true;
    if (somebody_stays) next.insert(possible.begin(), possible.end());
    possible = std::move(next);
  }
  return false;
}

void check_ways(const Places& places, const Routing& routing, Problems& problems) {
  for (const auto& [call, spot] : places) {
    if (!are_too_many(turns_of(call, routing))) continue;
    problems.add(spot,
                 fmt::format("the stages or overflow rules of {} can come together in more than "
                             "{} ways",
                             in_quotes(call), kMostTerms),
                 "give fewer of them conditions");
  }
}

}  // namespace

void read_stages(TableView& routing, Draft& draft) {
  Places stages, overflow;
  if (const auto field = routing.find("stages")) {
    for_each_table(*field, "a stage", [&](TableView& table) { read_stage(table, draft, stages); });
    check_ways(stages, draft.scenario.routing, field->problems);
  }
  const auto field = routing.find("overflow");
  if (!field) return;
  const std::size_t before = field->problems.count();
  for_each_table(*field, "an overflow rule",
                 [&](TableView& table) { read_overflow_rule(table, draft, stages, overflow); });
  const bool sound = field->problems.count() == before && draft.group_names_known;
  if (!sound) return;
  check_somebody_is_first(draft, overflow, field->problems);
  check_ways(overflow, draft.scenario.routing, field->problems);
}

}  // namespace hotline::reading
