#pragma once

#include <optional>

#include "fields.hpp"
#include "hotline/scenario/scenario.hpp"
#include "parts.hpp"

namespace hotline::reading {

// { file = "log.csv", column = "time" }: the times of calls, in order, within the horizon. Each is
// a date with a time of day on the horizon's clock, or seconds since its start.
std::optional<CallTimes> as_call_times(const Field& field, const Draft& draft);

}  // namespace hotline::reading
