#include "controls.hpp"

namespace hotline::detail {
namespace {

constexpr double kTogether = 1e-9;   // of the second's squares, left beside the first
constexpr double kConstant = 1e-24;  // of an observation, in units of the expectation

}  // namespace

void Controls::add(const Values& values) {
  ++count_;
  const double share = 1 / static_cast<double>(count_);
  const double d0 = values[0] - mean_[0], d1 = values[1] - mean_[1];
  mean_[0] += d0 * share;
  mean_[1] += d1 * share;
  last_ = {values[0] - mean_[0], values[1] - mean_[1]};
  s00_ += d0 * last_[0];
  s01_ += d0 * last_[1];
  s11_ += d1 * last_[1];
}

bool Controls::varies_first() const { return s00_ > kConstant * static_cast<double>(count_); }

double Controls::second_alone() const { return varies_first() ? s11_ - s01_ * s01_ / s00_ : s11_; }

bool Controls::varies_second() const {
  return s11_ > kConstant * static_cast<double>(count_) && second_alone() > kTogether * s11_;
}

// Least squares, the first control before the second.
Controls::Regression Controls::regression(const Values& products) const {
  Regression found;
  const double first = varies_first() ? products[0] / s00_ : 0;
  found.slope[0] = first;
  found.explained = first * products[0];
  if (!varies_second()) return found;
  const double rest = products[1] - first * s01_;
  found.slope[1] = rest / second_alone();
  if (varies_first()) found.slope[0] -= found.slope[1] * s01_ / s00_;
  found.explained += found.slope[1] * rest;
  return found;
}

}  // namespace hotline::detail
