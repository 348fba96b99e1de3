#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "hotline/report/comparison.hpp"
#include "hotline/report/number.hpp"

namespace hotline {
namespace {

// What a difference of a measure is called: {0} is its size, {1} the target.
struct Phrase {
  std::string_view key;
  std::string_view more, less;
  std::string_view none;  // in what no difference is seen
};

constexpr Phrase kPhrases[] = {
    {"service_level", "{0} more calls in {1}", "{0} fewer calls in {1}", "calls in {1}"},
    {"asa", "{0} more until the answer, on average", "{0} less until the answer, on average",
     "the mean wait"},
    {"wait_all", "{0} more in queue for each call, however it ends",
     "{0} less in queue for each call, however it ends", "the time in queue"},
    {"abandonment", "{0} more calls abandoned", "{0} fewer calls abandoned", "abandonment"},
    {"served", "{0} more calls served", "{0} fewer calls served", "calls served"},
    {"coverage_calls", "{0} more calls reach a person", "{0} fewer calls reach a person",
     "calls that reach a person"},
    {"coverage_callers", "{0} more callers reach a person in the end",
     "{0} fewer callers reach a person in the end", "callers who reach a person in the end"},
    {"callers_served", "{0} more callers served in the end", "{0} fewer callers served in the end",
     "callers served in the end"},
    {"queue_mean", "{0} more callers in queue, on average",
     "{0} fewer callers in queue, on average", "the queue"},
    {"target_met", "{0} more intervals that meet the target",
     "{0} fewer intervals that meet the target", "intervals that meet the target"},
    {"occupancy", "agents {0} more occupied", "agents {0} less occupied", "occupancy"},
    {"staffed_hours", "{0} more on duty", "{0} less on duty", "hours on duty"},
    {"cost", "{0} {2} more cost", "{0} {2} less cost", "cost"},
    {"cost_per_call", "{0} {2} more for each call served", "{0} {2} less for each call served",
     "cost of each call served"},
    {"margin", "{0} {2} more of revenue less cost", "{0} {2} less of revenue less cost",
     "revenue less cost"},
};

std::string target_of(const Comparison& comparison, const std::string& type) {
  const auto& times = comparison.target_times;
  const bool common = type.empty() && !times.empty() &&
                      std::ranges::all_of(times, [&](Seconds t) { return t == times.front(); });
  return common ? format_duration(times.front()) : "their target time";
}

}  // namespace

std::string difference_sentence(const Comparison& comparison, const ComparedLine& line,
                                std::size_t variant) {
  const ComparedMeasure& measure = comparison.measures.at(line.measure);
  const Estimate& difference = line.differences.at(variant);
  const auto phrase = std::ranges::find(kPhrases, measure.key, &Phrase::key);
  const bool has_phrase = phrase != std::end(kPhrases);
  const std::string target = target_of(comparison, line.name);
  const std::string currency =
      comparison.currency.empty() ? std::string("of money") : comparison.currency;
  const DifferenceInWords words = difference_in_words(difference, measure.unit);
  const auto said = [&](std::string_view pattern) {
    return fmt::format(fmt::runtime(pattern), words.size, target, currency);
  };
  const std::string what = has_phrase ? said(phrase->none) : measure.title;
  if (!difference.known()) return fmt::format("not to be compared: {}", what);
  if (difference.value == 0 && !(difference.high > difference.low)) {
    return fmt::format("no difference in {}", what);
  }
  const bool certain = is_seen(difference);
  if (difference.has_interval() && !certain) {
    return fmt::format("no difference to be seen in {}: {}", what, words.range);
  }
  std::string text = has_phrase ? said(difference.value > 0 ? phrase->more : phrase->less)
                                : fmt::format("{}: {} {}", measure.title, words.size,
                                              difference.value > 0 ? "more" : "less");
  if (!words.range.empty()) text += ", " + words.range;
  return text;
}

}  // namespace hotline
