#pragma once

#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "controls.hpp"
#include "hotline/engine/tally.hpp"
#include "hotline/experiment/measures.hpp"
#include "hotline/experiment/result.hpp"
#include "hotline/model/model.hpp"
#include "hotline/stats/histogram.hpp"
#include "hotline/stats/interval.hpp"
#include "hotline/stats/moments.hpp"
#include "hotline/stats/quantile_moments.hpp"
#include "views.hpp"

namespace hotline::detail {

// How observations become intervals.
struct Method {
  std::size_t window = 1;  // successive batches that overlapping batch means join; 1 = none
  bool antithetic = false;
  bool keep_pseudo_values = false;
  // Control variates: what is expected of them in one observation.
  std::optional<FirstCalls> expected = {};

  // Observations whose waits are joined for the intervals of percentiles.
  std::size_t joined() const { return antithetic ? 2 : window; }
};

// Levels of confidence of single intervals, by the table they stand in.
struct Levels {
  double whole = 0.95, by_cell = 0.95, by_day = 0.95;
};

// The estimators of a table of measures for one scope (a call type, a group, an interval, ...).
template <class View>
class Estimators {
 public:
  // Measures with `by_interval` only, if `rows`. Values of single observations are kept for their
  // 5 % and 95 % points unless `rows`.
  Estimators(std::span<const Measure<View>> table, bool rows, Method method);
  // `controls` already know the observation; rows have none.
  void add(const View& view, const Controls* controls = nullptr);
  // `times` divides measures that have no denominator: the mean of so many intervals.
  Estimates estimates(double confidence, const Controls* controls = nullptr,
                      double times = 1) const;
  std::span<const RatioMoments> moments() const { return moments_; }
  std::span<const Measure<View>* const> measures() const { return measures_; }
  // See Estimate; only if they are kept.
  std::vector<double> pseudo_values(std::size_t measure) const;
  // What single observations show of a measure, of those in which there was something to measure.
  const std::vector<double>& values(std::size_t measure) const { return values_[measure]; }

 private:
  Sampled sampled(std::size_t measure) const;
  Sampled controlled(std::size_t measure, const Sampled& plain, const Controls& controls) const;
  double usual_error(std::size_t measure) const;

  struct Products {
    Controls::Values numerator{}, denominator{};
  };

  Method method_;
  std::vector<const Measure<View>*> measures_;
  std::vector<RatioMoments> moments_;
  std::vector<std::vector<double>> values_;  // [measure]; empty for rows
  // [measure]: numerator and denominator of each independent observation, for overlapping batch
  // means and pseudo-values only.
  std::vector<std::vector<std::pair<double, double>>> series_;
  std::vector<Products> products_;  // [measure]: with the controls, if there are any
  // Of antithetic replications: [measure] moments of single replications, and numerator and
  // denominator of the first of a pair.
  std::vector<RatioMoments> singles_;
  std::vector<std::pair<double, double>> first_;
  bool is_second_ = false;
};

// The estimators of an interval of the week or of a day.
struct RowEstimators {
  RowEstimators(std::size_t types, std::size_t groups, Method method);
  Estimators<CallView> all_calls;
  std::vector<Estimators<CallView>> calls;
  Estimators<AgentView> all_agents;
  std::vector<Estimators<AgentView>> agents;
};

// How calls fare by further target times.
class TargetEstimators {
 public:
  TargetEstimators(const Model& model, Method method);
  // `calls` are the views of the types in the same tally.
  void add(const Tally& tally, const std::vector<CallView>& calls, const Controls& controls);
  std::vector<FurtherTarget> results(double confidence, const Controls& controls) const;

 private:
  const Model& model_;
  std::vector<Estimators<CallView>> all_;                 // [target]
  std::vector<std::vector<Estimators<CallView>>> types_;  // [target][type]
};

// Unions of types, groups and hours.
class SegmentEstimators {
 public:
  SegmentEstimators(const Model& model, Method method);
  void add(const Tally& tally, const Controls& controls);
  std::vector<SegmentResult> results(double confidence, const Controls& controls) const;

 private:
  const Model& model_;
  std::vector<Estimators<CallView>> calls_;    // [segment]
  std::vector<Estimators<AgentView>> agents_;  // [segment]
};

// Percentiles of the waits of one scope.
class WaitEstimators {
 public:
  explicit WaitEstimators(Method method) : method_(method) {}
  void add(const WaitHistogram& waits);
  Estimates estimates(double confidence) const;  // of kWaitPercentiles

 private:
  Method method_;
  WaitHistogram pooled_;
  WaitHistogram joined_;  // successive batches, until they are as many as the window
  std::size_t in_joined_ = 0;
  QuantileMoments moments_;
  std::vector<double> values_[std::size(kWaitPercentiles)];  // of single observations
};

// Folds observations, in their order, into a result.
class Fold {
 public:
  Fold(const Model& model, Method method);
  void add(const Tally& tally);
  int observations() const { return observations_; }
  // Everything that follows from the observations; what identifies the run is left to the caller.
  // Single values are handed over only if they are to be kept.
  Result result(const Levels& levels, bool keep_values = false) const;
  // The estimates of the measures over the whole horizon only.
  Result glance(const Levels& levels) const;

 private:
  void add_row(RowEstimators& estimators, const Table<CallSums>& calls,
               const Table<TargetSums>& targets, const Table<AgentSums>& agents, std::size_t row,
               Seconds length);
  void add_controls(const Tally& tally);
  void add_waits(const Tally& tally);
  std::vector<Finding> findings_of(const WatchModel& watched, const Result& result) const;
  void add_values(Result& result) const;
  // Then all calls together are those of the one type.
  bool alone() const { return model_.types.size() == 1 && !model_.types.front().deferred; }
  Row average_slot(std::uint32_t slot) const;

  const Model& model_;
  const Method method_;
  Controls controls_;
  Controls::Values first_controls_{};  // of a pair
  int observations_ = 0;
  Estimators<CallView> all_calls_;
  std::vector<Estimators<CallView>> calls_;
  Estimators<AgentView> all_agents_;
  std::vector<Estimators<AgentView>> agents_;
  Estimators<HouseView> house_;
  std::vector<RowEstimators> cells_, days_;
  std::vector<WaitEstimators> waits_;         // [type], the last for all; by attempt
  std::vector<WaitEstimators> caller_waits_;  // likewise; of types whose callers are followed
  bool follows_callers_ = false;              // of some type
  TargetEstimators targets_;
  SegmentEstimators segments_;
  double attempts_ = 0, events_ = 0;
};

}  // namespace hotline::detail
