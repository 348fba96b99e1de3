#include "hotline/random/draw.hpp"

#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <numbers>

namespace hotline {
namespace {

double middle(std::uint64_t number) {
  return (static_cast<double>(number >> 12) + 0.5) * 0x1.0p-52;
}

}  // namespace

double normal_quantile_of(std::uint64_t number) {
  return -std::numbers::sqrt2 * boost::math::erfc_inv(2 * middle(number));
}

double gamma_quantile_of(std::uint64_t number, double shape) {
  return boost::math::gamma_p_inv(shape, middle(number));
}

}  // namespace hotline
