#pragma once

#include <cstdint>

namespace hotline {

// The value that a Student variable with `degrees` degrees of freedom exceeds in absolute value
// with probability 1 - level. degrees > 0, 0 < level < 1.
double student_quantile(double level, double degrees);

struct Interval {
  double low = 0, high = 1;
};

// Two-sided interval for a share, by Wilson's score (1927). `successes` <= `trials`, trials >= 1.
using ShareInterval = Interval;
ShareInterval wilson_interval(double successes, double trials, double level);

// Upper limit for a share of which there was no success in `trials` independent trials, > 0: the p
// with (1 - p)^trials = 1 - level (the "rule of three" of Hanley and Lippman-Hand 1983, JAMA 249,
// exact). It is at least the share in a portion `level` of all samples.
double limit_if_none(double trials, double level);

// Which values a quantity can have.
enum class Domain { kAny, kNotNegative, kShare };

// What a sample says about a mean or a ratio of means.
struct Sampled {
  double value = 0;
  double error = 0;     // standard error, >= 0
  double skewness = 0;  // of what is averaged; 0 if unknown
  double count = 0;     // independent observations, >= 2
  double degrees = 1;   // of freedom of the error
};

// Two-sided interval for the quantity at `level`: the union of two, because each is right where the
// other is not (docs/measures.md; docs/validity.md shows the coverage).
// - Student's interval, of the quantity itself (kAny), of its logarithm (kNotNegative, from 5
//   observations on, if the error is at most the value) or of its logit (kShare), by the delta
//   method. It is inside the domain.
// - Hall's (1992, "On the removal of skewness by transformation", JRSS B 54) for skew samples, his
//   cubic transformation of Student's ratio; from 5 observations on.
// An error of 0 gives an interval of no width. A value at the border of its domain or beyond it (a
// share of a batch may be) has Student's interval, cut off at the border.
Interval mean_interval(const Sampled& sampled, Domain domain, double level);

}  // namespace hotline
