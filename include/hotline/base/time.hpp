#pragma once

#include <string>

namespace hotline {

// Time since the start of the horizon, or a length of time, in seconds.
using Seconds = double;

// Events per second.
using PerSecond = double;

inline constexpr Seconds kMinute = 60.0;
inline constexpr Seconds kHour = 3600.0;
inline constexpr Seconds kDay = 86400.0;

// A length of time for people, to the precision that they would name: three digits below a minute,
// above it two units of "d", "h", "min" and "s": "0.25 s", "20 s", "4 min 30 s", "2 h 5 min". "0 s"
// for less than half a millisecond; a minus sign before negative lengths; "infinite"; "unknown" for
// what is not a number.
std::string format_duration(Seconds length);

}  // namespace hotline
