#include "call_times.hpp"

#include <fmt/format.h>

#include <charconv>

#include "civil_text.hpp"
#include "csv_table.hpp"

namespace hotline::reading {
namespace {

// Turns what a log says into seconds since the start of the horizon.
class TimeReader {
 public:
  TimeReader(const Draft& draft, CsvTable& table) : table_(table) {
    if (const auto* calendar = std::get_if<CalendarHorizon>(&draft.scenario.horizon)) {
      clock_.emplace(calendar->from, calendar->to, calendar->time_zone);
      calendar_ = *calendar;
      length_ = clock_->length();
    } else {
      const auto& steady = std::get<SteadyHorizon>(draft.scenario.horizon);
      length_ = steady.warm_up + steady.length;
    }
  }

  void read(const CsvTable::Row& row, std::size_t column, std::vector<Seconds>& times) {
    const std::string hint =
        clock_ ? "write it like 2013-07-04 08:03:12, or as seconds since the start of the horizon"
               : "write seconds since the start of the horizon, warm-up included";
    const auto text = table_.at(row, column, hint);
    if (!text) return;
    const auto time = time_of(*text);
    if (!time) {
      table_.wrong(row, in_quotes(*text) + " is not the time of a call", hint);
    } else if (*time < 0 || *time >= length_) {
      table_.wrong(row, fmt::format("{} lies outside the horizon, {}", *text, horizon_text()));
    } else if (!times.empty() && *time < times.back()) {
      table_.wrong(row, fmt::format("{} is before the time of the line above", *text),
                   "sort the file by time");
    } else {
      times.push_back(*time);
    }
  }

 private:
  std::optional<Seconds> time_of(const std::string& text) const {
    double seconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    // False for "nan", true for "inf", which lies outside every horizon.
    if (error == std::errc() && end == text.data() + text.size() && seconds == seconds) {
      return seconds;
    }
    const auto civil = clock_ ? parse_civil_time(text) : std::nullopt;
    if (!civil) return std::nullopt;
    // The clock knows no day far outside the horizon.
    if (civil->date < calendar_.from) return -1.0;
    if (civil->date > calendar_.to) return length_;
    return clock_->instant(civil->date, civil->clock);
  }

  std::string horizon_text() const {
    if (!clock_) return "which is " + format_duration(length_) + " long";
    return format_date(calendar_.from) + " to " + format_date(calendar_.to);
  }

  CsvTable& table_;
  std::optional<CivilClock> clock_;
  CalendarHorizon calendar_;
  Seconds length_ = 0;
};

}  // namespace

std::optional<CallTimes> as_call_times(const Field& field, const Draft& draft) {
  CallTimes calls;
  const std::size_t before = field.problems.count();
  in_table(field, field.title(), [&](TableView& table) {
    std::string path, column = "time";
    const bool has_path = table.required("file", path, as_name);
    table.optional("column", column, as_name);
    const bool known = draft.is_calendar() || draft.is_steady();
    if (!has_path || !known || field.problems.count() > before) return;
    const Field file = *table.find("file");
    auto csv = CsvTable::read(file);
    const auto index = csv ? csv->need(column) : std::nullopt;
    if (!index) return;
    TimeReader reader(draft, *csv);
    for (const CsvTable::Row& row : csv->rows()) reader.read(row, *index, calls.times);
    csv->finish();
  });
  if (field.problems.count() > before) return std::nullopt;
  return calls;
}

}  // namespace hotline::reading
