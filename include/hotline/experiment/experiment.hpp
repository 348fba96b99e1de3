#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "hotline/experiment/run.hpp"

namespace hotline {

// The scenarios of an experiment: those of a comparison, or the cells of a design.
struct Variants {
  std::size_t count = 0;
  // Compiles one. Called by several threads at a time, for the same variant more than once.
  std::function<std::shared_ptr<const Model>(std::size_t)> model;
  // Common random numbers: the k-th call of a type in replication r is the same in all variants.
  // Otherwise each variant has a seed of its own.
  bool common_random_numbers = true;
  // All variants are played side by side, ten replications of each at a time, so that something can
  // be said of all of them when the play is stopped; all models are in memory at once. Otherwise
  // one after the other.
  bool in_turns = false;
  std::vector<bool> left_out = {};  // [variant]: is not played, its result absent; empty = none
  // Results of variants that are done are returned at the end. For thousands of variants, false:
  // then those that `OnVariant` was called with are not returned.
  bool keep_results = true;
};

// The seed of a variant whose random numbers are independent of those of the others.
std::uint64_t seed_of(std::size_t variant, std::uint64_t seed);

// Called with the result of each variant as it is done, one at a time.
using OnVariant = std::function<void(std::size_t variant, const Result&)>;

// Plays the replications of all variants, in their order as far as the crew allows, and folds them.
// The result of a variant is that of `run` alone, to the bit, whoever plays it. If stopped, a
// variant's result holds its first replications that were done without a gap, and is absent if
// there are none. With a shard, and where the crew follows another process, all results are absent.
// Throws Error as `run` does.
std::vector<std::optional<Result>> run_variants(const Variants& variants, const RunOptions& options,
                                                const OnVariant& on_variant = {});

}  // namespace hotline
