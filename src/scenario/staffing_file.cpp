#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "clock_rows.hpp"
#include "group.hpp"

namespace hotline::reading {
namespace {

constexpr const char* kNumberHint = "write whole numbers from 0 to 100000";

// The number of agents in a row; nothing after a problem.
std::optional<int> count_at(CsvTable& table, const CsvTable::Row& row, std::size_t column) {
  const auto number = table.number(row, column, 0, kMostAgents, "a number of agents", kNumberHint);
  if (!number) return std::nullopt;
  if (std::floor(*number) == *number) return static_cast<int>(*number);
  table.wrong(row, fmt::format("{} is not a whole number of agents", *number), kNumberHint);
  return std::nullopt;
}

// Numbers by weekday become the group's week, numbers by date its special days.
void read_rows(ClockRows rows, const std::string& column, AgentGroup& group, const Draft& draft) {
  const auto value_column = rows.table().need(column);
  if (!value_column) return;
  WeekTable<int> week;
  std::map<Date, StaffedDay> days;
  for (const CsvTable::Row& row : rows.table().rows()) {
    const auto range = rows.range_of(row);
    const auto count = count_at(rows.table(), row, *value_column);
    const auto when = range && count ? rows.days_of(row, *range) : std::nullopt;
    if (!when) continue;
    if (!when->date) {
      week.entries.push_back({when->days, *range, *count});
      continue;
    }
    if (*count > 0 && std::ranges::count(draft.scenario.opening.closed_on, *when->date) > 0) {
      rows.table().wrong(
          row, fmt::format("on {} the lines are closed and nobody works", format_date(*when->date)),
          "take the date out of closed_on in [open], or leave it out here");
    }
    StaffedDay& day = days[*when->date];
    day.on = *when->date;
    day.numbers.emplace_back(*range, *count);
  }
  if (!rows.finish()) return;
  group.staffing = std::move(week);
  for (auto& [date, day] : days) group.special.push_back(std::move(day));
}

}  // namespace

bool is_staffing_file(const Field& field) {
  const Table* table = field.node.as<Table>();
  return table != nullptr && find(*table, "file") != nullptr;
}

void read_staffing_file(const Field& field, AgentGroup& group, const Draft& draft) {
  group.staffing = WeekTable<int>{};
  const std::size_t before = field.problems.count();
  in_table(field, field.title(), [&](TableView& table) {
    std::string path, column = "agents";
    const bool has_path = table.required("file", path, as_name);
    table.optional("column", column, as_name);
    if (!has_path || !draft.is_calendar() || field.problems.count() > before) return;
    const Field file = *table.find("file");
    const auto& horizon = std::get<CalendarHorizon>(draft.scenario.horizon);
    if (auto rows = ClockRows::open(file, horizon)) {
      read_rows(std::move(*rows), column, group, draft);
    }
  });
}

}  // namespace hotline::reading
