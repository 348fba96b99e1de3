#include "hotline/stats/quantile_moments.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>

namespace hotline {

void QuantileMoments::add(const WaitHistogram& observation) {
  if (edges_.empty()) edges_.resize(WaitHistogram::kEdges);
  std::array<double, WaitHistogram::kEdges> below;
  observation.count_below_edges(below);
  const double all = below.back();
  ++count_;
  n_ += all;
  nn_ += all * all;
  nnn_ += all * all * all;
  zeros_.add(static_cast<double>(observation.zeros()), all);
  for (std::size_t e = 0; e < edges_.size(); ++e) edges_[e].add(below[e], all);
}

double QuantileMoments::squares(const Sums& sums, double r) const {
  constexpr double kRounding = 1e-12;  // what is left of terms that cancel
  const double squares = sums.aa - 2 * r * sums.an + r * r * nn_;
  return squares > kRounding * sums.aa ? squares : 0;
}

// How many times the variance of the share is that of as many independent waits.
double QuantileMoments::design_effect(const Sums& sums) const {
  const auto count = static_cast<double>(count_);
  const double r = sums.a / n_;
  if (r <= 0 || r >= 1) return 1;
  return squares(sums, r) * count / (count - 1) / (n_ * r * (1 - r));
}

Interval QuantileMoments::share_interval(const Sums& sums, double level) const {
  const auto count = static_cast<double>(count_);
  const double r = sums.a / n_;
  if (r <= 0) return {0, limit_if_none(count, level)};
  if (r >= 1) return {1 - limit_if_none(count, level), 1};
  const double square_sum = squares(sums, r);
  if (square_sum == 0) return {r, r};
  const double cubes = sums.aaa - 3 * r * sums.aan + 3 * r * r * sums.ann - r * r * r * nnn_;
  const double variance = square_sum / (count - 1);
  Sampled sampled;
  sampled.value = r;
  sampled.error = std::sqrt(variance / count) * count / n_;
  sampled.count = count;
  sampled.degrees = count - 1;
  if (count >= 3) {
    sampled.skewness =
        cubes / (variance * std::sqrt(variance)) * count / ((count - 1) * (count - 2));
  }
  return mean_interval(sampled, Domain::kShare, level);
}

// From the estimate outwards: the share surely has not reached p yet at the lower limit, and surely
// has at the upper one.
Interval QuantileMoments::quantile_interval(double p, double level) const {
  Interval interval{0, std::numeric_limits<double>::infinity()};
  if (count_ < 2 || n_ <= 0) return interval;
  if (share_interval(zeros_, level).low >= p) return {0, 0};
  const auto reaches = [&](const Sums& sums) { return sums.a >= p * n_; };
  const auto estimate = std::ranges::find_if(edges_, reaches);
  for (auto edge = estimate; edge != edges_.begin();) {
    --edge;
    if (edge->a == std::next(edge)->a) continue;  // no wait lies in between
    if (share_interval(*edge, level).high < p) {
      interval.low = WaitHistogram::edge(static_cast<std::size_t>(edge - edges_.begin()));
      break;
    }
  }
  const Sums& below = estimate == edges_.begin() ? zeros_ : *std::prev(estimate);
  const double clustering = std::max(1.0, design_effect(below));
  if (n_ / clustering * std::log(p) > std::log1p(-level)) return interval;
  for (auto edge = estimate; edge != edges_.end(); ++edge) {
    if (edge != estimate && edge->a == std::prev(edge)->a) continue;
    if (share_interval(*edge, level).low >= p) {
      interval.high = WaitHistogram::edge(static_cast<std::size_t>(edge - edges_.begin()));
      break;
    }
  }
  return interval;
}

}  // namespace hotline
