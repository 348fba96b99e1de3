#pragma once

#include <vector>

#include "effects.hpp"

namespace hotline::planning {

// What may be done to a staffing, and what is known of it.
struct Situation {
  const Plan& plan;
  const std::vector<Promise>& promises;
  const std::vector<Constraint>& constraints;
  const Staffing& staffing;
  const Counts& counts;  // that it brings
  const Effects& more;
  const Effects& fewer;
  const Table<char>& stays;  // [cell][group]: nobody is taken away
  // [constraint]: loss of margin when people go in many of its cells at once, times the sum of what
  // each alone would cost; > 1.
  const std::vector<double>& together;
  const std::vector<double>& at_least;  // [constraint]: what its margin must be, 0 unless mended
};

// The cheapest change that, by the effects added up, holds every constraint: people added and taken
// away around the staffing, as an integer program over its linearization at the staffing. At most
// four steps more and one step fewer in each cell and group. Where no change holds a constraint, it
// comes as near as it can.
Staffing best_moves(const Situation& situation);

// Adds one person, of the group that helps a constraint most for its wage, in the cell where it
// does: one of the constraint's or one before, whose queue they meet. Where nobody helps by what is
// known, one of each group in its first cell.
void add_one(const Situation& situation, const Constraint& constraint, Staffing& staffing);

// The least that any staffing can cost (Plan::wage x hours, of a week or of the horizon) if each
// further person brings at most as much as the one before, and one taken away costs at least as
// much as the effects say: the same program without bounds on the changes. NaN without an integer
// solver.
double least_cost(const Situation& situation);

}  // namespace hotline::planning
