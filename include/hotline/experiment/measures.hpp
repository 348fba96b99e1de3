#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

#include "hotline/engine/tally.hpp"

namespace hotline {

// The kind of number that a measure is; times are in seconds inside the program.
enum class Unit { kCalls, kShare, kSeconds, kHours, kCount, kSquareSeconds, kMoney };

// What one observation (a replication or a batch) says about one call type, or about all together.
struct CallView {
  CallSums sums;
  TargetSums targets;
  Seconds length = 0;  // of time observed
  std::uint64_t longest_queue = 0;
  Seconds longest_wait = 0;
};

// What one observation says about one agent group, or about all together.
struct AgentView {
  AgentSums sums;
  double wages = std::numeric_limits<double>::quiet_NaN();  // NaN without [cost]
};

// Sums of money of one observation, in units of the scenario's currency; NaN without [cost].
struct Money {
  double wages = std::numeric_limits<double>::quiet_NaN();
  double lines = std::numeric_limits<double>::quiet_NaN();      // for the time on them
  double penalties = std::numeric_limits<double>::quiet_NaN();  // for calls abandoned
  double revenue = std::numeric_limits<double>::quiet_NaN();    // of calls served
  double cost() const { return wages + lines + penalties; }
};

// What one observation says about the house as a whole.
struct HouseView {
  CallSums sums;  // of all call types
  Seconds length = 0;
  Seconds staffed_time = 0;
  Money money = {};
};

// A measure: a ratio of two sums, estimated as the ratio of their means over observations. A null
// denominator means that the measure is the mean of its numerator per observation.
template <class View>
struct Measure {
  std::string_view key;    // in files: "service_level"
  std::string_view title;  // for people: "service level"
  Unit unit;
  std::string_view definition;  // one sentence, as in docs/measures.md
  double (*numerator)(const View&);
  double (*denominator)(const View&);  // may be null
  bool by_interval;                    // also reported for each interval and day
  bool of_time = false;                // a share of time rather than of calls

  bool is_share_of_calls() const { return unit == Unit::kShare && !of_time; }
};

// The tables of all measures, in the order of their reports.
std::span<const Measure<CallView>> call_measures();
std::span<const Measure<AgentView>> agent_measures();
std::span<const Measure<HouseView>> house_measures();

// Those call measures that depend on the target time: they are also estimated for further targets.
std::span<const Measure<CallView>> target_measures();

// Percentiles of the wait of answered calls, reported beside the call measures as "wait_p50", ...
inline constexpr double kWaitPercentiles[] = {0.50, 0.80, 0.90, 0.95, 0.99};

}  // namespace hotline
