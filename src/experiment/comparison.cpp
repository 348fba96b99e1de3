#include "hotline/experiment/comparison.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "hotline/base/error.hpp"
#include "hotline/base/text.hpp"
#include "hotline/stats/interval.hpp"
#include "hotline/stats/moments.hpp"

namespace hotline {
namespace {

using Of = ComparedMeasure::Of;

constexpr std::string_view kMainMeasures[] = {"service_level",    "asa",           "wait_all",
                                              "abandonment",      "served",        "coverage_calls",
                                              "coverage_callers", "queue_mean",    "target_met",
                                              "occupancy",        "staffed_hours", "cost",
                                              "cost_per_call",    "margin"};

template <class View>
void add_keys(std::span<const Measure<View>> table, std::vector<std::string>& keys) {
  for (const Measure<View>& measure : table) keys.emplace_back(measure.key);
}

template <class View>
bool find_in(std::span<const Measure<View>> table, Of of, std::string_view key,
             ComparedMeasure& found) {
  const auto measure = std::ranges::find(table, key, &Measure<View>::key);
  if (measure == table.end()) return false;
  found = {of, std::string(measure->key), std::string(measure->title), measure->unit};
  return true;
}

ComparedMeasure measure_of(std::string_view key) {
  ComparedMeasure found;
  if (find_in(call_measures(), Of::kCalls, key, found) ||
      find_in(agent_measures(), Of::kAgents, key, found) ||
      find_in(house_measures(), Of::kHouse, key, found)) {
    return found;
  }
  std::vector<std::string> keys;
  add_keys(call_measures(), keys);
  add_keys(agent_measures(), keys);
  add_keys(house_measures(), keys);
  const auto near = nearest(key, keys);
  throw Error(fmt::format("there is no measure \"{}\"{}", key,
                          near ? fmt::format(": did you mean \"{}\"?", *near)
                               : std::string("; docs/measures.md lists them")));
}

const std::vector<std::string>& names_of(const Result& result, const ComparedMeasure& measure) {
  static const std::vector<std::string> kNone;
  switch (measure.of) {
    case Of::kCalls:
      return result.types;
    case Of::kAgents:
      return result.groups;
    case Of::kHouse:
      break;
  }
  return kNone;
}

// Estimates of all variants by one measure, and nothing of their differences yet.
void add_line(std::span<const Result> results, const std::vector<ComparedMeasure>& measures,
              std::size_t measure, const std::string& name, Comparison& comparison) {
  ComparedLine line;
  line.measure = measure;
  line.name = name;
  for (const Result& result : results) {
    line.values.push_back(estimate_of(result, measures[measure], name));
  }
  if (std::ranges::any_of(line.values, &Estimate::known)) {
    comparison.lines.push_back(std::move(line));
  }
}

// At a level of each.
std::size_t find_differences(double level, Comparison& comparison) {
  std::size_t intervals = 0;
  for (ComparedLine& line : comparison.lines) {
    line.differences.assign(1, Estimate{});
    for (std::size_t v = 1; v < line.values.size(); ++v) {
      line.differences.push_back(difference(line.values[v], line.values[0], level));
      if (line.differences.back().has_interval()) ++intervals;
    }
  }
  return intervals;
}

int observations_of(std::span<const Result> results) {
  int least = std::numeric_limits<int>::max();
  for (const Result& result : results) {
    least = std::min(least, result.antithetic ? result.observations / 2 : result.observations);
  }
  return least;
}

}  // namespace

std::vector<ComparedMeasure> main_measures() {
  std::vector<ComparedMeasure> measures;
  for (const std::string_view key : kMainMeasures) measures.push_back(measure_of(key));
  return measures;
}

std::vector<ComparedMeasure> compared_measures(std::span<const std::string> keys) {
  std::vector<ComparedMeasure> measures;
  for (const std::string& key : keys) measures.push_back(measure_of(key));
  return measures;
}

int better_direction(std::string_view key) {
  constexpr std::string_view kLarger[] = {
      "service_level",  "coverage", "target_met", "served",
      "callers_served", "revenue",  "margin",     "caller_service_level"};
  constexpr std::string_view kSmaller[] = {"asa",
                                           "wait",
                                           "abandon",
                                           "caller_asa",
                                           "caller_wait",
                                           "caller_abandon",
                                           "queue",
                                           "cost",
                                           "penalties",
                                           "wage",
                                           "line_cost",
                                           "retries",
                                           "balked",
                                           "rejected",
                                           "blocked",
                                           "dismissed",
                                           "dropped",
                                           "excess",
                                           "caller_excess",
                                           "callers_abandoned",
                                           "callers_turned_away",
                                           "callers_never_offered"};
  const auto begins = [&](std::string_view word) { return key.starts_with(word); };
  if (std::ranges::any_of(kLarger, begins)) return 1;
  return std::ranges::any_of(kSmaller, begins) ? -1 : 0;
}

Estimate estimate_of(const Result& result, const ComparedMeasure& measure, std::string_view name) {
  if (!name.empty() && std::ranges::count(names_of(result, measure), name) == 0) return {};
  switch (measure.of) {
    case Of::kCalls:
      return result.call(measure.key, name);
    case Of::kAgents:
      return result.agent(measure.key, name);
    case Of::kHouse:
      return result.whole(measure.key);
  }
  return {};
}

Estimate difference(const Estimate& a, const Estimate& b, double level) {
  Estimate result;
  if (!a.known() || !b.known()) return result;
  result.value = a.value - b.value;
  const std::size_t count = std::min(a.pseudo_values.size(), b.pseudo_values.size());
  result.observations = count;
  if (count < 2) return result;
  RatioMoments paired;
  Moments of_a, of_b;
  for (std::size_t j = 0; j < count; ++j) {
    result.pseudo_values.push_back(a.pseudo_values[j] - b.pseudo_values[j]);
    paired.add(result.pseudo_values.back(), 1);
    of_a.add(a.pseudo_values[j]);
    of_b.add(b.pseudo_values[j]);
  }
  result.value = paired.ratio();
  // What is left of two equal numbers after rounding is nothing.
  const double size = std::abs(a.value) + std::abs(b.value);
  constexpr double kRounding = 1e-13;
  if (std::abs(result.value) <= kRounding * size) result.value = 0;
  result.error = paired.standard_error();
  if (result.error <= kRounding * size) result.error = 0;
  const auto number = static_cast<double>(count);
  const Interval interval = mean_interval(
      {result.value, result.error, paired.skewness(), number, number - 1}, Domain::kAny, level);
  result.low = interval.low;
  result.high = interval.high;
  const double unpaired = (of_a.variance() + of_b.variance()) / number;
  if (unpaired > 0) result.gain = unpaired / (result.error * result.error);
  return result;
}

bool is_seen(const Estimate& difference) {
  return difference.has_interval() && (difference.low > 0 || difference.high < 0);
}

Comparison compared(std::span<const Result> results, std::vector<std::string> names,
                    std::vector<ComparedMeasure> measures, bool simultaneous) {
  const Result& baseline = results.front();
  Comparison comparison;
  comparison.names = std::move(names);
  comparison.seed = baseline.seed;
  comparison.observations = observations_of(results);
  comparison.replications = baseline.replications;
  comparison.batches = baseline.batches;
  comparison.antithetic = baseline.antithetic;
  comparison.confidence = baseline.confidence;
  comparison.currency = baseline.currency;
  comparison.target_times = baseline.target_time;
  for (const Result& result : results) {
    comparison.titles.push_back(result.title);
    comparison.replications = std::min(comparison.replications, result.replications);
    comparison.replications_asked =
        std::max(comparison.replications_asked, result.replications_asked);
    comparison.interrupted = comparison.interrupted || result.interrupted;
  }
  for (std::size_t m = 0; m < measures.size(); ++m) add_line(results, measures, m, "", comparison);
  for (std::size_t m = 0; m < measures.size(); ++m) {
    for (const std::string& name : names_of(baseline, measures[m])) {
      add_line(results, measures, m, name, comparison);
    }
  }
  comparison.measures = std::move(measures);
  const std::size_t intervals = find_differences(comparison.confidence, comparison);
  if (simultaneous && intervals > 0) {
    comparison.simultaneous = intervals;
    find_differences(1 - (1 - comparison.confidence) / static_cast<double>(intervals), comparison);
  }
  return comparison;
}

Best best_of(std::span<const Result> results, const ComparedMeasure& measure, int direction) {
  Best best;
  best.measure = measure;
  best.direction = direction;
  std::vector<std::vector<double>> samples;
  std::size_t count = std::numeric_limits<std::size_t>::max();
  for (const Result& result : results) {
    samples.push_back(estimate_of(result, measure, "").pseudo_values);
    for (double& value : samples.back()) value *= direction;
    count = std::min(count, samples.back().size());
  }
  if (count < 2) throw Error("the best of many needs two replications of each, or more");
  for (std::vector<double>& sample : samples) sample.resize(count);
  best.from_best = best_intervals(samples, results.front().confidence);
  for (const Interval& interval : best.from_best) best.may_be_best.push_back(interval.high > 0);
  if (std::ranges::count(best.may_be_best, true) == 0) {  // all the best are the same
    for (std::size_t v = 0; v < best.from_best.size(); ++v) {
      best.may_be_best[v] = best.from_best[v].low == 0;
    }
  }
  return best;
}

}  // namespace hotline
