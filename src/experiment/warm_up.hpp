#pragma once

#include "hotline/experiment/run.hpp"
#include "hotline/model/model.hpp"

namespace hotline::detail {

struct FoundWarmUp {
  Seconds length = 0;
  bool doubtful = false;
};

// The warm-up of a steady model that starts empty, by MSER-5 (stats/batches.hpp): from the mean
// number of calls in the house, waiting or with an agent, in 500 equal pieces of the run; of
// several replications from the mean of the first ten.
FoundWarmUp find_warm_up(const Model& model, const RunOptions& options);

}  // namespace hotline::detail
