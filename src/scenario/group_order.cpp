#include "group_order.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace hotline::reading {
namespace {

std::optional<std::string> as_known(const Field& field, const std::vector<std::string>& known,
                                    bool complete, const char* what) {
  std::optional<std::string> name = as_name(field);
  if (name && complete && std::ranges::count(known, *name) == 0) {
    no_such_name(field.problems, field.node.spot, what, *name, known);
    name.reset();
  }
  return name;
}

}  // namespace

std::optional<std::string> as_group(const Field& field, const Draft& draft) {
  return as_known(field, group_names(draft), draft.group_names_known, "group of agents");
}

std::optional<std::string> as_call(const Field& field, const Draft& draft) {
  return as_known(field, call_names(draft), draft.call_names_known, "call type");
}

std::optional<std::string> as_able_group(const Field& field, const std::string& call,
                                         const Draft& draft) {
  std::optional<std::string> name = as_group(field, draft);
  if (!name) return name;
  for (std::size_t g = 0; g < draft.groups.size(); ++g) {
    const AgentGroup& group = draft.scenario.agents[g];
    const std::optional<Spot>& takes = draft.groups[g].takes;
    if (group.name != *name || !takes || std::ranges::count(group.takes, call) > 0) continue;
    field.wrong(fmt::format("the group {} does not take {}", in_quotes(*name), in_quotes(call)),
                "add it to the group's takes, at " + place_text(*takes));
    name.reset();
    return name;
  }
  return name;
}

std::optional<GroupOrder> as_group_order(const Field& field, const std::string& call,
                                         const Draft& draft) {
  if (field.node.as<Array>() == nullptr) {
    field.wrong_kind("a list", "put it in brackets: [ ... ]");
    return std::nullopt;
  }
  GroupOrder order;
  std::set<std::string> seen;
  const std::size_t before = field.problems.count();
  const auto add = [&](const Field& element) {
    const auto name = as_able_group(element, call, draft);
    if (name && !seen.insert(*name).second) {
      element.wrong(fmt::format("{} names {} twice", field.title(), in_quotes(*name)));
    } else if (name) {
      order.ranks.back().push_back(*name);
    }
  };
  for (const Field& element : as_elements(field)) {
    order.ranks.emplace_back();
    const auto* equals = element.node.as<Array>();
    if (equals == nullptr) {
      add(element);
      continue;
    }
    order.plain = false;
    if (equals->empty()) element.wrong("a rank of groups must not be empty");
    for (const Field& equal : as_elements(element)) add(equal);
  }
  if (order.ranks.empty()) field.wrong(field.title() + " must not be empty");
  if (field.problems.count() > before) return std::nullopt;
  return order;
}

bool names(const GroupOrder& order, const std::string& group) {
  return std::ranges::any_of(order.ranks,
                             [&](const auto& rank) { return std::ranges::count(rank, group) > 0; });
}

}  // namespace hotline::reading
