#pragma once

#include <nlohmann/json.hpp>
#include <string_view>

#include "hotline/experiment/result.hpp"
#include "hotline/report/number.hpp"
#include "report/xlsx/book.hpp"

// Cells from what a command prints as JSON.
namespace hotline::detail {

using Json = nlohmann::ordered_json;

// NaN where it is null or not there.
inline double number_in(const Json& object, std::string_view key) {
  const auto found = object.find(key);
  return found == object.end() || found->is_null() ? kUnknown : found->get<double>();
}

// As look_of, of the name of a unit.
inline Look look_of_unit(std::string_view unit) {
  for (const Unit known : {Unit::kCalls, Unit::kShare, Unit::kSeconds, Unit::kSquareSeconds,
                           Unit::kHours, Unit::kMoney}) {
    if (unit_name(known) == unit) return look_of(known);
  }
  return look_of(Unit::kCount);
}

// An estimate: value, low and high in columns from `column` on.
inline void write_interval(Sheet& sheet, SheetRow row, SheetColumn column, const Json& estimate,
                           Look look) {
  for (const char* part : {"value", "low", "high"}) {
    sheet.number(row, column++, number_in(estimate, part), look);
  }
}

}  // namespace hotline::detail
