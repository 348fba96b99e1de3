#pragma once

#include <algorithm>

#include "hotline/experiment/measures.hpp"
#include "hotline/experiment/result.hpp"

// A result made by hand: two days, two call types, two agent groups, with round numbers.
namespace hotline::sample {

inline Estimate estimate(double value, Unit unit) {
  const double most = unit == Unit::kShare ? 1.0 : std::numeric_limits<double>::infinity();
  return {.value = value,
          .low = value * 0.98,
          .high = std::min(value * 1.02, most),
          .p5 = value * 0.9,
          .p95 = std::min(value * 1.1, most)};
}

template <class View>
Estimates estimates(std::span<const Measure<View>> table, const View& view, bool by_interval) {
  Estimates all;
  for (const Measure<View>& measure : table) {
    if (by_interval && !measure.by_interval) continue;
    const double below = measure.denominator == nullptr ? 1 : measure.denominator(view);
    all.push_back(below == 0 ? Estimate{}
                             : estimate(measure.numerator(view) / below, measure.unit));
  }
  return all;
}

// `scale` times: 120 attempts of 100 callers, 80 served (60 in time), 20 abandoned, 5 balked, 15
// closed; waits of 30 s and 60 s.
inline CallView calls(std::uint64_t scale) {
  CallView view;
  view.sums.attempts = 120 * scale;
  view.sums.attempts_staffed = 105 * scale;
  view.sums.callers = 100 * scale;
  view.sums.outcomes = {80 * scale, 20 * scale, 5 * scale, 0, 0, 15 * scale, 0};
  view.sums.in_target = 60 * scale;
  view.sums.abandoned_in_target = 5 * scale;
  view.sums.waited = 50 * scale;
  view.sums.by_caller.outcomes = {75 * scale, 8 * scale, 2 * scale, 0, 0, 15 * scale, 0};
  view.sums.by_caller.in_target = 55 * scale;
  view.sums.by_caller.abandoned_in_target = 2 * scale;
  view.sums.by_caller.waited = 50 * scale;
  const auto times = static_cast<double>(scale);
  view.sums.wait_served = 80 * 30 * times;
  view.sums.wait_served_squares = 80 * (30 * 30 + 40 * 40) * times;
  view.sums.wait_abandoned = 20 * 60 * times;
  view.sums.by_caller.wait_served = 75 * 40 * times;
  view.sums.by_caller.wait_abandoned = 8 * 75 * times;
  view.sums.excess_served = 80 * 20 * times;
  view.sums.queue_time = 3600 * times;
  view.targets = {.judged = 10, .met = 6};
  view.length = 2 * kDay;
  view.longest_queue = 7;
  view.longest_wait = 240;
  return view;
}

inline AgentView agents(double scale) {
  AgentView view;
  view.sums.staffed = 10 * kHour * scale;
  view.sums.busy = 8 * kHour * scale;
  view.sums.after_call = 1 * kHour * scale;
  view.sums.on_break = kHour / 2 * scale;
  view.sums.answered = static_cast<std::uint64_t>(80 * scale);
  return view;
}

inline Row row(std::uint64_t scale) {
  const auto half = [&](std::uint64_t total) {
    return estimates(call_measures(), calls(total), true);
  };
  const auto agent_half = [&](double total) {
    return estimates(agent_measures(), agents(total), true);
  };
  const auto times = static_cast<double>(scale);
  return {.all_calls = half(2 * scale),
          .calls = {half(scale), half(scale)},
          .all_agents = agent_half(2 * times),
          .agents = {agent_half(times), agent_half(times)}};
}

inline Estimates percentiles() {
  Estimates all;
  for (const Seconds wait : {0.0, 45.0, 75.0, 100.0, 180.0}) {
    all.push_back(estimate(wait, Unit::kSeconds));
  }
  return all;
}

// Calls and agents from 08:00 to 16:00 only, twice as many from 10:00 to 12:00.
inline std::uint64_t busyness(ClockTime from) {
  if (from < 8 * kHour || from >= 16 * kHour) return 0;
  return from == 10 * kHour ? 2 : 1;
}

inline Result result() {
  Result result;
  result.title = "A small hotline";
  result.seed = 7;
  result.replications_asked = result.replications = result.observations = 20;
  result.types = {"papers", "protection"};
  result.groups = {"desk", "duty"};
  result.target_share = {0.5, 0.5};
  result.target_time = {20, 20};
  result.all_calls = estimates(call_measures(), calls(20), false);
  result.calls.assign(2, estimates(call_measures(), calls(10), false));
  result.all_wait_percentiles = percentiles();
  result.wait_percentiles.assign(2, percentiles());
  result.all_caller_wait_percentiles = percentiles();
  result.caller_wait_percentiles.assign(2, percentiles());
  result.all_agents = estimates(agent_measures(), agents(20), false);
  result.agents.assign(2, estimates(agent_measures(), agents(10), false));
  const HouseView house{.sums = calls(20).sums, .length = 48, .staffed_time = 16};
  result.house = estimates(house_measures(), house, false);
  result.calendar = true;
  result.days = {Date(std::chrono::days(15890)), Date(std::chrono::days(15891))};  // 2013-07-04
  for (const Weekday weekday : {Weekday::kThursday, Weekday::kFriday}) {
    for (ClockTime from = 0; from < kDay; from += 2 * kHour) {
      result.cells.push_back({weekday, from, from + 2 * kHour});
      result.by_cell.push_back(row(busyness(from)));
    }
  }
  for (ClockTime from = 0; from < kDay; from += 2 * kHour) {
    result.slots.push_back({Weekday::kMonday, from, from + 2 * kHour});
    result.by_slot.push_back(row(busyness(from)));
  }
  result.by_day.assign(2, row(5));
  result.simulated_calls = 48000;
  result.events = 200000;
  return result;
}

}  // namespace hotline::sample
