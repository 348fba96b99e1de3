#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "parts.hpp"

// What may come before and after an agent's talk: the machine, and the sequels of a call.
namespace hotline::reading {

std::optional<Ivr> as_ivr(const Field& field);

// `then`: sequels whose probabilities sum to at most 1. The places of the call types that they name
// go to `targets`, one for each sequel.
std::optional<std::vector<Sequel>> as_sequels(const Field& field, std::vector<Spot>& targets);

// The call types that sequels in the list [[call]] name, before anything of it is read: these need
// no calls of their own.
std::set<std::string> handed_over_to(const Field& calls);

// Once all call types are known: every named type exists, and no call goes on for ever.
void check_sequels(const Draft& draft, Problems& problems);

}  // namespace hotline::reading
