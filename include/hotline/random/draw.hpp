#pragma once

#include <boost/random/exponential_distribution.hpp>
#include <boost/random/normal_distribution.hpp>
#include <cmath>
#include <cstdint>

#include "hotline/random/generator.hpp"

// Draws of the laws from which the others are made: by the ziggurat, or from one number by
// inversion if the generator asks for it (see Draws).
namespace hotline {

// Quantiles at the middle of a number's cell, so that 0 and 1 do not occur: of the standard normal
// law, and of the Gamma law of this shape and scale 1. For `Draws` other than the usual ones.
double normal_quantile_of(std::uint64_t number);
double gamma_quantile_of(std::uint64_t number, double shape);

template <class Bits>
constexpr bool draws_by_inversion(const Bits& bits) {
  if constexpr (requires { bits.inverts(); }) {
    return bits.inverts();
  } else {
    return false;
  }
}

// Of mean 1.
template <class Bits>
double exponential(Bits& bits) {
  if (draws_by_inversion(bits)) [[unlikely]] {
    return -std::log1p(-uniform(bits));
  }
  return boost::random::exponential_distribution<double>()(bits);
}

template <class Bits>
double standard_normal(Bits& bits) {
  if (draws_by_inversion(bits)) [[unlikely]] {
    return normal_quantile_of(bits());
  }
  return boost::random::normal_distribution<double>()(bits);
}

}  // namespace hotline
