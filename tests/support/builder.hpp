#pragma once

#include <string>
#include <utility>
#include <vector>

#include "hotline/experiment/run.hpp"
#include "hotline/model/model.hpp"
#include "hotline/scenario/scenario.hpp"

// Small words to build scenarios with: everything has a default that a test can leave alone.
namespace hotline::test {

inline Distribution constant(Seconds value) { return Distribution(law::Constant{value}); }
inline Distribution exponential(Seconds mean) { return Distribution(law::Exponential{mean}); }

inline const std::vector<Weekday> kEveryDay = {
    Weekday::kMonday, Weekday::kTuesday,  Weekday::kWednesday, Weekday::kThursday,
    Weekday::kFriday, Weekday::kSaturday, Weekday::kSunday};

// A call type with Poisson arrivals of its own and exponential talk.
inline CallType call(std::string name, PerSecond rate, Seconds mean_talk) {
  CallType type;
  type.name = std::move(name);
  type.arrivals = Arrivals{rate, {}};
  type.talk.usual = exponential(mean_talk);
  return type;
}

inline CallType impatient(CallType type, Distribution patience) {
  type.patience = TimedDistribution{std::move(patience), {}};
  return type;
}

inline AgentGroup agents(std::string name, int count, std::vector<std::string> takes) {
  AgentGroup group;
  group.name = std::move(name);
  group.takes = std::move(takes);
  group.staffing = count;
  return group;
}

inline WeekTable<int> every_day(std::vector<std::pair<ClockRange, int>> numbers) {
  WeekTable<int> table;
  for (const auto& [range, number] : numbers) table.entries.push_back({kEveryDay, range, number});
  return table;
}

// One endless interval.
inline Scenario steady(Seconds length, Seconds warm_up, int batches = 20) {
  Scenario scenario;
  scenario.title = "test";
  scenario.horizon = SteadyHorizon{length, warm_up, batches};
  return scenario;
}

// `days` days from Monday, 1 July 2013, in UTC.
inline Scenario calendar(int days, Seconds interval = 30 * kMinute) {
  CalendarHorizon horizon;
  horizon.from = Date(std::chrono::year(2013) / 7 / 1);
  horizon.to = horizon.from + std::chrono::days(days - 1);
  horizon.interval = interval;
  Scenario scenario;
  scenario.title = "test";
  scenario.horizon = horizon;
  return scenario;
}

inline Opening open_every_day(ClockTime from, ClockTime to,
                              AtClosing at_closing = AtClosing::kFinishQueue) {
  Opening opening;
  opening.hours = WeekTable<bool>{{{kEveryDay, {from, to}, true}}};
  opening.at_closing = at_closing;
  return opening;
}

inline Result simulate(const Scenario& scenario, int replications, std::uint64_t seed,
                       int threads = 2) {
  RunOptions options;
  options.replications = replications;
  options.seed = seed;
  options.threads = threads;
  return run(compile(scenario), options);
}

}  // namespace hotline::test
