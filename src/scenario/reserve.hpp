#pragma once

#include "hotline/scenario/scenario.hpp"
#include "table_view.hpp"

namespace hotline::reading {

// `reserve` of a group, whose takes (if known) and staffing have been read from `table`.
void read_reserve(const Field& field, TableView& table, AgentGroup& group, bool takes_known);

}  // namespace hotline::reading
