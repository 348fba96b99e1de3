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

std::vector<Team> teams_of(const Scenario& scenario, const Model& model);

// Share of a type's calls that come past the machine to ask for an agent.
double share_to_agents(const TypeModel& type);

// Expected first calls per second of a type that ask for an agent, over the whole horizon.
PerSecond mean_rate(const Model& model, TypeId type);

// What the scenario does that a formula with Poisson arrivals, one kind of agent and first come
// first served does not know, one sentence each. `knows_law` if the formula allows handling of any
// law, `knows_priority` if it knows classes of urgency, `knows_limits` if it knows full queues.
struct FormulaKnows {
  bool law = false, priority = false, limits = false, any_patience = false;
};
std::vector<std::string> broken_assumptions(const Scenario& scenario, const Model& model,
                                            const Team& team, const FormulaKnows& knows);

}  // namespace hotline::detail
