#pragma once

#include <boost/math/special_functions/gamma.hpp>

namespace hotline::theory {

// The incomplete gamma functions P(a, x) and Q(a, x) = 1 - P(a, x) for a > 0 and x >= 0. Those of
// Boost fail at very small x if the gamma function of a overflows; there P is below (e x / a)^a,
// which no double can tell from 0.
inline bool none_below(double a, double x) { return a > 100 && x < 1e-5; }

inline double gamma_p(double a, double x) {
  return none_below(a, x) ? 0 : boost::math::gamma_p(a, x);
}

inline double gamma_q(double a, double x) {
  return none_below(a, x) ? 1 : boost::math::gamma_q(a, x);
}

}  // namespace hotline::theory
