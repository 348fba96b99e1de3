#pragma once

namespace hotline {

// A standard normal variable Z that is known to exceed `a`, for any finite `a`, to about 14 digits
// even where the event Z >= a is too rare for a double.
double normal_excess(double a);                      // E[Z - a | Z >= a]
double normal_excess_variance(double a);             // Var[Z | Z >= a]
double normal_tail_ratio(double a, double further);  // P(Z >= a + further | Z >= a), further >= 0

}  // namespace hotline
