#include "hotline/random/sampler.hpp"

#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <cstddef>

#include "hotline/random/stream.hpp"

namespace hotline {
// Sets up a sampler for each law.
struct Sampler::Compiler {
  Sampler& to;

  void operator()(const law::Constant& law) { set(Kind::kConstant, law.value); }
  void operator()(const law::Exponential& law) { set(Kind::kExponential, law.mean); }
  void operator()(const law::Uniform& law) { set(Kind::kUniform, law.low, law.high - law.low); }
  void operator()(const law::Triangular& law) {
    set(Kind::kTriangular, law.low, law.mode, law.high);
  }
  void operator()(const law::LogNormal& law) {
    const double sigma2 = std::log1p(law.cv * law.cv);
    set(Kind::kLogNormal, std::log(law.mean) - sigma2 / 2, std::sqrt(sigma2));
  }
  // Marsaglia and Tsang's constants d and 1 / sqrt(9 d) for shape >= 1; a smaller shape is drawn as
  // shape + 1 and shrunk.
  void operator()(const law::Gamma& law) {
    if (law.shape == 1) return set(Kind::kExponential, law.mean);
    const bool small = law.shape < 1;
    const double d = (small ? law.shape + 1 : law.shape) - 1.0 / 3;
    set(small ? Kind::kSmallGamma : Kind::kGamma, law.mean / law.shape, d, 1 / std::sqrt(9 * d));
    to.d_ = 1 / law.shape;
  }
  void operator()(const law::Erlang& law) {
    (*this)(law::Gamma{static_cast<double>(law.phases), law.mean});
  }
  void operator()(const law::Weibull& law) {
    if (law.shape == 1) return set(Kind::kExponential, law.mean);
    const double k = 1 / law.shape;
    set(Kind::kWeibull, std::log(law.mean) - boost::math::lgamma(1 + k), k);
  }
  void operator()(const law::TruncatedNormal& law) {
    if (law.mean >= 0) return set(Kind::kNormal, law.mean, law.sd);
    // Robert's rate, in units of sd, for the tail beyond -mean / sd.
    const double cut = -law.mean / law.sd;
    set(Kind::kNormalTail, law.mean, law.sd, (cut + std::hypot(cut, 2)) / 2);
  }
  void operator()(const law::Hyperexponential& law) {
    for (const Seconds mean : law.means) {
      to.parts_.emplace_back(Distribution(law::Exponential{mean}));
    }
    mix(law.shares);
  }
  void operator()(const law::Empirical& law) {
    set(Kind::kEmpirical, 0);
    to.numbers_ = law.values;
  }
  void operator()(const law::Shifted& law) {
    set(Kind::kShifted, law.by);
    to.parts_.emplace_back(*law.of);
  }
  void operator()(const law::Mixed& law) {
    for (const Distribution& part : law.parts) to.parts_.emplace_back(part);
    mix(law.shares);
  }

  void set(Kind kind, double a, double b = 0, double c = 0) {
    to.kind_ = kind;
    to.a_ = a;
    to.b_ = b;
    to.c_ = c;
  }
  void mix(const std::vector<double>& shares) {
    set(Kind::kMixed, 0);
    double sum = 0;
    for (const double share : shares) to.numbers_.push_back(sum += share);
    to.numbers_.back() = 1;  // what rounding left over belongs to the last part
  }
};

Sampler::Sampler(const Distribution& distribution) {
  std::visit(Compiler{*this}, distribution.law());
}

// Marsaglia and Tsang (2000), "A simple method for generating gamma variables": shape b_ + 1/3 at
// least 1, scale 1.
template <class Bits>
double Sampler::draw_gamma(Bits& bits) const {
  if (draws_by_inversion(bits)) return gamma_quantile_of(bits(), b_ + 1.0 / 3);
  for (;;) {
    const double x = standard_normal(bits);
    const double root = 1 + c_ * x;
    if (root <= 0) continue;
    const double v = root * root * root;
    const double u = 1 - uniform(bits);
    const double x2 = x * x;
    if (u < 1 - 0.0331 * x2 * x2) return b_ * v;
    if (std::log(u) < 0.5 * x2 + b_ * (1 - v + std::log(v))) return b_ * v;
  }
}

// Robert (1995), "Simulation of truncated normal variables", exponential proposals of rate c_
// beyond the cut. Written for the excess over the cut, so that nothing cancels however far out it
// lies: the acceptance exp(-(z - rate)^2 / 2) is exp(-(e - 1)^2 / (2 rate^2)) for z = cut + e /
// rate.
template <class Bits>
Seconds Sampler::draw_normal_tail(Bits& bits) const {
  for (;;) {
    const double e = exponential(bits);
    const double miss = (e - 1) / c_;
    if (exponential(bits) >= miss * miss / 2) {
      return b_ * (e / c_);
    }
  }
}

template <class Bits>
Seconds Sampler::draw_rare(Bits& bits) const {
  switch (kind_) {
    case Kind::kTriangular: {  // inverse; low a_, mode b_, high c_
      const double u = uniform(bits);
      const double width = c_ - a_;
      if (u * width < b_ - a_) return a_ + std::sqrt(u * width * (b_ - a_));
      return c_ - std::sqrt((1 - u) * width * (c_ - b_));
    }
    case Kind::kGamma:  // scale a_, constants b_ and c_
      return a_ * draw_gamma(bits);
    case Kind::kSmallGamma: {  // the same, times U^(1 / shape), 1 / shape in d_
      if (draws_by_inversion(bits)) return a_ * gamma_quantile_of(bits(), 1 / d_);
      const double unit = exponential(bits);
      return a_ * draw_gamma(bits) * std::exp(-unit * d_);
    }
    case Kind::kNormal:  // mean a_ >= 0, standard deviation b_; at least every second is accepted
      for (;;) {
        const double x = a_ + b_ * standard_normal(bits);
        if (x >= 0) return x;
      }
    case Kind::kNormalTail:
      return draw_normal_tail(bits);
    case Kind::kEmpirical: {
      const double place = uniform(bits) * static_cast<double>(numbers_.size());
      return numbers_[static_cast<std::size_t>(place)];
    }
    case Kind::kShifted:
      return a_ + parts_[0](bits);
    default: {  // kMixed
      const auto part = std::upper_bound(numbers_.begin(), numbers_.end(), uniform(bits));
      return parts_[static_cast<std::size_t>(part - numbers_.begin())](bits);
    }
  }
}

namespace {

// On a copy of the generator, whose state the compiler keeps in registers.
void draw_exponentials(Xoshiro& bits, double mean, std::span<Seconds> into) {
  Xoshiro own = bits;
  for (Seconds& length : into) {
    length = mean * boost::random::exponential_distribution<double>()(own);
  }
  bits = own;
}

}  // namespace

void Sampler::draw(Generator& bits, std::span<Seconds> into) const {
  if (kind_ == Kind::kConstant) {
    std::ranges::fill(into, a_);
  } else if (kind_ == Kind::kExponential && !bits.inverts()) {
    draw_exponentials(bits.plain(), a_, into);
  } else {
    for (Seconds& length : into) length = (*this)(bits);
  }
}

template Seconds Sampler::draw_rare(Generator& bits) const;
template Seconds Sampler::draw_rare(CallGenerator& bits) const;

}  // namespace hotline
