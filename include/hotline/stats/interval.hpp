#pragma once

#include <cstdint>

namespace hotline {

// The value that a Student variable with `degrees` degrees of freedom exceeds in absolute value
// with probability 1 - level. degrees >= 1, 0 < level < 1.
double student_quantile(double level, double degrees);

// Two-sided interval for a share, by Wilson's score (1927). `successes` <= `trials`, trials >= 1.
struct ShareInterval {
  double low = 0, high = 1;
};
ShareInterval wilson_interval(double successes, double trials, double level);

}  // namespace hotline
