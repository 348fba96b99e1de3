#include "board.hpp"

#include <algorithm>
#include <chrono>

namespace hotline::detail {

// A signal handler sets the flag and cannot wake anybody: waiting is done in short pieces.
std::optional<Lot> Board::next(int most) {
  constexpr std::chrono::milliseconds kPatience(50);
  std::unique_lock lock(mutex_);
  while (!halted()) {
    if (auto lot = cut(most)) return lot;
    if (ended_) {
      changed_.notify_all();
      break;
    }
    changed_.wait_for(lock, kPatience);
  }
  return std::nullopt;
}

std::optional<Lot> Board::next_now(int most) {
  const std::lock_guard lock(mutex_);
  return halted() ? std::nullopt : cut(most);
}

std::optional<Lot> Board::cut(int most) {
  if (early_.size() >= room_) return std::nullopt;
  if (!lot_) lot_ = work_.next_lot();
  if (!lot_) {
    ended_ = in_hand_.empty();
    return std::nullopt;
  }
  Lot piece = *lot_;
  if (piece.batches) {
    lot_.reset();
  } else {
    const int after = std::min(piece.end, piece.first + most * piece.step);
    piece.end = after;
    lot_->first = piece.first + (after - piece.first + piece.step - 1) / piece.step * piece.step;
    if (lot_->first >= lot_->end) lot_.reset();
  }
  in_hand_[piece.variant].push_back(piece);
  return piece;
}

bool Board::submit(std::size_t variant, int observation, const Tally& tally) {
  const std::lock_guard lock(mutex_);
  if (halted()) return false;
  if (!is_next(variant, observation)) {
    early_.emplace(std::pair(variant, observation), tally);
    return true;
  }
  deliver(variant, observation, tally);
  for (auto early = early_.lower_bound({variant, observation});
       early != early_.end() && early->first.first == variant &&
       is_next(variant, early->first.second);
       early = early_.erase(early)) {
    deliver(variant, early->first.second, early->second);
  }
  changed_.notify_all();
  return true;
}

bool Board::is_next(std::size_t variant, int observation) const {
  const auto lots = in_hand_.find(variant);
  return lots != in_hand_.end() && lots->second.front().first == observation;
}

void Board::deliver(std::size_t variant, int observation, const Tally& tally) {
  work_.take(variant, observation, tally);
  std::deque<Lot>& lots = in_hand_.at(variant);
  lots.front().first += lots.front().step;
  if (lots.front().first < lots.front().end) return;
  lots.pop_front();
  if (lots.empty()) in_hand_.erase(variant);
}

bool Board::over() const {
  const std::lock_guard lock(mutex_);
  return ended_ || halted();
}

void Board::tick() {
  const std::lock_guard lock(mutex_);
  work_.tick();
}

bool Board::halted() const {
  return error_ != nullptr || (stop_ != nullptr && stop_->load(std::memory_order_relaxed));
}

void Board::fail(std::exception_ptr error) {
  const std::lock_guard lock(mutex_);
  if (!error_) error_ = std::move(error);
  changed_.notify_all();
}

void Board::rethrow() const {
  if (error_) std::rethrow_exception(error_);
}

}  // namespace hotline::detail
