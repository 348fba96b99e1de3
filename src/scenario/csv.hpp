#pragma once

#include <optional>
#include <string>
#include <vector>

#include "fields.hpp"

namespace hotline::reading {

// The numbers of one column of a CSV file (commas, a header line, fields quoted if need be), times
// `scale`. `file` holds the path, relative to the source that says it. Nothing after a problem: at
// `file` if it cannot be read, else at the line of the CSV file.
std::optional<std::vector<Seconds>> read_csv_column(const Field& file, const std::string& column,
                                                    Seconds scale);

}  // namespace hotline::reading
