#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "fold.hpp"
#include "hotline/stats/interval.hpp"

namespace hotline::detail {
namespace {

// The value that a share `p` of the sorted sample does not exceed (type 1 of Hyndman and Fan 1996).
double sample_quantile(std::vector<double> values, double p) {
  if (values.empty()) return kUnknown;
  const auto count = static_cast<double>(values.size());
  const auto rank = static_cast<std::size_t>(std::max(0.0, std::ceil(p * count) - 1));
  std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(rank));
  return values[rank];
}

double mean_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

}  // namespace

template <class View>
Estimators<View>::Estimators(std::span<const Measure<View>> table, bool rows) {
  for (const Measure<View>& measure : table) {
    if (!rows || measure.by_interval) measures_.push_back(&measure);
  }
  moments_.resize(measures_.size());
  if (!rows) values_.resize(measures_.size());
}

template <class View>
void Estimators<View>::add(const View& view) {
  for (std::size_t m = 0; m < measures_.size(); ++m) {
    const double numerator = measures_[m]->numerator(view);
    const double denominator = measures_[m]->denominator ? measures_[m]->denominator(view) : 1.0;
    moments_[m].add(numerator, denominator);
    if (!values_.empty() && denominator != 0 && !std::isnan(numerator)) {
      values_[m].push_back(numerator / denominator);
    }
  }
}

template <class View>
Estimates Estimators<View>::estimates(double confidence, double times) const {
  Estimates estimates;
  for (std::size_t m = 0; m < measures_.size(); ++m) {
    const RatioMoments& moments = moments_[m];
    const double scale = measures_[m]->denominator ? 1.0 : 1.0 / times;
    Estimate estimate;
    estimate.value = moments.ratio() * scale;
    const double error = moments.standard_error() * scale;
    if (moments.count() >= 2 && !std::isnan(error)) {
      estimate.error = error;
      const double half =
          error * student_quantile(confidence, static_cast<double>(moments.count() - 1));
      // No measure is negative and no share above 1, whatever the normal law says. A share of a
      // batch may come out above 1 (calls end in a later batch than they began in): then so be it.
      const double most = measures_[m]->unit == Unit::kShare
                              ? std::max(1.0, estimate.value)
                              : std::numeric_limits<double>::infinity();
      // A margin, though, may be negative.
      const double least = measures_[m]->unit == Unit::kMoney
                               ? -std::numeric_limits<double>::infinity()
                               : std::min(0.0, estimate.value);
      estimate.low = std::max(least, estimate.value - half);
      estimate.high = std::min(most, estimate.value + half);
    }
    if (!values_.empty()) {
      estimate.observations = values_[m].size();
      if (!values_[m].empty()) estimate.mean_of_ratios = mean_of(values_[m]);
    }
    if (!values_.empty() && moments.count() >= 2) {
      estimate.p5 = sample_quantile(values_[m], 0.05);
      estimate.p95 = sample_quantile(values_[m], 0.95);
    }
    estimates.push_back(estimate);
  }
  return estimates;
}

template class Estimators<CallView>;
template class Estimators<AgentView>;
template class Estimators<HouseView>;

void WaitSpread::add(const WaitHistogram& waits) {
  const std::vector<Seconds> quantiles = waits.quantiles(kWaitPercentiles);
  for (std::size_t p = 0; p < quantiles.size(); ++p) {
    if (!std::isnan(quantiles[p])) values_[p].push_back(quantiles[p]);
  }
}

void WaitSpread::complete(Estimates& percentiles) const {
  for (std::size_t p = 0; p < percentiles.size(); ++p) {
    Estimate& estimate = percentiles[p];
    estimate.observations = values_[p].size();
    if (values_[p].size() < 2) continue;
    estimate.mean_of_ratios = mean_of(values_[p]);
    estimate.p5 = sample_quantile(values_[p], 0.05);
    estimate.p95 = sample_quantile(values_[p], 0.95);
  }
}

RowEstimators::RowEstimators(std::size_t types, std::size_t groups)
    : all_calls(call_measures(), true),
      calls(types, Estimators<CallView>(call_measures(), true)),
      all_agents(agent_measures(), true),
      agents(groups, Estimators<AgentView>(agent_measures(), true)) {}

}  // namespace hotline::detail
