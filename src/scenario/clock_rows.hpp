#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "csv_table.hpp"
#include "hotline/scenario/scenario.hpp"

namespace hotline::reading {

// The rows of a CSV file that speak of stretches of the clock: columns "from" and, unless a row
// lasts one interval of the horizon, "to"; a column "weekday" or "date" says on which days,
// otherwise on all.
class ClockRows {
 public:
  // On which days a row holds.
  struct When {
    std::optional<Date> date;   // this one, or
    std::vector<Weekday> days;  // these
  };

  // Nothing after a problem at `file` if it cannot be read, or a column is missing or one too many.
  static std::optional<ClockRows> open(const Field& file, const CalendarHorizon& horizon);

  CsvTable& table() { return table_; }
  bool by_date() const { return date_.has_value(); }

  // The stretch of a row and its days; nothing after a problem. A stretch that overlaps an earlier
  // row's of the same day is one.
  std::optional<ClockRange> range_of(const CsvTable::Row& row);
  std::optional<When> days_of(const CsvTable::Row& row, const ClockRange& range);

  // Ends reading. Whether the table is sound; one by dates must have one within the horizon.
  bool finish() const;

 private:
  ClockRows(const Field& file, CsvTable table, const CalendarHorizon& horizon)
      : file_(file), table_(std::move(table)), horizon_(horizon) {}

  std::optional<ClockTime> clock_at(const CsvTable::Row& row, std::size_t column);
  void note(const CsvTable::Row& row, long day, const std::string& day_name,
            const ClockRange& range);

  const Field& file_;
  CsvTable table_;
  const CalendarHorizon& horizon_;
  std::size_t from_ = 0;
  std::optional<std::size_t> to_, weekday_, date_;
  bool any_in_horizon_ = false;
  // [day]: where stretches begin, where they end, and in which line.
  std::map<long, std::map<ClockTime, std::pair<ClockTime, std::size_t>>> taken_;
};

}  // namespace hotline::reading
