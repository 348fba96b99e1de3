#include "hotline/stats/interval.hpp"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

namespace hotline {

double student_quantile(double level, double degrees) {
  const boost::math::students_t_distribution<double> student(degrees);
  return boost::math::quantile(boost::math::complement(student, (1 - level) / 2));
}

ShareInterval wilson_interval(double successes, double trials, double level) {
  const boost::math::normal_distribution<double> normal;
  const double z = boost::math::quantile(boost::math::complement(normal, (1 - level) / 2));
  const double share = successes / trials;
  const double shrink = 1 / (1 + z * z / trials);
  const double centre = (share + z * z / (2 * trials)) * shrink;
  const double spread = share * (1 - share) / trials + z * z / (4 * trials * trials);
  const double half = z * std::sqrt(spread) * shrink;
  // At the ends the formula gives exactly 0 and 1; rounding may not.
  return {successes <= 0 ? 0 : std::max(0.0, centre - half),
          successes >= trials ? 1 : std::min(1.0, centre + half)};
}

}  // namespace hotline
