#pragma once

#include <cstdint>

namespace hotline {

// Mean and variance of a sample, updated one value at a time (Welford 1962) and mergeable
// (Chan, Golub and LeVeque 1979).
class Moments {
 public:
  void add(double value);
  void merge(const Moments& other);
  std::uint64_t count() const { return count_; }
  double mean() const { return mean_; }  // 0 if empty
  double variance() const;               // unbiased; 0 if fewer than two values
  double standard_error() const;         // of the mean; 0 if fewer than two values

 private:
  std::uint64_t count_ = 0;
  double mean_ = 0;
  double squares_ = 0;  // sum of squared deviations from the mean
};

// Joint moments of pairs (numerator, denominator) over replications, for the ratio of their means.
class RatioMoments {
 public:
  // What one more pair weighs beside those before it; the same for all moments of as many pairs.
  struct Weight {
    explicit Weight(std::uint64_t before)
        : share(1 / static_cast<double>(before + 1)), third((1 - share) * (1 - 2 * share)) {}
    double share, third;
  };

  void add(double numerator, double denominator) { add(numerator, denominator, Weight(count_)); }
  // The same; `weight` is that of count() pairs.
  void add(double numerator, double denominator, Weight weight);
  void merge(const RatioMoments& other);
  std::uint64_t count() const { return count_; }
  double numerator_mean() const { return x_; }
  double denominator_mean() const { return y_; }
  // Ratio of the means; NaN if the denominator's mean is 0.
  double ratio() const;
  // Sum of squared deviations of numerator - r x denominator from their mean; exactly 0 if only
  // rounding is left.
  double squares_about(double r) const;
  // Standard error of the ratio by the delta method (Asmussen and Glynn 2007, III.3 and IV.4):
  // sqrt((Sxx - 2 r Sxy + r^2 Syy) / n) / |y|. NaN if fewer than two pairs or no ratio.
  // Exactly 0 if numerator and denominator move together but for rounding.
  double standard_error() const;
  // Skewness of numerator - ratio x denominator, whose mean is 0: its third moment over the cube of
  // its standard deviation, n^2 / ((n - 1) (n - 2)) times to be right on average for a normal law.
  // 0 if fewer than three pairs or if the standard error is 0.
  double skewness() const;

 private:
  std::uint64_t count_ = 0;
  double x_ = 0, y_ = 0;
  double xx_ = 0, xy_ = 0, yy_ = 0;  // sums of products of deviations
  double xxx_ = 0, xxy_ = 0, xyy_ = 0, yyy_ = 0;
};

inline void Moments::add(double value) {
  ++count_;
  const double deviation = value - mean_;
  mean_ += deviation / static_cast<double>(count_);
  squares_ += deviation * (value - mean_);
}

inline void RatioMoments::add(double numerator, double denominator, Weight weight) {
  ++count_;
  const double share = weight.share;
  const double dx = numerator - x_, dy = denominator - y_;
  // Third moments as of Pebay (2008), "Formulas for robust, one-pass parallel computation of
  // covariances and arbitrary-order statistical moments", from the second ones before this value.
  const double third = weight.third;
  xxx_ += dx * (dx * dx * third - 3 * xx_ * share);
  xxy_ += dx * dx * dy * third - (2 * dx * xy_ + dy * xx_) * share;
  xyy_ += dx * dy * dy * third - (2 * dy * xy_ + dx * yy_) * share;
  yyy_ += dy * (dy * dy * third - 3 * yy_ * share);
  x_ += dx * share;
  y_ += dy * share;
  xx_ += dx * (numerator - x_);
  xy_ += dx * (denominator - y_);
  yy_ += dy * (denominator - y_);
}

}  // namespace hotline
