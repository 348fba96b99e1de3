#pragma once

namespace hotline::theory {

// A stream of calls by the number of them that would be in progress on endless lines.
struct TrafficStream {
  double mean = 0;        // Erlang
  double peakedness = 1;  // variance / mean; 1 for Poisson arrivals, more for overflow
};

// The calls that a Poisson stream of `load` Erlang cannot place on `lines` lines: Wilkinson 1956,
// "Theories for toll traffic engineering in the U.S.A." (the formula is Kosten's and Riordan's).
// Exact. lines >= 0, may be between whole numbers; load > 0; throws Error otherwise.
TrafficStream overflow_of(double lines, double load);

// Independent streams together: means and variances add.
TrafficStream together(const TrafficStream& a, const TrafficStream& b);

// Share of a stream's calls that `lines` lines block, by Hayward's approximation B(lines / z, mean
// / z) with peakedness z: Fredericks 1980, "Congestion in blocking systems - a simple approximation
// technique", Bell System Technical Journal 59, 805-827. Exact for z = 1. Against
// the exact overflow of 5 to 300 Erlang from one group to the next (tests/theory): within 20 % of
// itself where 20 % or more are blocked, up to 45 % too low or 10 % too high down to 2 %.
// lines >= 0, mean > 0, peakedness > 0; throws Error otherwise.
double hayward_blocked(double lines, const TrafficStream& stream);

// The fewest lines that block at most a share `most_blocked` by Hayward's approximation;
// 0 < most_blocked <= 1.
int lines_for_hayward_blocking(const TrafficStream& stream, double most_blocked);

}  // namespace hotline::theory
