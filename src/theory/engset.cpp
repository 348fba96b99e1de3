#include "hotline/theory/engset.hpp"

#include <algorithm>
#include <cmath>

#include "theory/check.hpp"

namespace hotline::theory {
namespace {

void check_callers(int sources, double intensity) {
  require(sources >= 1, "there must be at least one caller");
  require(intensity >= 0 && std::isfinite(intensity),
          "the calling intensity must be finite and not negative");
}

double next_line(double blocked, int line, int sources, double intensity) {
  const double calling = std::max(0, sources - line + 1) * intensity * blocked;
  return calling / (line + calling);
}

double time_blocked(int lines, int sources, double intensity) {
  double blocked = 1;
  for (int n = 1; n <= lines; ++n) blocked = next_line(blocked, n, sources, intensity);
  return blocked;
}

}  // namespace

EngsetBlocking engset(int lines, int sources, double intensity) {
  require(lines >= 0, "the number of lines must not be negative");
  check_callers(sources, intensity);
  // A caller who tries sees the lines as the other callers use them.
  return {time_blocked(lines, sources, intensity), time_blocked(lines, sources - 1, intensity)};
}

int lines_for_engset_blocking(int sources, double intensity, double most_blocked) {
  check_callers(sources, intensity);
  require(most_blocked > 0 && most_blocked <= 1,
          "a blocked share must lie above 0 and at most at 1");
  double blocked = 1;
  int lines = 0;
  while (blocked > most_blocked) {
    ++lines;
    blocked = next_line(blocked, lines, sources - 1, intensity);
  }
  return lines;
}

}  // namespace hotline::theory
