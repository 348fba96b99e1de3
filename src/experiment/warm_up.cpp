#include "warm_up.hpp"

#include <algorithm>
#include <vector>

#include "hotline/engine/replication.hpp"
#include "hotline/stats/batches.hpp"

namespace hotline::detail {
namespace {

constexpr int kPieces = 500;
constexpr int kMostReplications = 10;

// Caller-seconds of waiting and of service.
Seconds time_in_house(const Tally& tally) {
  Seconds time = 0;
  for (std::size_t type = 0; type < tally.cell_calls.columns(); ++type) {
    time += tally.cell_calls(0, type).queue_time;
  }
  for (std::size_t group = 0; group < tally.cell_agents.columns(); ++group) {
    time += tally.cell_agents(0, group).busy;
  }
  return time;
}

}  // namespace

FoundWarmUp find_warm_up(const Model& model, const RunOptions& options) {
  const Model pilot = with_batches(model, 0, kPieces);
  std::vector<double> series(kPieces, 0.0);
  Replication replication(pilot);
  for (int index = 0; index < std::min(options.replications, kMostReplications); ++index) {
    std::size_t piece = 0;
    replication.play(options.seed, static_cast<std::uint64_t>(index), [&](const Tally& tally) {
      series[piece++] += time_in_house(tally);
      return options.stop == nullptr || !options.stop->load(std::memory_order_relaxed);
    });
  }
  const WarmUp found = mser5(series);
  return {model.length / kPieces * static_cast<double>(found.dropped), found.doubtful};
}

}  // namespace hotline::detail
