#include "theory/quadrature.hpp"

#include <boost/math/quadrature/tanh_sinh.hpp>
#include <cmath>

namespace hotline::theory {

double integrate(const std::function<double(double)>& f, double low, double high) {
  if (!(high > low)) return 0;
  // The rule stops when two refinements differ by less than the tolerance; each refinement doubles
  // the number of correct digits, so the result is far better than that.
  constexpr double kTolerance = 1e-9;
  constexpr std::size_t kRefinements = 10;
  static thread_local boost::math::quadrature::tanh_sinh<double> rule(kRefinements);
  // Nodes are placed by their distance from the nearer end, or a short piece far from 0 would lose
  // them to rounding.
  const double half = (high - low) / 2;
  const auto scaled = [&](double u, double from_end) {
    const double distance = half * std::abs(from_end);
    return f(u < 0 ? low + distance : high - distance);
  };
  return half * rule.integrate(scaled, -1.0, 1.0, kTolerance);
}

}  // namespace hotline::theory
