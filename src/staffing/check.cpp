#include <algorithm>
#include <cmath>

#include "hotline/staffing/requirement.hpp"
#include "hotline/stats/interval.hpp"
#include "hotline/stats/moments.hpp"
#include "promise.hpp"

namespace hotline {
namespace {

using planning::Counts;
using planning::Played;
using planning::Promise;

// Replications that no search ever sees, and that no two sets share.
constexpr int kFresh = 100'000;

Estimate estimate_of(const RatioMoments& moments, Domain domain, double level) {
  Estimate estimate;
  estimate.value = moments.ratio();
  estimate.observations = moments.count();
  if (moments.count() < 2 || std::isnan(estimate.value)) return estimate;
  estimate.error = moments.standard_error();
  const auto count = static_cast<double>(moments.count());
  const Interval interval = mean_interval(
      {estimate.value, estimate.error, moments.skewness(), count, count - 1}, domain, level);
  estimate.low = interval.low;
  estimate.high = interval.high;
  return estimate;
}

Domain domain_of(const StaffingTarget& target) {
  return target.measure == StaffingTarget::Measure::kAsa ? Domain::kNotNegative : Domain::kShare;
}

// Probability that the long-run value holds the target's limit.
double certainty_of(const Estimate& estimate, const StaffingTarget& target) {
  if (std::isnan(estimate.error)) return kUnknown;
  const double sign = target.measure == StaffingTarget::Measure::kServiceLevel ? 1 : -1;
  const double distance = sign * (estimate.value - target.limit);
  if (estimate.error == 0) return distance >= 0 ? 1 : 0;
  return 0.5 * std::erfc(-distance / estimate.error / std::sqrt(2.0));
}

class Check {
 public:
  Check(const Plan& plan, const std::vector<Played>& played, double level)
      : plan_(plan), played_(played), promises_(planning::promises_of(plan)), level_(level) {}

  StaffingCheck result() const {
    StaffingCheck check;
    check.replications = static_cast<int>(played_.size());
    for (const auto& constraint : planning::constraints_of(plan_, promises_)) {
      TargetCheck one;
      one.target = constraint.promise;
      one.cells = constraint.cells;
      one.estimate = over(promises_[constraint.promise], constraint.cells);
      one.certainty = certainty_of(one.estimate, plan_.targets[constraint.promise]);
      check.targets.push_back(std::move(one));
    }
    std::vector<std::uint32_t> all;
    for (std::uint32_t c = 0; c < plan_.cells.size(); ++c) all.push_back(c);
    for (const Promise& promise : promises_) {
      check.overall.push_back(over(promise, all));
      check.certainty.push_back(certainty_of(check.overall.back(), promise.target));
      check.days_held.push_back(days_held(promise));
    }
    check.service_level = over(of_all(StaffingTarget::Measure::kServiceLevel), all);
    check.abandonment = over(of_all(StaffingTarget::Measure::kAbandonment), all);
    check.asa = over(of_all(StaffingTarget::Measure::kAsa), all);
    check.occupancy = over(of_all(StaffingTarget::Measure::kOccupancy), all);
    double callers = 0, reached = 0;
    for (const Played& one : played_) {
      callers += one.callers;
      reached += one.reached;
    }
    check.reached = callers > 0 ? reached / callers : kUnknown;
    return check;
  }

 private:
  Promise of_all(StaffingTarget::Measure measure) const {
    Promise promise;
    promise.target.measure = measure;
    for (TypeId t = 0; t < plan_.bare.types.size(); ++t) promise.types.push_back(t);
    for (GroupId g = 0; g < plan_.bare.groups.size(); ++g) promise.groups.push_back(g);
    return promise;
  }

  Estimate over(const Promise& promise, const std::vector<std::uint32_t>& cells) const {
    RatioMoments moments;
    for (const Played& one : played_) {
      Promise::Ratio sum;
      for (const std::uint32_t cell : cells) {
        const Promise::Ratio ratio = promise.ratio(one.cells, cell);
        sum.above += ratio.above;
        sum.below += ratio.below;
      }
      moments.add(sum.above, sum.below);
    }
    return estimate_of(moments, domain_of(promise.target), level_);
  }

  double days_held(const Promise& promise) const {
    if (!plan_.bare.calendar) return kUnknown;
    const planning::DaysHeld days = planning::days_held(promise, played_);
    return days.judged > 0 ? days.held / days.judged : kUnknown;
  }

  const Plan& plan_;
  const std::vector<Played>& played_;
  std::vector<Promise> promises_;
  double level_;
};

}  // namespace

StaffingCheck check_staffing(const Plan& plan, const Model& model, int replications,
                             const SearchOptions& options, int set) {
  const planning::Player player(options.threads, options.seed, nullptr);
  const std::vector<Played> played = player.play(model, (10 + set) * kFresh, replications);
  return Check(plan, played, options.confidence).result();
}

}  // namespace hotline
