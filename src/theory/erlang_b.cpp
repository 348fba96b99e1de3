#include "hotline/theory/erlang_b.hpp"

#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>

#include "theory/check.hpp"

namespace hotline::theory {
namespace {

// Below this load the incomplete gamma function is safe from underflow; above it its continued
// fraction converges fast.
constexpr double kLoadForFraction = 20;

// B for 0 <= lines < 1: 1/B = exp(load) load^-lines Gamma(lines + 1, load) by its definition, with
// Legendre's continued fraction of the incomplete gamma function (Abramowitz and Stegun 6.5.31)
// evaluated from its tail.
double fractional_start(double lines, double load) {
  if (lines == 0) return 1;
  if (load < kLoadForFraction) {
    return boost::math::gamma_p_derivative(lines + 1, load) / boost::math::gamma_q(lines + 1, load);
  }
  const double order = lines + 1;
  double tail = 0;
  for (int n = 60; n >= 1; --n) {
    tail = n * (n - order) / (load + 2 * n + 1 - order - tail);
  }
  return (load + 1 - order - tail) / load;
}

// One more line: positive terms only, so no digit is lost.
double next_line(double blocked, double lines, double load) {
  return load * blocked / (lines + load * blocked);
}

void check_load(double load) {
  require(load >= 0 && std::isfinite(load), "the offered load must be finite and not negative");
}

void check_share(double share) {
  require(share > 0 && share <= 1, "a blocked share must lie above 0 and at most at 1");
}

double root(const std::function<double(double)>& f, double low, double high) {
  std::uintmax_t steps = 200;
  const auto close = [](double a, double b) { return std::abs(b - a) <= 1e-12 * std::abs(b); };
  const auto bracket = boost::math::tools::toms748_solve(f, low, high, close, steps);
  return bracket.first + (bracket.second - bracket.first) / 2;
}

}  // namespace

double erlang_b(double lines, double load) {
  require(lines >= 0 && std::isfinite(lines), "the number of lines must be finite, not negative");
  check_load(load);
  if (load == 0) return lines == 0 ? 1 : 0;
  const double start = lines - std::floor(lines);
  double blocked = fractional_start(start, load);
  for (double n = start + 1; n <= lines; ++n) blocked = next_line(blocked, n, load);
  return blocked;
}

int lines_for_blocking(double load, double most_blocked) {
  check_load(load);
  check_share(most_blocked);
  if (load == 0) return most_blocked < 1 ? 1 : 0;
  double blocked = 1;
  int lines = 0;
  while (blocked > most_blocked) blocked = next_line(blocked, ++lines, load);
  return lines;
}

double lines_at_blocking(double load, double blocked) {
  require_finite_positive(load, "the offered load");
  check_share(blocked);
  const int above = lines_for_blocking(load, blocked);
  if (above == 0) return 0;
  const double target = std::log(blocked);
  const auto excess = [&](double lines) { return std::log(erlang_b(lines, load)) - target; };
  if (excess(above) == 0) return above;
  return root(excess, above - 1, above);
}

double load_at_blocking(double lines, double blocked) {
  require_finite_positive(lines, "the number of lines");
  require(blocked > 0 && blocked < 1, "a blocked share must lie between 0 and 1");
  const double target = std::log(blocked);
  const auto excess = [&](double log_load) {
    const double b = erlang_b(lines, std::exp(log_load));
    return (b > 0 ? std::log(b) : std::numeric_limits<double>::lowest()) - target;
  };
  // At least load - lines Erlang are lost: B >= 1 - lines / load.
  const double high = std::log(lines / (1 - blocked)) + 1e-9;
  double low = high - 1;
  while (excess(low) > 0) low -= 2 * (high - low);
  return std::exp(root(excess, low, high));
}

}  // namespace hotline::theory
