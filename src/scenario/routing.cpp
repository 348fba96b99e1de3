#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "parts.hpp"

namespace hotline::reading {
namespace {

constexpr int kMostCount = 1'000'000;
constexpr int kMostReplications = 10'000'000;

constexpr std::array<std::pair<const char*, CallerPicks>, 5> kCallerPicks = {
    {{"first in list", CallerPicks::kFirstInList},
     {"longest idle", CallerPicks::kLongestIdle},
     {"most idle agents", CallerPicks::kMostIdle},
     {"uniform", CallerPicks::kUniform},
     {"fewest skills", CallerPicks::kFewestSkills}}};

constexpr std::array<std::pair<const char*, AgentPicks>, 7> kAgentPicks = {
    {{"first in list", AgentPicks::kFirstInList},
     {"highest priority", AgentPicks::kHighestPriority},
     {"highest priority, then longest waiting", AgentPicks::kHighestPriority},
     {"longest waiting", AgentPicks::kLongestWaiting},
     {"longest weighted wait", AgentPicks::kLongestWeightedWait},
     {"longest queue", AgentPicks::kLongestQueue},
     {"earliest due", AgentPicks::kEarliestDue}}};

constexpr std::array<std::pair<const char*, WhenUnstaffed>, 2> kWhenUnstaffed = {
    {{"stay", WhenUnstaffed::kStay}, {"send away", WhenUnstaffed::kSendAway}}};

constexpr std::array<std::pair<const char*, BreakRule>, 2> kBreakRules = {
    {{"keep length", BreakRule::kKeepLength}, {"keep end", BreakRule::kKeepEnd}}};

template <class Choices>
auto choice_of(const Choices& choices) {
  return [&choices](const Field& field) { return as_choice(field, choices); };
}

// The groups named for a call type must be able to take it.
void check_able(const Field& field, const std::string& call, const std::vector<std::string>& order,
                const Draft& draft) {
  const std::vector<Field> elements = as_elements(field);
  for (std::size_t i = 0; i < order.size(); ++i) {
    for (const AgentGroup& group : draft.scenario.agents) {
      const bool unable = group.name == order[i] && !group.takes.empty() &&
                          std::ranges::count(group.takes, call) == 0;
      if (unable) {
        elements[i].wrong(
            fmt::format("the group {} does not take {}", in_quotes(group.name), in_quotes(call)));
      }
    }
  }
}

void read_groups(const Field& field, Draft& draft) {
  const std::vector<std::string> calls = call_names(draft);
  const std::vector<std::string> groups = group_names(draft);
  in_table(field, field.title(), [&](TableView& table) {
    for (const Member* member : table.take_rest()) {
      if (draft.call_names_known && std::ranges::count(calls, member->key) == 0) {
        no_such_name(table.problems(), member->key_spot, "call type", member->key, calls);
        continue;
      }
      const Field list{member->value, member->key, table.problems()};
      const auto order = as_names_of(list, groups, draft.group_names_known, "group of agents");
      if (!order) continue;
      if (order->empty()) list.wrong(list.title() + " must not be empty");
      check_able(list, member->key, *order, draft);
      draft.scenario.routing.groups[member->key] = *order;
    }
  });
}

std::optional<std::uint64_t> as_seed(const Field& field) {
  const auto seed = as_whole(field, 0, std::numeric_limits<std::int64_t>::max());
  if (!seed) return std::nullopt;
  return static_cast<std::uint64_t>(*seed);
}

std::optional<double> as_confidence(const Field& field) {
  const auto level = as_probability(field);
  if (!level || (*level > 0 && *level < 1)) return level;
  field.wrong(field.title() + " must lie between 0 and 1, like 0.95");
  return std::nullopt;
}

}  // namespace

void read_routing(TableView& root, Draft& draft) {
  const auto field = root.find("routing");
  if (!field) return;
  in_table(*field, "[routing]", [&](TableView& table) {
    Routing& routing = draft.scenario.routing;
    table.optional("caller_picks", routing.caller_picks, choice_of(kCallerPicks));
    table.optional("agent_picks", routing.agent_picks, choice_of(kAgentPicks));
    table.optional("lines", routing.lines, whole_between(1, kMostCount));
    table.optional("queue_limit", routing.queue_limit, whole_between(0, kMostCount));
    table.optional("when_unstaffed", routing.when_unstaffed, choice_of(kWhenUnstaffed));
    table.optional("break", routing.break_rule, choice_of(kBreakRules));
    if (const auto groups = table.find("groups")) read_groups(*groups, draft);
  });
}

void read_run(TableView& root, Draft& draft) {
  const auto field = root.find("run");
  if (!field) return;
  in_table(*field, "[run]", [&](TableView& table) {
    RunSettings& run = draft.scenario.run;
    table.optional("replications", run.replications, whole_between(1, kMostReplications));
    table.optional("seed", run.seed, as_seed);
    table.optional("confidence", run.confidence, as_confidence);
  });
}

}  // namespace hotline::reading
