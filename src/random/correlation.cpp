#include "hotline/random/correlation.hpp"

#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

namespace hotline {
namespace {

// Factors far out in a tail become 0 or very large; there is nothing to throw about.
using Quiet = boost::math::policies::policy<
    boost::math::policies::promote_double<false>,
    boost::math::policies::overflow_error<boost::math::policies::ignore_error>,
    boost::math::policies::underflow_error<boost::math::policies::ignore_error>,
    boost::math::policies::denorm_error<boost::math::policies::ignore_error>,
    boost::math::policies::evaluation_error<boost::math::policies::ignore_error>>;

double normal_tail(double z) { return std::erfc(z / std::sqrt(2.0)) / 2; }

}  // namespace

std::optional<std::vector<double>> correlation_root(const std::vector<double>& c,
                                                    std::size_t size) {
  constexpr double kRounding = 1e-9;
  std::vector<double> root(size * size, 0.0);
  for (std::size_t j = 0; j < size; ++j) {
    double pivot = c[j * size + j];
    for (std::size_t k = 0; k < j; ++k) pivot -= root[j * size + k] * root[j * size + k];
    if (pivot < -kRounding) return std::nullopt;
    // A variable that is a combination of those before it adds nothing of its own.
    const double diagonal = pivot > kRounding ? std::sqrt(pivot) : 0;
    root[j * size + j] = diagonal;
    for (std::size_t i = j + 1; i < size; ++i) {
      double rest = c[i * size + j];
      for (std::size_t k = 0; k < j; ++k) rest -= root[i * size + k] * root[j * size + k];
      if (diagonal > 0) {
        root[i * size + j] = rest / diagonal;
      } else if (std::abs(rest) > std::sqrt(kRounding)) {
        return std::nullopt;
      }
    }
  }
  return root;
}

std::vector<double> equal_correlations(double r, std::size_t size) {
  std::vector<double> matrix(size * size, r);
  for (std::size_t i = 0; i < size; ++i) matrix[i * size + i] = 1;
  return matrix;
}

double gamma_factor(double z, double cv) {
  const double shape = 1 / (cv * cv);
  // The smaller of the two tails is the accurate one.
  const double x = z > 0 ? boost::math::gamma_q_inv(shape, normal_tail(z), Quiet())
                         : boost::math::gamma_p_inv(shape, normal_tail(-z), Quiet());
  return x / shape;
}

double lognormal_factor(double z, double cv) {
  const double variance = std::log1p(cv * cv);
  return std::exp(std::sqrt(variance) * z - variance / 2);
}

}  // namespace hotline
