#pragma once

#include <optional>
#include <string>
#include <vector>

#include "fields.hpp"
#include "hotline/random/distribution.hpp"

namespace hotline::reading {

using Law = Distribution::Law;

// The keys that name laws.
std::vector<std::string> law_names();

// The law `name`, one of `law_names`, with its parameters in `field`. `depth` counts how deep it
// lies in other distributions.
std::optional<Law> read_law(const std::string& name, const Field& field, int depth);

// A distribution within `depth` others.
std::optional<Distribution> read_distribution(const Field& field, int depth);

}  // namespace hotline::reading
