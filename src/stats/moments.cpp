#include "hotline/stats/moments.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hotline {

void Moments::merge(const Moments& other) {
  if (other.count_ == 0) return;
  const auto mine = static_cast<double>(count_), theirs = static_cast<double>(other.count_);
  const double share = theirs / (mine + theirs);
  const double difference = other.mean_ - mean_;
  count_ += other.count_;
  mean_ += difference * share;
  squares_ += other.squares_ + difference * difference * mine * share;
}

double Moments::variance() const {
  return count_ < 2 ? 0 : squares_ / static_cast<double>(count_ - 1);
}

double Moments::standard_error() const {
  return count_ < 2 ? 0 : std::sqrt(variance() / static_cast<double>(count_));
}

void RatioMoments::merge(const RatioMoments& other) {
  if (other.count_ == 0) return;
  const auto mine = static_cast<double>(count_), theirs = static_cast<double>(other.count_);
  const double share = theirs / (mine + theirs);
  const double dx = other.x_ - x_, dy = other.y_ - y_;
  count_ += other.count_;
  x_ += dx * share;
  y_ += dy * share;
  xx_ += other.xx_ + dx * dx * mine * share;
  xy_ += other.xy_ + dx * dy * mine * share;
  yy_ += other.yy_ + dy * dy * mine * share;
}

double RatioMoments::ratio() const {
  return y_ == 0 ? std::numeric_limits<double>::quiet_NaN() : x_ / y_;
}

double RatioMoments::standard_error() const {
  if (count_ < 2 || y_ == 0) return std::numeric_limits<double>::quiet_NaN();
  const double r = ratio();
  const auto n = static_cast<double>(count_);
  // A sum of squares, which rounding can make negative when numerator = r x denominator.
  const double residual = std::max(0.0, xx_ - 2 * r * xy_ + r * r * yy_);
  return std::sqrt(residual / ((n - 1) * n)) / std::abs(y_);
}

}  // namespace hotline
