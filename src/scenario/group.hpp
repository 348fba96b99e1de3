#pragma once

#include "hotline/scenario/scenario.hpp"
#include "parts.hpp"

// The readers of one group's staffing.
namespace hotline::reading {

inline constexpr int kMostAgents = 100'000;
inline const auto as_count = whole_between(0, kMostAgents);

// `shift`, into group.staffing. The group's persons have been read.
void read_shifts(const Field& field, AgentGroup& group);

// One of a shift's `breaks`, which must lie within the shift and apart from those before it.
void read_break(TableView& table, const Shift& shift, Spot shift_spot, std::vector<Break>& breaks);

// `staffing = { file = "staffing.csv", column = "agents" }`, into group.staffing or, by dates, into
// group.special.
bool is_staffing_file(const Field& field);
void read_staffing_file(const Field& field, AgentGroup& group, const Draft& draft);

// `special`, the dates with numbers of their own.
void read_special_days(const Field& field, AgentGroup& group, const Draft& draft);

// `persons`, and what else of the group speaks about how fast calls are handled: `talk`, `speed`,
// `pause_after_call`.
void read_persons(const Field& field, AgentGroup& group);
void read_talk(const Field& field, AgentGroup& group, bool takes_known);
void read_speed(const Field& field, AgentGroup& group, bool takes_known);
std::optional<Pause> as_pause(const Field& field);

}  // namespace hotline::reading
