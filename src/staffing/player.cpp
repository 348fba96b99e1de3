#include "player.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <exception>
#include <memory>
#include <mutex>
#include <thread>

#include "hotline/engine/replication.hpp"

namespace hotline::planning {
namespace {

CallCounts counts_of(const CallSums& sums) {
  return {static_cast<double>(sums.offered()), static_cast<double>(sums.in_target),
          static_cast<double>(sums.outcome(Outcome::kAbandoned)),
          static_cast<double>(sums.outcome(Outcome::kServed)), sums.wait_served};
}

void add(const Table<CallSums>& from, Table<CallCounts>& to) {
  for (std::size_t r = 0; r < from.rows(); ++r) {
    for (std::size_t t = 0; t < from.columns(); ++t) to(r, t) += counts_of(from(r, t));
  }
}

void add(const Table<AgentSums>& from, Table<AgentCounts>& to) {
  for (std::size_t r = 0; r < from.rows(); ++r) {
    for (std::size_t g = 0; g < from.columns(); ++g) {
      to(r, g) += {from(r, g).staffed, from(r, g).busy};
    }
  }
}

// A calendar hands over one tally, a steady run one for each batch.
Played played_once(Replication& replication, const Model& model, std::uint64_t seed, int index) {
  Played played{Counts(model.cells, model.types.size(), model.groups.size()),
                Counts(model.days, model.types.size(), model.groups.size())};
  replication.play(seed, static_cast<std::uint64_t>(index), [&](const Tally& tally) {
    add(tally.cell_calls, played.cells.calls);
    add(tally.cell_agents, played.cells.agents);
    add(tally.day_calls, played.days.calls);
    add(tally.day_agents, played.days.agents);
    for (std::size_t r = 0; r < tally.cell_calls.rows(); ++r) {
      for (std::size_t t = 0; t < tally.cell_calls.columns(); ++t) {
        const CallSums& sums = tally.cell_calls(r, t);
        if (model.types[t].deferred) continue;
        played.callers += static_cast<double>(sums.callers);
        played.reached += static_cast<double>(sums.by_caller.outcome(Outcome::kServed));
      }
      for (std::size_t g = 0; g < tally.cell_agents.columns(); ++g) {
        played.overtime += tally.cell_agents(r, g).overtime / kHour;
      }
    }
    return true;
  });
  return played;
}

}  // namespace

Counts& Counts::operator+=(const Counts& other) {
  for (std::size_t r = 0; r < calls.rows(); ++r) {
    for (std::size_t t = 0; t < calls.columns(); ++t) calls(r, t) += other.calls(r, t);
    for (std::size_t g = 0; g < agents.columns(); ++g) agents(r, g) += other.agents(r, g);
  }
  return *this;
}

Player::Player(int threads, std::uint64_t seed, const std::atomic<bool>* stop)
    : threads_(threads > 0 ? static_cast<unsigned>(threads)
                           : std::max(1U, std::thread::hardware_concurrency())),
      seed_(seed),
      stop_(stop) {}

std::vector<std::vector<Played>> Player::play(const std::vector<Model>& models, int first,
                                              int count) const {
  std::vector<std::vector<Played>> played(models.size());
  for (auto& of_model : played) of_model.resize(static_cast<std::size_t>(count));
  std::atomic<std::size_t> next = 0;
  const std::size_t tasks = models.size() * static_cast<std::size_t>(count);
  std::exception_ptr error;
  std::mutex error_mutex;
  const auto work = [&] {
    // Neighbouring tasks share a model, and so the memory of a replication.
    std::unique_ptr<Replication> replication;
    const Model* of = nullptr;
    try {
      while (!stopped()) {
        const std::size_t task = next.fetch_add(1);
        if (task >= tasks) return;
        const std::size_t m = task / static_cast<std::size_t>(count);
        const std::size_t i = task % static_cast<std::size_t>(count);
        if (of != &models[m]) replication = std::make_unique<Replication>(*(of = &models[m]));
        played[m][i] = played_once(*replication, models[m], seed_, first + static_cast<int>(i));
      }
    } catch (...) {
      const std::lock_guard lock(error_mutex);
      if (!error) error = std::current_exception();
      next = tasks;
    }
  };
  if (threads_ == 1 || tasks == 1) {
    work();
  } else {
    boost::asio::thread_pool pool(threads_);
    for (unsigned i = 0; i < threads_; ++i) boost::asio::post(pool, work);
    pool.join();
  }
  if (error) std::rethrow_exception(error);
  return played;
}

std::vector<Played> Player::play(const Model& model, int first, int count) const {
  // The pool wants a list of models; this one is not copied but for the call.
  return std::move(play(std::vector<Model>{model}, first, count).front());
}

Counts sum_of(const std::vector<Played>& played) {
  Counts sum;
  for (const Played& one : played) {
    if (one.cells.calls.rows() == 0) continue;  // not played: it was stopped
    if (sum.calls.rows() == 0) {
      sum = one.cells;
    } else {
      sum += one.cells;
    }
  }
  return sum;
}

}  // namespace hotline::planning
