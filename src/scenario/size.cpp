#include "size.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

namespace hotline::reading {
namespace {

constexpr std::int64_t kMostRows = 20'000'000;    // intervals x call types
constexpr std::int64_t kMostAgents = 1'000'000;   // of all groups
constexpr std::int64_t kMostDuties = 10'000'000;  // shifts of all persons on all days, and breaks

std::int64_t days_in(const CalendarHorizon& horizon) {
  return (horizon.to - horizon.from).count() + 1;
}

void check_rows(const Field& field, const CalendarHorizon& horizon, const Draft& draft) {
  const auto types = static_cast<std::int64_t>(draft.scenario.calls.size());
  const auto slots = static_cast<std::int64_t>(kDay / horizon.interval);
  const std::int64_t intervals = days_in(horizon) * slots;
  if (intervals * std::max<std::int64_t>(1, types) <= kMostRows) return;
  field.wrong(fmt::format("{} days in {} intervals each, with {} call types, are more than can be "
                          "kept apart: at most {} in all",
                          days_in(horizon), slots, types, kMostRows),
              "make the horizon shorter or the interval longer");
}

// The most agents of a group, or a little more: stretches and shifts need not overlap.
std::int64_t most_agents(const AgentGroup& group) {
  if (const int* number = std::get_if<int>(&group.staffing)) return *number;
  std::int64_t most = 0;
  if (const auto* numbers = std::get_if<WeekTable<int>>(&group.staffing)) {
    for (const auto& entry : numbers->entries) most = std::max<std::int64_t>(most, entry.value);
    for (const StaffedDay& day : group.special) {
      for (const auto& [range, number] : day.numbers) most = std::max<std::int64_t>(most, number);
    }
    return most;
  }
  for (const Shift& shift : std::get<std::vector<Shift>>(group.staffing)) most += shift.count;
  return most;
}

std::int64_t duties_of(const AgentGroup& group, const CalendarHorizon& horizon) {
  const auto* shifts = std::get_if<std::vector<Shift>>(&group.staffing);
  if (shifts == nullptr) return 0;
  std::int64_t duties = 0;
  for (const Shift& shift : *shifts) {
    const Date from = std::max(shift.from_date.value_or(horizon.from), horizon.from);
    const Date to = std::min(shift.to_date.value_or(horizon.to), horizon.to);
    const std::int64_t weeks = from > to ? 0 : ((to - from).count() + 7) / 7;
    const auto parts = static_cast<std::int64_t>(shift.days.size() * (1 + shift.breaks.size()));
    duties += shift.count * weeks * parts;
  }
  return duties;
}

// Where a group says how many agents it has.
Field staffing_of(const Field& group) {
  for (const char* key : {"count", "staffing", "shift"}) {
    const Member* member = find(*group.node.as<Table>(), key);
    if (member != nullptr) return {member->value, member->key, group.problems};
  }
  return group;
}

}  // namespace

void check_size(TableView& root, const Draft& draft) {
  const auto* calendar = std::get_if<CalendarHorizon>(&draft.scenario.horizon);
  if (calendar != nullptr) check_rows(*root.find("horizon"), *calendar, draft);
  const auto field = root.find("agents");
  if (!field) return;
  const std::vector<Field> groups = as_elements(*field);
  std::int64_t agents = 0, duties = 0;
  for (std::size_t g = 0; g < draft.scenario.agents.size(); ++g) {
    const AgentGroup& group = draft.scenario.agents[g];
    agents += most_agents(group);
    if (calendar != nullptr) duties += duties_of(group, *calendar);
    if (agents > kMostAgents) {
      return staffing_of(groups[g]).wrong(
          fmt::format("with {} the groups have {} agents, more than {}", in_quotes(group.name),
                      agents, kMostAgents));
    }
    if (duties > kMostDuties) {
      return staffing_of(groups[g]).wrong(
          fmt::format("with {} the shifts of all agents on all days, and their breaks, are "
                      "{}, more than {}",
                      in_quotes(group.name), duties, kMostDuties),
          "write numbers by the clock instead: staffing = { \"08:00-14:00\" = 3000 }");
    }
  }
}

}  // namespace hotline::reading
