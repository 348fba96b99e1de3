#pragma once

#include <optional>

#include "fields.hpp"
#include "hotline/random/distribution.hpp"
#include "hotline/scenario/scenario.hpp"

namespace hotline::reading {

// A length of time (a constant), or a table with one law: { exponential = { mean = "40 s" } }.
std::optional<Distribution> as_distribution(const Field& field);

// A distribution, or { usual = ..., by_time = { "08:00-12:00" = ... } }.
std::optional<TimedDistribution> as_timed_distribution(const Field& field);

}  // namespace hotline::reading
