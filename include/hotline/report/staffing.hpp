#pragma once

#include <ostream>
#include <string>
#include <string_view>

#include "hotline/report/text.hpp"
#include "hotline/staffing/plan.hpp"
#include "hotline/staffing/requirement.hpp"

namespace hotline {

// Required agents for people, of up to 100 columns: numbers by time of day and weekday (by date:
// one line a day), how sure they are, what formulas would have said.
std::string staffing_report(const Plan& plan, const Requirement& requirement,
                            const TextStyle& style = {});

// The same for programs (docs/staffing.md): one JSON object, ending with a newline.
std::string staffing_json(const Plan& plan, const Requirement& requirement,
                          std::string_view scenario);

// One line for each interval, with a column for each group: a scenario reads it as
// `staffing = { file = "staffing.csv", column = "operators" }`.
void write_staffing_csv(const Plan& plan, const Staffing& staffing, std::ostream& out);

}  // namespace hotline
