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
#include "hotline/scenario/scenario.hpp"

namespace hotline {

inline constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

// An estimate with its confidence interval. Anything unknown is NaN: the value if there was nothing
// to measure, the interval if there was only one observation.
struct Estimate {
  double value = kUnknown;
  // Confidence interval; `high` is infinite if the observations set no upper limit.
  double low = kUnknown, high = kUnknown;
  double p5 = kUnknown, p95 = kUnknown;  // 5 % and 95 % points over the observations
  double error = kUnknown;               // standard error of the value
  // How many times as many replications would be needed without control variates and antithetic
  // pairs: the ratio of the squared errors. Infinite if the value is known exactly.
  double gain = kUnknown;
  double mean_of_ratios = kUnknown;  // mean over the observations of what each one shows
  std::size_t observations = 0;      // in which there was something to measure
  std::vector<double> values = {};   // theirs, in order; only if they were asked for
  // Likewise for every independent observation: the value and what the observation adds to its
  // error by the delta method, (N - R D) / mean(D) for a ratio R of means. Their mean is the value
  // and their standard error its error, so that the difference of two estimates under common random
  // numbers is the mean of the differences of these. Without control variates.
  std::vector<double> pseudo_values = {};
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

// How the calls fared by one further target time, in the order of target_measures().
struct FurtherTarget {
  Seconds answered_within = 0;
  Estimates all_calls;
  std::vector<Estimates> calls;  // [type]
};

// What a segment's call types and agent groups did in its hours.
struct SegmentResult {
  std::string name;
  Estimates calls;   // call_measures(); the longest queue and wait are absent if it has hours
  Estimates agents;  // agent_measures()
};

struct CellLabel {
  Weekday weekday = Weekday::kMonday;
  ClockTime from = 0, to = kDay;
};

// What became of a limit. `kNone`: there was nothing to measure.
enum class Light { kNone, kGreen, kYellow, kRed };

// A measure held against its limits.
struct Finding {
  std::string measure = {};  // key
  enum class Scope { kAll, kType, kGroup } scope = Scope::kAll;
  std::string name = {};                   // of the type or group
  std::optional<CellLabel> interval = {};  // of the week, if each one is watched
  double yellow = 0, red = 0;
  Estimate estimate = {};
  Light light = Light::kNone;
  // Probability that the long-run value is on the side of the limit that the light says: beyond
  // the limit it names, or, if green, not beyond yellow. By the normal law with the standard error
  // of the estimate; NaN if there was one observation only.
  double certainty = kUnknown;
  // Share of the observations whose own value is beyond red, or beyond yellow; not for intervals.
  double beyond_yellow = kUnknown, beyond_red = kUnknown;
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
  BatchMethod intervals = BatchMethod::kBatchMeans;
  // If all intervals of a table hold together at the level `confidence`: how many there are of the
  // whole horizon, of intervals of the week and of days (Bonferroni); otherwise 0.
  struct Simultaneous {
    std::size_t whole = 0, by_cell = 0, by_day = 0;
    bool any() const { return whole > 0; }
  } simultaneous = {};
  enum class Controls { kNotAsked, kUsed, kUnknown } controls = Controls::kNotAsked;
  bool antithetic = false;
  Seconds warm_up = 0;            // thrown away before a steady run was measured
  bool warm_up_found = false;     // by MSER-5 rather than given by the scenario
  bool warm_up_doubtful = false;  // the run was too short to find it

  std::vector<std::string> types, groups;  // names
  std::vector<double> target_share;        // [type] of the scenario
  std::vector<Seconds> target_time;        // [type]

  Estimates all_calls;                             // call_measures(), all types together
  std::vector<Estimates> calls;                    // [type]
  Estimates all_wait_percentiles;                  // kWaitPercentiles
  std::vector<Estimates> wait_percentiles;         // [type]
  Estimates all_caller_wait_percentiles;           // likewise, of the whole waits of callers
  std::vector<Estimates> caller_wait_percentiles;  // [type]
  Estimates all_agents;                            // agent_measures()
  std::vector<Estimates> agents;                   // [group]
  Estimates house;                                 // house_measures()

  bool calendar = false;         // if so, rows by interval of the week and by day:
  std::vector<CellLabel> cells;  // in order of weekday and time
  std::vector<Row> by_cell;      // as many as cells
  std::vector<Date> days;
  std::vector<Row> by_day;       // as many as days
  std::vector<CellLabel> slots;  // intervals of the average day (weekday is meaningless)
  std::vector<Row> by_slot;      // values only, no intervals

  std::vector<FurtherTarget> further_targets;  // ascending
  std::vector<SegmentResult> segments;
  std::vector<Finding> findings;  // in the order of the scenario
  std::string currency;           // of money; empty if the scenario has no costs

  // With a precision: by how many times the widest interval is too wide (excess_width).
  double too_wide = 0;

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
