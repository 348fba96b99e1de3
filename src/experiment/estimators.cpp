#include <algorithm>
#include <cmath>
#include <utility>

#include "fold.hpp"
#include "hotline/stats/batches.hpp"
#include "hotline/stats/interval.hpp"
#include "sample.hpp"

namespace hotline::detail {
namespace {

Domain domain_of(Unit unit) {
  switch (unit) {
    case Unit::kShare:
      return Domain::kShare;
    case Unit::kMoney:  // a margin may be negative
      return Domain::kAny;
    default:
      return Domain::kNotNegative;
  }
}

// How much wider than that of as many independent calls the error of a share is, squared (Kish's
// design effect).
double design_effect(const Sampled& share, const RatioMoments& moments) {
  const double calls = moments.denominator_mean() * static_cast<double>(moments.count());
  return share.error * share.error * calls / (share.value * (1 - share.value));
}

bool is_none_or_all(const Sampled& share) { return share.value == 0 || share.value == 1; }

}  // namespace

template <class View>
Estimators<View>::Estimators(std::span<const Measure<View>> table, bool rows, Method method)
    : method_(method) {
  for (const Measure<View>& measure : table) {
    if (!rows || measure.by_interval) measures_.push_back(&measure);
  }
  moments_.resize(measures_.size());
  if (!rows) values_.resize(measures_.size());
  if (!rows && (method.window > 1 || method.keep_pseudo_values)) series_.resize(measures_.size());
  if (!rows && method.expected) products_.resize(measures_.size());
  if (!method.antithetic) return;
  first_.resize(measures_.size());
  if (!rows) singles_.resize(measures_.size());
}

template <class View>
void Estimators<View>::add(const View& view, const Controls* controls) {
  const RatioMoments::Weight weight(moments_.front().count());  // all have as many
  for (std::size_t m = 0; m < measures_.size(); ++m) {
    double numerator = measures_[m]->numerator(view);
    double denominator = measures_[m]->denominator ? measures_[m]->denominator(view) : 1.0;
    if (!values_.empty() && denominator != 0 && !std::isnan(numerator)) {
      values_[m].push_back(numerator / denominator);
    }
    if (method_.antithetic) {
      if (!singles_.empty()) singles_[m].add(numerator, denominator);
      const auto first = std::exchange(first_[m], std::pair(numerator, denominator));
      if (!is_second_) continue;
      numerator = (first.first + numerator) / 2;
      denominator = (first.second + denominator) / 2;
    }
    RatioMoments& moments = moments_[m];
    if (controls != nullptr && !products_.empty()) {
      const double x = numerator - moments.numerator_mean();
      const double y = denominator - moments.denominator_mean();
      for (std::size_t c = 0; c < Controls::kCount; ++c) {
        products_[m].numerator[c] += x * controls->last_deviation()[c];
        products_[m].denominator[c] += y * controls->last_deviation()[c];
      }
    }
    moments.add(numerator, denominator, weight);
    if (!series_.empty()) series_[m].push_back({numerator, denominator});
  }
  is_second_ = !is_second_;
}

// Value and error; the error is NaN if the observations do not tell it.
template <class View>
Sampled Estimators<View>::sampled(std::size_t m) const {
  const RatioMoments& moments = moments_[m];
  Sampled sampled;
  sampled.value = moments.ratio();
  sampled.error = moments.standard_error();
  sampled.skewness = moments.skewness();
  sampled.count = static_cast<double>(moments.count());
  sampled.degrees = sampled.count - 1;
  const bool overlapping =
      method_.window > 1 && !series_.empty() && series_[m].size() >= 2 * method_.window;
  if (!overlapping || !(sampled.error > 0)) return sampled;
  std::vector<double> deviations = pseudo_values(m);
  for (double& deviation : deviations) deviation -= sampled.value;
  const BatchError error = overlapping_batch_error(deviations, method_.window);
  sampled.error = error.error;
  sampled.degrees = error.degrees;
  sampled.count = error.degrees + 1;
  sampled.skewness = 0;
  return sampled;
}

template <class View>
std::vector<double> Estimators<View>::pseudo_values(std::size_t m) const {
  const double value = moments_[m].ratio(), mean = moments_[m].denominator_mean();
  std::vector<double> values;
  for (const auto& [numerator, denominator] : series_[m]) {
    values.push_back(value + (numerator - value * denominator) / mean);
  }
  return values;
}

// The ratio of two means that are each corrected by regression on the controls (Lavenberg and Welch
// 1981, "A perspective on the use of control variables to increase the efficiency of Monte Carlo
// simulations", Management Science 27, 322-335), each control costing a degree of freedom. The
// plain estimate if there are too few observations for that.
template <class View>
Sampled Estimators<View>::controlled(std::size_t m, const Sampled& plain,
                                     const Controls& controls) const {
  constexpr double kExact = 1e-12;  // of the squares, left over: rounding
  constexpr double kFewest = 3;     // degrees of freedom
  const RatioMoments& moments = moments_[m];
  const auto rank = static_cast<double>(controls.rank());
  const double degrees = plain.count - 1 - rank;
  if (!(plain.error > 0) || rank == 0 || degrees < kFewest) return plain;
  const Products& products = products_[m];
  const double numerator = moments.numerator_mean() -
                           dot(controls.regression(products.numerator).slope, controls.mean());
  const double denominator = moments.denominator_mean() -
                             dot(controls.regression(products.denominator).slope, controls.mean());
  if (!(denominator * moments.denominator_mean() > 0)) return plain;
  Sampled sampled = plain;
  sampled.value = numerator / denominator;
  // The correction may step over a border that single observations keep to.
  const Domain domain = domain_of(measures_[m]->unit);
  if (domain != Domain::kAny && plain.value >= 0) sampled.value = std::max(0.0, sampled.value);
  if (domain == Domain::kShare && plain.value <= 1) sampled.value = std::min(1.0, sampled.value);
  Controls::Values together;
  for (std::size_t c = 0; c < Controls::kCount; ++c) {
    together[c] = products.numerator[c] - sampled.value * products.denominator[c];
  }
  const double squares = moments.squares_about(sampled.value);
  const double rest = squares - controls.regression(together).explained;
  sampled.degrees = degrees;
  sampled.skewness = 0;
  sampled.error = rest <= kExact * squares
                      ? 0
                      : std::sqrt(rest / degrees * (1 / plain.count + controls.distance())) /
                            std::abs(denominator);
  return sampled;
}

// Of as many replications, without control variates and pairs.
template <class View>
double Estimators<View>::usual_error(std::size_t m) const {
  return (singles_.empty() ? moments_ : singles_)[m].standard_error();
}

template <class View>
Estimates Estimators<View>::estimates(double confidence, const Controls* controls,
                                      double times) const {
  const bool reduces = controls != nullptr && (!products_.empty() || !singles_.empty());
  std::vector<Sampled> all;
  all.reserve(measures_.size());
  double clustering = 1;  // the largest design effect of the shares
  for (std::size_t m = 0; m < measures_.size(); ++m) {
    all.push_back(sampled(m));
    if (controls != nullptr && !products_.empty()) all[m] = controlled(m, all[m], *controls);
    const bool tells = measures_[m]->is_share_of_calls() && all[m].value > 0 && all[m].value < 1 &&
                       all[m].error > 0;
    if (tells) clustering = std::max(clustering, design_effect(all[m], moments_[m]));
  }
  Estimates estimates(measures_.size());
  for (std::size_t m = 0; m < measures_.size(); ++m) {
    const RatioMoments& moments = moments_[m];
    const double scale = measures_[m]->denominator ? 1.0 : 1.0 / times;
    Estimate& estimate = estimates[m];
    estimate.value = all[m].value * scale;
    if (moments.count() >= 2 && !std::isnan(all[m].error)) {
      estimate.error = all[m].error * scale;
      const double usual = usual_error(m) * scale;
      if (reduces && usual > 0) estimate.gain = usual * usual / (estimate.error * estimate.error);
      Interval interval = mean_interval(all[m], domain_of(measures_[m]->unit), confidence);
      if (measures_[m]->is_share_of_calls() && is_none_or_all(all[m])) {
        // As many independent calls as there are replications, at least.
        const auto count = static_cast<double>(moments.count());
        const double calls = moments.denominator_mean() * count;
        const double limit = limit_if_none(std::max(count, calls / clustering), confidence);
        interval = all[m].value == 0 ? Interval{0, limit} : Interval{1 - limit, 1};
      }
      estimate.low = interval.low * scale;
      estimate.high = interval.high * scale;
    }
    if (!values_.empty()) {
      estimate.observations = values_[m].size();
      if (!values_[m].empty()) estimate.mean_of_ratios = mean_of(values_[m]);
    }
    if (!values_.empty() && moments.count() >= 2) {
      estimate.p5 = sample_quantile(values_[m], 0.05);
      estimate.p95 = sample_quantile(values_[m], 0.95);
    }
  }
  return estimates;
}

template class Estimators<CallView>;
template class Estimators<AgentView>;
template class Estimators<HouseView>;

RowEstimators::RowEstimators(std::size_t types, std::size_t groups, Method method)
    : all_calls(call_measures(), true, method),
      calls(types, Estimators<CallView>(call_measures(), true, method)),
      all_agents(agent_measures(), true, method),
      agents(groups, Estimators<AgentView>(agent_measures(), true, method)) {}

}  // namespace hotline::detail
