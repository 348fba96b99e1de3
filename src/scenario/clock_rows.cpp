#include "clock_rows.hpp"

#include <fmt/format.h>

#include "civil_text.hpp"
#include "week.hpp"

namespace hotline::reading {

std::optional<ClockRows> ClockRows::open(const Field& file, const CalendarHorizon& horizon) {
  auto table = CsvTable::read(file);
  if (!table) return std::nullopt;
  const auto from = table->need("from");
  ClockRows rows(file, std::move(*table), horizon);
  rows.weekday_ = rows.table_.find("weekday");
  rows.date_ = rows.table_.find("date");
  rows.to_ = rows.table_.find("to");
  if (!from) return std::nullopt;
  rows.from_ = *from;
  if (!rows.weekday_ || !rows.date_) return rows;
  file.wrong(rows.table_.name() + " has both a column \"weekday\" and a column \"date\"",
             "keep one of them");
  return std::nullopt;
}

bool ClockRows::finish() const {
  if (!table_.finish()) return false;
  if (!date_ || any_in_horizon_) return true;
  file_.wrong(fmt::format("no row of {} lies within the horizon, {} to {}", table_.name(),
                          format_date(horizon_.from), format_date(horizon_.to)));
  return false;
}

std::optional<ClockRange> ClockRows::range_of(const CsvTable::Row& row) {
  const auto from = clock_at(row, from_);
  const auto to = to_    ? clock_at(row, *to_)
                  : from ? std::optional(*from + horizon_.interval)
                         : std::nullopt;
  if (!from || !to) return std::nullopt;
  if (*from < *to && *to <= kDay) return ClockRange{*from, *to};
  table_.wrong(row, fmt::format("the stretch from {} ends {}", format_clock(*from),
                                *to > kDay ? "after midnight" : "before it begins"));
  return std::nullopt;
}

std::optional<ClockRows::When> ClockRows::days_of(const CsvTable::Row& row,
                                                  const ClockRange& range) {
  When when;
  if (date_) {
    const auto text = table_.at(row, *date_, "");
    when.date = text ? parse_date(*text) : std::nullopt;
    if (text && !when.date) {
      table_.wrong(row, in_quotes(*text) + " is not a date", "write it like 2013-07-04");
    }
    if (!when.date) return std::nullopt;
    any_in_horizon_ |= horizon_.from <= *when.date && *when.date <= horizon_.to;
    note(row, when.date->time_since_epoch().count(), format_date(*when.date), range);
    return when;
  }
  if (!weekday_) {
    when.days = every_weekday();
  } else {
    const auto text = table_.at(row, *weekday_, "");
    if (!text) return std::nullopt;
    const auto days = parse_weekdays(*text);
    if (!days.value) table_.wrong(row, days.message, days.hint);
    if (!days.value) return std::nullopt;
    when.days = *days.value;
  }
  for (const Weekday day : when.days) {
    note(row, static_cast<long>(day), std::string(weekday_name(day)), range);
  }
  return when;
}

std::optional<ClockTime> ClockRows::clock_at(const CsvTable::Row& row, std::size_t column) {
  const auto text = table_.at(row, column, "");
  if (!text) return std::nullopt;
  const auto clock = parse_clock(*text);
  if (!clock.value) table_.wrong(row, clock.message, clock.hint);
  return clock.value;
}

void ClockRows::note(const CsvTable::Row& row, long day, const std::string& day_name,
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

}  // namespace hotline::reading
