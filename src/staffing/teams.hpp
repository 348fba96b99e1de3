#pragma once

#include <map>
#include <string>
#include <vector>

#include "hotline/staffing/plan.hpp"

// A plan as formulas see it.
namespace hotline::planning {

// Call types and groups that are connected by who takes what. Deferred work, done when nobody
// waits, is left out.
struct Team {
  std::vector<TypeId> types;
  std::vector<GroupId> groups;
  std::map<TypeId, std::vector<GroupId>> able;  // groups that take the type
};

std::vector<Team> teams_of(const Model& model);

// The call types of callers that a group takes.
std::vector<TypeId> types_taken(const Model& model, GroupId group);

// [cell]: expected first calls of a type that ask for an agent, for each second of the cell in
// which the lines are open.
std::vector<double> rates_to_agents(const Plan& plan, TypeId type);

// Mean talk and after-call work of a call of the type, by the mean speed of the groups that take
// it.
Seconds mean_handling(const Plan& plan, TypeId type);

// [cell]: the greatest mean number of calls in progress in the cell if there were always an agent
// free, with exponential handling: between changes of the rate it goes towards rate x handling
// exponentially (Eick, Massey and Whitt 1993a), so it is greatest at an end of an interval. Of
// several occurrences of the cell the mean.
std::vector<double> greatest_loads(const Plan& plan, TypeId type, Seconds handling);

// "mon 10:00-10:30", "2013-07-04 10:00-10:30".
std::string cell_name(const PlanCell& cell);

}  // namespace hotline::planning
