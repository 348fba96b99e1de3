#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "hotline/base/calendar.hpp"

namespace hotline {

// One interval of a day.
struct DayInterval {
  ClockTime from = 0;
  Seconds length = 0;
  double calls = 0;  // that arrive in it
  std::optional<int> agents;
};

// Reads a CSV file with a header line and the columns "from" (08:00), "calls" (in the interval)
// and, if wanted, "agents". Each interval ends where the next begins, the last one is as long as
// the one before it. Throws InputError with the line of the first mistake; Error if the file cannot
// be read.
std::vector<DayInterval> read_day(const std::filesystem::path& file);

}  // namespace hotline
