#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <exception>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

#include "hotline/experiment/crew.hpp"

namespace hotline::detail {

// Where those who play fetch what is to be played, and bring what they have: the observations of a
// variant are taken in their order, so that no result depends on who was faster. Those that come
// early wait in copies; while `room` of them do, nothing more is handed out.
class Board {
 public:
  Board(Work& work, std::size_t room, const std::atomic<bool>* stop)
      : work_(work), room_(room), stop_(stop) {}

  // Up to `most` observations to be played, in the order of the work. Waits while nothing is to be
  // had but more may come; nothing if all is done, or the play is to end.
  std::optional<Lot> next(int most = 1);
  // The same without waiting: nothing if there is nothing at the moment.
  std::optional<Lot> next_now(int most);
  // False if whoever brought it need not go on.
  bool submit(std::size_t variant, int observation, const Tally& tally);

  // All is played and taken, or the play is to end.
  bool over() const;
  void tick();
  // Remembers the first failure and lets the others end.
  void fail(std::exception_ptr error);
  void rethrow() const;

 private:
  bool halted() const;
  std::optional<Lot> cut(int most);
  bool is_next(std::size_t variant, int observation) const;
  void deliver(std::size_t variant, int observation, const Tally& tally);

  Work& work_;
  const std::size_t room_;
  const std::atomic<bool>* stop_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<Lot> lot_;                          // the rest of the one that is being handed out
  std::map<std::size_t, std::deque<Lot>> in_hand_;  // [variant]: handed out and not yet taken
  std::map<std::pair<std::size_t, int>, Tally> early_;
  bool ended_ = false;
  std::exception_ptr error_;
};

}  // namespace hotline::detail
