#include "reserve.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace hotline::reading {
namespace {

constexpr int kMostReserved = 100'000;

// The most agents that can be on duty at once, or a little more: shifts need not overlap.
int most_agents(const AgentGroup& group) {
  if (const auto* number = std::get_if<int>(&group.staffing)) return *number;
  int most = 0;
  if (const auto* numbers = std::get_if<WeekTable<int>>(&group.staffing)) {
    for (const auto& entry : numbers->entries) most = std::max(most, entry.value);
  } else {
    for (const Shift& shift : std::get<std::vector<Shift>>(group.staffing)) most += shift.count;
  }
  return most;
}

void check_size(const Field& field, int reserve, TableView& table, const AgentGroup& group) {
  const int most = most_agents(group);
  if (most == 0 || reserve < most) return;
  std::string hint;
  for (const char* key : {"count", "staffing", "shift"}) {
    if (const auto staffing = table.find(key)) {
      hint = fmt::format("it serves them while more than so many are idle; {} is at {}",
                         staffing->title(), place_text(staffing->node.spot));
    }
  }
  field.wrong(fmt::format("with {} in reserve the group, which has at most {} agents, would never "
                          "serve {}",
                          reserve, most, field.title()),
              hint);
}

}  // namespace

void read_reserve(const Field& field, TableView& table, AgentGroup& group, bool takes_known) {
  in_table(field, field.title(), [&](TableView& reserves) {
    for (const Member* member : reserves.take_rest()) {
      const Field value{member->value, member->key, reserves.problems()};
      const auto reserve = whole_between(1, kMostReserved)(value);
      if (takes_known && std::ranges::count(group.takes, member->key) == 0) {
        reserves.problems().add(member->key_spot,
                                fmt::format("the group does not take {}", in_quotes(member->key)),
                                suggest(member->key, group.takes, "it takes"));
      } else if (reserve) {
        check_size(value, *reserve, table, group);
        group.reserve.emplace(member->key, *reserve);
      }
    }
  });
}

}  // namespace hotline::reading
