#include <algorithm>

#include "plan_parts.hpp"

namespace hotline {

ScheduleAnswer make_schedule(const Plan& plan, StaffingMethod method, bool improving,
                             const ScheduleOptions& options) {
  ScheduleAnswer answer;
  answer.required = method == StaffingMethod::kSimulation
                        ? required_by_simulation(plan, options.search)
                        : required_by_formula(plan, method);
  if (options.search.progress) options.search.progress("choosing shifts", 0.97);
  answer.covered = cover(plan, answer.required.agents, options);
  if (improving) {
    answer.improved = improve(plan, answer.required.agents, answer.covered, options);
  } else {
    answer.improved.schedule = answer.covered;
    answer.improved.check = check_staffing(
        plan, planning::scheduled_model(plan, answer.covered),
        options.search.replications > 0 ? options.search.replications : 20, options.search);
  }
  if (const int played = answer.improved.check.replications; played > 0) {
    answer.busy_day = planning::busy_day_of(
        plan,
        [&](const Plan& busy) { return planning::scheduled_model(busy, answer.improved.schedule); },
        played, options.search);
  }
  answer.coverage =
      coverage_of(plan, answer.required.agents,
                  scheduled(plan, planning::scheduled_model(plan, answer.improved.schedule)));
  return answer;
}

}  // namespace hotline
