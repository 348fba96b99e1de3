#pragma once

#include <string>
#include <vector>

#include "hotline/experiment/measures.hpp"
#include "hotline/experiment/result.hpp"
#include "hotline/model/model.hpp"
#include "hotline/scenario/scenario.hpp"

// A result beside what the formulas of room `theory` say of its scenario.
namespace hotline {

// One measure by formula and by simulation.
struct TheoryFigure {
  std::string of;     // call type, or empty for the whole team
  std::string key;    // of the measure: "service_level"
  std::string title;  // for people
  Unit unit;
  double formula = kUnknown;
  Estimate simulated;
  // (simulated - formula) in standard errors of the simulation; NaN without an interval.
  double deviation = kUnknown;
};

// Agents who share work, and the call types that they take: no other agent takes these, and these
// take no other agent.
struct TheoryTeam {
  std::vector<std::string> types, groups;
  std::string formula;              // "Erlang A (M/M/s+M)"; empty if none applies
  std::vector<std::string> breaks;  // which assumptions of the formula the scenario breaks
  std::vector<TheoryFigure> figures;
};

// One interval of the week of a calendar: service level by formulas for the long run, with the mean
// rate and the mean number of agents on duty of the interval.
struct TheoryInterval {
  CellLabel label;
  double calls_per_hour = 0;  // expected first calls that ask for an agent
  double agents = 0;          // on duty, mean of the simulation
  Estimate simulated;
  double erlang_c = kUnknown;
  double erlang_a = kUnknown;               // NaN if callers never give up
  double modified_offered_load = kUnknown;  // Erlang A, or C, at the mean load in progress
  double deviation = kUnknown;              // of simulated from Erlang A, or C
};

struct TheoryComparison {
  std::vector<TheoryTeam> teams;
  std::vector<TheoryInterval> intervals;  // of the first team, of a calendar; with some calls
};

// Steady scenarios: measures of the whole run, by the formula that fits best: Erlang B, C or A,
// M/M/s/K, M/M/s+G, M/G/1, M/D/s, Kimura's approximation, priorities. Calendars: Erlang C and A and
// the modified offered load by interval of the week, where all types and groups are one team. A
// fractional number of agents is interpolated between whole ones.
TheoryComparison compare_with_theory(const Scenario& scenario, const Model& model,
                                     const Result& result);

}  // namespace hotline
