#pragma once

// The steps of `compile`, one for each part of a scenario. Each fills its part of the model.

#include <map>
#include <string>
#include <vector>

#include "hotline/base/calendar.hpp"
#include "hotline/model/model.hpp"
#include "hotline/scenario/scenario.hpp"

namespace hotline::detail {

// The wall clock over a calendar horizon and the dates that it covers.
struct Days {
  Days(const CalendarHorizon& horizon, const Opening& opening);
  CivilClock clock;
  std::vector<Date> dates;
  // The days on which somebody may come to work, with the eve of the horizon, whose night may run
  // into it: all but those on which the lines are closed.
  std::vector<Date> working;
};

// A stretch of the horizon, possibly beginning before it or ending after it, that holds a value.
template <class Value>
struct Stretch {
  Seconds from = 0, to = 0;
  Value value{};
};

// The stretches of a week table that begin on `date`, in the order of the table.
template <class Value>
std::vector<Stretch<Value>> stretches_on(const WeekTable<Value>& table, const CivilClock& clock,
                                         Date date) {
  std::vector<Stretch<Value>> stretches;
  for (const auto& entry : table.entries) {
    for (const Weekday day : entry.days) {
      if (day != weekday_of(date)) continue;
      const bool overnight = entry.range.to <= entry.range.from;
      const Date end_date = overnight ? date + std::chrono::days(1) : date;
      stretches.push_back({clock.instant(date, entry.range.from),
                           clock.instant(end_date, entry.range.to), entry.value});
    }
  }
  return stretches;
}

// Fills intervals, cells, days and length.
void compile_time(const Scenario& scenario, const Days* days, Model& model);

// Adds the steps of opening and closing; sets starts_open.
void compile_opening(const Opening& opening, const Days& days, Model& model);

// Sets the arrival rates of every type.
void compile_demand(const Scenario& scenario, const Days* days, Model& model);

// Sets the groups' numbers of agents and adds the steps of their staffing.
void compile_rosters(const Scenario& scenario, const Days* days, Model& model);

// Takes over what is asked of reports.
void compile_reporting(const Scenario& scenario, Model& model);
// Sets what callers may do instead of waiting, and takes work without a caller on the line out of
// the groups' queues. Call once routing is compiled. Sets needs.deferred.
void compile_deferred(const Scenario& scenario, const Days* days, Model& model);

// Diallers, and groups that move between callers and deferred work. Call once deferred work is
// compiled. Sets needs.campaigns.
void compile_campaigns(const Scenario& scenario, const std::map<std::string, TypeId>& types,
                       Model& model);

// Who is there when a replication begins.
void compile_start(const Scenario& scenario, const std::map<std::string, TypeId>& types,
                   Model& model);

// Both directions of routing, as lists that the engine walks from front to back: the queues of each
// type, the groups that serve them, lines and limits. `types` are those of the model by name.
// Throws Error if the terms of some type are too many.
void compile_routing(const Scenario& scenario, const std::map<std::string, TypeId>& types,
                     Model& model);

}  // namespace hotline::detail
