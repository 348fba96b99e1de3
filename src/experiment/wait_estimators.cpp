#include <algorithm>
#include <cmath>

#include "fold.hpp"
#include "sample.hpp"

namespace hotline::detail {

void WaitEstimators::add(const WaitHistogram& waits) {
  const std::vector<Seconds> quantiles = waits.quantiles(kWaitPercentiles);
  for (std::size_t p = 0; p < quantiles.size(); ++p) {
    if (!std::isnan(quantiles[p])) values_[p].push_back(quantiles[p]);
  }
  pooled_.merge(waits);
  if (method_.joined() == 1) return moments_.add(waits);
  joined_.merge(waits);
  if (++in_joined_ < method_.joined()) return;
  moments_.add(joined_);
  joined_.clear();
  in_joined_ = 0;
}

Estimates WaitEstimators::estimates(double confidence) const {
  const std::vector<Seconds> quantiles = pooled_.quantiles(kWaitPercentiles);
  Estimates estimates(quantiles.size());
  for (std::size_t p = 0; p < estimates.size(); ++p) {
    Estimate& estimate = estimates[p];
    estimate.value = quantiles[p];
    estimate.observations = values_[p].size();
    if (values_[p].size() < 2) continue;
    estimate.mean_of_ratios = mean_of(values_[p]);
    estimate.p5 = sample_quantile(values_[p], 0.05);
    estimate.p95 = sample_quantile(values_[p], 0.95);
    if (moments_.observations() < 2) continue;
    const Interval interval = moments_.quantile_interval(kWaitPercentiles[p], confidence);
    // The value is the middle of its bin.
    estimate.low = std::min(interval.low, estimate.value);
    estimate.high = std::max(interval.high, estimate.value);
  }
  return estimates;
}

}  // namespace hotline::detail
