#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <map>
#include <mutex>
#include <vector>

#include "fold.hpp"

namespace hotline::detail {

// Folds observations that come from several threads in the order of their indices, so that the
// result does not depend on the threads. Those that come early wait in copies, at most `room` of
// them; then their threads wait too.
class OrderedFold {
 public:
  OrderedFold(Fold& fold, unsigned room) : fold_(fold), room_(room) {}

  void submit(int index, const Tally& tally) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return index == next_ || early_.size() < room_ || failed(); });
    if (index != next_) {
      early_.emplace(index, tally);
      return;
    }
    fold_.add(tally);
    ++next_;
    while (!early_.empty() && early_.begin()->first == next_) {
      fold_.add(early_.begin()->second);
      early_.erase(early_.begin());
      ++next_;
    }
    changed_.notify_all();
  }

  // Observations folded so far.
  int folded() const {
    const std::lock_guard lock(mutex_);
    return next_;
  }

  bool failed() const { return failed_.load(std::memory_order_relaxed); }

  // Remembers the first failure of a worker and lets the others end.
  void fail(std::exception_ptr error) {
    const std::lock_guard lock(mutex_);
    if (!error_) error_ = std::move(error);
    failed_ = true;
    changed_.notify_all();
  }
  void rethrow() const {
    if (error_) std::rethrow_exception(error_);
  }

  void worker_done() {
    const std::lock_guard lock(mutex_);
    ++workers_done_;
    done_.notify_all();
  }
  // Waits at most `patience`; true if all workers are done.
  bool wait_until_done(unsigned workers, std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    return done_.wait_for(lock, patience, [&] { return workers_done_ == workers; });
  }

 private:
  Fold& fold_;
  const std::size_t room_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::condition_variable done_;
  std::map<int, Tally> early_;
  int next_ = 0;
  unsigned workers_done_ = 0;
  std::atomic<bool> failed_ = false;
  std::exception_ptr error_;
};

}  // namespace hotline::detail
