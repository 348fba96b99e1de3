#include <fmt/format.h>

#include <utility>

#include "civil_text.hpp"
#include "clock_rows.hpp"
#include "profile.hpp"

namespace hotline::reading {
namespace {

constexpr const char* kNumberHint = "write numbers from 0, without a unit and with a decimal point";

// What the numbers of the file count.
struct Unit {
  bool expected_calls = true;  // in the stretch of the row; or else
  PerSecond rate = 1;          // calls per unit of time, of a 1
};

std::optional<Unit> as_unit(const Field& field) {
  const auto text = as_text(field);
  if (!text) return std::nullopt;
  if (*text == "calls") return Unit{};
  const auto rate = parse_rate("1" + *text);
  if (rate.value) return Unit{false, *rate.value};
  field.wrong(fmt::format("\"unit\" cannot be {}", in_quotes(*text)),
              "it is \"calls\", the number expected in the stretch, or a rate such as \"/h\" or "
              "\"/30min\"");
  return std::nullopt;
}

// A value by the clock from the rows of a file, in units that `unit` makes of its numbers.
std::optional<Profile> read_profile(ClockRows rows, const std::string& column, const Unit& unit) {
  const auto value_column = rows.table().need(column);
  if (!value_column) return std::nullopt;
  WeekTable<double> week;
  DateTable dates;
  for (const CsvTable::Row& row : rows.table().rows()) {
    const auto range = rows.range_of(row);
    const auto number =
        rows.table().number(row, *value_column, 0, kMostCalls, "a number of calls", kNumberHint);
    if (!range || !number) continue;
    const double value =
        unit.expected_calls ? *number / (range->to - range->from) : *number * unit.rate;
    if (value > kMostRate) {
      rows.table().wrong(row, "these are more than a million calls a second");
      continue;
    }
    const auto when = rows.days_of(row, *range);
    if (!when) continue;
    if (when->date) {
      dates.entries.push_back({*when->date, *range, value});
    } else {
      week.entries.push_back({when->days, *range, value});
    }
  }
  if (!rows.finish()) return std::nullopt;
  if (rows.by_date()) return dates;
  return week;
}

}  // namespace

std::optional<Profile> as_profile_file(const Field& field, const Draft& draft) {
  std::optional<Profile> profile;
  const std::size_t before = field.problems.count();
  in_table(field, field.title(), [&](TableView& table) {
    std::string path, column = "calls";
    Unit unit;
    const bool has_path = table.required("file", path, as_name);
    table.optional("column", column, as_name);
    table.optional("unit", unit, as_unit);
    if (!has_path || !draft.is_calendar() || field.problems.count() > before) return;
    const Field file = *table.find("file");
    const auto& horizon = std::get<CalendarHorizon>(draft.scenario.horizon);
    if (auto rows = ClockRows::open(file, horizon)) {
      profile = read_profile(std::move(*rows), column, unit);
    }
  });
  return profile;
}

std::optional<std::vector<Level>> as_level_file(const Field& field) {
  std::vector<Level> levels;
  const std::size_t before = field.problems.count();
  in_table(field, field.title(), [&](TableView& table) {
    std::string path, column = "calls";
    const bool has_path = table.required("file", path, as_name);
    table.optional("column", column, as_name);
    if (!has_path || field.problems.count() > before) return;
    const Field file = *table.find("file");
    auto csv = CsvTable::read(file);
    const auto date_column = csv ? csv->need("date") : std::nullopt;
    const auto value_column = csv ? csv->need(column) : std::nullopt;
    if (!date_column || !value_column) return;
    for (const CsvTable::Row& row : csv->rows()) {
      const auto calls =
          csv->number(row, *value_column, 0, kMostCalls, "a number of calls", kNumberHint);
      const auto text = csv->at(row, *date_column, "");
      const auto date = text ? parse_date(*text) : std::nullopt;
      if (text && !date) {
        csv->wrong(row, in_quotes(*text) + " is not a date", "write it like 2013-07-04");
      } else if (date && !levels.empty() && *date <= levels.back().from) {
        csv->wrong(row, fmt::format("{} does not come after {}", format_date(*date),
                                    format_date(levels.back().from)));
      }
      if (calls && date) levels.push_back({*date, *calls});
    }
    csv->finish();
  });
  if (field.problems.count() > before) return std::nullopt;
  return levels;
}

}  // namespace hotline::reading
