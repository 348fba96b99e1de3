#pragma once

#include "parts.hpp"

namespace hotline::reading {

// Groups of agents for a call type, in order: ["a", "b"], or by rank, [["a", "b"], "c"]. They must
// be there and take the type.
std::optional<GroupOrder> as_group_order(const Field& field, const std::string& call,
                                         const Draft& draft);

// One group of agents that must be there and take the type.
std::optional<std::string> as_able_group(const Field& field, const std::string& call,
                                         const Draft& draft);

// A group of agents, or a call type, that must be there.
std::optional<std::string> as_group(const Field& field, const Draft& draft);
std::optional<std::string> as_call(const Field& field, const Draft& draft);

// Whether the order names the group.
bool names(const GroupOrder& order, const std::string& group);

}  // namespace hotline::reading
