#pragma once

#include <functional>
#include <optional>

#include "hotline/engine/replication.hpp"
#include "hotline/experiment/crew.hpp"

namespace hotline::detail {

// Plays lots of a work, in one thread. The memory of the last variant's replication is kept.
class Player {
 public:
  explicit Player(Work& work) : work_(work) {}
  // Hands over each observation of the lot; ends early if `take` says false.
  void play(const Lot& lot, const std::function<bool(int observation, const Tally&)>& take);

 private:
  void play_batches(const Lot& lot, const std::function<bool(int, const Tally&)>& take);
  void play_replication(int number, const std::function<bool(int, const Tally&)>& take);

  Work& work_;
  std::size_t variant_ = 0;
  PlayedModel played_;
  std::optional<Replication> replication_;
};

}  // namespace hotline::detail
