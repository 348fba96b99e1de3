#include <algorithm>
#include <cassert>
#include <cmath>

#include "hotline/experiment/sensitivity.hpp"
#include "hotline/random/stream.hpp"
#include "quadratic_forms.hpp"
#include "sample.hpp"

namespace hotline {
namespace {

using detail::Variances;

constexpr int kResamples = 1000;

// The parts of the estimators, summed over pairs of points. One of these for each pair, and of a
// resample their sum.
struct Parts {
  double sum = 0;      // of the responses at A and B
  double squares = 0;  // of their squares
  std::vector<double>
      swapped;                // by factor: (f(AB) - f(A)), whose products with the mean are needed
  std::vector<double> first;  // f(B) (f(AB) - f(A))
  std::vector<double> total;  // (f(A) - f(AB))^2 / 2

  explicit Parts(std::size_t factors) : swapped(factors), first(factors), total(factors) {}

  void add(const Parts& other) {
    sum += other.sum;
    squares += other.squares;
    for (std::size_t f = 0; f < first.size(); ++f) {
      swapped[f] += other.swapped[f];
      first[f] += other.first[f];
      total[f] += other.total[f];
    }
  }
};

Parts parts_of(std::span<const double> y, std::size_t pair, std::size_t factors) {
  const auto at = y.subspan(pair * (factors + 2));
  Parts parts(factors);
  parts.sum = at[0] + at[1];
  parts.squares = at[0] * at[0] + at[1] * at[1];
  for (std::size_t f = 0; f < factors; ++f) {
    const double step = at[2 + f] - at[0];
    parts.swapped[f] = step;
    parts.first[f] = at[1] * step;
    parts.total[f] = step * step / 2;
  }
  return parts;
}

// The variances of table 2, (b) and (f); f is taken about its mean, without which (b) is a small
// difference of large numbers.
Variances variances_of(const Parts& parts, double pairs) {
  const double mean = parts.sum / (2 * pairs);
  Variances variances = {parts.squares / (2 * pairs) - mean * mean};
  for (std::size_t f = 0; f < parts.first.size(); ++f) {
    variances.push_back((parts.first[f] - mean * parts.swapped[f]) / pairs);
    variances.push_back(parts.total[f] / pairs);
  }
  return variances;
}

// Parts of every pair, of the mean over replications and of each replication's deviation from it.
class PairTable {
 public:
  PairTable(std::size_t factors, const Responses& observations) : factors_(factors) {
    pairs_ = observations.cells() / (factors + 2);
    std::vector<double> means = observations.means();
    double middle = 0;  // taken off everywhere, against rounding
    for (const double mean : means) middle += mean / static_cast<double>(means.size());
    const std::size_t replications = observations.replications();
    for (std::size_t r = 0; replications > 1 && r < replications; ++r) {
      std::vector<double> deviations = observations.of_replication(r);
      for (std::size_t cell = 0; cell < means.size(); ++cell) deviations[cell] -= means[cell];
      deviating_.push_back(parts(deviations));
    }
    for (double& mean : means) mean -= middle;
    mean_ = parts(means);
  }

  std::size_t pairs() const { return pairs_; }

  // Without what noise adds, of the pairs in `chosen`.
  Variances variances(std::span<const std::size_t> chosen) const {
    Variances of_mean = of(mean_, chosen);
    const auto r = static_cast<double>(deviating_.size());
    for (const auto& parts : deviating_) {
      const Variances of_noise = of(parts, chosen);
      for (std::size_t v = 0; v < of_mean.size(); ++v) of_mean[v] -= of_noise[v] / (r * (r - 1));
    }
    return of_mean;
  }

 private:
  std::vector<Parts> parts(std::span<const double> y) const {
    std::vector<Parts> all;
    for (std::size_t pair = 0; pair < pairs_; ++pair) all.push_back(parts_of(y, pair, factors_));
    return all;
  }

  Variances of(const std::vector<Parts>& parts, std::span<const std::size_t> chosen) const {
    Parts sum(factors_);
    for (const std::size_t pair : chosen) sum.add(parts[pair]);
    return variances_of(sum, static_cast<double>(chosen.size()));
  }

  std::size_t factors_, pairs_ = 0;
  std::vector<Parts> mean_;
  std::vector<std::vector<Parts>> deviating_;  // [replication]
};

}  // namespace

Sensitivity sensitivity_of_pairs(std::size_t factors, const Responses& observations,
                                 double confidence, std::uint64_t seed) {
  assert(observations.cells() % (factors + 2) == 0 && observations.cells() > 0);
  const PairTable table(factors, observations);
  std::vector<std::size_t> chosen(table.pairs());
  for (std::size_t pair = 0; pair < chosen.size(); ++pair) chosen[pair] = pair;
  const Variances variances = table.variances(chosen);
  const std::vector<double> whole = detail::shares(variances, 0);
  std::vector<std::vector<double>> resampled(whole.size());
  CallGenerator generator(seed);
  for (int i = 0; i < kResamples; ++i) {
    for (std::size_t& pair : chosen) {
      pair = static_cast<std::size_t>(static_cast<double>(generator() >> 11U) * 0x1p-53 *
                                      static_cast<double>(table.pairs()));
    }
    const std::vector<double> some = detail::shares(table.variances(chosen), 0);
    for (std::size_t s = 0; s < some.size(); ++s) {
      if (!std::isnan(some[s])) resampled[s].push_back(some[s]);
    }
  }
  std::vector<Effect> effects(whole.size());
  for (std::size_t s = 0; s < whole.size(); ++s) {
    effects[s].value = whole[s];
    if (std::isnan(whole[s])) continue;
    effects[s].low = detail::sample_quantile(resampled[s], (1 - confidence) / 2);
    effects[s].high = detail::sample_quantile(resampled[s], (1 + confidence) / 2);
  }
  Sensitivity sensitivity;
  sensitivity.variance = variances[0];
  for (std::size_t s = 0; s < effects.size(); s += 2) {
    sensitivity.factors.push_back({effects[s], effects[s + 1]});
  }
  return sensitivity;
}

}  // namespace hotline
