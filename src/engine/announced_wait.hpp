#pragma once

#include <algorithm>
#include <boost/math/special_functions/digamma.hpp>
#include <cstdint>
#include <optional>
#include <vector>

#include "hotline/model/model.hpp"

// What a caller who is asked to wait is told.
namespace hotline::detail {

// The waits of the last callers who were answered, as many as the type's rule looks at.
class WaitMemory {
 public:
  explicit WaitMemory(const std::optional<AnnouncedWait>& announced) {
    if (!announced) return;
    if (announced->rule == AnnouncedWait::Rule::kLastWait) capacity_ = 1;
    if (announced->rule == AnnouncedWait::Rule::kMeanOfLast) {
      capacity_ = static_cast<std::size_t>(announced->last);
    }
    waits_.reserve(capacity_);
  }

  void add(Seconds wait) {
    if (capacity_ == 0) return;
    if (waits_.size() < capacity_) {
      waits_.push_back(wait);
    } else {
      waits_[next_] = wait;
      next_ = (next_ + 1) % capacity_;
    }
  }

  // 0 before anybody was answered.
  Seconds mean() const {
    if (waits_.empty()) return 0;
    Seconds sum = 0;
    for (const Seconds wait : waits_) sum += wait;
    return sum / static_cast<double>(waits_.size());
  }

 private:
  std::size_t capacity_ = 0;
  std::size_t next_ = 0;  // the oldest, once there are as many as wanted
  std::vector<Seconds> waits_;
};

// The mean time until all `ahead` waiting callers and one more have found an agent, if `agents` are
// busy with exponential handling times of this mean: (ahead + 1) / rate of service.
inline Seconds wait_by_queue(std::uint32_t ahead, int agents, Seconds mean_handling) {
  if (agents <= 0) return kNever;
  return (ahead + 1.0) * mean_handling / agents;
}

// The same if those who wait also hang up at this rate each: the sum of 1 / (rate of service + i x
// rate of hanging up) over i = 0, ..., ahead (Ibrahim and Whitt 2009, Management Science 55(10),
// the estimator QL_m), written as a difference of digamma functions.
inline Seconds wait_by_queue_and_patience(std::uint32_t ahead, int agents, Seconds mean_handling,
                                          PerSecond hang_up_rate) {
  if (hang_up_rate == kNever) return 0;
  if (hang_up_rate <= 0 || mean_handling <= 0) return wait_by_queue(ahead, agents, mean_handling);
  if (agents <= 0) return kNever;
  const double start = agents / (mean_handling * hang_up_rate);
  using boost::math::digamma;
  return (digamma(start + ahead + 1.0) - digamma(start)) / hang_up_rate;
}

// The probability of leaving at once on hearing this.
inline double balk_probability(const BalkCurve& curve, Seconds announced) {
  const auto above = std::ranges::upper_bound(curve.points, announced, {}, &BalkCurve::Point::wait);
  if (above == curve.points.begin()) {
    return curve.straight_lines ? curve.points.front().probability : 0;
  }
  const BalkCurve::Point& last = *(above - 1);
  if (!curve.straight_lines || above == curve.points.end()) return last.probability;
  const double part = (announced - last.wait) / (above->wait - last.wait);
  return last.probability + part * (above->probability - last.probability);
}

}  // namespace hotline::detail
