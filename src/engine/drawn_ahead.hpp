#pragma once

#include <array>
#include <cstddef>

#include "hotline/model/model.hpp"
#include "hotline/random/generator.hpp"

namespace hotline::detail {

// The draws of one purpose for the calls of one type, in the order of the calls. They are made a
// block at a time, in a loop that keeps the generator in registers: the same numbers as one by one,
// in less time.
class DrawnAhead {
 public:
  DrawnAhead(const TimedSampler& laws, Generator bits) : laws_(&laws), bits_(bits) {}

  // For a call that arrives in this interval.
  double operator()(IntervalId interval) {
    if (used_ == kBlock) [[unlikely]]
      return refill(interval);
    return block_[used_++];
  }

 private:
  static constexpr std::size_t kBlock = 32;

  // Where the law changes with the interval, nothing is drawn before the interval is known.
  double refill(IntervalId interval) {
    if (!laws_->law_at.empty()) return laws_->at(interval)(bits_);
    laws_->laws.front().draw(bits_, block_);
    used_ = 1;
    return block_[0];
  }

  const TimedSampler* laws_;
  std::size_t used_ = kBlock;
  std::array<double, kBlock> block_;
  Generator bits_;
};

}  // namespace hotline::detail
