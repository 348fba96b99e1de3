#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "hotline/experiment/measures.hpp"
#include "hotline/experiment/response_surface.hpp"
#include "hotline/experiment/result.hpp"
#include "hotline/experiment/run.hpp"
#include "hotline/experiment/sensitivity.hpp"
#include "hotline/experiment/store.hpp"
#include "hotline/scenario/experiment_file.hpp"
#include "hotline/scenario/texts.hpp"

namespace hotline {

// The measures that an experiment may ask for: all of the tables of measures.hpp, and the
// percentiles of waits.
const MeasureNames& measure_names();

// Where its factors stand in each cell of an experiment, in the order in which they are played:
// [cell][factor].
std::vector<std::vector<Setting>> cells_of(const ExperimentFile& experiment);

// What read_scenario needs to make a cell's scenario.
std::vector<std::string> overrides_of(std::span<const Setting> cell);

// The estimate that a response asks for, and the kind of number that it is. Throws
// std::out_of_range for names that the result does not have.
const Estimate& response_of(const Result& result, const ResponseName& response);
Unit unit_of(const ResponseName& response);

// A cell, once it has been played.
struct SweepCell {
  int replications = 0;             // 0 = not played
  int observations = 0;             // replications, or batches of a steady run
  std::vector<Estimate> responses;  // in the order of the experiment, with pseudo-values
};

SweepCell sweep_cell(const Result& result, std::span<const ResponseName> responses);

// What the levels of a factor do to a response.
struct FactorEffects {
  std::vector<std::string>
      labels;  // of the levels; of a continuous factor of the parts of its range
  std::vector<LevelEffect> levels;
};

// What an experiment found out about one response.
struct ResponseAnalysis {
  std::size_t cells = 0;               // that could be used
  int observations = 0;                // of each; with one there are no intervals
  std::vector<FactorEffects> factors;  // one at a time: changes are those from the base
  std::optional<ResponseSurface> surface;
  enum class From { kNone, kGrid, kSurface, kPairs } from = From::kNone;
  Sensitivity sensitivity;
};

// An experiment and its results.
struct Sweep {
  ExperimentFile experiment;
  std::vector<std::vector<Setting>> cells;  // [cell][factor]
  std::vector<SweepCell> results;           // [cell]
  std::uint64_t seed = 0;
  double confidence = 0.95;
  bool interrupted = false;
  std::vector<ResponseAnalysis> analyses;  // [response]

  std::size_t done() const;  // cells
};

// Reads the scenario of every cell, of very large experiments of the first ones, so that none fails
// when hours have passed. Throws InputError.
void check_cells(const Sweep& sweep, Texts& texts);

// Settings that an experiment asks for, over those of its scenario. Throws as run_options does.
RunOptions run_options(const ExperimentFile& experiment, const Scenario& scenario);

// An experiment of which nothing is played yet, to be played with these options.
Sweep new_sweep(ExperimentFile experiment, const RunOptions& options);

// What a store is told of an experiment in `file`, all of whose files `texts` have read.
ExperimentRecord record_of(const Sweep& sweep, const std::string& file, const Scenario& scenario,
                           const RunOptions& options, const Texts& texts);

// Plays the cells and fills in their results; `analyse` does the rest. `on_cell` is called as each
// cell is done, one at a time. Throws as run_variants does.
void play_cells(Sweep& sweep, Texts& texts, RunOptions options,
                const std::function<void(std::size_t cell)>& on_cell = {});

// Fills in `analyses` from the cells that were played. Those whose response is unknown are left
// out, and so are those with fewer observations than others after an early end.
void analyse(Sweep& sweep);

}  // namespace hotline
