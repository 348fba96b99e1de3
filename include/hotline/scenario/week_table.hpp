#pragma once

#include <vector>

#include "hotline/base/calendar.hpp"
#include "hotline/base/time.hpp"

namespace hotline {

// A stretch of one day's wall clock: [from, to) with 0 <= from < to <= 24 h; or, where an overnight
// stretch is allowed (opening hours, staffing, shifts), to <= from means "until `to` the next day".
struct ClockRange {
  ClockTime from = 0, to = kDay;
};

// A value for stretches of the wall clock, on some weekdays. Where nothing is listed the value is
// the owner's default (no demand, nobody on duty). Stretches of one weekday do not overlap.
template <class Value>
struct WeekTable {
  struct Entry {
    std::vector<Weekday> days;
    ClockRange range;
    Value value{};
  };
  std::vector<Entry> entries;
};

}  // namespace hotline
