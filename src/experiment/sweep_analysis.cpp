#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "hotline/experiment/sweep.hpp"

// From the cells of an experiment to what its factors do.
namespace hotline {
namespace {

constexpr std::size_t kMostLevels = 12;  // shown by themselves; a number with more has parts
constexpr std::size_t kParts = 3;
constexpr std::string_view kPartNames[kParts] = {"low", "middle", "high"};

// A factor at the cells in use, and the names of its levels.
struct Axis {
  FactorAxis axis;
  std::vector<std::string> labels;
};

// Numbers from -1 to 1.
double on_scale(double number, double low, double high) {
  return high > low ? 2 * (number - low) / (high - low) - 1 : 0;
}

bool is_continuous(const Factor& factor) {
  return factor.range.has_value() || (factor.is_number() && factor.values.size() > kMostLevels);
}

Axis continuous_axis(const Factor& factor, const std::vector<double>& numbers) {
  double low = 0, high = 0;
  if (factor.range) {
    low = factor.range->from;
    high = factor.range->to;
  } else {
    const auto less = [](const Setting& a, const Setting& b) { return a.number < b.number; };
    const auto [least, most] = std::ranges::minmax_element(factor.values, less);
    low = least->number;
    high = most->number;
  }
  Axis result;
  result.axis.is_continuous = true;
  result.axis.levels = kParts;
  for (const double number : numbers) {
    const double at = on_scale(number, low, high);
    const auto part = static_cast<std::size_t>((at + 1) / 2 * kParts);
    result.axis.at.push_back(at);
    result.axis.level.push_back(std::min(part, kParts - 1));
  }
  for (std::size_t part = 0; part < kParts; ++part) {
    const double step = (high - low) / kParts;
    const double from = low + step * static_cast<double>(part);
    result.labels.push_back(
        fmt::format("{}: {:.3g} - {:.3g}{}", kPartNames[part], from, from + step, factor.unit));
  }
  return result;
}

Axis axis_of(const Sweep& sweep, std::size_t f, const std::vector<std::size_t>& used) {
  const Factor& factor = sweep.experiment.factors[f];
  std::vector<double> numbers;
  for (const std::size_t cell : used) numbers.push_back(sweep.cells[cell][f].number);
  if (is_continuous(factor)) return continuous_axis(factor, numbers);
  double low = std::numeric_limits<double>::infinity(), high = -low;
  Axis result;
  for (const Setting& value : factor.values) {
    low = std::min(low, value.number);
    high = std::max(high, value.number);
    result.labels.push_back(value.label);
  }
  result.axis.is_number = factor.is_number() && high > low;
  result.axis.levels = factor.values.size();
  for (std::size_t i = 0; i < used.size(); ++i) {
    const auto at =
        std::ranges::find(factor.values, sweep.cells[used[i]][f].overrides, &Setting::overrides);
    result.axis.level.push_back(static_cast<std::size_t>(at - factor.values.begin()));
    if (result.axis.is_number) result.axis.at.push_back(on_scale(numbers[i], low, high));
  }
  return result;
}

// What was observed of a response, in the cells of which it is known, all with the same number of
// observations.
struct Data {
  std::vector<std::size_t> used;  // cells
  Responses responses;
};

// The first of an estimate's observations, moved so that their mean stays the estimate.
std::vector<double> first_of(const Estimate& estimate, std::size_t count) {
  std::vector<double> values(estimate.pseudo_values.begin(),
                             estimate.pseudo_values.begin() + static_cast<std::ptrdiff_t>(count));
  double mean = 0;
  for (const double value : values) mean += value / static_cast<double>(count);
  for (double& value : values) value += estimate.value - mean;
  return values;
}

Data data_of(const Sweep& sweep, std::size_t response) {
  Data data;
  std::size_t most = 0;
  for (std::size_t c = 0; c < sweep.results.size(); ++c) {
    const SweepCell& cell = sweep.results[c];
    if (cell.replications == 0 || !cell.responses[response].known()) continue;
    data.used.push_back(c);
    most = std::max(most, cell.responses[response].pseudo_values.size());
  }
  const auto size_of = [&](std::size_t cell) {
    return sweep.results[cell].responses[response].pseudo_values.size();
  };
  if (sweep.interrupted) {
    std::erase_if(data.used, [&](std::size_t cell) { return size_of(cell) < most; });
  }
  // With precision on demand cells have different numbers.
  std::size_t count = most;
  for (const std::size_t cell : data.used) count = std::min(count, size_of(cell));
  for (const std::size_t cell : data.used) {
    const Estimate& estimate = sweep.results[cell].responses[response];
    // Percentiles have none: then there is one observation, the estimate.
    data.responses.values.push_back(count > 0 ? first_of(estimate, count)
                                              : std::vector<double>{estimate.value});
  }
  return data;
}

// One at a time: each factor by the cells where it alone differs from the base, which is level 0.
std::vector<FactorEffects> effects_around_base(const Sweep& sweep, const Data& data) {
  std::vector<FactorEffects> all;
  std::size_t first = 1;  // cell of the factor's first value
  for (const Factor& factor : sweep.experiment.factors) {
    FactorEffects effects;
    effects.labels.push_back(factor.base->label);
    for (const Setting& value : factor.values) effects.labels.push_back(value.label);
    FactorAxis axis;
    axis.levels = effects.labels.size();
    Responses some;
    for (std::size_t i = 0; i < data.used.size(); ++i) {
      const std::size_t cell = data.used[i];
      if (cell != 0 && (cell < first || cell >= first + factor.values.size())) continue;
      axis.level.push_back(cell == 0 ? 0 : cell - first + 1);
      some.values.push_back(data.responses.values[i]);
    }
    effects.levels = level_effects(axis, some, sweep.confidence);
    first += factor.values.size();
    all.push_back(std::move(effects));
  }
  return all;
}

void find_sensitivity(const Sweep& sweep, const Data& data, const std::vector<FactorAxis>& axes,
                      ResponseAnalysis& analysis) {
  using From = ResponseAnalysis::From;
  const ExperimentFile& experiment = sweep.experiment;
  const bool whole = data.used.size() == sweep.cells.size();
  if (experiment.design == DesignKind::kGrid && whole) {
    std::vector<std::size_t> levels;
    for (const Factor& factor : experiment.factors) levels.push_back(factor.values.size());
    analysis.from = From::kGrid;
    analysis.sensitivity = sensitivity_of_grid(levels, data.responses, sweep.confidence);
  } else if (experiment.design == DesignKind::kSensitivity && whole) {
    analysis.from = From::kPairs;
    analysis.sensitivity = sensitivity_of_pairs(experiment.factors.size(), data.responses,
                                                sweep.confidence, experiment.design_seed);
  } else if (analysis.surface && analysis.surface->left_out == 0) {
    analysis.from = From::kSurface;
    analysis.sensitivity = sensitivity_of_surface(axes, *analysis.surface, sweep.confidence);
  }
}

ResponseAnalysis analysis_of(const Sweep& sweep, std::size_t response) {
  const Data data = data_of(sweep, response);
  ResponseAnalysis analysis;
  analysis.cells = data.used.size();
  analysis.observations = static_cast<int>(data.responses.replications());
  if (data.used.empty()) return analysis;
  if (sweep.experiment.design == DesignKind::kOneAtATime) {
    analysis.factors = effects_around_base(sweep, data);
    return analysis;
  }
  std::vector<FactorAxis> axes;
  std::size_t fewest = 1;  // terms of a plane
  for (std::size_t f = 0; f < sweep.experiment.factors.size(); ++f) {
    Axis axis = axis_of(sweep, f, data.used);
    analysis.factors.push_back(
        {std::move(axis.labels), level_effects(axis.axis, data.responses, sweep.confidence)});
    fewest += axis.axis.is_number ? 1 : axis.axis.levels - 1;
    axes.push_back(std::move(axis.axis));
  }
  if (data.used.size() > fewest) {
    analysis.surface = fit_surface(axes, data.responses, sweep.confidence);
  }
  find_sensitivity(sweep, data, axes, analysis);
  return analysis;
}

}  // namespace

void analyse(Sweep& sweep) {
  sweep.analyses.clear();
  for (std::size_t r = 0; r < sweep.experiment.responses.size(); ++r) {
    sweep.analyses.push_back(analysis_of(sweep, r));
  }
}

}  // namespace hotline
