#include <fmt/format.h>

#include <algorithm>

#include "group.hpp"
#include "week.hpp"

namespace hotline::reading {
namespace {

// Numbers by the clock, or one for the whole day.
std::optional<std::vector<std::pair<ClockRange, int>>> as_numbers(const Field& field) {
  std::vector<std::pair<ClockRange, int>> numbers;
  if (!field.node.as<Table>()) {
    const auto count = as_count(field);
    if (!count) return std::nullopt;
    return std::vector<std::pair<ClockRange, int>>{{{0, kDay}, *count}};
  }
  const std::size_t before = field.problems.count();
  for_each_stretch(field, true, [&](const WeekStretch& stretch, const Field& value) {
    if (stretch.days.size() < kDaysPerWeek) {
      field.problems.add(stretch.spot, "a special day has no weekdays",
                         "write the times of day alone");
    } else if (const auto count = as_count(value)) {
      numbers.emplace_back(stretch.range, *count);
    }
  });
  if (field.problems.count() > before) return std::nullopt;
  return numbers;
}

}  // namespace

void read_special_days(const Field& field, AgentGroup& group, const Draft& draft) {
  for_each_table(field, "a special day", [&](TableView& table) {
    StaffedDay day;
    const bool has_date = table.required("on", day.on, as_date);
    const bool has_numbers = table.required("staffing", day.numbers, as_numbers);
    if (!has_date || !has_numbers) return;
    if (std::ranges::count(group.special, day.on, &StaffedDay::on) > 0) {
      table.find("on")->wrong(format_date(day.on) + " is named twice");
    }
    if (std::ranges::count(draft.scenario.opening.closed_on, day.on) > 0) {
      table.find("on")->wrong(
          fmt::format("on {} the lines are closed and nobody works", format_date(day.on)),
          "take the date out of closed_on in [open], or leave it out here");
    }
    group.special.push_back(std::move(day));
  });
}

}  // namespace hotline::reading
