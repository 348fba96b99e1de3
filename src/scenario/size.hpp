#pragma once

#include "parts.hpp"

namespace hotline::reading {

// Refuses what would not fit in memory, before anything is made of it. Call when all has been read
// without mistakes.
void check_size(TableView& root, const Draft& draft);

}  // namespace hotline::reading
