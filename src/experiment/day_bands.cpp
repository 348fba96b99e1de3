#include "hotline/experiment/day_bands.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "hotline/engine/replication.hpp"
#include "sample.hpp"

namespace hotline {
namespace {

constexpr std::size_t kMostDays = 4000;

// One interval of one day.
struct Moment {
  double offered = 0, in_target = 0;
  Seconds queue_time = 0;
  bool open = false;
};

// The lines are open in some part of these intervals.
std::vector<bool> open_intervals(const Model& model) {
  std::vector<bool> open(model.intervals.size(), false);
  bool is_open = model.starts_open;
  Seconds since = 0;
  std::size_t first = 0;
  const auto mark_until = [&](Seconds now) {
    while (first < open.size() && model.intervals[first].end <= since) ++first;
    for (std::size_t i = first; i < open.size() && model.intervals[i].start < now; ++i) {
      open[i] = open[i] || (is_open && now > since);
    }
    since = now;
  };
  for (const Step& step : model.steps) {
    if (step.kind != Step::Kind::kOpen && step.kind != Step::Kind::kClose) continue;
    mark_until(step.time);
    is_open = step.kind == Step::Kind::kOpen;
  }
  mark_until(std::numeric_limits<double>::infinity());
  return open;
}

// The moments of one replication, [day * slots + slot]. What the clock shows twice is one moment.
class Days {
 public:
  Days(const Model& model, std::size_t slots)
      : model_(model), slots_(slots), open_(open_intervals(model)) {}

  std::vector<Moment> play(Replication& replication, std::uint64_t seed, std::uint64_t number) {
    moments_.assign(model_.days * slots_, {});
    for (std::size_t i = 0; i < open_.size(); ++i) {
      if (open_[i]) moment(i).open = true;
    }
    replication.play(
        seed, number, [](const Tally&) { return true; },
        [this](const CallRecord& call) { add(call); });
    return moments_;
  }

 private:
  Moment& moment(std::size_t interval) {
    const IntervalModel& where = model_.intervals[interval];
    return moments_[where.day * slots_ + model_.cell_info[where.cell].slot];
  }

  std::size_t interval_at(Seconds time) const {
    const auto after = std::ranges::upper_bound(model_.intervals, time, {}, &IntervalModel::start);
    return static_cast<std::size_t>(
        std::max<std::ptrdiff_t>(after - model_.intervals.begin() - 1, 0));
  }

  void add(const CallRecord& call) {
    const TypeModel& type = model_.types[call.type];
    if (type.deferred) return;
    const std::size_t arrival = interval_at(call.arrived);
    if (info_of(call.outcome).offered) {
      moment(arrival).offered += 1;
      if (call.outcome == Outcome::kServed && call.waited <= type.target_time) {
        moment(arrival).in_target += 1;
      }
    }
    const Seconds end = call.arrived + call.waited;
    for (std::size_t i = arrival; i < model_.intervals.size(); ++i) {
      const IntervalModel& interval = model_.intervals[i];
      if (interval.start >= end) break;
      moment(i).queue_time += std::min(end, interval.end) - std::max(call.arrived, interval.start);
    }
  }

  const Model& model_;
  std::size_t slots_;
  std::vector<bool> open_;
  std::vector<Moment> moments_;
};

DayBand band_of(const std::vector<double>& values) {
  return {detail::sample_quantile(values, 0.05), detail::sample_quantile(values, 0.50),
          detail::sample_quantile(values, 0.95)};
}

}  // namespace

DayBands day_bands(const Model& model, std::uint64_t seed, int replications) {
  DayBands bands;
  if (!model.calendar || model.days == 0 || replications < 1) return bands;
  std::size_t slots = 0;
  for (const CellInfo& info : model.cell_info) slots = std::max<std::size_t>(slots, info.slot + 1);
  std::vector<std::vector<double>> offered(slots), level(slots), queue(slots);
  const Seconds slot_length = kDay / static_cast<double>(slots);

  const std::size_t enough = (kMostDays + model.days - 1) / model.days;
  bands.replications = static_cast<int>(std::min<std::size_t>(
      std::max<std::size_t>(enough, 1), static_cast<std::size_t>(replications)));
  bands.days = static_cast<std::size_t>(bands.replications) * model.days;
  Replication replication(model);
  Days days(model, slots);
  for (int number = 0; number < bands.replications; ++number) {
    const std::vector<Moment> moments =
        days.play(replication, seed, static_cast<std::uint64_t>(number));
    for (std::size_t m = 0; m < moments.size(); ++m) {
      const Moment& moment = moments[m];
      if (!moment.open) continue;
      offered[m % slots].push_back(moment.offered);
      queue[m % slots].push_back(moment.queue_time / slot_length);
      if (moment.offered > 0) level[m % slots].push_back(moment.in_target / moment.offered);
    }
  }
  for (std::size_t slot = 0; slot < slots; ++slot) {
    bands.offered.push_back(band_of(offered[slot]));
    bands.service_level.push_back(band_of(level[slot]));
    bands.queue.push_back(band_of(queue[slot]));
  }
  return bands;
}

}  // namespace hotline
