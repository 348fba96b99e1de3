#pragma once

#include <memory>

#include "fold.hpp"
#include "hotline/experiment/run.hpp"

namespace hotline::detail {

// Batches of a steady run that are measured.
int batches_of(const Model& model);

// A model as it is played: with the warm-up that was to be found, if it was.
struct PreparedModel {
  std::shared_ptr<const Model> model;
  bool warm_up_found = false;
  bool warm_up_doubtful = false;
};
PreparedModel prepared(std::shared_ptr<const Model> model, const RunOptions& options);

// The observations of one variant on their way to a result.
class VariantFold {
 public:
  VariantFold(PreparedModel prepared, std::uint64_t seed, const RunOptions& options);

  const std::shared_ptr<const Model>& model() const { return prepared_.model; }
  std::uint64_t seed() const { return seed_; }
  bool batches() const { return batches_; }  // these are the observations
  int asked() const { return asked_; }       // observations
  void ask(int observations) { asked_ = observations; }
  int observations() const { return fold_.observations(); }
  void add(const Tally& tally) { fold_.add(tally); }
  // Estimates over the whole horizon, for a look on the way.
  Result glance() const;
  Result result() const;

 private:
  PreparedModel prepared_;
  std::uint64_t seed_;
  const RunOptions& options_;
  bool batches_;
  int asked_;
  Method method_;
  Fold fold_;
};

}  // namespace hotline::detail
