#include "hotline/theory/overflow.hpp"

#include <cmath>

#include "hotline/theory/erlang_b.hpp"
#include "theory/check.hpp"

namespace hotline::theory {

TrafficStream overflow_of(double lines, double load) {
  require_finite_positive(load, "the offered load");
  TrafficStream stream;
  stream.mean = load * erlang_b(lines, load);
  stream.peakedness = 1 - stream.mean + load / (lines + 1 - load + stream.mean);
  return stream;
}

TrafficStream together(const TrafficStream& a, const TrafficStream& b) {
  TrafficStream sum;
  sum.mean = a.mean + b.mean;
  require(sum.mean > 0, "streams put together must have calls");
  sum.peakedness = (a.mean * a.peakedness + b.mean * b.peakedness) / sum.mean;
  return sum;
}

double hayward_blocked(double lines, const TrafficStream& stream) {
  require_finite_positive(stream.mean, "the mean of a stream");
  require_finite_positive(stream.peakedness, "the peakedness of a stream");
  return erlang_b(lines / stream.peakedness, stream.mean / stream.peakedness);
}

int lines_for_hayward_blocking(const TrafficStream& stream, double most_blocked) {
  require_finite_positive(stream.peakedness, "the peakedness of a stream");
  const double z = stream.peakedness;
  auto lines = static_cast<int>(std::floor(z * lines_at_blocking(stream.mean / z, most_blocked)));
  while (hayward_blocked(lines, stream) > most_blocked) ++lines;
  return lines;
}

}  // namespace hotline::theory
