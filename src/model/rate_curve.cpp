#include <algorithm>
#include <cmath>

#include "hotline/model/arrivals.hpp"

namespace hotline {

PerSecond RateCurve::at(Seconds time) const {
  const double x = time - start;
  return c[0] + x * (c[1] + x * (c[2] + x * c[3]));
}

double RateCurve::integral(Seconds from, Seconds to) const {
  const auto up_to = [&](double x) {
    return x * (c[0] + x * (c[1] / 2 + x * (c[2] / 3 + x * (c[3] / 4))));
  };
  return up_to(to - start) - up_to(from - start);
}

PerSecond RateCurve::highest(Seconds end) const {
  const double length = end - start;
  double highest = std::max(at(start), at(end));
  const auto consider = [&](double x) {
    if (x > 0 && x < length) highest = std::max(highest, at(start + x));
  };
  // Where the slope c1 + 2 c2 x + 3 c3 x^2 is 0, by the form of the roots that does not cancel.
  const double discriminant = c[2] * c[2] - 3 * c[3] * c[1];
  if (discriminant >= 0) {
    const double q = -(c[2] + std::copysign(std::sqrt(discriminant), c[2]));
    if (c[3] != 0) consider(q / (3 * c[3]));
    if (q != 0) consider(c[1] / q);
  }
  return highest;
}

// Bisection until the bracket cannot be halved any more, with Newton's step wherever it stays
// inside.
Seconds RateCurve::time_of(double mass, Seconds from, Seconds end) const {
  Seconds low = from, high = end, time = from;
  for (int step = 0; step < 100 && low < high; ++step) {
    const double miss = integral(from, time) - mass;
    (miss < 0 ? low : high) = time;
    const PerSecond rate = at(time);
    Seconds next = rate > 0 ? time - miss / rate : low;
    if (!(next > low && next < high)) next = low + (high - low) / 2;
    if (next == time || next == low) return time;
    time = next;
  }
  return time;
}

RateCurve RateCurve::from(Seconds later) const {
  const double x = later - start;
  return {later, {at(later), c[1] + x * (2 * c[2] + 3 * c[3] * x), c[2] + 3 * c[3] * x, c[3]}};
}

double ArrivalModel::integral(Seconds from, Seconds to) const {
  double sum = 0;
  Seconds start = 0;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const Seconds a = std::max(start, from), b = std::min(pieces[i].end, to);
    if (a < b && pieces[i].rate > 0) {
      sum += curves.empty() ? pieces[i].rate * (b - a) : curves[i].integral(a, b);
    }
    start = pieces[i].end;
  }
  return sum;
}

}  // namespace hotline
