#pragma once

#include <cstdint>
#include <vector>

#include "hotline/experiment/result.hpp"
#include "hotline/model/model.hpp"

namespace hotline {

// What single days of a calendar are like in one interval of the day: points of the distribution
// over days of all weekdays, of those days on which the lines are open in it.
struct DayBand {
  double p5 = kUnknown, p50 = kUnknown, p95 = kUnknown;
};

// The intervals of the day in the order of Result::slots; unknown where the lines never are open.
struct DayBands {
  int replications = 0;                // that were played
  std::size_t days = 0;                // in them
  std::vector<DayBand> offered;        // calls, by the interval of their arrival
  std::vector<DayBand> service_level;  // of days with calls in the interval
  std::vector<DayBand> queue;          // callers in queue, mean over the interval
};

// The first replications of a run played once more, to see its single days, which a result does not
// keep: as many as make 4,000 days, at most `replications`, at least one. Deferred work is left
// out. Empty unless the model is a calendar. Cost: that of so many replications, on one thread.
DayBands day_bands(const Model& model, std::uint64_t seed, int replications);

}  // namespace hotline
