#pragma once

#include <vector>

#include "hotline/model/model.hpp"
#include "hotline/scenario/scenario.hpp"

namespace hotline {

// How many agents have to be on the phones in each interval of the week, [cell], so that its calls
// meet the target in the long run: by Erlang A, or C where callers never give up, for the mean rate
// of first calls and the mean handling time (stationary independent period by period: Green,
// Kolesar and Soares 2001). Agents who share work are one team, whose target is the hardest of its
// call types; the teams are added up. NaN for every cell if no number of agents reaches some
// target; empty unless the model is a calendar.
std::vector<double> required_agents(const Scenario& scenario, const Model& model);

}  // namespace hotline
