#pragma once

#include "measure.hpp"

namespace hotline::benchmark {

// What no simulator of M/M/s+M can do without: three exponential draws for each call. The floor
// that every case is compared with.
Work draw_only(std::uint64_t calls);

// An event loop for M/M/s+M and nothing else: it counts outcomes and sums waits, on the calendar of
// the engine. What the engine costs above it is the price of its generality and its statistics.
// Times are in mean service times.
Work bare_loop(std::uint64_t calls, std::uint32_t agents, double load, double mean_patience);

}  // namespace hotline::benchmark
