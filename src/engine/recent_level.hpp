#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <optional>

#include "hotline/base/time.hpp"

namespace hotline::detail {

// The service level of the calls whose wait ended in the last `window`: time is cut into sixtieths
// of the window, of which the one at hand and the sixty before it count. So memory and the time to
// ask do not grow with the calls.
class RecentLevel {
 public:
  explicit RecentLevel(Seconds window) : width_(window / kSlices) {}

  void clear() { *this = RecentLevel(width_ * kSlices); }

  // A call's wait ends, by an answer in time or otherwise. Precondition: `now` never falls.
  void note(Seconds now, bool in_time) {
    move_to(now);
    Slice& slice = slices_[index(slice_)];
    ++slice.ended;
    slice.in_time += in_time;
    ++sum_.ended;
    sum_.in_time += in_time;
  }

  // Calls answered in time / calls whose wait ended, or that are late already; nothing if there are
  // none.
  std::optional<double> at(Seconds now, std::uint64_t late = 0) {
    move_to(now);
    if (sum_.ended + late == 0) return std::nullopt;
    return static_cast<double>(sum_.in_time) / static_cast<double>(sum_.ended + late);
  }

 private:
  static constexpr std::int64_t kSlices = 60;
  struct Slice {
    std::uint64_t ended = 0, in_time = 0;
  };

  static std::size_t index(std::int64_t slice) {
    return static_cast<std::size_t>(slice % (kSlices + 1));
  }

  void move_to(Seconds now) {
    const auto current = static_cast<std::int64_t>(std::floor(now / width_));
    if (current - slice_ > kSlices) {
      slices_ = {};
      sum_ = {};
      slice_ = current;
    }
    while (slice_ < current) {
      Slice& oldest = slices_[index(++slice_)];
      sum_.ended -= oldest.ended;
      sum_.in_time -= oldest.in_time;
      oldest = {};
    }
  }

  Seconds width_;
  std::int64_t slice_ = 0;  // the one at hand
  std::array<Slice, kSlices + 1> slices_{};
  Slice sum_;
};

}  // namespace hotline::detail
