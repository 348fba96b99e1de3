#include "staffing_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

namespace hotline::detail {

std::string name_of(const PlanCell& cell) {
  return fmt::format("{} {}-{}",
                     cell.date ? format_date(*cell.date) : std::string(weekday_name(cell.weekday)),
                     format_clock(cell.from), format_clock(cell.to));
}

std::string week_table(const Plan& plan, const std::function<std::string(std::size_t)>& value) {
  if (plan.by == PlanBy::kDate || !plan.bare.calendar) return "";
  struct Line {
    ClockTime from = 0, to = 0;
    std::map<Weekday, std::string> values;
  };
  std::map<ClockTime, Line> lines;
  for (std::size_t c = 0; c < plan.cells.size(); ++c) {
    const PlanCell& cell = plan.cells[c];
    if (!is_open(cell)) continue;
    Line& line = lines[cell.from];
    line.from = cell.from;
    line.to = cell.to;
    line.values[cell.weekday] = value(c);
  }
  std::vector<Line> joined;
  for (const auto& [from, line] : lines) {
    if (!joined.empty() && joined.back().to == from && joined.back().values == line.values) {
      joined.back().to = line.to;
    } else {
      joined.push_back(line);
    }
  }
  std::string text = fmt::format("  {:<13}", "");
  for (int day = 0; day < kDaysPerWeek; ++day) {
    text += fmt::format("{:>8}", weekday_name(static_cast<Weekday>(day)));
  }
  text += '\n';
  for (const Line& line : joined) {
    text += fmt::format("  {:<13}", format_clock(line.from) + "-" + format_clock(line.to));
    for (int day = 0; day < kDaysPerWeek; ++day) {
      const auto found = line.values.find(static_cast<Weekday>(day));
      text += fmt::format("{:>8}", found == line.values.end() ? "-" : found->second);
    }
    text += '\n';
  }
  return text;
}

}  // namespace hotline::detail
