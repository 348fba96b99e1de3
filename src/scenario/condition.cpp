#include "condition.hpp"

#include <algorithm>

#include "group_order.hpp"

namespace hotline::reading {
namespace {

constexpr int kMostCount = 1'000'000;

struct Kind {
  const char* key;
  Condition::Of of;
  bool of_call;  // otherwise of a group
};
constexpr std::array<Kind, 7> kKinds = {{
    {"queue", Condition::Of::kQueue, true},
    {"queue_per_agent", Condition::Of::kQueuePerAgent, true},
    {"idle", Condition::Of::kIdleAgents, false},
    {"occupancy", Condition::Of::kOccupancy, false},
    {"service_level", Condition::Of::kServiceLevel, true},
    {"expected_wait", Condition::Of::kExpectedWait, false},
    {"mismatches", Condition::Of::kMismatches, true},
}};

std::optional<double> as_value(const Field& field, Condition::Of of) {
  switch (of) {
    case Condition::Of::kQueue:
    case Condition::Of::kIdleAgents:
      return whole_between(0, kMostCount)(field);
    case Condition::Of::kOccupancy:
    case Condition::Of::kServiceLevel:
    case Condition::Of::kMismatches:
      return as_probability(field);
    case Condition::Of::kExpectedWait:
      return as_duration(field);
    case Condition::Of::kQueuePerAgent:
      break;
  }
  return as_number(field, 0, kMostCount);
}

// Only a dialler knows mismatches.
void check_dialler(const Field& field, const std::string& call, const Draft& draft) {
  const auto type = std::ranges::find(draft.scenario.calls, call, &CallType::name);
  if (type == draft.scenario.calls.end() || (type->deferred && type->deferred->dialler)) return;
  field.wrong(in_quotes(call) + " has no dialler",
              "add dialler = { dials = 2, mismatch = \"drop\" } to it");
}

void read_comparison(TableView& table, Condition& condition, const Draft& draft) {
  std::vector<std::string> keys = {"at_least", "below"};
  if (condition.of == Condition::Of::kExpectedWait) keys.emplace_back("longer_than");
  const auto key = table.one_of(keys);
  if (!key) return;
  if (*key == "longer_than") {
    table.optional(*key, condition.than,
                   [&](const Field& group) { return as_group(group, draft); });
    if (condition.than == condition.name) {
      table.find(*key)->wrong("a group's expected wait is never longer than itself");
    }
    return;
  }
  condition.at_least = *key == "at_least";
  table.optional(*key, condition.value,
                 [&](const Field& value) { return as_value(value, condition.of); });
}

}  // namespace

std::optional<Condition> as_condition(const Field& field, const Draft& draft) {
  Condition condition;
  const std::size_t before = field.problems.count();
  in_table(field, field.title(), [&](TableView& table) {
    std::vector<std::string> keys;
    for (const Kind& kind : kKinds) keys.emplace_back(kind.key);
    const auto key = table.one_of(keys);
    if (!key) {
      table.take_rest();  // what else is there depends on it
      return;
    }
    const Kind& kind = *std::ranges::find(kKinds, *key, &Kind::key);
    condition.of = kind.of;
    table.optional(*key, condition.name, [&](const Field& name) {
      return kind.of_call ? as_call(name, draft) : as_group(name, draft);
    });
    if (kind.of == Condition::Of::kMismatches) {
      check_dialler(*table.find(*key), condition.name, draft);
    }
    if (kind.of == Condition::Of::kServiceLevel || kind.of == Condition::Of::kMismatches) {
      table.required("over", condition.over, as_positive_duration);
    }
    read_comparison(table, condition, draft);
  });
  if (field.problems.count() > before) return std::nullopt;
  return condition;
}

}  // namespace hotline::reading
