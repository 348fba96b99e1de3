#include "hotline/stats/histogram.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace hotline {

WaitHistogram::WaitHistogram(const WaitHistogram& other) : zeros_(other.zeros_) {
  for (std::size_t i = 0; i < octaves_.size(); ++i) {
    if (other.octaves_[i]) octaves_[i] = std::make_unique<Octave>(*other.octaves_[i]);
  }
}

WaitHistogram& WaitHistogram::operator=(const WaitHistogram& other) {
  if (this == &other) return *this;
  clear();
  merge(other);
  return *this;
}

void WaitHistogram::make_octave(std::size_t octave) {
  octaves_[octave] = std::make_unique<Octave>();  // all zero
}

void WaitHistogram::merge(const WaitHistogram& other) {
  zeros_ += other.zeros_;
  for (std::size_t i = 0; i < octaves_.size(); ++i) {
    if (!other.octaves_[i]) continue;
    if (!octaves_[i]) make_octave(i);
    Octave& mine = *octaves_[i];
    const Octave& theirs = *other.octaves_[i];
    for (std::size_t part = 0; part < mine.size(); ++part) mine[part] += theirs[part];
  }
}

void WaitHistogram::clear() {
  zeros_ = 0;
  for (const auto& octave : octaves_) {
    if (octave) octave->fill(0);
  }
}

std::uint64_t WaitHistogram::count() const {
  std::uint64_t count = zeros_;
  for (const auto& octave : octaves_) {
    if (!octave) continue;
    for (const std::uint64_t times : *octave) count += times;
  }
  return count;
}

Seconds WaitHistogram::middle_of(Bin bin) {
  const double part = static_cast<double>(bin.part) + 0.5;
  const double within = 1 + part / (1 << kPartBits);
  return std::ldexp(within, static_cast<int>(bin.octave) + kLowestExponent);
}

Seconds WaitHistogram::quantile(double p) const { return quantiles(std::span(&p, 1)).front(); }

std::vector<Seconds> WaitHistogram::quantiles(std::span<const double> ascending) const {
  std::vector<Seconds> quantiles(ascending.size(), std::numeric_limits<double>::quiet_NaN());
  const std::uint64_t total = count();
  if (total == 0) return quantiles;
  std::uint64_t passed = zeros_;
  Bin bin{0, 0};  // the first that is not passed
  for (std::size_t i = 0; i < ascending.size(); ++i) {
    // 0.07 x 100 is 7, although in doubles it is a little more.
    const double rounding = 1 - 4 * std::numeric_limits<double>::epsilon();
    const double wanted = std::ceil(ascending[i] * static_cast<double>(total) * rounding);
    const std::uint64_t rank =
        std::clamp<std::uint64_t>(static_cast<std::uint64_t>(wanted), 1, total);
    if (zeros_ >= rank) {
      quantiles[i] = 0;
      continue;
    }
    while (passed < rank) {
      if (!octaves_[bin.octave] || bin.part == octaves_[bin.octave]->size()) {
        bin = {bin.octave + 1, 0};
      } else {
        passed += (*octaves_[bin.octave])[bin.part++];
      }
    }
    quantiles[i] = middle_of({bin.octave, bin.part - 1});
  }
  return quantiles;
}

Seconds WaitHistogram::edge(std::size_t index) {
  const std::size_t octave = index >> kEdgeBits, part = index & ((1U << kEdgeBits) - 1);
  const double within = 1 + static_cast<double>(part + 1) / (1 << kEdgeBits);
  return std::ldexp(within, static_cast<int>(octave) + kLowestExponent);
}

void WaitHistogram::count_below_edges(std::span<double> below) const {
  static_assert(kEdges == std::size_t{kOctaves} << kEdgeBits);
  constexpr std::size_t kBins = std::size_t{1} << (kPartBits - kEdgeBits);
  std::uint64_t passed = zeros_;
  for (std::size_t e = 0; e < kEdges; ++e) {
    if (const auto& octave = octaves_[e >> kEdgeBits]) {
      const std::size_t first = (e & ((1U << kEdgeBits) - 1)) * kBins;
      for (std::size_t part = first; part < first + kBins; ++part) passed += (*octave)[part];
    }
    below[e] = static_cast<double>(passed);
  }
}

// The zeros, then of each octave its place and its counts.
std::vector<std::uint64_t> WaitHistogram::numbers() const {
  std::vector<std::uint64_t> numbers = {zeros_};
  for (std::size_t i = 0; i < octaves_.size(); ++i) {
    if (!octaves_[i] || std::ranges::count(*octaves_[i], 0U) == 1 << kPartBits) continue;
    numbers.push_back(i);
    numbers.insert(numbers.end(), octaves_[i]->begin(), octaves_[i]->end());
  }
  return numbers;
}

WaitHistogram WaitHistogram::of_numbers(std::span<const std::uint64_t> numbers) {
  constexpr std::size_t kOctaveNumbers = 1 + (std::size_t{1} << kPartBits);
  if (numbers.size() % kOctaveNumbers != 1) throw std::invalid_argument("not a histogram");
  WaitHistogram histogram;
  histogram.zeros_ = numbers[0];
  for (std::size_t at = 1; at < numbers.size(); at += kOctaveNumbers) {
    if (numbers[at] >= kOctaves) throw std::invalid_argument("not a histogram");
    const auto octave = static_cast<std::size_t>(numbers[at]);
    if (!histogram.octaves_[octave]) histogram.make_octave(octave);
    std::ranges::copy(numbers.subspan(at + 1, kOctaveNumbers - 1),
                      histogram.octaves_[octave]->begin());
  }
  return histogram;
}

double WaitHistogram::share_at_most(Seconds wait) const {
  const std::uint64_t total = count();
  if (total == 0) return std::numeric_limits<double>::quiet_NaN();
  if (wait < 0) return 0;
  std::uint64_t passed = zeros_;
  if (wait > 0) {
    const Bin last = bin_of(wait);
    for (std::size_t i = 0; i <= last.octave; ++i) {
      if (!octaves_[i]) continue;
      const std::size_t parts = i < last.octave ? octaves_[i]->size() : last.part + 1;
      for (std::size_t part = 0; part < parts; ++part) passed += (*octaves_[i])[part];
    }
  }
  return static_cast<double>(passed) / static_cast<double>(total);
}

}  // namespace hotline
