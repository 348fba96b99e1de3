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
  void add(double numerator, double denominator);
  void merge(const RatioMoments& other);
  std::uint64_t count() const { return count_; }
  double numerator_mean() const { return x_; }
  double denominator_mean() const { return y_; }
  // Ratio of the means; NaN if the denominator's mean is 0.
  double ratio() const;
  // Standard error of the ratio by the delta method (Asmussen and Glynn 2007, III.3 and IV.4):
  // sqrt((Sxx - 2 r Sxy + r^2 Syy) / n) / |y|. NaN if fewer than two pairs or no ratio.
  double standard_error() const;

 private:
  std::uint64_t count_ = 0;
  double x_ = 0, y_ = 0;
  double xx_ = 0, xy_ = 0, yy_ = 0;  // sums of products of deviations
};

inline void Moments::add(double value) {
  ++count_;
  const double deviation = value - mean_;
  mean_ += deviation / static_cast<double>(count_);
  squares_ += deviation * (value - mean_);
}

inline void RatioMoments::add(double numerator, double denominator) {
  ++count_;
  const double share = 1 / static_cast<double>(count_);
  const double dx = numerator - x_, dy = denominator - y_;
  x_ += dx * share;
  y_ += dy * share;
  xx_ += dx * (numerator - x_);
  xy_ += dx * (denominator - y_);
  yy_ += dy * (denominator - y_);
}

}  // namespace hotline
