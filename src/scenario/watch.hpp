#pragma once

#include <optional>
#include <string>
#include <vector>

#include "parts.hpp"

namespace hotline::reading {

// A table of limits by measure: { service_level = { yellow = 0.85, red = 0.8 }, ... }. `title` is
// what messages call it. Only measures `about` this are known; all are without.
void read_watch(const Field& field, const std::string& title, std::optional<Watchable::About> about,
                const Draft& draft, std::vector<Watch>& watches);

}  // namespace hotline::reading
