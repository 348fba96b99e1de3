#pragma once

#include "parts.hpp"

// How the staffing of one group becomes steps of the model: one function for each way to write it.
namespace hotline::detail {

// Numbers of agents by the clock and by date: the moments at which the number changes. Sets the
// group's number of agents.
void compile_counts(const AgentGroup& written, const Days& days, GroupId id, Model& model);

// Shifts: when each person begins and ends, and the breaks. Sets the group's number of agents, the
// named persons first.
void compile_shifts(const AgentGroup& written, const Days& days, GroupId id, Model& model);

}  // namespace hotline::detail
