#include "hotline/experiment/effects.hpp"

#include <cassert>
#include <cmath>

#include "hotline/stats/interval.hpp"
#include "hotline/stats/moments.hpp"

namespace hotline {

std::vector<double> Responses::of_replication(std::size_t replication) const {
  std::vector<double> column;
  column.reserve(values.size());
  for (const auto& row : values) column.push_back(row[replication]);
  return column;
}

std::vector<double> Responses::means() const {
  std::vector<double> means;
  means.reserve(values.size());
  for (const auto& row : values) {
    double sum = 0;
    for (const double value : row) sum += value;
    means.push_back(sum / static_cast<double>(row.size()));
  }
  return means;
}

Effect mean_effect(std::span<const double> values, double confidence) {
  Moments moments;
  for (const double value : values) moments.add(value);
  Effect effect;
  if (values.empty()) return effect;
  effect.value = moments.mean();
  if (values.size() < 2) return effect;
  effect.error = moments.standard_error();
  const double reach =
      student_quantile(confidence, static_cast<double>(values.size() - 1)) * effect.error;
  effect.low = effect.value - reach;
  effect.high = effect.value + reach;
  return effect;
}

Effect contrast(const Responses& observations, std::span<const double> weights, double confidence) {
  assert(weights.size() == observations.cells());
  std::vector<double> sums(observations.replications(), 0.0);
  for (std::size_t cell = 0; cell < weights.size(); ++cell) {
    if (weights[cell] == 0) continue;
    for (std::size_t r = 0; r < sums.size(); ++r) {
      sums[r] += weights[cell] * observations.values[cell][r];
    }
  }
  return mean_effect(sums, confidence);
}

std::vector<LevelEffect> level_effects(const FactorAxis& axis, const Responses& observations,
                                       double confidence) {
  std::vector<LevelEffect> effects(axis.levels);
  for (const std::size_t level : axis.level) ++effects[level].cells;
  const auto weights_of = [&](std::size_t level) {
    std::vector<double> weights(axis.level.size(), 0.0);
    for (std::size_t cell = 0; cell < weights.size(); ++cell) {
      if (axis.level[cell] == level) weights[cell] = 1 / static_cast<double>(effects[level].cells);
    }
    return weights;
  };
  if (axis.levels == 0) return effects;
  const std::vector<double> first = weights_of(0);
  for (std::size_t level = 0; level < axis.levels; ++level) {
    if (effects[level].cells == 0) continue;
    std::vector<double> weights = weights_of(level);
    effects[level].mean = contrast(observations, weights, confidence);
    if (effects[0].cells == 0) continue;
    for (std::size_t cell = 0; cell < weights.size(); ++cell) weights[cell] -= first[cell];
    effects[level].change = contrast(observations, weights, confidence);
  }
  return effects;
}

}  // namespace hotline
