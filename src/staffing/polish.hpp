#pragma once

#include <optional>

#include "effects.hpp"

namespace hotline::planning {

// Exchanges that a linearization cannot see, tried one by one in all cells: up to three people of
// several groups come and go for less money, such as two specialists for one who takes everything.
// Returns a cheaper staffing that holds all constraints in these replications, or nothing.
// Precondition: `staffing` holds them. Plays some ten to fifty times as many replications for two
// or three groups; with more than four groups only exchanges of one against one are tried.
std::optional<Staffing> polished(const Plan& plan, const std::vector<Promise>& promises,
                                 const std::vector<Constraint>& constraints, const Player& player,
                                 int replications, const Staffing& staffing);

}  // namespace hotline::planning
