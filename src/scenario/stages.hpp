#pragma once

#include "parts.hpp"

namespace hotline::reading {

// `stages` and `overflow` of [routing], whose `groups` have been read.
void read_stages(TableView& routing, Draft& draft);

}  // namespace hotline::reading
