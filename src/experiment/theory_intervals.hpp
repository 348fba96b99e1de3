#pragma once

#include <vector>

#include "hotline/experiment/theory_check.hpp"
#include "theory_team.hpp"

namespace hotline::detail {

// (simulated - formula) in standard errors; NaN without an interval or spread.
double deviation(const Estimate& simulated, double formula, const Result& result);

// The intervals of the week with calls, for a calendar whose types and groups are one team.
std::vector<TheoryInterval> theory_by_interval(const Model& model, const Result& result,
                                               const Team& team);

}  // namespace hotline::detail
