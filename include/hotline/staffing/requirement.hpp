#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "hotline/experiment/result.hpp"
#include "hotline/staffing/plan.hpp"

// How many agents are required in each interval so that the targets hold.
namespace hotline {

enum class StaffingMethod { kErlangC, kErlangA, kModifiedOfferedLoad, kSimulation };

std::string_view title_of(StaffingMethod method);  // "Erlang A"

// How sure one target is in one interval, on one day of the week (or date), or over the horizon.
struct TargetCheck {
  std::size_t target = 0;            // in Plan::targets
  std::vector<std::uint32_t> cells;  // over which it is taken
  Estimate estimate;                 // of the measure
  // Probability that the long-run value holds the limit, by the normal law about the estimate with
  // its standard error; NaN with one replication.
  double certainty = kUnknown;
};

// What the numbers of agents bring, by replications whose random numbers no search has seen.
struct StaffingCheck {
  int replications = 0;
  std::vector<TargetCheck> targets;  // each with each of its intervals, days, or once
  std::vector<Estimate> overall;     // [target]: the measure over the whole horizon
  std::vector<double> certainty;     // [target]: that the long-run value of the horizon holds it
  // [target]: share of days (dates of the horizon, over all replications) whose own value held the
  // limit; of targets about a horizon or interval as well. NaN of a steady scenario.
  std::vector<double> days_held;
  // [cell]: the same day by day: share of its occurrences in which every target about intervals
  // would have been held by the calls of that half-hour alone; only by date, otherwise NaN.
  Estimate service_level, abandonment, asa, occupancy;  // of all calls and agents
  double reached = kUnknown;                            // share of first-time callers
};

// How the same people fare on a day of which only one in twenty is busier.
struct BusyDay {
  double factor = 1;         // its demand, in times of the mean; 1 where days do not differ
  StaffingCheck check = {};  // without replications where it was not played
};

// What one person more or less does in a cell: calls answered in time, gained in one occurrence of
// the cell and the one that follows it.
struct MarginalValue {
  double more = kUnknown, less = kUnknown;
};

// How far a formula is from the numbers that were found by simulation.
struct FormulaError {
  StaffingMethod method = StaffingMethod::kErlangA;
  std::string why_not;  // why it has no answer; empty if it has one
  double hours = 0;     // agent-hours that it asks for
  double hours_too_many = 0, hours_too_few = 0;
  int cells_too_many = 0, cells_too_few = 0;
};

struct Requirement {
  StaffingMethod method = StaffingMethod::kSimulation;
  Staffing agents;                 // [cell][group], on the roster
  double hours = 0;                // agent-hours of a week (by weekday) or of the horizon
  double wages = 0;                // of these, where the scenario has wages; otherwise the hours
  std::vector<std::string> notes;  // what the method does not know, for people

  // By simulation only:
  bool stopped = false;           // ended by the user before it was done
  double lower_bound = kUnknown;  // of `wages`, see required_by_simulation
  StaffingCheck check = {};
  BusyDay busy_day = {};
  Table<MarginalValue> marginal = {};  // [cell][group]
  std::vector<FormulaError> formulas = {};
  int replications = 0;  // of each step of the search
};

// By a formula for the long run, interval by interval: Erlang C or A for the mean rate, or Erlang A
// (without impatience C) for the largest offered load of the interval as if it were constant
// (Jagerman 1975; Massey and Whitt 1994). Call types and groups that are connected are one team of
// agents who can do everything; its agents are then divided among the groups so that those who take
// a type are at least as many as this type alone would need, the cheapest first. Targets of a day
// or of the horizon are planned for in each interval. Numbers are divided by the share of people on
// the roster who are at the phones, and rounded up. Throws Error if no number of agents reaches a
// target, or if a target has no formula.
Requirement required_by_formula(const Plan& plan, StaffingMethod method);

struct SearchOptions {
  int replications = 0;  // of each step of the search; 0 = by the length of the horizon
  std::uint64_t seed = 1;
  int threads = 0;  // 0 = all cores
  double confidence = 0.95;
  const std::atomic<bool>* stop = nullptr;  // ends the search with the best numbers so far
  // Called from the calling thread: what is being done, and the share of the work that is done.
  std::function<void(std::string_view stage, double share)> progress = {};
};

// By simulation of the whole scenario (docs/staffing.md). Throws Error if a target cannot be met by
// any number of agents, naming the target, the interval and the best value.
Requirement required_by_simulation(const Plan& plan, const SearchOptions& options);

// What given numbers of agents bring, by `replications` fresh ones. `set`: which set of random
// numbers; those of set 0 are for the last check, which nothing is decided by. At most 100,000
// replications.
StaffingCheck check_staffing(const Plan& plan, const Model& model, int replications,
                             const SearchOptions& options, int set = 0);

// A formula's numbers held against those of a simulation.
FormulaError compare_formula(const Plan& plan, StaffingMethod method, const Staffing& simulated);

}  // namespace hotline
