#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "hotline/engine/tally.hpp"
#include "hotline/engine/trace.hpp"
#include "hotline/model/model.hpp"
#include "hotline/random/stream.hpp"

namespace hotline {

// An attempt to call that has ended, for a log.
struct CallRecord {
  TypeId type = 0;
  std::uint32_t attempt = 0;  // 0 = first
  Seconds arrived = 0;        // since the start of the horizon
  Seconds waited = 0;
  Outcome outcome = Outcome::kServed;
  std::uint32_t group = kNoLimit;    // that answered; kNoLimit if none
  Seconds talk = 0, after_call = 0;  // 0 unless served
};

// Takes an observation; false ends a steady run early. The tally is valid during the call only.
using TakeTally = std::function<bool(const Tally&)>;
using LogCall = std::function<void(const CallRecord&)>;

// Plays replications of one model, one after another, in memory that is used again and again.
// Belongs to one thread; the model must outlive it.
class Replication {
 public:
  explicit Replication(const Model& model);
  ~Replication();
  Replication(Replication&&) noexcept;
  Replication& operator=(Replication&&) noexcept;

  // Plays replication `index` (from 0) of `seed` and hands over its observations: the tally of the
  // whole horizon, or of each batch of a steady run. Throws Error if more callers wait at once than
  // memory holds. Antithetic replications have the same number and differ in their draws.
  void play(std::uint64_t seed, ReplicationId index, const TakeTally& take);

  // The same, and hands over each attempt when it ends (a served one when it is answered).
  void play(std::uint64_t seed, ReplicationId index, const TakeTally& take, const LogCall& log);

  // Plays the same and tells everything that happens, in order. Much slower.
  void trace(std::uint64_t seed, std::uint64_t index, const TakeTrace& take);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace hotline
