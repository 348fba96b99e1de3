#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hotline/experiment/measures.hpp"
#include "hotline/experiment/result.hpp"
#include "hotline/experiment/selection.hpp"

namespace hotline {

// A measure by which variants are compared.
struct ComparedMeasure {
  enum class Of { kCalls, kAgents, kHouse };
  Of of = Of::kCalls;
  std::string key = {}, title = {};
  Unit unit = Unit::kShare;
};

// Those that every comparison shows: service level, waits, abandonment, calls and callers served,
// queue, intervals that met the target, occupancy, hours on duty, costs.
std::vector<ComparedMeasure> main_measures();

// Measures by their keys in docs/measures.md; percentiles of waits are not among them, since they
// are no ratio of means. Throws Error for an unknown key, with the nearest one.
std::vector<ComparedMeasure> compared_measures(std::span<const std::string> keys);

// Whether a measure is better the larger it is (1) or the smaller (-1); 0 if that depends.
int better_direction(std::string_view key);

// a - b of the same measure under common random numbers, from their pseudo-values: the paired-t
// interval (Law 2015, Simulation Modeling and Analysis, section 10.2.1) on their differences, by
// mean_interval for a quantity of any value. `gain` is the gain of pairing: by how many times as
// much the variance of the difference would be larger if the two were independent; infinite if the
// difference is known exactly. `pseudo_values` are the differences. If one has more observations
// than the other, the first ones that both have are compared. Unknown if one of them is.
Estimate difference(const Estimate& a, const Estimate& b, double level);

// How often chance alone brings no difference to light: whether the interval of a difference leaves
// 0 out.
bool is_seen(const Estimate& difference);

// Of all calls or agents together (`name` is empty), or of one call type or agent group.
struct ComparedLine {
  std::size_t measure = 0;            // in Comparison::measures
  std::string name = {};              // of a type or group of the baseline
  std::vector<Estimate> values = {};  // [variant], unknown where there is no such type or group
  std::vector<Estimate> differences =
      {};  // [variant], from the baseline; that of itself is unknown
};

// The best of many by one measure.
struct Best {
  ComparedMeasure measure = {};
  int direction = 1;                     // 1 the largest, -1 the smallest
  std::vector<Interval> from_best = {};  // [variant], of best_intervals(); empty after a selection
  std::vector<bool> may_be_best = {};    // [variant]
  struct Selected {
    double indifference = 0;       // smallest difference worth detecting
    std::size_t variant = 0;       // that was selected
    bool decided = false;          // false if stopped before
    std::vector<int> played = {};  // [variant] replications
  };
  std::optional<Selected> selected = {};
};

// Variants against the first one, the baseline.
struct Comparison {
  std::vector<std::string> names = {};   // of the variants
  std::vector<std::string> titles = {};  // of their scenarios
  std::uint64_t seed = 0;
  int observations = 0;  // that all variants have: replications, pairs of them, or batches
  int replications = 0;  // of the variant with the fewest
  int replications_asked = 0;
  bool batches = false;     // observations are batches of one steady run
  bool antithetic = false;  // observations are pairs of replications
  bool interrupted = false;
  double confidence = 0.95;
  double too_wide = 0;  // with a precision: by how many times the widest interval is too wide
  std::size_t simultaneous = 0;  // intervals of differences that hold together; 0 = each by itself
  std::string currency = {};
  std::vector<Seconds> target_times = {};  // of the baseline's call types
  std::vector<ComparedMeasure> measures = {};
  std::vector<ComparedLine> lines = {};  // for all first, in the order of `measures`; then by name
  std::optional<Best> best = {};
};

// From results with pseudo-values (RunOptions::keep_values), at least two, all known. Measures of
// which no variant knows anything are left out. With `simultaneous` all intervals of differences
// hold together at the level `confidence` of the results (Bonferroni).
Comparison compared(std::span<const Result> results, std::vector<std::string> names,
                    std::vector<ComparedMeasure> measures, bool simultaneous);

// An estimate of a result; unknown if it has no such type or group. `name` empty: of all.
Estimate estimate_of(const Result& result, const ComparedMeasure& measure, std::string_view name);

// Judges by a measure, over all calls or agents, with best_intervals.
Best best_of(std::span<const Result> results, const ComparedMeasure& measure, int direction);

}  // namespace hotline
