#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "hotline/experiment/measures.hpp"
#include "hotline/experiment/result.hpp"

namespace hotline::detail {

// Those measures of a table that a `Row` holds, in its order.
template <class View>
std::vector<const Measure<View>*> interval_measures(std::span<const Measure<View>> table) {
  std::vector<const Measure<View>*> chosen;
  for (const Measure<View>& measure : table) {
    if (measure.by_interval) chosen.push_back(&measure);
  }
  return chosen;
}

// Where a `Row` holds the measure named `key`, which must be one that it holds.
template <class View>
std::size_t row_position(std::span<const Measure<View>> table, std::string_view key) {
  std::size_t position = 0;
  for (const Measure<View>& measure : table) {
    if (measure.key == key) break;
    if (measure.by_interval) ++position;
  }
  return position;
}

inline double call_value(const Row& row, std::string_view key) {
  return row.all_calls.at(row_position(call_measures(), key)).value;
}

inline double agent_value(const Row& row, std::string_view key) {
  return row.all_agents.at(row_position(agent_measures(), key)).value;
}

// How many days of the horizon fall on `weekday`.
inline int days_on(const Result& result, Weekday weekday) {
  int days = 0;
  for (const Date date : result.days) days += weekday_of(date) == weekday ? 1 : 0;
  return days;
}

}  // namespace hotline::detail
