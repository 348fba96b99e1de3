#pragma once

#include <cmath>
#include <string>

#include "hotline/base/error.hpp"
#include "hotline/theory/stationary_queue.hpp"

namespace hotline::theory {

// Throws Error with the message if the condition does not hold. Conditions are written so that NaN
// fails them.
inline void require(bool condition, const std::string& message) {
  if (!condition) throw Error(message);
}

inline void require_finite_positive(double value, const std::string& name) {
  require(value > 0 && std::isfinite(value), name + " must be positive and finite");
}

inline void check_traffic(const Traffic& traffic) {
  require_finite_positive(traffic.arrivals, "the arrival rate");
  require_finite_positive(traffic.mean_handling, "the mean handling time");
}

inline void check_agents(int agents) { require(agents >= 1, "there must be at least one agent"); }

inline void check_wait(Seconds t) { require(t >= 0, "an acceptable wait must not be negative"); }

}  // namespace hotline::theory
