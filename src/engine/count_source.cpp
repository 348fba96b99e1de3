#include "count_source.hpp"

#include <algorithm>
#include <boost/random/gamma_distribution.hpp>
#include <boost/random/poisson_distribution.hpp>
#include <cmath>

#include "hotline/random/correlation.hpp"
#include "hotline/random/draw.hpp"

namespace hotline::detail {

void CountSource::start(Generator bits) {
  count_bits_ = bits;
  next_period_ = 0;
  calls_ = 0;
}

Seconds CountSource::next(Generator& bits) {
  while (calls_ == 0) {
    if (next_period_ == model_->periods.size()) return kNever;
    begin_period();
  }
  const double unit = exponential(bits);
  const double left = mass_ * -std::expm1(-unit / static_cast<double>(calls_));
  --calls_;
  mass_ -= left;
  return spend(left);
}

void CountSource::begin_period() {
  const ArrivalModel::Period& period = model_->periods[next_period_++];
  calls_ = draw_count();
  piece_ = period.first;
  time_ = period.start;
  mass_ = 0;
  Seconds from = period.start;
  for (std::uint32_t piece = period.first; piece <= period.last; ++piece) {
    mass_ += mass(piece, from);
    from = model_->pieces[piece].end;
  }
}

std::uint64_t CountSource::draw_count() {
  double mean = model_->count;
  if (model_->count_cv > 0) {
    const double cv = model_->count_cv;
    if (model_->count_lognormal) {
      mean *= lognormal_factor(standard_normal(count_bits_), cv);
    } else {
      const double shape = 1 / (cv * cv);
      mean *= count_bits_.inverts()
                  ? gamma_quantile_of(count_bits_(), shape) / shape
                  : boost::random::gamma_distribution<double>(shape, 1 / shape)(count_bits_);
    }
  }
  if (!model_->poisson) return static_cast<std::uint64_t>(mean);
  if (mean <= 0) return 0;
  return boost::random::poisson_distribution<std::uint64_t>(mean)(count_bits_);
}

double CountSource::mass(std::uint32_t piece, Seconds from) const {
  const RatePiece& stretch = model_->pieces[piece];
  const double factor = factors_[stretch.factor];
  if (!model_->curves.empty()) return factor * model_->curves[piece].integral(from, stretch.end);
  return factor * stretch.rate * (stretch.end - from);
}

Seconds CountSource::time_of(double mass, std::uint32_t piece, Seconds from) const {
  const RatePiece& stretch = model_->pieces[piece];
  const double factor = factors_[stretch.factor];
  if (factor <= 0) return stretch.end;
  if (!model_->curves.empty()) {
    return model_->curves[piece].time_of(mass / factor, from, stretch.end);
  }
  return from + mass / (factor * stretch.rate);
}

// The last piece of the period takes what rounding has left over, so that no call is lost.
Seconds CountSource::spend(double left) {
  const std::uint32_t last = model_->periods[next_period_ - 1].last;
  for (;;) {
    const double room = mass(piece_, time_);
    const Seconds end = model_->pieces[piece_].end;
    if (left < room || piece_ == last) {
      time_ = std::clamp(time_of(left, piece_, time_), time_,
                         std::max(time_, std::nextafter(end, 0.0)));
      return time_;
    }
    left -= room;
    time_ = end;
    ++piece_;
  }
}

}  // namespace hotline::detail
