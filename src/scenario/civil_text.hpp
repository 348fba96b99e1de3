#pragma once

#include <optional>
#include <string_view>

#include "hotline/base/calendar.hpp"

// Dates and times as data files write them.
namespace hotline::reading {

struct CivilTime {
  Date date;
  ClockTime clock = 0;
};

// "2013-07-04"; nothing if that is no date.
std::optional<Date> parse_date(std::string_view text);

// "2013-07-04 08:03:12", with a blank or a T between, seconds with or without a fraction or left
// out.
std::optional<CivilTime> parse_civil_time(std::string_view text);

}  // namespace hotline::reading
