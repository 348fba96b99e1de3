#pragma once

#include <atomic>
#include <functional>
#include <optional>

#include "hotline/experiment/crew.hpp"
#include "hotline/experiment/observations.hpp"
#include "hotline/experiment/precision.hpp"
#include "hotline/experiment/result.hpp"
#include "hotline/model/model.hpp"

namespace hotline {

// The part of an experiment that one of several processes plays, of each variant the replications
// index, index + count, ...
struct Shard {
  int index = 0, count = 1;  // 0 <= index < count
};

struct RunOptions {
  int replications = 100;  // >= 1
  std::uint64_t seed = 1;
  double confidence = 0.95;
  int threads = 0;                                   // 0 = all cores; of no meaning with a crew
  BatchMethod intervals = BatchMethod::kBatchMeans;  // of a steady run in one replication
  // All intervals of a table hold together at the level `confidence` (Bonferroni).
  bool simultaneous = false;
  // Measures of the whole horizon are corrected by how far the number of first calls, and the work
  // that they bring, happened to be from what is expected (docs/measures.md). Where that is not
  // known, nothing is corrected, and the result says so.
  bool control_variates = false;
  // Replications in pairs whose random numbers mirror each other; the pairs are the observations
  // behind errors and intervals. Needs an even number of replications, at least 4.
  bool antithetic = false;
  bool keep_values = false;  // estimates hold what each observation shows
  // Then replications are added until the goals are met, and `replications` means nothing.
  std::optional<Precision> precision = {};
  Crew* crew = nullptr;                  // who plays; null = threads of this process
  Observations* observations = nullptr;  // where observations are kept; null = nowhere
  std::optional<Shard> shard = {};       // plays this part only, for `observations`: no result
  // Called about ten times a second and at the end, with the replications done; may be empty.
  std::function<void(int done, int asked)> progress;
  // Set to true from elsewhere (a signal handler) to end after the replications in hand.
  const std::atomic<bool>* stop = nullptr;
};

// Settings that a scenario asks for itself. Throws InputError if its precision makes no sense.
RunOptions run_options(const Scenario& scenario);

// Plays the replications on all threads and folds them in order: the same model, seed and number of
// replications give the same bits whatever the number of threads. If stopped, the result holds the
// first replications that were done without a gap. Throws Error if none was, and if antithetic
// replications do not come in at least two pairs.
//
// If the model's warm-up is to be found (Model::finds_warm_up), up to ten replications are played
// first without one, to look at the number of calls in the house (find_warm_up).
Result run(const Model& model, const RunOptions& options);

}  // namespace hotline
