#include "hotline/experiment/sweep.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <stdexcept>

#include "hotline/experiment/design.hpp"

namespace hotline {
namespace {

// "wait_p50", ..., "caller_wait_p99".
std::vector<std::string> percentile_names(std::string_view prefix) {
  std::vector<std::string> names;
  for (const double p : kWaitPercentiles) {
    names.push_back(fmt::format("{}{:.0f}", prefix, p * 100));
  }
  return names;
}

MeasureNames all_names() {
  MeasureNames names;
  for (const auto& measure : call_measures()) names.calls.emplace_back(measure.key);
  for (const auto& measure : agent_measures()) names.agents.emplace_back(measure.key);
  for (const auto& measure : house_measures()) names.house.emplace_back(measure.key);
  for (const char* prefix : {"wait_p", "caller_wait_p"}) {
    for (std::string& name : percentile_names(prefix)) names.calls.push_back(std::move(name));
  }
  return names;
}

template <class View>
Unit unit_in(std::span<const Measure<View>> table, const std::string& key) {
  const auto found = std::ranges::find(table, key, &Measure<View>::key);
  return found == table.end() ? Unit::kSeconds : found->unit;  // a percentile
}

std::size_t index_of(const std::vector<std::string>& names, const std::string& name) {
  const auto found = std::ranges::find(names, name);
  if (found == names.end()) throw std::out_of_range("no such name: " + name);
  return static_cast<std::size_t>(found - names.begin());
}

const Estimate* percentile_of(const Result& result, const ResponseName& response) {
  const auto find = [&](std::string_view prefix, const Estimates& all,
                        const std::vector<Estimates>& by_type) -> const Estimate* {
    const std::vector<std::string> names = percentile_names(prefix);
    const auto found = std::ranges::find(names, response.measure);
    if (found == names.end()) return nullptr;
    const auto p = static_cast<std::size_t>(found - names.begin());
    return response.name.empty() ? &all.at(p)
                                 : &by_type.at(index_of(result.types, response.name)).at(p);
  };
  if (const auto* found = find("wait_p", result.all_wait_percentiles, result.wait_percentiles)) {
    return found;
  }
  return find("caller_wait_p", result.all_caller_wait_percentiles, result.caller_wait_percentiles);
}

Setting at_unit(const Factor& factor, double u) {
  if (factor.range) {
    const FactorRange& range = *factor.range;
    if (!range.whole) return setting_at(factor, range.from + u * (range.to - range.from));
    return setting_at(factor, range.from + std::floor(u * (range.to - range.from + 1)));
  }
  const auto count = static_cast<double>(factor.values.size());
  return factor.values[static_cast<std::size_t>(u * count)];
}

using Cells = std::vector<std::vector<Setting>>;

Cells cells_at(const ExperimentFile& experiment, const UnitPoints& points) {
  Cells cells;
  for (const auto& point : points) {
    cells.emplace_back();
    for (std::size_t f = 0; f < point.size(); ++f) {
      cells.back().push_back(at_unit(experiment.factors[f], point[f]));
    }
  }
  return cells;
}

Cells cells_of_values(const ExperimentFile& experiment,
                      const std::vector<std::vector<std::size_t>>& points) {
  Cells cells;
  for (const auto& point : points) {
    cells.emplace_back();
    for (std::size_t f = 0; f < point.size(); ++f) {
      cells.back().push_back(experiment.factors[f].values[point[f]]);
    }
  }
  return cells;
}

// The base, then each factor at each of its values.
Cells cells_around_base(const ExperimentFile& experiment) {
  std::vector<Setting> base;
  for (const Factor& factor : experiment.factors) base.push_back(*factor.base);
  Cells cells = {base};
  for (std::size_t f = 0; f < base.size(); ++f) {
    for (const Setting& value : experiment.factors[f].values) {
      cells.push_back(base);
      cells.back()[f] = value;
    }
  }
  return cells;
}

}  // namespace

const MeasureNames& measure_names() {
  static const MeasureNames names = all_names();
  return names;
}

std::vector<std::vector<Setting>> cells_of(const ExperimentFile& experiment) {
  const std::size_t factors = experiment.factors.size();
  switch (experiment.design) {
    case DesignKind::kGrid: {
      std::vector<std::size_t> levels;
      for (const Factor& factor : experiment.factors) levels.push_back(factor.values.size());
      return cells_of_values(experiment, full_grid(levels));
    }
    case DesignKind::kOneAtATime:
      return cells_around_base(experiment);
    case DesignKind::kLatinHypercube:
      return cells_at(experiment,
                      latin_hypercube(experiment.points, factors, experiment.design_seed));
    case DesignKind::kSobol:
      return cells_at(experiment, sobol_points(experiment.points, factors, experiment.design_seed));
    case DesignKind::kSensitivity:
      return cells_at(experiment,
                      sensitivity_points(experiment.points, factors, experiment.design_seed));
    case DesignKind::kFile:
      return cells_of_values(experiment, experiment.rows);
  }
  return {};
}

std::vector<std::string> overrides_of(std::span<const Setting> cell) {
  std::vector<std::string> overrides;
  for (const Setting& setting : cell) {
    overrides.insert(overrides.end(), setting.overrides.begin(), setting.overrides.end());
  }
  return overrides;
}

const Estimate& response_of(const Result& result, const ResponseName& response) {
  switch (response.scope) {
    case ResponseName::Scope::kAgents:
      return result.agent(response.measure, response.name);
    case ResponseName::Scope::kHouse:
      return result.whole(response.measure);
    case ResponseName::Scope::kCalls:
      break;
  }
  const Estimate* percentile = percentile_of(result, response);
  return percentile != nullptr ? *percentile : result.call(response.measure, response.name);
}

Unit unit_of(const ResponseName& response) {
  switch (response.scope) {
    case ResponseName::Scope::kAgents:
      return unit_in(agent_measures(), response.measure);
    case ResponseName::Scope::kHouse:
      return unit_in(house_measures(), response.measure);
    case ResponseName::Scope::kCalls:
      break;
  }
  return unit_in(call_measures(), response.measure);
}

SweepCell sweep_cell(const Result& result, std::span<const ResponseName> responses) {
  SweepCell cell;
  cell.replications = result.replications;
  cell.observations = result.observations;
  for (const ResponseName& response : responses) {
    cell.responses.push_back(response_of(result, response));
    cell.responses.back().values.clear();
  }
  return cell;
}

std::size_t Sweep::done() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(results, [](const SweepCell& cell) { return cell.replications > 0; }));
}

}  // namespace hotline
