#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>
#include <variant>

#include "hotline/experiment/experiment.hpp"
#include "hotline/experiment/sweep.hpp"
#include "hotline/model/model.hpp"
#include "hotline/scenario/read.hpp"

namespace hotline {
namespace {

Variants variants_of(const Sweep& sweep, Texts& texts) {
  Variants variants;
  variants.count = sweep.cells.size();
  variants.common_random_numbers = sweep.experiment.common_random_numbers;
  variants.keep_results = false;
  variants.model = [&sweep, &texts](std::size_t cell) -> std::shared_ptr<const Model> {
    return std::make_shared<const Model>(without_rows(
        compile(read_scenario(sweep.experiment.scenario, overrides_of(sweep.cells[cell]), texts))));
  };
  return variants;
}

}  // namespace

Sweep new_sweep(ExperimentFile experiment, const RunOptions& options) {
  Sweep sweep;
  sweep.seed = options.seed;
  sweep.confidence = options.confidence;
  sweep.experiment = std::move(experiment);
  sweep.cells = cells_of(sweep.experiment);
  sweep.results.resize(sweep.cells.size());
  return sweep;
}

void check_cells(const Sweep& sweep, Texts& texts) {
  constexpr std::size_t kMostChecked = 2000;
  for (std::size_t cell = 0; cell < std::min(kMostChecked, sweep.cells.size()); ++cell) {
    read_scenario(sweep.experiment.scenario, overrides_of(sweep.cells[cell]), texts);
  }
}

RunOptions run_options(const ExperimentFile& experiment, const Scenario& scenario) {
  RunOptions options = run_options(scenario);
  if (experiment.replications) options.precision.reset();
  options.replications = experiment.replications.value_or(options.replications);
  options.seed = experiment.seed.value_or(options.seed);
  options.confidence = experiment.confidence.value_or(options.confidence);
  options.simultaneous = false;
  options.control_variates = false;  // the analysis needs what each replication says by itself
  return options;
}

ExperimentRecord record_of(const Sweep& sweep, const std::string& file, const Scenario& scenario,
                           const RunOptions& options, const Texts& texts) {
  ExperimentRecord record;
  const ExperimentFile& experiment = sweep.experiment;
  record.title = experiment.title.empty() ? scenario.title : experiment.title;
  record.batches = std::holds_alternative<SteadyHorizon>(scenario.horizon) &&
                   options.replications == 1 && !options.precision;
  record.common_random_numbers = experiment.common_random_numbers;
  record.texts = texts.asked();
  record.experiment_file = file;
  for (std::size_t c = 0; c < sweep.cells.size(); ++c) {
    ExperimentRecord::VariantRecord variant;
    variant.name = fmt::format("cell {}", c + 1);
    variant.scenario = experiment.scenario.string();
    variant.overrides = overrides_of(sweep.cells[c]);
    for (std::size_t f = 0; f < sweep.cells[c].size(); ++f) {
      variant.settings.emplace_back(experiment.factors[f].name, sweep.cells[c][f].label);
    }
    record.variants.push_back(std::move(variant));
  }
  return record;
}

void play_cells(Sweep& sweep, Texts& texts, RunOptions options,
                const std::function<void(std::size_t cell)>& on_cell) {
  options.keep_values = true;
  const auto take = [&](std::size_t cell, const Result& result) {
    sweep.results[cell] = sweep_cell(result, sweep.experiment.responses);
    if (on_cell) on_cell(cell);
  };
  const auto rest = run_variants(variants_of(sweep, texts), options, take);
  for (std::size_t cell = 0; cell < rest.size(); ++cell) {
    if (rest[cell]) take(cell, *rest[cell]);
  }
  sweep.interrupted = options.stop != nullptr && *options.stop;
}

}  // namespace hotline
