#include "hotline/experiment/precision.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "hotline/base/error.hpp"
#include "hotline/base/text.hpp"
#include "hotline/experiment/measures.hpp"
#include "hotline/scenario/phrase.hpp"

namespace hotline {
namespace {

constexpr std::string_view kHeadlines[] = {"service_level", "asa", "abandonment"};

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

[[noreturn]] void refuse(std::string_view text, std::string_view why) {
  throw Error(fmt::format("the precision \"{}\" {}", text, why));
}

// The unit of a measure by its key; the nearest key is named if there is none.
Unit unit_of(std::string_view key, bool of_type) {
  std::vector<std::string> keys;
  for (const auto& measure : call_measures()) {
    if (measure.key == key) return measure.unit;
    keys.emplace_back(measure.key);
  }
  for (const auto& measure : house_measures()) {
    if (measure.key == key && !of_type) return measure.unit;
    keys.emplace_back(measure.key);
  }
  const auto near = nearest(key, keys);
  throw Error(fmt::format("there is no measure \"{}\" to be precise about{}", key,
                          near ? fmt::format("; did you mean \"{}\"?", *near) : ""));
}

// A number with %, pp (percentage points) or nothing behind it, or a length of time.
void read_amount(std::string_view text, std::string_view whole, PrecisionGoal& goal) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), goal.amount);
  if (error != std::errc{} || !std::isfinite(goal.amount)) {
    refuse(whole, "needs a number, like 1% or service_level=0.5pp");
  }
  if (!(goal.amount > 0)) refuse(whole, "must be more than 0");
  const std::string_view word = trimmed(text.substr(static_cast<std::size_t>(end - text.data())));
  goal.relative = word == "%";
  if (goal.relative) {
    goal.amount /= 100;
    return;
  }
  if (goal.measure.empty()) refuse(whole, "without a measure must be in %, like 1%");
  if (word.empty()) return;
  const Unit unit = unit_of(goal.measure, !goal.type.empty());
  if (word == "pp") {
    if (unit != Unit::kShare) refuse(whole, "is in percentage points, which only shares have");
    goal.amount /= 100;
    return;
  }
  if (unit != Unit::kSeconds) refuse(whole, "has a unit that its measure has not");
  try {
    goal.amount = duration_of_phrase(text);
  } catch (const PhraseError&) {
    refuse(whole,
           "has an unknown unit; known are % of the value, pp (percentage points), s, min, h");
  }
}

void add_goals(std::string_view text, std::vector<PrecisionGoal>& goals) {
  PrecisionGoal goal;
  const auto equals = text.rfind('=');
  std::string_view amount = text;
  if (equals != std::string_view::npos) {
    const std::string_view measure = trimmed(text.substr(0, equals));
    const auto dot = measure.find('.');
    goal.measure = measure.substr(0, dot);
    if (dot != std::string_view::npos) goal.type = measure.substr(dot + 1);
    amount = text.substr(equals + 1);
    unit_of(goal.measure, !goal.type.empty());
  }
  read_amount(trimmed(amount), text, goal);
  if (!goal.measure.empty()) {
    goals.push_back(goal);
    return;
  }
  for (const std::string_view headline : kHeadlines) {
    goal.measure = headline;
    goals.push_back(goal);
  }
}

}  // namespace

std::vector<PrecisionGoal> parse_precision(std::string_view text) {
  std::vector<PrecisionGoal> goals;
  while (true) {
    const auto comma = text.find(',');
    add_goals(trimmed(text.substr(0, comma)), goals);
    if (comma == std::string_view::npos) return goals;
    text.remove_prefix(comma + 1);
  }
}

}  // namespace hotline
