#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hotline/model/model.hpp"
#include "hotline/scenario/scenario.hpp"
#include "hotline/theory/duration_law.hpp"

namespace hotline::detail {

// Call types and agent groups that are connected by who takes what, as a formula sees them.
struct Team {
  std::vector<TypeId> types;
  std::vector<GroupId> groups;
  Seconds mean_handling = 0;                    // over the calls of all types
  double cv_handling = 0;                       // standard deviation / mean
  bool exponential = false;                     // handling of every call, with one mean
  std::optional<theory::DurationLaw> patience;  // of the first type; none = endless
  bool exponential_patience = false;
};

// The call types whose queues a group serves, in the order in which a freed agent looks at them.
std::vector<TypeId> types_of(const Model& model, GroupId group);

std::vector<Team> teams_of(const Scenario& scenario, const Model& model);

// Share of a type's calls that come past the machine to ask for an agent.
double share_to_agents(const TypeModel& type);

// Expected first calls per second of a type that ask for an agent, over the whole horizon.
PerSecond mean_rate(const Model& model, TypeId type);

// What a formula knows beyond Poisson arrivals, one kind of agent, exponential laws and order of
// arrival.
struct FormulaKnows {
  bool law = false;           // handling of any law
  bool priority = false;      // classes of urgency
  bool limits = false;        // full queues or lines
  bool any_patience = false;  // patience of any law
};

// What the scenario does that such a formula does not know, one sentence each.
std::vector<std::string> broken_assumptions(const Scenario& scenario, const Model& model,
                                            const Team& team, const FormulaKnows& knows);

}  // namespace hotline::detail
