#pragma once

#include "hotline/theory/duration_law.hpp"
#include "hotline/theory/stationary_queue.hpp"

namespace hotline::theory {

// M/G/s/r+G as Whitt 2005, "Engineering solution of a basic call-center model", Management Science
// 51, 221-235, approximates it: handling of any law as exponential with the same mean, and the
// caller at place j from the end of the queue as giving up at the rate hazard(j / arrivals), as if
// having waited since the last j arrivals. That leaves a birth-death chain, solved exactly here.
// Exact for exponential handling and patience; otherwise an error of a few per cent of P(abandon)
// and of the mean wait is usual.
// `places` is the most calls that may wait, >= 0. Throws Error if a number is out of range or the
// law of patience has no hazard rate.
QueueMeasures engineering_solution(const Traffic& traffic, int agents, int places,
                                   const DurationLaw& patience);

}  // namespace hotline::theory
