#pragma once

#include <span>
#include <vector>

#include "hotline/engine/tally.hpp"
#include "hotline/experiment/measures.hpp"
#include "hotline/experiment/result.hpp"
#include "hotline/model/model.hpp"
#include "hotline/stats/histogram.hpp"
#include "hotline/stats/moments.hpp"

namespace hotline::detail {

// The estimators of a table of measures for one scope (a call type, a group, an interval, ...).
template <class View>
class Estimators {
 public:
  // Measures with `by_interval` only, if `rows`. Values of single observations are kept for their
  // 5 % and 95 % points unless `rows`.
  Estimators(std::span<const Measure<View>> table, bool rows);
  void add(const View& view);
  // `times` divides measures that have no denominator: the mean of so many intervals.
  Estimates estimates(double confidence, double times = 1) const;
  std::span<const RatioMoments> moments() const { return moments_; }
  std::span<const Measure<View>* const> measures() const { return measures_; }

 private:
  std::vector<const Measure<View>*> measures_;
  std::vector<RatioMoments> moments_;
  std::vector<std::vector<double>> values_;  // [measure]; empty for rows
};

// The estimators of an interval of the week or of a day.
struct RowEstimators {
  RowEstimators(std::size_t types, std::size_t groups);
  Estimators<CallView> all_calls;
  std::vector<Estimators<CallView>> calls;
  Estimators<AgentView> all_agents;
  std::vector<Estimators<AgentView>> agents;
};

// Folds observations, in their order, into a result.
class Fold {
 public:
  explicit Fold(const Model& model);
  void add(const Tally& tally);
  int observations() const { return observations_; }
  // Everything that follows from the observations; what identifies the run is left to the caller.
  Result result(double confidence) const;

 private:
  // Percentiles are estimated by sectioning (Asmussen and Glynn 2007, III.5): observations are
  // dealt to this many sections in turn.
  static constexpr int kSections = 20;

  void add_row(RowEstimators& estimators, const Table<CallSums>& calls,
               const Table<TargetSums>& targets, const Table<AgentSums>& agents, std::size_t row,
               Seconds length);
  Estimates wait_percentiles(std::size_t first_type, std::size_t last_type,
                             double confidence) const;
  Row average_slot(std::uint32_t slot) const;

  const Model& model_;
  int observations_ = 0;
  Estimators<CallView> all_calls_;
  std::vector<Estimators<CallView>> calls_;
  Estimators<AgentView> all_agents_;
  std::vector<Estimators<AgentView>> agents_;
  Estimators<HouseView> house_;
  std::vector<RowEstimators> cells_, days_;
  Table<WaitHistogram> waits_;  // [section][type]
  double attempts_ = 0, events_ = 0;
};

}  // namespace hotline::detail
