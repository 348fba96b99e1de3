#pragma once

#include <vector>

#include "hotline/experiment/theory_check.hpp"
#include "theory_team.hpp"

namespace hotline::detail {

// (simulated - formula) in standard errors; NaN without an interval or spread.
double deviation(const Estimate& simulated, double formula, const Result& result);

// Adds to `calls`, [cell], the expected first calls of a type that arrive in each interval of the
// week and ask for an agent, over the whole horizon.
void add_expected_calls(const Model& model, TypeId type, std::vector<double>& calls);

// The intervals of the week with calls, for a calendar whose types and groups are one team.
std::vector<TheoryInterval> theory_by_interval(const Model& model, const Result& result,
                                               const Team& team);

}  // namespace hotline::detail
