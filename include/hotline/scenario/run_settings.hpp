#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "hotline/base/error.hpp"
#include "hotline/base/time.hpp"

// How often a scenario is played, and how sure its numbers are to be.
namespace hotline {

// How the batches of a steady run become intervals: each batch is an observation, or each run of
// successive batches that lasts a tenth of the whole.
enum class BatchMethod { kBatchMeans, kOverlappingBatchMeans };

inline constexpr int kFewestForOverlap = 20;  // batches, for overlapping batch means

// Replications until intervals are as narrow as that. What `goal` means is known where there are
// measures: parse_precision of experiment/precision.hpp reads it.
struct WantedPrecision {
  std::string goal = {};                     // "1%", "asa=2s"
  Problem place = {};                        // where it stands, for a complaint
  int most = 1'000'000;                      // replications, >= 4
  std::optional<Seconds> most_seconds = {};  // of real time
};

struct RunSettings {
  int replications = 100;  // >= 1
  std::uint64_t seed = 1;
  double confidence = 0.95;  // level of the intervals, 0..1
  BatchMethod intervals = BatchMethod::kBatchMeans;
  bool simultaneous = false;  // all intervals of a table hold together at that level
  bool control_variates = false;
  bool antithetic = false;  // replications in pairs; `replications` is then even
  std::optional<WantedPrecision> precision = {};  // goes before `replications`
};

}  // namespace hotline
