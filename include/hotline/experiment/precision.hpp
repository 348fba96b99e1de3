#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hotline/base/time.hpp"

namespace hotline {

// How narrow the interval of a measure is to be: half its width at most `amount`, in the measure's
// own unit or, if `relative`, as a share of its value.
struct PrecisionGoal {
  std::string measure;  // key; of all calls, or of house_measures()
  std::string type;     // of one call type only; empty = all
  double amount = 0;    // > 0
  bool relative = false;
};

// Goals from text: "1%" (service level, mean wait and abandonment to 1 % of their values), or
// "service_level=0.5pp", "asa.protection=2 s", "asa=5%"; several separated by commas. Throws Error
// that says what is wrong.
std::vector<PrecisionGoal> parse_precision(std::string_view text);

// Until when replications are added.
struct Precision {
  std::vector<PrecisionGoal> goals;         // none: as many replications as were asked
  int fewest = 30;                          // replications before the first look
  int most = 1'000'000;                     // replications
  std::optional<double> most_seconds = {};  // of real time, looked at between replications
};

struct Result;

// By how much the widest interval of the goals is too wide: its half-width over what it is to be. 0
// if there is nothing to measure, or no spread in what was measured.
double excess_width(const std::vector<PrecisionGoal>& goals, const Result& result);

// Throws Error if a goal is about a call type that is not there.
void check_types(const std::vector<PrecisionGoal>& goals, const std::vector<std::string>& types);

}  // namespace hotline
