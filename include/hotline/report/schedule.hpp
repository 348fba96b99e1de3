#pragma once

#include <filesystem>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "hotline/report/text.hpp"
#include "hotline/staffing/frontier.hpp"
#include "hotline/staffing/schedule.hpp"

namespace hotline {

// Who works when, for people: cost, coverage, how sure the targets are, the week's roster (its
// first `most` people).
std::string schedule_report(const Plan& plan, const ScheduleAnswer& answer, const TextStyle& style,
                            std::size_t most = 40);

// The same for programs: one JSON object (docs/staffing.md), ending with a newline.
std::string schedule_json(const Plan& plan, const ScheduleAnswer& answer,
                          std::string_view scenario);

// The roster: one line for each person and day of work.
void write_roster_csv(const Plan& plan, const Schedule& schedule, std::ostream& out);

// A scenario that inherits from `base` (as a path from the new file) and has these shifts.
void write_schedule_toml(const Plan& plan, const Schedule& schedule,
                         const std::filesystem::path& base, std::ostream& out);

// The curve of cost against service.
std::string frontier_section(const Plan& plan, const std::vector<FrontierPoint>& points,
                             const TextStyle& style);
std::string frontier_json(const Plan& plan, const std::vector<FrontierPoint>& points);
void write_frontier_csv(const std::vector<FrontierPoint>& points, std::ostream& out);

}  // namespace hotline
