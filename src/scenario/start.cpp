#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "group_order.hpp"
#include "parts.hpp"

namespace hotline::reading {
namespace {

constexpr int kMostWaiting = 100'000;
constexpr int kMostBusy = 100'000;

// So many callers who have just come, or the times that they have waited.
std::optional<std::vector<Seconds>> as_waits(const Field& field) {
  if (field.node.as<Array>()) {
    auto waits = as_list<Seconds>(field, as_duration);
    if (waits) std::ranges::sort(*waits, std::greater());
    return waits;
  }
  const auto count = whole_between(0, kMostWaiting)(field);
  if (!count) return std::nullopt;
  return std::vector<Seconds>(static_cast<std::size_t>(*count), 0.0);
}

void read_waiting(const Field& field, Draft& draft) {
  in_table(field, field.title(), [&](TableView& table) {
    for (const Member* member : table.take_rest()) {
      const Node name{member->key, member->key_spot};
      const auto call = as_call({name, member->key, table.problems()}, draft);
      const auto waits = as_waits({member->value, member->key, table.problems()});
      if (!call || !waits) continue;
      const auto type = std::ranges::find(draft.scenario.calls, *call, &CallType::name);
      if (type != draft.scenario.calls.end() && type->deferred) {
        table.problems().add(
            member->key_spot,
            fmt::format("{} is deferred: its callers are not on the line", in_quotes(*call)),
            "work that is there from the start is arrivals = { list = 20, per = \"horizon\" }");
      }
      draft.scenario.start.waiting[*call] = *waits;
    }
  });
}

void read_busy_of(const std::string& group, const Field& field, Draft& draft) {
  const auto written = std::ranges::find(draft.scenario.agents, group, &AgentGroup::name);
  if (written == draft.scenario.agents.end()) return;
  auto& busy = draft.scenario.start.busy[group];
  int sum = 0;
  const std::size_t before = field.problems.count();
  in_table(field, field.title(), [&](TableView& table) {
    for (const Member* member : table.take_rest()) {
      const auto agents =
          whole_between(0, kMostBusy)({member->value, member->key, table.problems()});
      if (std::ranges::count(written->takes, member->key) == 0) {
        table.problems().add(
            member->key_spot,
            fmt::format("{} does not take {}", in_quotes(group), in_quotes(member->key)),
            suggest(member->key, written->takes, "it takes"));
      } else if (agents) {
        busy[member->key] = *agents;
        sum += *agents;
      }
    }
  });
  const int* count = std::get_if<int>(&written->staffing);
  if (field.problems.count() > before || count == nullptr || sum <= *count) return;
  field.wrong(
      fmt::format("{} agents of {} are busy, but it has {}", sum, in_quotes(group), *count));
}

void read_busy(const Field& field, Draft& draft) {
  in_table(field, field.title(), [&](TableView& table) {
    for (const Member* member : table.take_rest()) {
      const Node name{member->key, member->key_spot};
      const auto group = as_group({name, member->key, table.problems()}, draft);
      const Field value{member->value, member->key, table.problems()};
      if (!group) continue;
      if (value.node.as<Table>() == nullptr) {
        value.wrong_kind("a table of call types and numbers of agents", "write { \"calls\" = 2 }");
      } else {
        read_busy_of(*group, value, draft);
      }
    }
  });
}

}  // namespace

void read_start(TableView& root, Draft& draft) {
  const auto field = root.find("start");
  if (!field) return;
  in_table(*field, "[start]", [&](TableView& table) {
    if (const auto waiting = table.find("waiting")) read_waiting(*waiting, draft);
    if (const auto busy = table.find("busy")) read_busy(*busy, draft);
  });
}

}  // namespace hotline::reading
