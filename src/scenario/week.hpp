#pragma once

#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "fields.hpp"

namespace hotline::reading {

// A stretch of some weekdays' clock, and where it was written.
struct WeekStretch {
  std::vector<Weekday> days;
  ClockRange range;
  Spot spot;
};

// Adds a problem for stretches that overlap on a weekday, also over midnight.
void check_overlaps(const std::vector<WeekStretch>& stretches, Problems& problems);

// Calls `read` for every stretch of a table by clock { "08:00-14:00" = ... } or by weekday and
// clock { mon-fri = { "08:00-14:00" = ... } }, then checks that no two overlap.
void for_each_stretch(const Field& field, bool overnight,
                      const std::function<void(const WeekStretch&, const Field&)>& read);

// A table of values that `read` reads; nothing if anything in it is wrong.
template <class Value, class Read>
std::optional<WeekTable<Value>> as_week_table(const Field& field, bool overnight, Read read) {
  const std::size_t before = field.problems.count();
  WeekTable<Value> table;
  for_each_stretch(field, overnight, [&](const WeekStretch& stretch, const Field& value) {
    if (std::optional<Value> read_value = read(value)) {
      table.entries.push_back({stretch.days, stretch.range, std::move(*read_value)});
    }
  });
  if (field.problems.count() > before) return std::nullopt;
  return table;
}

}  // namespace hotline::reading
