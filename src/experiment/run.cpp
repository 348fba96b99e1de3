#include "hotline/experiment/run.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <exception>
#include <thread>
#include <utility>

#include "fold.hpp"
#include "hotline/base/error.hpp"
#include "hotline/engine/replication.hpp"
#include "ordered_fold.hpp"
#include "warm_up.hpp"

namespace hotline {
namespace {

using detail::Fold;
using detail::Levels;
using detail::Method;
using detail::OrderedFold;

bool stopped(const RunOptions& options) {
  return options.stop != nullptr && options.stop->load(std::memory_order_relaxed);
}

int batches_of(const Model& model) {
  return static_cast<int>(model.intervals.size()) - (model.warm_up ? 1 : 0);
}

// One long run: each batch is an observation.
void run_batches(const Model& model, const RunOptions& options, Fold& fold) {
  const int asked = batches_of(model);
  Replication replication(model);
  replication.play(options.seed, 0, [&](const Tally& tally) {
    fold.add(tally);
    if (options.progress) options.progress(fold.observations(), asked);
    return !stopped(options);
  });
}

// Antithetic replications: number 0 and its mirror, number 1 and its mirror, ...
ReplicationId replication_id(int index, const RunOptions& options) {
  const auto number = static_cast<std::uint64_t>(index);
  if (!options.antithetic) return number;
  return {number / 2, number % 2 == 0 ? Draws::kInverted : Draws::kMirrored};
}

// Replications one after another from a shared counter, until they are done or somebody stops.
void work(const Model& model, const RunOptions& options, std::atomic<int>& next,
          OrderedFold& folding) {
  try {
    Replication replication(model);
    while (!stopped(options) && !folding.failed()) {
      const int index = next.fetch_add(1, std::memory_order_relaxed);
      if (index >= options.replications) return;
      Tally whole;  // of a steady run in several replications: its batches joined
      bool first = true;
      replication.play(options.seed, replication_id(index, options), [&](const Tally& tally) {
        if (model.calendar) {
          folding.submit(index, tally);
        } else if (std::exchange(first, false)) {
          whole = tally;
        } else {
          whole.merge(tally);
        }
        return true;
      });
      if (!model.calendar) folding.submit(index, whole);
    }
  } catch (...) {
    folding.fail(std::current_exception());
  }
}

void run_replications(const Model& model, const RunOptions& options, Fold& fold) {
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  const unsigned wanted = options.threads > 0 ? static_cast<unsigned>(options.threads) : cores;
  const unsigned threads = std::min(wanted, static_cast<unsigned>(options.replications));
  OrderedFold folding(fold, 4 * threads);
  std::atomic<int> next = 0;
  boost::asio::thread_pool pool(threads);
  for (unsigned i = 0; i < threads; ++i) {
    boost::asio::post(pool, [&] {
      work(model, options, next, folding);
      folding.worker_done();
    });
  }
  while (!folding.wait_until_done(threads, std::chrono::milliseconds(100))) {
    if (options.progress) options.progress(folding.folded(), options.replications);
  }
  pool.join();
  folding.rethrow();
  if (options.progress) options.progress(folding.folded(), options.replications);
}

Method method_of(const Model& model, const RunOptions& options, bool batches) {
  Method method;
  const int count = batches_of(model);
  if (batches && options.intervals == BatchMethod::kOverlappingBatchMeans &&
      count >= kFewestForOverlap) {
    method.window = static_cast<std::size_t>(count) / 10;
  }
  method.antithetic = options.antithetic;
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

Result run_as_is(const Model& model, const RunOptions& options) {
  if (options.antithetic && (options.replications < 4 || options.replications % 2 != 0)) {
    throw Error("antithetic replications come in pairs: their number must be even, and 4 or more");
  }
  const bool batches = !model.calendar && options.replications == 1;
  const Method method = method_of(model, options, batches);
  Fold fold(model, method);
  if (batches) {
    run_batches(model, options, fold);
  } else {
    run_replications(model, options, fold);
  }
  if (fold.observations() == 0) throw Error("stopped before the first replication was done");

  Result result = folded(fold, options);
  result.title = model.title;
  result.seed = options.seed;
  result.confidence = options.confidence;
  result.replications_asked = options.replications;
  result.replications = batches ? 1 : fold.observations();
  result.batches = batches;
  result.antithetic = method.antithetic;
  if (options.control_variates) {
    result.controls = method.expected ? Result::Controls::kUsed : Result::Controls::kUnknown;
  }
  if (method.window > 1) result.intervals = BatchMethod::kOverlappingBatchMeans;
  if (model.warm_up) result.warm_up = model.intervals.front().end;
  result.interrupted = fold.observations() < (batches ? batches_of(model) : options.replications);
  return result;
}

}  // namespace

RunOptions run_options(const Scenario& scenario) {
  RunOptions options;
  options.replications = scenario.run.replications;
  options.seed = scenario.run.seed;
  options.confidence = scenario.run.confidence;
  options.intervals = scenario.run.intervals;
  options.simultaneous = scenario.run.simultaneous;
  options.control_variates = scenario.run.control_variates;
  options.antithetic = scenario.run.antithetic;
  return options;
}

Result run(const Model& model, const RunOptions& options) {
  if (!model.finds_warm_up) return run_as_is(model, options);
  const detail::FoundWarmUp found = detail::find_warm_up(model, options);
  Result result = run_as_is(with_batches(model, found.length, batches_of(model)), options);
  result.warm_up_found = true;
  result.warm_up_doubtful = found.doubtful;
  return result;
}

}  // namespace hotline
