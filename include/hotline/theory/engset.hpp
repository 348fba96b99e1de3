#pragma once

namespace hotline::theory {

// A loss system with few callers: `sources` callers, each of which, while not in a call, starts one
// at the rate `intensity` in units of 1 / mean handling (so intensity = calls per idle caller and
// second times mean handling in seconds).
struct EngsetBlocking {
  double of_time = 0;   // share of time in which all lines are busy
  double of_calls = 0;  // share of calls that find all lines busy
};

// Engset 1918; by the recursion over lines of Joys 1967 ("Engset's formula in automatic telephone
// traffic"), whose terms are all positive. lines >= 0, sources >= 1, intensity >= 0; throws Error
// otherwise. Relative error below 1e-10 for up to 1e5 lines.
EngsetBlocking engset(int lines, int sources, double intensity);

// The fewest lines that block at most a share `most_blocked` of the calls; 0 < most_blocked <= 1.
int lines_for_engset_blocking(int sources, double intensity, double most_blocked);

}  // namespace hotline::theory
