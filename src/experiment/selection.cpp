#include "hotline/experiment/selection.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <ranges>

#include "hotline/stats/moments.hpp"

namespace hotline {

PairedSpread paired_spread(std::span<const double> a, std::span<const double> b) {
  Moments moments;
  for (std::size_t j = 0; j < a.size(); ++j) moments.add(a[j] - b[j]);
  return {moments.mean(), std::sqrt(moments.variance())};
}

std::vector<Interval> best_intervals(std::span<const std::vector<double>> samples, double level) {
  const std::size_t systems = samples.size();
  const auto count = static_cast<double>(samples.front().size());
  // One-sided, each of the systems - 1 comparisons with the best with its share of the risk.
  const double risk = (1 - level) / static_cast<double>(systems - 1);
  const double times = student_quantile(std::max(1e-9, 1 - 2 * risk), count - 1) / std::sqrt(count);
  std::vector<PairedSpread> spreads(systems * systems);
  for (std::size_t i = 0; i < systems; ++i) {
    for (std::size_t l = 0; l < systems; ++l) {
      if (i != l) spreads[i * systems + l] = paired_spread(samples[i], samples[l]);
    }
  }
  const auto upper = [&](std::size_t i) {
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t l = 0; l < systems; ++l) {
      const PairedSpread& pair = spreads[i * systems + l];
      if (l != i) least = std::min(least, pair.mean + times * pair.sd);
    }
    return std::max(0.0, least);
  };
  std::vector<Interval> intervals(systems);
  std::vector<bool> may_be_best(systems);
  for (std::size_t i = 0; i < systems; ++i) {
    intervals[i].high = upper(i);
    // Systems that are the same in every observation are all the best.
    may_be_best[i] = intervals[i].high > 0 ||
                     std::ranges::all_of(std::views::iota(std::size_t{0}, systems), [&](auto l) {
                       return l == i || spreads[i * systems + l].mean >= 0;
                     });
  }
  for (std::size_t i = 0; i < systems; ++i) {
    double least = 0;
    for (std::size_t l = 0; l < systems; ++l) {
      const PairedSpread& pair = spreads[i * systems + l];
      if (l != i && may_be_best[l]) least = std::min(least, pair.mean - times * pair.sd);
    }
    intervals[i].low = least;
  }
  return intervals;
}

double selection_eta(std::size_t systems, int first, double level) {
  const double risk = 2 * (1 - level) / static_cast<double>(systems - 1);
  // A risk of a half is that of guessing, which needs no observations.
  return std::max(0.0, (std::pow(risk, -2.0 / (first - 1)) - 1) / 2);
}

Selection::Selection(std::span<const std::vector<double>> first, double indifference, double level)
    : indifference_(indifference), limits_(first.size() * first.size()), in_(first.size(), true) {
  const int count = static_cast<int>(first.front().size());
  const double h_square = 2 * selection_eta(first.size(), count, level) * (count - 1);
  for (std::size_t i = 0; i < first.size(); ++i) {
    for (std::size_t l = 0; l < first.size(); ++l) {
      if (i == l) continue;
      const double ratio = paired_spread(first[i], first[l]).sd / indifference;
      limits_[i * first.size() + l] = h_square * ratio * ratio;
    }
  }
}

std::size_t Selection::in_count() const {
  return static_cast<std::size_t>(std::ranges::count(in_, true));
}

int Selection::most() const {
  double most = 0;
  for (std::size_t i = 0; i < in_.size(); ++i) {
    for (std::size_t l = 0; l < in_.size(); ++l) {
      if (i != l && in_[i] && in_[l]) most = std::max(most, std::floor(limit(i, l)) + 1);
    }
  }
  return static_cast<int>(std::min(most, 2e9));
}

void Selection::look(std::span<const double> means, int count) {
  if (count >= most()) {  // the best so far is selected
    std::size_t best = in_.size();
    for (std::size_t i = 0; i < in_.size(); ++i) {
      if (in_[i] && (best == in_.size() || means[i] > means[best])) best = i;
    }
    for (std::size_t i = 0; i < in_.size(); ++i) in_[i] = i == best;
    return;
  }
  const std::vector<bool> were_in = in_;
  for (std::size_t i = 0; i < in_.size(); ++i) {
    for (std::size_t l = 0; l < in_.size() && in_[i]; ++l) {
      if (i == l || !were_in[i] || !were_in[l]) continue;
      const double width = std::max(0.0, indifference_ / (2.0 * count) * (limit(i, l) - count));
      if (means[i] < means[l] - width) in_[i] = false;
    }
  }
}

}  // namespace hotline
