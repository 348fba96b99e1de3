#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hotline/base/calendar.hpp"
#include "hotline/engine/tally.hpp"
#include "hotline/model/model.hpp"
#include "hotline/scenario/scenario.hpp"

// What every plan for people is made of: the intervals that are planned, numbers of agents in them,
// and what was promised.
namespace hotline {

// Whether all Mondays have one number for 10:00-10:30, or each date its own.
enum class PlanBy { kWeekday, kDate };

// An interval that is planned: of the week, or of a date. A steady scenario has one.
struct PlanCell {
  std::optional<Date> date = {};  // by date
  Weekday weekday = Weekday::kMonday;
  ClockTime from = 0, to = kDay;
  std::uint32_t times = 1;  // how often the horizon has it
  Seconds length = 0;       // of each, on average
  double open = 1;          // share of its time in which the lines are open
  double first_calls = 0;   // expected in each, by day and by chance
};

// Numbers of agents on the roster: [cell][group]. People on the roster include those whom shrinkage
// and absence keep off the phones.
using Staffing = Table<int>;

// A scenario made ready for planning.
struct Plan {
  Scenario scenario;
  // The scenario without its own staffing, every planned interval a cell of its own.
  Model bare;
  PlanBy by = PlanBy::kWeekday;
  std::vector<PlanCell> cells;
  std::vector<std::uint32_t> cell_of;  // [interval of the model]
  std::vector<bool> worked;            // [interval]: false on days on which nobody works
  // Of each group: the share of people on the roster whom absence and shrinkage leave at the
  // phones, and the wage of one for an hour (1 where the scenario has no wages).
  std::vector<double> presence, wage;
  bool has_wages = false;
  std::vector<StaffingTarget> targets;  // never empty
  double busy = 1;  // demand is planned at this factor of its mean; 1 = as it is
};

// How much demand is planned for: its mean with all its chance, or the busiest day but so many of a
// hundred, busyness then being no chance any more.
struct PlanFor {
  double quantile = 0;  // 0 = the mean; otherwise a share, as 0.9
};

// Throws Error if the targets cannot be planned for in this scenario (a type with two target times,
// a group that does not exist: for scenarios made by hand), or if nobody takes calls.
Plan make_plan(const Scenario& scenario, PlanBy by, const PlanFor& plan_for = {});

// The quantile of a day's busyness: of the product of the factors of a day and of a replication,
// over all call types by their calls. 1 if there are none. Computed from 100,000 draws.
double busy_quantile(const Model& model, double quantile);

// The plan's model with these numbers of agents in its cells.
Model staffed(const Plan& plan, const Staffing& staffing);

// How many people a model's own roster has at work in each cell, on average over its time and its
// days: less breaks, with those whom shrinkage or absence keep away. `model` is of the plan's
// scenario, or of one with the same horizon and groups.
Table<double> scheduled(const Plan& plan, const Model& model);

// Agent-hours of one week (by weekday) or of the horizon (by date), and what they cost.
double agent_hours(const Plan& plan, const Staffing& staffing);
double wages(const Plan& plan, const Staffing& staffing);

// What a target is called: "80 % answered within 20 s, each interval".
std::string describe(const StaffingTarget& target, const Plan& plan);

}  // namespace hotline
