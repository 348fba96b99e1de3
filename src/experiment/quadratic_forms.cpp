#include "quadratic_forms.hpp"

#include <cmath>

#include "hotline/stats/interval.hpp"
#include "hotline/stats/moments.hpp"
#include "least_squares.hpp"

namespace hotline::detail {
namespace {

// What the columns have in common, how each deviates from it, and what their forms are: enough to
// leave one of them out at a time.
struct Noise {
  Column mean;
  std::vector<Column> deviating;
  std::vector<Variances> of_deviations;
  Variances sum;  // of these
};

Noise noise_of(const QuadraticForms& forms, const std::vector<Column>& columns) {
  Noise noise;
  noise.mean.assign(columns.front().size(), 0.0);
  const auto count = static_cast<double>(columns.size());
  for (const Column& column : columns) {
    for (std::size_t i = 0; i < column.size(); ++i) noise.mean[i] += column[i] / count;
  }
  if (columns.size() < 2) return noise;
  for (Column deviation : columns) {
    for (std::size_t i = 0; i < deviation.size(); ++i) deviation[i] -= noise.mean[i];
    noise.of_deviations.push_back(forms(deviation));
    noise.deviating.push_back(std::move(deviation));
    noise.sum.resize(noise.of_deviations.back().size());
    for (std::size_t v = 0; v < noise.sum.size(); ++v)
      noise.sum[v] += noise.of_deviations.back()[v];
  }
  return noise;
}

// The form of a mean of r columns less sum / (r (r - 1)), where `sum` is that of the forms of their
// deviations: for any covariance of the noise its expectation is that of the form without noise.
Variances corrected(Variances of_mean, const Variances& sum, double r) {
  if (r < 2) return of_mean;
  for (std::size_t v = 0; v < of_mean.size(); ++v) of_mean[v] -= sum[v] / (r * (r - 1));
  return of_mean;
}

double mean_square(const Column& column) {
  return dot(column, column) / static_cast<double>(column.size());
}

// The shares with column `left` out.
std::vector<double> shares_without(const QuadraticForms& forms, const Noise& noise,
                                   std::size_t left) {
  const auto r = static_cast<double>(noise.deviating.size());
  Column mean = noise.mean;
  for (std::size_t i = 0; i < mean.size(); ++i) mean[i] -= noise.deviating[left][i] / (r - 1);
  Variances sum = noise.sum;  // about the mean of those that are left
  for (std::size_t v = 0; v < sum.size(); ++v) {
    sum[v] -= noise.of_deviations[left][v] * (1 + 1 / (r - 1));
  }
  return shares(corrected(forms(mean), sum, r - 1), mean_square(mean));
}

}  // namespace

std::vector<double> shares(const Variances& variances, double mean_square) {
  constexpr double kRounding = 1e-20;
  std::vector<double> all(variances.size() - 1, std::nan(""));
  if (!(variances[0] > kRounding * mean_square)) return all;
  for (std::size_t v = 1; v < variances.size(); ++v) all[v - 1] = variances[v] / variances[0];
  return all;
}

Variances without_noise(const QuadraticForms& forms, const std::vector<Column>& columns) {
  const Noise noise = noise_of(forms, columns);
  return corrected(forms(noise.mean), noise.sum, static_cast<double>(columns.size()));
}

Sensitivity indices_by_jackknife(const QuadraticForms& forms, const std::vector<Column>& columns,
                                 double confidence) {
  const Noise noise = noise_of(forms, columns);
  const auto r = static_cast<double>(columns.size());
  const Variances variances = corrected(forms(noise.mean), noise.sum, r);
  const std::vector<double> whole = shares(variances, mean_square(noise.mean));
  std::vector<Effect> effects(whole.size());
  for (std::size_t s = 0; s < whole.size(); ++s) effects[s].value = whole[s];
  if (columns.size() >= 3) {  // the correction needs two that are left
    std::vector<Moments> moments(whole.size());
    for (std::size_t left = 0; left < columns.size(); ++left) {
      const std::vector<double> rest = shares_without(forms, noise, left);
      for (std::size_t s = 0; s < rest.size(); ++s) moments[s].add(rest[s]);
    }
    const double reach = student_quantile(confidence, r - 1);
    for (std::size_t s = 0; s < whole.size(); ++s) {
      Effect& effect = effects[s];
      effect.error = std::sqrt(moments[s].variance() / r) * (r - 1);
      effect.low = effect.value - reach * effect.error;
      effect.high = effect.value + reach * effect.error;
    }
  }
  Sensitivity sensitivity;
  sensitivity.variance = variances[0];
  for (std::size_t s = 0; s < effects.size(); s += 2) {
    sensitivity.factors.push_back({effects[s], effects[s + 1]});
  }
  return sensitivity;
}

}  // namespace hotline::detail
