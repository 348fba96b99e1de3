#pragma once

#include <cstdint>
#include <ostream>
#include <string_view>

#include "hotline/experiment/result.hpp"
#include "hotline/model/model.hpp"

// The result for programs. Columns, keys and units: docs/output.md. Times are in seconds, shares
// from 0 to 1; whatever is unknown is null in JSON and an empty field in CSV.
namespace hotline {

// All estimates over the whole horizon. `scenario` names the file that was run.
void write_summary_json(const Result& result, std::string_view scenario, std::ostream& out);

// The same estimates in CSV, one line each.
void write_summary_csv(const Result& result, std::ostream& out);

// One line for each interval of the week, or day, and call type or agent group. Only the header if
// the horizon is not a calendar.
void write_intervals_csv(const Result& result, std::ostream& out);
void write_days_csv(const Result& result, std::ostream& out);

// Plays replication `replication` (from 0) of `seed` once more and writes each attempt to call as a
// line when it ends. `header` writes the column names first.
void write_calls_csv(const Model& model, std::uint64_t seed, int replication, bool header,
                     std::ostream& out);

}  // namespace hotline
