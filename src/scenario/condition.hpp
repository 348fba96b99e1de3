#pragma once

#include "parts.hpp"

namespace hotline::reading {

// `if` of a stage or an overflow rule: { idle = "desk", at_least = 2 }.
std::optional<Condition> as_condition(const Field& field, const Draft& draft);

}  // namespace hotline::reading
