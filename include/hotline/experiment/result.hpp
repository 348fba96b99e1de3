#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hotline/base/calendar.hpp"
#include "hotline/base/time.hpp"

namespace hotline {

inline constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

// An estimate with its confidence interval. Anything unknown is NaN: the value if there was nothing
// to measure, the interval if there was only one observation.
struct Estimate {
  double value = kUnknown;
  double low = kUnknown, high = kUnknown;  // confidence interval
  double p5 = kUnknown, p95 = kUnknown;    // 5 % and 95 % points over the observations
  bool known() const { return !std::isnan(value); }
  bool has_interval() const { return !std::isnan(low); }
};

// Estimates in the order of a table of measures (see measures.hpp).
using Estimates = std::vector<Estimate>;

// Estimates for an interval of the week or a day: those measures whose `by_interval` is set, in the
// order of their table.
struct Row {
  Estimates all_calls;
  std::vector<Estimates> calls;  // [type]
  Estimates all_agents;
  std::vector<Estimates> agents;  // [group]
};

struct CellLabel {
  Weekday weekday = Weekday::kMonday;
  ClockTime from = 0, to = kDay;
};

// What an experiment found out.
struct Result {
  std::string title;
  std::uint64_t seed = 0;
  int replications_asked = 0;
  int replications = 0;      // done
  bool interrupted = false;  // ended by the user before all were done
  int observations = 0;      // replications, or batches of a steady run
  bool batches = false;      // observations are batches of one steady run
  double confidence = 0.95;

  std::vector<std::string> types, groups;  // names
  std::vector<double> target_share;        // [type] of the scenario
  std::vector<Seconds> target_time;        // [type]

  Estimates all_calls;                      // call_measures(), all types together
  std::vector<Estimates> calls;             // [type]
  Estimates all_wait_percentiles;           // kWaitPercentiles
  std::vector<Estimates> wait_percentiles;  // [type]
  Estimates all_agents;                     // agent_measures()
  std::vector<Estimates> agents;            // [group]
  Estimates house;                          // house_measures()

  bool calendar = false;         // if so, rows by interval of the week and by day:
  std::vector<CellLabel> cells;  // in order of weekday and time
  std::vector<Row> by_cell;      // as many as cells
  std::vector<Date> days;
  std::vector<Row> by_day;       // as many as days
  std::vector<CellLabel> slots;  // intervals of the average day (weekday is meaningless)
  std::vector<Row> by_slot;      // values only, no intervals

  double simulated_calls = 0;  // attempts over all observations, for the last line of a report
  double events = 0;

  // The estimate of a measure by key, e.g. call("service_level"), for all call types or one. Throws
  // std::out_of_range for an unknown key or name.
  const Estimate& call(std::string_view key, std::string_view type = {}) const;
  const Estimate& agent(std::string_view key, std::string_view group = {}) const;
  const Estimate& whole(std::string_view key) const;  // of house_measures()
};

// Standard deviation of the wait of answered calls, in seconds, from the estimates of
// call_measures() for a type: sqrt(wait_square - asa^2). A value without an interval; NaN if
// nothing was answered.
Seconds wait_sd(const Estimates& call);

}  // namespace hotline
