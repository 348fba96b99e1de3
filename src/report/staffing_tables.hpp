#pragma once

#include <functional>
#include <string>

#include "hotline/report/text.hpp"
#include "hotline/staffing/plan.hpp"
#include "hotline/staffing/requirement.hpp"

namespace hotline::detail {

// A table by time of day (rows) and weekday (columns) of what `value` says of each cell; rows that
// are the same all week as the one before are one line. Empty if planned by date or steady.
std::string week_table(const Plan& plan, const std::function<std::string(std::size_t)>& value);

// Whether any cell of the plan is open; closed ones are left out of tables.
inline bool is_open(const PlanCell& cell) { return cell.open > 0; }

// How sure the targets are, and what a 1-in-20 busy day brings (if it was played).
std::string sureness_section(const Plan& plan, const StaffingCheck& check, const BusyDay& busy_day,
                             const TextStyle& style);

// Calls in time that one person more would bring and one less would cost, the best places for
// either; `values` is [cell][group], or empty.
std::string marginal_section(const Plan& plan, const Table<MarginalValue>& values,
                             const TextStyle& style);

// A check, and a busy day, as JSON objects.
std::string check_json(const Plan& plan, const StaffingCheck& check);
std::string busy_day_json(const Plan& plan, const BusyDay& day);

// The targets of a plan as a JSON list of objects, in their order: what is asked for, by keys and
// numbers where describe() says it in English.
std::string targets_json(const Plan& plan);

// In which the plan's wages are counted; empty if it has none.
std::string currency_of(const Plan& plan);

// "mon 10:00-10:30", "2013-07-04 10:00-10:30".
std::string name_of(const PlanCell& cell);

}  // namespace hotline::detail
