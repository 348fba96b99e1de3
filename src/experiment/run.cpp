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

namespace hotline {
namespace {

using detail::Fold;
using detail::OrderedFold;

bool stopped(const RunOptions& options) {
  return options.stop != nullptr && options.stop->load(std::memory_order_relaxed);
}

// One long run: each batch is an observation.
void run_batches(const Model& model, const RunOptions& options, Fold& fold) {
  const int asked = static_cast<int>(model.intervals.size()) - (model.warm_up ? 1 : 0);
  Replication replication(model);
  replication.play(options.seed, 0, [&](const Tally& tally) {
    fold.add(tally);
    if (options.progress) options.progress(fold.observations(), asked);
    return !stopped(options);
  });
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
      replication.play(options.seed, static_cast<std::uint64_t>(index), [&](const Tally& tally) {
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

}  // namespace

RunOptions run_options(const Scenario& scenario) {
  RunOptions options;
  options.replications = scenario.run.replications;
  options.seed = scenario.run.seed;
  options.confidence = scenario.run.confidence;
  return options;
}

Result run(const Model& model, const RunOptions& options) {
  Fold fold(model);
  const bool batches = !model.calendar && options.replications == 1;
  if (batches) {
    run_batches(model, options, fold);
  } else {
    run_replications(model, options, fold);
  }
  if (fold.observations() == 0) throw Error("stopped before the first replication was done");

  Result result = fold.result(options.confidence, options.keep_values);
  result.title = model.title;
  result.seed = options.seed;
  result.replications_asked = options.replications;
  result.replications = batches ? 1 : fold.observations();
  result.batches = batches;
  const int batches_asked = static_cast<int>(model.intervals.size()) - (model.warm_up ? 1 : 0);
  result.interrupted = fold.observations() < (batches ? batches_asked : options.replications);
  return result;
}

}  // namespace hotline
