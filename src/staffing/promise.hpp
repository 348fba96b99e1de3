#pragma once

#include <vector>

#include "hotline/staffing/requirement.hpp"
#include "player.hpp"

namespace hotline::planning {

// A target in terms of a plan's positions. It holds over some rows (cells or days) if the sum of
// their margins is not negative: all measures are ratios N / D, and the margin is N - limit D for
// what should be large, limit D - N for what should be small. Margins add up over cells, which is
// what makes cuts and greedy choices possible.
struct Promise {
  StaffingTarget target;
  std::vector<TypeId> types;
  std::vector<GroupId> groups;
  // Of an occupancy, [type]: the mean work of a call that one of the groups takes, otherwise 0.
  std::vector<Seconds> handling = {};
  double limit = 0;  // planned for; above the target's own where many days must hold it

  struct Ratio {
    double above = 0, below = 0;
  };
  Ratio ratio(const Counts& counts, std::size_t row) const;
  double margin(const Ratio& ratio) const {
    const double sign = target.measure == StaffingTarget::Measure::kServiceLevel ? 1 : -1;
    return sign * (ratio.above - limit * ratio.below);
  }
  double margin(const Counts& counts, std::size_t row) const { return margin(ratio(counts, row)); }
};

// Makes the promises of a plan's targets.
std::vector<Promise> promises_of(const Plan& plan);

// Cells over which one promise must hold together.
struct Constraint {
  std::size_t promise = 0;
  std::vector<std::uint32_t> cells;
};

// All of them: for each promise its cells one by one, by day, or all together; only those cells
// that are open.
std::vector<Constraint> constraints_of(const Plan& plan, const std::vector<Promise>& promises);

// The cells of one day (of the week, or date), numbered from 0.
std::vector<std::size_t> day_of_cells(const Plan& plan);

// The sum of the margins of a constraint's cells.
double margin_of(const Constraint& constraint, const Promise& promise, const Counts& counts);

// By how much its ratio is beyond its limit, in calls (or seconds); 0 if it is by less than a share
// `nothing` of the limit.
double lack_of(const Constraint& constraint, const Promise& promise, const Counts& counts,
               double nothing = 0);

// Whether a check says that a target in the mean fails more probably than three times in four; what
// is a toss of a coin stays.
bool most_probably_fails(const TargetCheck& one, const Plan& plan);

// What a check lacks to the limit, and half a standard error more: who asks for no more than is
// missing has the next check fail every second time.
double missing(const TargetCheck& check, const Promise& promise);

// What no chance can tell from the limit itself, as a share of it: nobody is added for it.
inline constexpr double kNothing = 5e-4;

// Days of the replications on which the limit of the promise's target itself held, and all days
// with something to judge by.
struct DaysHeld {
  double held = 0, judged = 0;
};
DaysHeld days_held(const Promise& promise, const std::vector<Played>& played);

// With people in plenty, does each constraint hold at all? Throws Error that names the first that
// does not, and the best value.
void check_reachable(const Plan& plan, const std::vector<Promise>& promises,
                     const std::vector<Constraint>& constraints, const Player& player,
                     int replications, const Staffing& numbers);

// Numbers from which a search is short: where many people work, as many more or fewer per cent of
// all groups as its constraints ask for, by playing a few such shares at once.
Staffing scaled(const Plan& plan, const std::vector<Promise>& promises,
                const std::vector<Constraint>& constraints, const Player& player, int replications,
                const Staffing& numbers);

}  // namespace hotline::planning
