#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include "hotline/random/distribution.hpp"
#include "hotline/random/draw.hpp"
#include "hotline/random/generator.hpp"

namespace hotline {

// A distribution compiled for drawing: flat, trivially switchable, no allocation when drawing.
// Draws depend only on the numbers that `bits` gives. The common laws are drawn here, inline; the
// rest in `draw_rare`. Every draw is finite and >= 0 for laws within the ranges that `law` states
// whose means and cv are below 1e100.
class Sampler {
 public:
  Sampler() = default;  // the constant 0
  explicit Sampler(const Distribution& distribution);

  // A length of time >= 0 with the law of the distribution. `Bits` is Generator or CallGenerator.
  template <class Bits>
  Seconds operator()(Bits& bits) const {
    switch (kind_) {
      case Kind::kConstant:
        return a_;
      case Kind::kExponential:
        return a_ * exponential(bits);
      case Kind::kLogNormal:
        return std::exp(a_ + b_ * standard_normal(bits));
      case Kind::kUniform:
        return a_ + b_ * uniform(bits);
      case Kind::kWeibull: {
        // In logarithms, because the scale of a law of small shape is too small for a double.
        const double unit = exponential(bits);
        return std::exp(std::min(a_ + b_ * std::log(unit), kLargestExponent));
      }
      default:
        return draw_rare(bits);
    }
  }

  // As many draws as there is room for: the same as one by one, in less time.
  void draw(Generator& bits, std::span<Seconds> into) const;

  bool is_constant() const { return kind_ == Kind::kConstant; }
  bool is_zero() const { return is_constant() && a_ == 0; }

 private:
  // What a_ to d_, numbers_ and parts_ mean for each kind is written where draw_rare uses them.
  enum class Kind : std::uint8_t {
    kConstant,     // a_
    kExponential,  // mean a_
    kLogNormal,    // of its logarithm: mean a_, standard deviation b_
    kUniform,      // from a_, width b_
    kWeibull,      // logarithm of the scale a_, 1 / shape b_
    kTriangular,
    kGamma,
    kSmallGamma,
    kNormal,
    kNormalTail,
    kEmpirical,
    kShifted,
    kMixed
  };
  static constexpr double kLargestExponent = 709;  // of e, in a double

  struct Compiler;  // sets a sampler up, law by law

  // Defined in the source file for Generator and CallGenerator.
  template <class Bits>
  Seconds draw_rare(Bits& bits) const;
  template <class Bits>
  double draw_gamma(Bits& bits) const;
  template <class Bits>
  Seconds draw_normal_tail(Bits& bits) const;

  Kind kind_ = Kind::kConstant;
  double a_ = 0;
  double b_ = 0;
  double c_ = 0;
  double d_ = 0;
  std::vector<double> numbers_;  // values of an empirical law, cumulative shares of a mixture
  std::vector<Sampler> parts_;   // of a mixture or a shifted law
};

}  // namespace hotline
