#pragma once

#include "hotline/random/distribution.hpp"
#include "hotline/theory/duration_law.hpp"

namespace hotline {

// The same law for the formulas of room `theory`, exact for the laws that it knows, the others by
// their survival function with error 1e-15. Without a hazard rate where the law has no density
// everywhere (constants, lists of values, mixtures with them). Throws Error if the law is 0 for
// sure.
theory::DurationLaw duration_law(const Distribution& distribution);

}  // namespace hotline
