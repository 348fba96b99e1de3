#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hotline/base/calendar.hpp"
#include "hotline/base/time.hpp"
#include "hotline/scenario/scenario.hpp"

// How people write times, rates, hours and weekdays. Pure functions.
namespace hotline::reading {

inline constexpr Seconds kCentury = 36'525 * kDay;
inline constexpr PerSecond kMostRate = 1e6;

// A value, or else what is wrong with the text and what was expected.
template <class T>
struct Parsed {
  std::optional<T> value;
  std::string message, hint;
};

// "20 s", "4.5 min", "1 h 30 min", "2 days": 0 to a century.
Parsed<Seconds> parse_duration(std::string_view text);

// The seconds in one of a unit: "s", "sec", "min", "h", "day", "weeks", ...; none if there is no
// such unit.
std::optional<Seconds> unit_of_time(std::string_view name);

// "12/h", "0.5/s", "100/30min", "140/day": 0 to a million a second.
Parsed<PerSecond> parse_rate(std::string_view text);

// "5 %/min", "1 %/30s": a share for each second, 0 to 1.
Parsed<PerSecond> parse_growth(std::string_view text);

// "08:00", "8:00", "08:00:30", "24:00".
Parsed<ClockTime> parse_clock(std::string_view text);

// "08:00-14:00". What ends before it begins is refused unless `overnight`.
Parsed<ClockRange> parse_clock_range(std::string_view text, bool overnight);

// How long the range lasts on a day without a clock change: more than 0, at most 24 h.
Seconds length_of(const ClockRange& range);

// "mon", "mon-fri", "fri-mon", "mon, wed, fri", "every_day": the days in the order written.
Parsed<std::vector<Weekday>> parse_weekdays(std::string_view text);

// All seven, Monday first.
std::vector<Weekday> every_weekday();

}  // namespace hotline::reading
