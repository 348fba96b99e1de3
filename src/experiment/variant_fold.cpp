#include "variant_fold.hpp"

#include <algorithm>
#include <utility>

#include "warm_up.hpp"

namespace hotline::detail {
namespace {

Method method_of(const Model& model, const RunOptions& options, bool batches) {
  Method method;
  const int count = batches_of(model);
  if (batches && options.intervals == BatchMethod::kOverlappingBatchMeans &&
      count >= kFewestForOverlap) {
    method.window = static_cast<std::size_t>(count) / 10;
  }
  method.antithetic = options.antithetic;
  method.keep_pseudo_values = options.keep_values;
  if (options.control_variates && method.window == 1) {
    method.expected = model.expected_first_calls();
    if (method.expected && batches) {
      method.expected->calls /= count;
      method.expected->work /= count;
    }
  }
  return method;
}

std::size_t count_of(const Estimates& estimates) {
  return static_cast<std::size_t>(std::ranges::count_if(estimates, &Estimate::has_interval));
}

std::size_t count_of(const std::vector<Estimates>& tables) {
  std::size_t count = 0;
  for (const Estimates& table : tables) count += count_of(table);
  return count;
}

std::size_t count_of(const std::vector<Row>& rows) {
  std::size_t count = 0;
  for (const Row& row : rows) {
    count += count_of(row.all_calls) + count_of(row.calls) + count_of(row.all_agents) +
             count_of(row.agents);
  }
  return count;
}

// How many intervals stand in each table of the result.
Result::Simultaneous intervals_in(const Result& result) {
  Result::Simultaneous count;
  count.whole = count_of(result.all_calls) + count_of(result.calls) +
                count_of(result.all_wait_percentiles) + count_of(result.wait_percentiles) +
                count_of(result.all_caller_wait_percentiles) +
                count_of(result.caller_wait_percentiles) + count_of(result.all_agents) +
                count_of(result.agents) + count_of(result.house);
  for (const FurtherTarget& target : result.further_targets) {
    count.whole += count_of(target.all_calls) + count_of(target.calls);
  }
  for (const SegmentResult& segment : result.segments) {
    count.whole += count_of(segment.calls) + count_of(segment.agents);
  }
  count.by_cell = count_of(result.by_cell);
  count.by_day = count_of(result.by_day);
  return count;
}

// Bonferroni: of k intervals each may fail with a k-th of the probability.
double shared(double confidence, std::size_t intervals) {
  return 1 - (1 - confidence) / static_cast<double>(std::max<std::size_t>(1, intervals));
}

Result folded(const Fold& fold, const RunOptions& options) {
  const double level = options.confidence;
  const Levels each{level, level, level};
  if (!options.simultaneous) return fold.result(each, options.keep_values);
  const Result::Simultaneous count = intervals_in(fold.result(each));
  Result result = fold.result(
      {shared(level, count.whole), shared(level, count.by_cell), shared(level, count.by_day)},
      options.keep_values);
  result.simultaneous = count;
  return result;
}

}  // namespace

int batches_of(const Model& model) {
  return static_cast<int>(model.intervals.size()) - (model.warm_up ? 1 : 0);
}

PreparedModel prepared(std::shared_ptr<const Model> model, const RunOptions& options) {
  if (!model->finds_warm_up) return {std::move(model)};
  const FoundWarmUp found = find_warm_up(*model, options);
  return {std::make_shared<const Model>(with_batches(*model, found.length, batches_of(*model))),
          true, found.doubtful};
}

VariantFold::VariantFold(PreparedModel prepared, std::uint64_t seed, const RunOptions& options)
    : prepared_(std::move(prepared)),
      seed_(seed),
      options_(options),
      batches_(!prepared_.model->calendar && options.replications == 1 && !options.precision),
      asked_(batches_ ? batches_of(*prepared_.model) : options.replications),
      method_(method_of(*prepared_.model, options, batches_)),
      fold_(*prepared_.model, method_) {}

Result VariantFold::glance() const {
  const double level = options_.confidence;
  return fold_.glance({level, level, level});
}

Result VariantFold::result() const {
  Result result = folded(fold_, options_);
  result.title = model()->title;
  result.seed = seed_;
  result.confidence = options_.confidence;
  result.replications_asked = batches_ ? 1 : asked_;
  result.replications = batches_ ? 1 : fold_.observations();
  result.batches = batches_;
  result.antithetic = method_.antithetic;
  if (options_.control_variates) {
    result.controls = method_.expected ? Result::Controls::kUsed : Result::Controls::kUnknown;
  }
  if (method_.window > 1) result.intervals = BatchMethod::kOverlappingBatchMeans;
  if (model()->warm_up) result.warm_up = model()->intervals.front().end;
  result.warm_up_found = prepared_.warm_up_found;
  result.warm_up_doubtful = prepared_.warm_up_doubtful;
  if (options_.precision) result.too_wide = excess_width(options_.precision->goals, glance());
  result.interrupted = fold_.observations() < asked_;
  return result;
}

}  // namespace hotline::detail
