#pragma once

#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "support/sums.hpp"

namespace hotline::test {

// The estimate lies within `limit` of its standard errors from the exact value.
inline void check_exact(const std::string& what, const RatioMoments& moments, double exact,
                        double limit) {
  CAPTURE(what);
  const double estimate = moments.ratio();
  const double error = moments.standard_error();
  CAPTURE(estimate);
  CAPTURE(exact);
  CAPTURE(error);
  CHECK(std::abs(estimate - exact) <= limit * error + 1e-9 * std::abs(exact));
}

}  // namespace hotline::test
