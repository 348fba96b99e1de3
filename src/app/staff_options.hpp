#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hotline/staffing/plan.hpp"
#include "hotline/staffing/requirement.hpp"
#include "options.hpp"

// What the commands "staff" and "schedule" have in common on the command line.
namespace hotline {

// "80/20", "90/30s of protection", "abandonment 5%", "asa 30s", "occupancy 85% of desk". Throws
// CommandLineError.
StaffingTarget target_of(const std::string& text);

// Adds the options --target, --each, --in-days, --by and --plan-for, and those of every command.
void add_plan_options(boost::program_options::options_description& options);

// Puts the targets of the command line in the place of the scenario's.
void apply_targets(const Options& options, Scenario& scenario);

PlanBy plan_by(const Options& options);
PlanFor plan_for(const Options& options);

StaffingMethod method_of(const Options& options);
SearchOptions search_options(const Options& options, const Scenario& scenario);

// "text", "json" or "csv".
std::string plan_format(const Options& options);

// The one file of a command line.
std::string file_of(const Options& options, const std::string& command);

inline constexpr const char* kPlanHelp =
    R"(  --target TARGET         instead of the scenario's targets; may be repeated: 80/20 (80 % answered within
                          20 s), "90/30 of papers" (a call type), "abandonment 5%", "asa 30s",
                          "occupancy 85%"
  --each WHAT             over what the targets of --target hold: interval (default), day, horizon
  --in-days SHARE         they hold on this share of days (90%), not in the mean
  --plan-for WHAT         mean (default), or the busiest day but one in so many: 90%, 95%
)";

}  // namespace hotline
