#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "hotline/experiment/measures.hpp"
#include "hotline/experiment/result.hpp"

// Numbers for people, where whatever is unknown is "-"; and one kind for programs.
namespace hotline {

// A number as a field of CSV, with all its digits; empty if it is unknown or infinite.
std::string csv_number(double value);

// "24,013.5": with separators for thousands and `decimals` decimal places.
std::string format_number(double value, int decimals);

// "24,013", "81.3 %", "1 min 12 s", "11,424 h".
std::string format_value(double value, Unit unit);

// The value and its confidence interval, rounded to what the width of the interval lets one say:
// "81.3 % (80.9 - 81.7)", "1 min 12 s (1 min 8 s - 1 min 17 s)". Only the value if there is no
// interval, or one without width.
std::string format_estimate(const Estimate& estimate, Unit unit);

// Between which values nine observations in ten lie: "78.1 - 84.0 %".
std::string format_spread(const Estimate& estimate, Unit unit);

// A difference of two values, with its sign and interval: "-9.1 pp (-9.8 to -8.4)"; shares are told
// apart in percentage points.
std::string format_difference(const Estimate& difference, Unit unit);

// The same in words, without the sign of a difference that is seen: "9.1 pp", and "between 8.4 and
// 9.8" or, if the interval holds 0, "between 0.3 less and 0.2 more". The second is empty if there
// is no interval, or one without width.
struct DifferenceInWords {
  std::string size, range;
};
DifferenceInWords difference_in_words(const Estimate& difference, Unit unit);

// Rounds to `decimals` places so that the rounded values add up to the rounded sum exactly: those
// with the largest remainders are rounded up (the method of Hamilton). All values must be finite.
std::vector<double> round_to_sum(const std::vector<double>& values, int decimals);

// The name of a unit in files: "calls", "share" (0..1), "s", "h", "number", "s2" (square seconds).
std::string_view unit_name(Unit unit);

}  // namespace hotline
