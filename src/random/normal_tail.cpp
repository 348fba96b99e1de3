#include "random/normal_tail.hpp"

#include <cmath>
#include <numbers>

namespace hotline {
namespace {

// From here on the continued fraction is exact to the last digits with kTerms terms.
constexpr double kFarTail = 5;
constexpr int kTerms = 60;

// n / (a + (n + 1) / (a + (n + 2) / (a + ...))), a >= kFarTail. Laplace's continued fraction of the
// hazard of the normal law is a + fraction(a, 1) (Abramowitz and Stegun 1964, 26.2.14), so that
// fraction(a, 1) is the mean excess over a.
double fraction(double a, int n) {
  double value = 0;
  for (int term = n + kTerms; term >= n; --term) value = term / (a + value);
  return value;
}

double upper_tail(double a) { return 0.5 * std::erfc(a / std::numbers::sqrt2); }

// Density of Z at `a` over P(Z >= a), a < kFarTail.
double hazard(double a) {
  return std::exp(-0.5 * a * a) * std::numbers::inv_sqrtpi / std::numbers::sqrt2 / upper_tail(a);
}

}  // namespace

double normal_excess(double a) { return a < kFarTail ? hazard(a) - a : fraction(a, 1); }

// 1 - hazard * excess; in the far tail, where the two terms agree in almost every digit, the
// fraction excess = 1 / (a + fraction(a, 2)) turns it into a difference of different numbers.
double normal_excess_variance(double a) {
  if (a < kFarTail) return 1 - hazard(a) * (hazard(a) - a);
  const double excess = fraction(a, 1);
  return excess * (fraction(a, 2) - excess);
}

double normal_tail_ratio(double a, double further) {
  const double b = a + further;
  if (a < kFarTail) return upper_tail(b) / upper_tail(a);
  return std::exp(-further * (a + further / 2)) * (a + fraction(a, 1)) / (b + fraction(b, 1));
}

}  // namespace hotline
