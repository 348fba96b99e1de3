#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <vector>

#include "hotline/staffing/plan.hpp"

namespace hotline::planning {

// What the promises need to know of one cell (or day) and call type: sums over its occurrences.
struct CallCounts {
  double offered = 0, in_target = 0, abandoned = 0, served = 0;
  Seconds wait = 0;  // of the served
  CallCounts& operator+=(const CallCounts& other) {
    offered += other.offered;
    in_target += other.in_target;
    abandoned += other.abandoned;
    served += other.served;
    wait += other.wait;
    return *this;
  }
};
struct AgentCounts {
  Seconds staffed = 0, busy = 0;
  AgentCounts& operator+=(const AgentCounts& other) {
    staffed += other.staffed;
    busy += other.busy;
    return *this;
  }
};

// What one or several replications showed, in cells or in days: [row][type] and [row][group].
struct Counts {
  Table<CallCounts> calls;
  Table<AgentCounts> agents;
  Counts() = default;
  Counts(std::size_t rows, std::size_t types, std::size_t groups)
      : calls(rows, types), agents(rows, groups) {}
  Counts& operator+=(const Counts& other);
};

// One replication.
struct Played {
  Counts cells, days;
  double callers = 0, reached = 0;  // first attempts, and those of them who reached a person
  double overtime = 0;              // agent-hours
};

// Plays replications of staffed models on all threads, with common random numbers: replication i is
// the same calls under every staffing.
class Player {
 public:
  Player(int threads, std::uint64_t seed, const std::atomic<bool>* stop);

  // Replications first, ..., first + count - 1 of each model, one after another: [model][i]. The
  // order of results does not depend on threads. If stopped, what was not played is empty
  // (`stopped` tells).
  std::vector<std::vector<Played>> play(const std::vector<Model>& models, int first,
                                        int count) const;
  std::vector<Played> play(const Model& model, int first, int count) const;

  bool stopped() const { return stop_ != nullptr && stop_->load(std::memory_order_relaxed); }

 private:
  unsigned threads_;
  std::uint64_t seed_;
  const std::atomic<bool>* stop_;
};

// The sum of what the replications showed in cells.
Counts sum_of(const std::vector<Played>& played);

}  // namespace hotline::planning
