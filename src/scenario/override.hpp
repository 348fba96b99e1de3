#pragma once

#include "problems.hpp"
#include "tree.hpp"

namespace hotline::reading {

// Sets the key that the override `source`, "path=value", names. Wrong keys are left to the readers;
// wrong names and indices of list elements are problems here.
void apply_override(Node& root, const Source& source, Problems& problems);

}  // namespace hotline::reading
