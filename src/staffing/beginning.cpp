#include <algorithm>
#include <cmath>

#include "hotline/base/error.hpp"
#include "hotline/staffing/requirement.hpp"
#include "plan_parts.hpp"
#include "teams.hpp"

namespace hotline::planning {

Staffing beginning(const Plan& plan) {
  try {
    return required_by_formula(plan, StaffingMethod::kModifiedOfferedLoad).agents;
  } catch (const Error&) {
    Staffing staffing(plan.cells.size(), plan.bare.groups.size());
    for (TypeId t = 0; t < plan.bare.types.size(); ++t) {
      const std::vector<double> loads = greatest_loads(plan, t, mean_handling(plan, t));
      for (const Team& team : teams_of(plan.bare)) {
        const auto able = team.able.find(t);
        if (able == team.able.end() || able->second.empty()) continue;
        const GroupId g = able->second.front();
        for (std::size_t c = 0; c < loads.size(); ++c) {
          if (plan.cells[c].open <= 0) continue;
          staffing(c, g) += static_cast<int>(std::ceil(1.5 * loads[c] / plan.presence[g]));
        }
      }
    }
    return staffing;
  }
}

// About 400 calls in each open interval, and eight days of each kind: counts of calls and busyness
// are then both averaged out.
int usual_replications(const Plan& plan) {
  if (!plan.bare.calendar) return 5;
  double calls = 0, cells = 0;
  std::uint32_t times = 1;
  for (const PlanCell& cell : plan.cells) {
    times = std::max(times, cell.times);
    if (cell.open <= 0) continue;
    calls += cell.first_calls * cell.times;
    cells += 1;
  }
  const double each = cells > 0 ? calls / cells : 1;
  const double wanted = std::max(400 / std::max(each, 1.0), 8.0 / times);
  return static_cast<int>(std::clamp(std::ceil(wanted), 2.0, 48.0));
}

}  // namespace hotline::planning
