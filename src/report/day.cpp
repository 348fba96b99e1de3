#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "hotline/report/number.hpp"
#include "rows.hpp"
#include "sections.hpp"

namespace hotline::detail {
namespace {

constexpr std::size_t kMostColumns = 48;
constexpr std::size_t kWorst = 3;
constexpr int kLevels = 8;

// One column of the picture: an interval of the average day, or several in a row.
struct Column {
  ClockTime from = 0, to = 0;
  double calls = 0;      // offered on the average day
  double in_target = 0;  // of these
  double agents = 0;     // on duty, on average
  double level() const { return calls > 0 ? in_target / calls : kUnknown; }
};

double or_zero(double value) { return std::isnan(value) ? 0 : value; }

Column merged(const Result& result, std::size_t first, std::size_t last) {
  Column column{.from = result.slots[first].from, .to = result.slots[last - 1].to};
  double hours = 0;
  for (std::size_t s = first; s < last; ++s) {
    const Row& row = result.by_slot[s];
    const double calls = or_zero(call_value(row, "offered"));
    column.calls += calls;
    column.in_target += calls * or_zero(call_value(row, "service_level"));
    hours += or_zero(agent_value(row, "staffed_hours"));
  }
  column.agents = hours * kHour / (column.to - column.from);
  return column;
}

// The average day in at most `kMostColumns` columns, without the empty hours before the first and
// after the last call or agent.
std::vector<Column> columns_of_day(const Result& result) {
  const std::size_t slots = result.by_slot.size();
  const std::size_t together = (slots + kMostColumns - 1) / kMostColumns;
  std::vector<Column> columns;
  for (std::size_t s = 0; s < slots; s += together) {
    columns.push_back(merged(result, s, std::min(s + together, slots)));
  }
  const auto is_empty = [](const Column& column) {
    return column.calls == 0 && column.agents == 0;
  };
  while (!columns.empty() && is_empty(columns.back())) columns.pop_back();
  columns.erase(columns.begin(), std::ranges::find_if_not(columns, is_empty));
  return columns;
}

// A bar of height `share` of the highest; nothing for 0, "-" for what is unknown.
std::string_view bar(double share, bool unicode) {
  constexpr std::string_view kBlocks[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  constexpr std::string_view kDigits[] = {" ", "1", "2", "3", "4", "5", "6", "7", "8"};
  if (std::isnan(share)) return "-";
  const int height = std::clamp(static_cast<int>(std::ceil(share * kLevels - 1e-9)), 0, kLevels);
  return unicode ? kBlocks[height] : kDigits[height];
}

std::string picture_line(std::string_view label, const std::vector<Column>& columns,
                         std::size_t width, double top,
                         const std::function<double(const Column&)>& value,
                         const TextStyle& style) {
  std::string text = fmt::format("  {:<16}|", label);
  for (const Column& column : columns) {
    const std::string_view drawn = bar(top > 0 ? value(column) / top : 0, style.unicode);
    for (std::size_t i = 0; i < width; ++i) text += drawn;
  }
  return text + "|";
}

// Marks under the picture: the clock, at whole hours, as often as there is room for.
std::string clock_line(const std::vector<Column>& columns, std::size_t width) {
  std::string text(18, ' ');
  text += ' ';
  const std::size_t start = text.size();
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const std::size_t at = start + c * width;
    const bool whole_hour = std::fmod(columns[c].from, kHour) == 0;
    if (!whole_hour || (c > 0 && text.size() + 1 > at)) continue;
    text.resize(at, ' ');
    text += format_clock(columns[c].from);
  }
  return text;
}

std::string highest(const std::vector<Column>& columns, double (*value)(const Column&)) {
  const Column& top = *std::ranges::max_element(columns, {}, value);
  return fmt::format("  at most {} at {}", format_value(value(top), Unit::kCalls),
                     format_clock(top.from));
}

std::string lowest_level(const std::vector<Column>& columns) {
  const Column* lowest = nullptr;
  for (const Column& column : columns) {
    if (column.calls > 0 && (lowest == nullptr || column.level() < lowest->level())) {
      lowest = &column;
    }
  }
  if (lowest == nullptr) return "";
  return fmt::format("  at least {} at {}", format_value(lowest->level(), Unit::kShare),
                     format_clock(lowest->from));
}

std::string picture(const std::vector<Column>& columns, const TextStyle& style) {
  const std::size_t width = std::max<std::size_t>(1, kMostColumns / columns.size());
  const std::size_t drawn_width = std::min<std::size_t>(width, 4);
  const auto calls = [](const Column& column) { return column.calls; };
  const auto agents = [](const Column& column) { return column.agents; };
  const auto level = [](const Column& column) { return column.level(); };
  const double most_calls = calls(*std::ranges::max_element(columns, {}, calls));
  const double most_agents = agents(*std::ranges::max_element(columns, {}, agents));
  return picture_line("calls offered", columns, drawn_width, most_calls, calls, style) +
         highest(columns, calls) + "\n" +
         picture_line("agents on duty", columns, drawn_width, most_agents, agents, style) +
         highest(columns, agents) + "\n" +
         picture_line("service level", columns, drawn_width, 1, level, style) +
         lowest_level(columns) + "\n" + clock_line(columns, drawn_width) + "\n";
}

// ---- Where most calls missed the target --------------------------------------------------------

double missed(const Row& row) {
  const double level = call_value(row, "service_level");
  return std::isnan(level) ? 0 : call_value(row, "offered") * (1 - level);
}

std::string worst_intervals(const Result& result) {
  std::vector<std::size_t> order(result.by_cell.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::ranges::greater{},
                           [&](std::size_t c) { return missed(result.by_cell[c]); });
  std::string text;
  for (std::size_t i = 0; i < std::min(kWorst, order.size()); ++i) {
    const Row& row = result.by_cell[order[i]];
    const CellLabel& cell = result.cells[order[i]];
    if (!(missed(row) > 0)) break;
    const double hours = (cell.to - cell.from) / kHour;
    text += fmt::format("    {} {} - {}: {} of {} calls missed it, with {} agents on duty\n",
                        weekday_name(cell.weekday), format_clock(cell.from), format_clock(cell.to),
                        format_number(missed(row), 1), format_number(call_value(row, "offered"), 1),
                        format_number(agent_value(row, "staffed_hours") / hours, 1));
  }
  if (text.empty()) return text;
  return fmt::format("  {} of the week in which most calls missed the target time:\n",
                     interval_name(result)) +
         text;
}

}  // namespace

std::string interval_name(const Result& result) {
  if (result.slots.empty()) return "intervals";
  const Seconds length = result.slots.front().to - result.slots.front().from;
  if (length == kHour) return "hours";
  return length == kHour / 2 ? "half-hours" : "intervals";
}

std::string day_section(const Result& result, const TextStyle& style) {
  if (!result.calendar || result.by_slot.empty() || result.days.empty()) return "";
  const std::vector<Column> columns = columns_of_day(result);
  if (columns.empty()) return "";
  return heading("The average day", style) + picture(columns, style) + worst_intervals(result);
}

}  // namespace hotline::detail
