#pragma once

#include <optional>
#include <set>
#include <string>

#include "parts.hpp"

// Announced waits, callbacks, messages, and work without a caller on the line.
namespace hotline::reading {

// `announced_wait`, `balk`, `callback`, `voicemail` and `deferred` of one [[call]].
void read_waits(TableView& table, CallType& call, Draft::DeferredSpots& spots, const Draft& draft);

// Keys that mean nothing for work without a caller on the line. Call after the type has been read.
void check_deferred_keys(TableView& table, const CallType& call);

// The call types to which callbacks and messages in the list [[call]] go: these need no calls of
// their own.
std::set<std::string> deferred_to(const Field& calls);

// Once all call types are known: callbacks and messages go to deferred types, and nobody is handed
// over to one.
void check_deferred(const Draft& draft, Problems& problems);

}  // namespace hotline::reading
