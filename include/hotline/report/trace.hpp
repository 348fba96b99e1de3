#pragma once

#include <cstdint>
#include <optional>
#include <ostream>
#include <vector>

#include "hotline/engine/trace.hpp"

namespace hotline {

// Which events of a trace are shown: those that pass everything that is set.
struct TraceFilter {
  std::optional<std::uint64_t> caller;  // the caller's number, from 1 in order of the first call
  std::vector<TypeId> types;            // of these call types; empty = all
  Seconds from = 0, to = kNever;        // [from, to)
  bool agents = false;                  // also agents who come, go and become idle
  std::uint64_t most = 0;               // lines at most; 0 = all
};

enum class TraceFormat { kText, kJsonLines };

// Plays replication `replication` (from 0) of `seed` and writes what happens, one line for each
// event, as sentences or as one JSON object a line (docs/output.md). Returns whether lines were
// left out because there were more than `filter.most`.
bool write_trace(const Model& model, std::uint64_t seed, std::uint64_t replication,
                 const TraceFilter& filter, TraceFormat format, bool unicode, std::ostream& out);

// The instant, in seconds since the start of the horizon, of a time of day on a date, both on the
// hotline's clock; nothing if the date is not in the horizon of the model or it has no calendar.
std::optional<Seconds> instant_of(const Model& model, Date date, ClockTime time);

}  // namespace hotline
