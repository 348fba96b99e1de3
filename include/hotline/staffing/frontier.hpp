#pragma once

#include <vector>

#include "hotline/staffing/requirement.hpp"

namespace hotline {

// One point of the curve of cost against service: the fewest agents for a service level, and what
// they bring by fresh random numbers.
struct FrontierPoint {
  double limit = 0;  // of every service-level target of the plan
  double hours = 0, wages = 0;
  Estimate service_level, abandonment;  // of all calls
  Requirement requirement;
};

// The fewest agents, by simulation, for each of these service levels (0..1) in the place of those
// of the plan's targets. Stops early if it is stopped. Throws Error if the plan has no
// service-level target. What no number of agents reaches is left out.
std::vector<FrontierPoint> frontier(const Plan& plan, const std::vector<double>& limits,
                                    const SearchOptions& options);

}  // namespace hotline
