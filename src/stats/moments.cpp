#include "hotline/stats/moments.hpp"

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
  const double all = mine + theirs, share = theirs / all;
  const double dx = other.x_ - x_, dy = other.y_ - y_;
  const double third = mine * theirs * (mine - theirs) / (all * all);
  const auto between = [&](double own, double others) {
    return (mine * others - theirs * own) / all;
  };
  const double bxx = between(xx_, other.xx_), bxy = between(xy_, other.xy_),
               byy = between(yy_, other.yy_);
  xxx_ += other.xxx_ + dx * (dx * dx * third + 3 * bxx);
  xxy_ += other.xxy_ + dx * dx * dy * third + 2 * dx * bxy + dy * bxx;
  xyy_ += other.xyy_ + dx * dy * dy * third + 2 * dy * bxy + dx * byy;
  yyy_ += other.yyy_ + dy * (dy * dy * third + 3 * byy);
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

double RatioMoments::squares_about(double r) const {
  constexpr double kRounding = 1e-13;  // what is left of terms that cancel
  const double residual = xx_ - 2 * r * xy_ + r * r * yy_;
  const double size = xx_ + 2 * std::abs(r * xy_) + r * r * yy_;
  return residual > kRounding * size ? residual : 0;
}

double RatioMoments::standard_error() const {
  if (count_ < 2 || y_ == 0) return std::numeric_limits<double>::quiet_NaN();
  const auto n = static_cast<double>(count_);
  return std::sqrt(squares_about(ratio()) / ((n - 1) * n)) / std::abs(y_);
}

double RatioMoments::skewness() const {
  if (count_ < 3 || y_ == 0) return 0;
  const double squares = squares_about(ratio());
  if (squares == 0) return 0;
  const auto n = static_cast<double>(count_);
  const double r = ratio();
  const double cubes = xxx_ - 3 * r * xxy_ + 3 * r * r * xyy_ - r * r * r * yyy_;
  const double variance = squares / (n - 1);
  const double skewness = cubes / (variance * std::sqrt(variance)) * n / ((n - 1) * (n - 2));
  return y_ > 0 ? skewness : -skewness;
}

}  // namespace hotline
