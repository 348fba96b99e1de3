#pragma once

#include <array>
#include <bit>
#include <cstdint>

namespace hotline {

// xoshiro256++ 1.0 (Blackman and Vigna 2021, "Scrambled linear pseudorandom number generators",
// ACM TOMS 47:36): 256 bits of state, period 2^256 - 1. Satisfies UniformRandomBitGenerator.
class Xoshiro {
 public:
  using result_type = std::uint64_t;

  // All zero state is invalid; `stream` never makes one.
  explicit constexpr Xoshiro(std::array<std::uint64_t, 4> state) : state_(state) {}

  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return ~result_type{0}; }

  constexpr result_type operator()() {
    const std::uint64_t result = std::rotl(state_[0] + state_[3], 23) + state_[0];
    const std::uint64_t t = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= t;
    state_[3] = std::rotl(state_[3], 45);
    return result;
  }

 private:
  std::array<std::uint64_t, 4> state_;
};

// How a stream's numbers become draws. A pair of antithetic replications uses the last two: both
// make each draw from one number by inverting the distribution function, so that the numbers of the
// two stay side by side, and the second complements the numbers of the first.
enum class Draws : std::uint8_t { kUsual, kInverted, kMirrored };

// The numbers of one stream.
class Generator {
 public:
  using result_type = std::uint64_t;

  explicit constexpr Generator(std::array<std::uint64_t, 4> state, Draws draws = Draws::kUsual)
      : bits_(state),
        complement_(draws == Draws::kMirrored ? ~std::uint64_t{0} : 0),
        inverts_(draws != Draws::kUsual) {}

  static constexpr result_type min() { return Xoshiro::min(); }
  static constexpr result_type max() { return Xoshiro::max(); }

  constexpr result_type operator()() { return bits_() ^ complement_; }

  // Whether draws are made by inversion, one number each, where the law allows it.
  constexpr bool inverts() const { return inverts_; }

  // The numbers before they are complemented: of a usual stream, its numbers, for a loop that draws
  // many.
  constexpr Xoshiro& plain() { return bits_; }

 private:
  Xoshiro bits_;
  std::uint64_t complement_;
  bool inverts_;
};

// A number uniform on [0, 1), a multiple of 2^-53.
template <class Bits>
constexpr double uniform(Bits& bits) {
  return static_cast<double>(bits() >> 11) * 0x1.0p-53;
}

// SplitMix64's finaliser (Steele, Lea and Flood 2014; Stafford's variant 13): a bijection of 64-bit
// words in which every input bit affects every output bit.
constexpr std::uint64_t mix(std::uint64_t word) {
  word = (word ^ (word >> 30)) * 0xbf58476d1ce4e5b9ULL;
  word = (word ^ (word >> 27)) * 0x94d049bb133111ebULL;
  return word ^ (word >> 31);
}

}  // namespace hotline
