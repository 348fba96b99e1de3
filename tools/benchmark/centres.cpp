#include "centres.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "hotline/random/generator.hpp"

namespace hotline::benchmark {
namespace {

const std::vector<Weekday> kEveryDay = {Weekday::kMonday,   Weekday::kTuesday, Weekday::kWednesday,
                                        Weekday::kThursday, Weekday::kFriday,  Weekday::kSaturday,
                                        Weekday::kSunday};

Scenario one_day() {
  CalendarHorizon horizon;
  horizon.from = horizon.to = Date(std::chrono::year(2013) / 7 / 1);
  Scenario scenario;
  scenario.horizon = horizon;
  return scenario;
}

// Half-hours of the working day, and how busy each is against the mean.
constexpr int kHalfHours = 24;
ClockRange half_hour(int i) {
  return {8 * kHour + i * 30 * kMinute, 8.5 * kHour + i * 30 * kMinute};
}
double shape(int i) { return 1 + 0.35 * std::sin(2 * 3.14159265 * (i + 1) / kHalfHours); }

CallType day_type(const std::string& name, double calls_a_day, Seconds mean_talk) {
  CallType type;
  type.name = name;
  WeekTable<double> rates;
  for (int i = 0; i < kHalfHours; ++i) {
    rates.entries.push_back(
        {kEveryDay, half_hour(i), calls_a_day / (kHalfHours * 30 * kMinute) * shape(i)});
  }
  type.arrivals = Arrivals{Profile(rates), {}};
  type.talk.usual = Distribution(law::LogNormal{mean_talk, 1.0});
  type.patience = TimedDistribution{Distribution(law::Exponential{2 * mean_talk}), {}};
  return type;
}

WeekTable<int> staffing(double usual) {
  WeekTable<int> table;
  for (int i = 0; i < kHalfHours; ++i) {
    table.entries.push_back(
        {kEveryDay, half_hour(i), std::max(1, static_cast<int>(std::lround(usual * shape(i))))});
  }
  return table;
}

}  // namespace

Scenario one_queue(int agents, double load, bool impatient, double calls) {
  constexpr Seconds kTalk = 3 * kMinute;
  const PerSecond rate = load * agents / kTalk;
  Scenario scenario;
  scenario.horizon = SteadyHorizon{calls / rate, 20 * kTalk, 10};
  CallType type;
  type.name = "calls";
  type.arrivals = Arrivals{rate, {}};
  type.talk.usual = Distribution(law::Exponential{kTalk});
  if (impatient) {
    type.patience = TimedDistribution{Distribution(law::Exponential{2 * kTalk}), {}};
  }
  scenario.calls.push_back(type);
  AgentGroup group;
  group.name = "agents";
  group.takes = {"calls"};
  group.staffing = agents;
  scenario.agents.push_back(group);
  return scenario;
}

Scenario large_centre() {
  constexpr int kTypes = 65, kGroups = 89, kSkills = 5;
  constexpr double kCallsADay = 60'000;
  Scenario scenario = one_day();
  double load = 0;  // mean number of agents at work
  for (int t = 0; t < kTypes; ++t) {
    // A few large types and many small ones.
    const double calls = kCallsADay * 2 * (kTypes - t) / (kTypes * (kTypes + 1.0));
    const Seconds talk = 120 + 10 * (t % 13);
    scenario.calls.push_back(day_type("type " + std::to_string(t), calls, talk));
    load += calls * talk / (12 * kHour);
  }
  for (int g = 0; g < kGroups; ++g) {
    AgentGroup group;
    group.name = "group " + std::to_string(g);
    for (int k = 0; k < kSkills; ++k) {
      // Skills spread over all types, every type with several groups; no pattern to profit from.
      const auto word = mix(static_cast<std::uint64_t>(g * kSkills + k));
      const int type = k == 0 ? g % kTypes : static_cast<int>(word % kTypes);
      const std::string name = "type " + std::to_string(type);
      if (std::ranges::count(group.takes, name) == 0) group.takes.push_back(name);
    }
    group.staffing = staffing(1.05 * load / kGroups);
    scenario.agents.push_back(group);
  }
  return scenario;
}

Scenario four_sites() {
  constexpr int kTypes = 8, kSites = 4;
  constexpr double kCallsADay = 300'000;
  constexpr Seconds kTalk = 4 * kMinute;
  Scenario scenario = one_day();
  std::vector<std::string> names;
  for (int t = 0; t < kTypes; ++t) {
    scenario.calls.push_back(day_type("type " + std::to_string(t), kCallsADay / kTypes, kTalk));
    names.push_back(scenario.calls.back().name);
  }
  for (int s = 0; s < kSites; ++s) {
    AgentGroup group;
    group.name = "site " + std::to_string(s);
    group.takes = names;
    group.staffing = staffing(kCallsADay * kTalk / (12 * kHour) / kSites);
    scenario.agents.push_back(group);
  }
  scenario.routing.caller_picks = CallerPicks::kLongestIdle;
  scenario.routing.agent_picks = AgentPicks::kLongestWaiting;
  return scenario;
}

}  // namespace hotline::benchmark
