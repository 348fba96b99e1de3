#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace hotline::detail {

// Two control variates, whose expectations are known: the first calls of an observation, and the
// work that they bring. Each is kept as its deviation from what is expected, in units of that.
class Controls {
 public:
  static constexpr std::size_t kCount = 2;
  using Values = std::array<double, kCount>;

  void add(const Values& values);
  // Of the values added last, from the mean of all so far.
  const Values& last_deviation() const { return last_; }

  // How a quantity depends on the controls.
  struct Regression {
    Values slope{};        // 0 for controls that do not vary, or only together with the other
    double explained = 0;  // sum of squares
  };
  // From the sums of products of the quantity's deviations and those of the controls.
  Regression regression(const Values& products) const;
  // By how much the mean of the controls is off what is expected.
  const Values& mean() const { return mean_; }
  // The same as a squared distance in units of the sums of squares (Lavenberg and Welch 1981).
  double distance() const { return regression(mean_).explained; }
  std::size_t rank() const { return static_cast<std::size_t>(varies_first()) + varies_second(); }

 private:
  bool varies_first() const;
  bool varies_second() const;  // other than together with the first
  double second_alone() const;

  std::uint64_t count_ = 0;
  Values mean_{};
  Values last_{};
  double s00_ = 0, s01_ = 0, s11_ = 0;  // sums of products of deviations
};

inline double dot(const Controls::Values& a, const Controls::Values& b) {
  return a[0] * b[0] + a[1] * b[1];
}

}  // namespace hotline::detail
