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
  // What single observations show of a measure, of those in which there was something to measure.
  const std::vector<double>& values(std::size_t measure) const { return values_[measure]; }

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

// How calls fare by further target times.
class TargetEstimators {
 public:
  explicit TargetEstimators(const Model& model);
  // `calls` are the views of the types in the same tally.
  void add(const Tally& tally, const std::vector<CallView>& calls);
  std::vector<FurtherTarget> results(double confidence) const;

 private:
  const Model& model_;
  std::vector<Estimators<CallView>> all_;                 // [target]
  std::vector<std::vector<Estimators<CallView>>> types_;  // [target][type]
};

// Unions of types, groups and hours.
class SegmentEstimators {
 public:
  explicit SegmentEstimators(const Model& model);
  void add(const Tally& tally);
  std::vector<SegmentResult> results(double confidence) const;

 private:
  const Model& model_;
  std::vector<Estimators<CallView>> calls_;    // [segment]
  std::vector<Estimators<AgentView>> agents_;  // [segment]
};

// Percentiles of the waits of each observation, for their spread.
class WaitSpread {
 public:
  void add(const WaitHistogram& waits);
  // Adds the 5 % and 95 % points to estimates of kWaitPercentiles.
  void complete(Estimates& percentiles) const;

 private:
  std::vector<double> values_[std::size(kWaitPercentiles)];
};

// Folds observations, in their order, into a result.
class Fold {
 public:
  explicit Fold(const Model& model);
  void add(const Tally& tally);
  int observations() const { return observations_; }
  // Everything that follows from the observations; what identifies the run is left to the caller.
  // Single values are handed over only if they are to be kept.
  Result result(double confidence, bool keep_values = false) const;

 private:
  // Percentiles are estimated by sectioning (Asmussen and Glynn 2007, III.5): observations are
  // dealt to this many sections in turn.
  static constexpr int kSections = 20;

  void add_row(RowEstimators& estimators, const Table<CallSums>& calls,
               const Table<TargetSums>& targets, const Table<AgentSums>& agents, std::size_t row,
               Seconds length);
  void add_waits(const Tally& tally);
  Estimates wait_percentiles(const Table<WaitHistogram>& waits, std::size_t first_type,
                             std::size_t last_type, double confidence) const;
  AgentView agent_view(GroupId group, const AgentSums& sums) const;
  Money money_of(const Tally& tally, const CallSums& calls, double wages) const;
  std::vector<Finding> findings_of(const WatchModel& watched, const Result& result) const;
  void add_values(Result& result) const;
  Row average_slot(std::uint32_t slot) const;

  const Model& model_;
  int observations_ = 0;
  Estimators<CallView> all_calls_;
  std::vector<Estimators<CallView>> calls_;
  Estimators<AgentView> all_agents_;
  std::vector<Estimators<AgentView>> agents_;
  Estimators<HouseView> house_;
  std::vector<RowEstimators> cells_, days_;
  Table<WaitHistogram> waits_;                                // [section][type], by attempt
  Table<WaitHistogram> caller_waits_;                         // [section][type]
  std::vector<WaitSpread> wait_spread_, caller_wait_spread_;  // [type], the last for all
  TargetEstimators targets_;
  SegmentEstimators segments_;
  double attempts_ = 0, events_ = 0;
};

}  // namespace hotline::detail
