#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hotline/experiment/comparison.hpp"
#include "hotline/experiment/experiment.hpp"

namespace hotline {

// What is asked of a comparison.
struct CompareOptions {
  std::vector<std::string> names = {};         // of the variants; empty = titles of the scenarios
  std::vector<ComparedMeasure> measures = {};  // empty = main_measures()
  bool simultaneous = false;                   // intervals of differences hold together
  std::optional<ComparedMeasure> best = {};    // which variant is the best by this measure
  int direction = 1;                           // 1 if the largest is, -1 if the smallest
  // The best is selected by the procedure KN (selection.hpp): replications are added, of those
  // variants alone that may be the best, until one is left. In the measure's unit, > 0.
  std::optional<double> indifference = {};
};

// Replications of the first stage of a selection, if nothing else was asked.
inline constexpr int kSelectionFirst = 30;

// Plays the variants side by side under common random numbers and compares them with the first one.
//
// With options.precision, its goals are for the differences (relative ones in shares of the
// baseline's value): replications are added to all variants until each interval of a difference is
// that narrow. With `indifference`, options.replications is the first stage of the selection.
// Without either, each variant has options.replications.
//
// Nothing if it was stopped before all variants had something, if this is a shard, or if this
// process follows another. Throws Error as run_variants and compared_measures do, and if a
// selection is asked of a shard or together with a precision.
std::optional<Comparison> compare(const Variants& variants, const RunOptions& options,
                                  const CompareOptions& asked);

}  // namespace hotline
