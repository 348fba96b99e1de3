#pragma once

#include <optional>
#include <vector>

#include "fields.hpp"
#include "hotline/scenario/scenario.hpp"
#include "parts.hpp"

namespace hotline::reading {

// What follows the clock: a week table, { points = ..., between = "spline" }, or
// { file = "calls.csv", column = "calls", unit = "calls" }. As rates, or as relative numbers that
// are not 0 all the time.
std::optional<Profile> as_rates(const Field& field, const Draft& draft);
std::optional<Profile> as_shape(const Field& field, const Draft& draft);

// The same from a file: rows by weekday, by date or for every day (profile_file.cpp).
std::optional<Profile> as_profile_file(const Field& field, const Draft& draft);

// Levels from a file with a column "date": { file = "days.csv", column = "calls" }.
std::optional<std::vector<Level>> as_level_file(const Field& field);

// "08:00-14:00".
std::optional<ClockRange> as_clock_range(const Field& field);

}  // namespace hotline::reading
