#pragma once

#include <vector>

#include "measure.hpp"

namespace hotline::benchmark {

// All cases; the first is the floor.
std::vector<Case> all_cases();

}  // namespace hotline::benchmark
