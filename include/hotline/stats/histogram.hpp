#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "hotline/base/time.hpp"

namespace hotline {

// How often waits of each length occurred, to a relative error of at most 1/1024 (< 0.1 %):
// each octave of seconds is cut into 512 equal parts, as the top bits of the number itself name
// them. Memory is bounded (at most 36 octaves x 4 KB), made octave by octave, and does not grow
// with the number of waits. Waits below 2^-12 s count as 2^-12 s, beyond 2^24 s (194 days) as that.
// Exact zeros are counted apart and come back as exactly 0.
class WaitHistogram {
 public:
  WaitHistogram() = default;
  WaitHistogram(const WaitHistogram&);
  WaitHistogram& operator=(const WaitHistogram&);
  WaitHistogram(WaitHistogram&&) noexcept = default;
  WaitHistogram& operator=(WaitHistogram&&) noexcept = default;

  // wait >= 0. Allocates at most once per octave in the histogram's life.
  void add(Seconds wait) {
    if (wait <= 0) {
      ++zeros_;
      return;
    }
    const Bin bin = bin_of(wait);
    if (!octaves_[bin.octave]) [[unlikely]]
      make_octave(bin.octave);
    ++(*octaves_[bin.octave])[bin.part];
  }
  void add_zeros(std::uint64_t times) { zeros_ += times; }
  void merge(const WaitHistogram& other);
  void clear();  // keeps its memory

  std::uint64_t count() const;
  std::uint64_t zeros() const { return zeros_; }
  // The smallest recorded wait (to the bin's middle) that at least a share `p` of waits does not
  // exceed; 0 <= p <= 1. NaN if empty.
  Seconds quantile(double p) const;
  // The same for several shares, in ascending order, in one pass over the bins.
  std::vector<Seconds> quantiles(std::span<const double> ascending) const;
  // Edges that cut each octave into 64 equal parts, in ascending order; the last one is 2^24 s.
  static constexpr std::size_t kEdges = 36 * 64;
  static Seconds edge(std::size_t index);
  // How many waits lie below each edge (those beyond the last one count as below it); zeros are
  // below all. `below` has kEdges entries.
  void count_below_edges(std::span<double> below) const;
  // Everything that it holds, in numbers, and back: for keeping it elsewhere.
  std::vector<std::uint64_t> numbers() const;
  // Throws std::invalid_argument for what numbers() could not have given.
  static WaitHistogram of_numbers(std::span<const std::uint64_t> numbers);
  // Share of waits whose bin lies at or below that of `wait`; NaN if empty.
  double share_at_most(Seconds wait) const;

 private:
  static constexpr int kPartBits = 9;
  static constexpr int kLowestExponent = -12;
  static constexpr int kOctaves = 36;
  static constexpr int kEdgeBits = 6;  // edges of an octave, as a power of 2
  using Octave = std::array<std::uint64_t, 1 << kPartBits>;
  struct Bin {
    std::size_t octave, part;
  };
  static Bin bin_of(Seconds wait);
  static Seconds middle_of(Bin bin);
  void make_octave(std::size_t octave);

  std::uint64_t zeros_ = 0;
  std::array<std::unique_ptr<Octave>, kOctaves> octaves_;
};

inline WaitHistogram::Bin WaitHistogram::bin_of(Seconds wait) {
  constexpr std::uint64_t kLowest = static_cast<std::uint64_t>(1023 + kLowestExponent) << kPartBits;
  constexpr std::uint64_t kBins = static_cast<std::uint64_t>(kOctaves) << kPartBits;
  const std::uint64_t top = std::bit_cast<std::uint64_t>(wait) >> (52 - kPartBits);
  const std::uint64_t bin = top < kLowest ? 0 : top - kLowest < kBins ? top - kLowest : kBins - 1;
  return {static_cast<std::size_t>(bin >> kPartBits),
          static_cast<std::size_t>(bin & ((1U << kPartBits) - 1))};
}

}  // namespace hotline
