#include "hotline/staffing/frontier.hpp"

#include <algorithm>

#include "hotline/base/error.hpp"

namespace hotline {

std::vector<FrontierPoint> frontier(const Plan& plan, const std::vector<double>& limits,
                                    const SearchOptions& options) {
  const auto is_service_level = [](const StaffingTarget& target) {
    return target.measure == StaffingTarget::Measure::kServiceLevel;
  };
  if (std::ranges::none_of(plan.targets, is_service_level)) {
    throw Error("a curve of cost against service needs a target for the service level");
  }
  std::vector<FrontierPoint> points;
  for (std::size_t i = 0; i < limits.size(); ++i) {
    if (options.stop != nullptr && options.stop->load()) break;
    Plan other = plan;
    for (StaffingTarget& target : other.targets) {
      if (is_service_level(target)) target.limit = limits[i];
    }
    other.scenario.staffing.targets = other.targets;
    SearchOptions search = options;
    if (options.progress) {
      search.progress = [&, i](std::string_view stage, double share) {
        options.progress(stage,
                         (static_cast<double>(i) + share) / static_cast<double>(limits.size()));
      };
    }
    FrontierPoint point;
    point.limit = limits[i];
    try {
      point.requirement = required_by_simulation(other, search);
    } catch (const Error&) {
      break;  // and no higher one either
    }
    if (point.requirement.stopped) break;
    point.hours = point.requirement.hours;
    point.wages = point.requirement.wages;
    point.service_level = point.requirement.check.service_level;
    point.abandonment = point.requirement.check.abandonment;
    points.push_back(std::move(point));
  }
  return points;
}

}  // namespace hotline
