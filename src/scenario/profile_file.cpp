#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "civil_text.hpp"
#include "csv_table.hpp"
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

// Reads rows with a stretch of the clock, for one date, some weekdays or every day.
class ProfileFile {
 public:
  ProfileFile(const Field& file, CsvTable table, std::string column, Unit unit, const Draft& draft)
      : file_(file),
        table_(std::move(table)),
        column_(std::move(column)),
        unit_(unit),
        horizon_(std::get<CalendarHorizon>(draft.scenario.horizon)) {}

  std::optional<Profile> read() {
    const auto value = table_.need(column_);
    const auto from = table_.need("from");
    weekday_ = table_.find("weekday");
    date_ = table_.find("date");
    to_ = table_.find("to");
    if (!value || !from) return std::nullopt;
    if (weekday_ && date_) {
      file_.wrong(table_.name() + " has both a column \"weekday\" and a column \"date\"",
                  "keep one of them");
      return std::nullopt;
    }
    for (const CsvTable::Row& row : table_.rows()) read_row(row, *value, *from);
    if (!table_.finish()) return std::nullopt;
    if (!date_) return week_;
    const auto in_horizon = [&](const DateTable::Entry& entry) {
      return horizon_.from <= entry.date && entry.date <= horizon_.to;
    };
    if (std::ranges::any_of(dates_.entries, in_horizon)) return dates_;
    file_.wrong(fmt::format("no row of {} lies within the horizon, {} to {}", table_.name(),
                            format_date(horizon_.from), format_date(horizon_.to)));
    return std::nullopt;
  }

 private:
  void read_row(const CsvTable::Row& row, std::size_t value_column, std::size_t from_column) {
    const auto range = range_of(row, from_column);
    const auto number =
        table_.number(row, value_column, 0, kMostCalls, "a number of calls", kNumberHint);
    if (!range || !number) return;
    const double value =
        unit_.expected_calls ? *number / (range->to - range->from) : *number * unit_.rate;
    if (value > kMostRate) {
      table_.wrong(row, "these are more than a million calls a second");
      return;
    }
    if (date_) {
      const auto text = table_.at(row, *date_, "");
      const auto date = text ? parse_date(*text) : std::nullopt;
      if (text && !date) {
        table_.wrong(row, in_quotes(*text) + " is not a date", "write it like 2013-07-04");
      }
      if (!date) return;
      note(row, date->time_since_epoch().count(), format_date(*date), *range);
      dates_.entries.push_back({*date, *range, value});
      return;
    }
    const auto days = days_of(row);
    if (!days) return;
    for (const Weekday day : *days) {
      note(row, static_cast<long>(day), std::string(weekday_name(day)), *range);
    }
    week_.entries.push_back({*days, *range, value});
  }

  std::optional<ClockRange> range_of(const CsvTable::Row& row, std::size_t from_column) {
    const auto from = clock_at(row, from_column);
    const auto to = to_    ? clock_at(row, *to_)
                    : from ? std::optional(*from + horizon_.interval)
                           : std::nullopt;
    if (!from || !to) return std::nullopt;
    if (*from < *to && *to <= kDay) return ClockRange{*from, *to};
    table_.wrong(row, fmt::format("the stretch from {} ends {}", format_clock(*from),
                                  *to > kDay ? "after midnight" : "before it begins"));
    return std::nullopt;
  }

  std::optional<ClockTime> clock_at(const CsvTable::Row& row, std::size_t column) {
    const auto text = table_.at(row, column, "");
    if (!text) return std::nullopt;
    const auto clock = parse_clock(*text);
    if (!clock.value) table_.wrong(row, clock.message, clock.hint);
    return clock.value;
  }

  std::optional<std::vector<Weekday>> days_of(const CsvTable::Row& row) {
    if (!weekday_) return every_weekday();
    const auto text = table_.at(row, *weekday_, "");
    if (!text) return std::nullopt;
    const auto days = parse_weekdays(*text);
    if (!days.value) table_.wrong(row, days.message, days.hint);
    return days.value;
  }

  // Complains if the stretch overlaps an earlier row's of the same day.
  void note(const CsvTable::Row& row, long day, const std::string& day_name,
            const ClockRange& range) {
    auto& taken = taken_[day];
    auto next = taken.lower_bound(range.from);
    const auto clash = next != taken.end() && next->first < range.to ? next
                       : next != taken.begin() && std::prev(next)->second.first > range.from
                           ? std::prev(next)
                           : taken.end();
    if (clash != taken.end()) {
      table_.wrong(row, fmt::format("this stretch overlaps that of line {} on {}",
                                    clash->second.second, day_name));
    }
    taken.emplace(range.from, std::pair(range.to, row.line));
  }

  const Field& file_;
  CsvTable table_;
  std::string column_;
  Unit unit_;
  const CalendarHorizon& horizon_;
  std::optional<std::size_t> weekday_, date_, to_;
  WeekTable<double> week_;
  DateTable dates_;
  // [day]: where stretches begin, where they end, and in which line.
  std::map<long, std::map<ClockTime, std::pair<ClockTime, std::size_t>>> taken_;
};

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
    if (auto csv = CsvTable::read(file)) {
      profile = ProfileFile(file, std::move(*csv), column, unit, draft).read();
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
