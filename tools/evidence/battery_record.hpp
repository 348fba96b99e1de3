#pragma once

#include <cstdint>
#include <string>

namespace hotline::evidence {

// Writes the section `battery` of docs/randomness.md from a file of lines as tools/battery makes
// them: "version 3.31.1", then "bits|test|ntup|tsamples|psamples|p-value|assessment". Throws Error
// if the file cannot be read or a line cannot be understood.
void write_battery_record(const std::string& file, std::uint64_t seed);

}  // namespace hotline::evidence
