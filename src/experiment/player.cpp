#include "player.hpp"

#include <utility>

namespace hotline::detail {
namespace {

// Antithetic replications: number 0 and its mirror, number 1 and its mirror, ...
ReplicationId replication_id(int number, bool antithetic) {
  const auto id = static_cast<std::uint64_t>(number);
  if (!antithetic) return id;
  return {id / 2, id % 2 == 0 ? Draws::kInverted : Draws::kMirrored};
}

}  // namespace

void Player::play(const Lot& lot, const std::function<bool(int, const Tally&)>& take) {
  if (!replication_ || variant_ != lot.variant) {
    replication_.reset();  // before its model goes
    played_ = work_.model_of(lot.variant);
    replication_.emplace(*played_.model);
    variant_ = lot.variant;
  }
  if (lot.batches) return play_batches(lot, take);
  bool more = true;
  for (int number = lot.first; number < lot.end && more; number += lot.step) {
    play_replication(number, [&](int observation, const Tally& tally) {
      return more = take(observation, tally);
    });
  }
}

// Always from the beginning of the run: batches follow from those before.
void Player::play_batches(const Lot& lot, const std::function<bool(int, const Tally&)>& take) {
  int batch = 0;
  replication_->play(played_.seed, 0, [&](const Tally& tally) {
    const int number = batch++;
    return number < lot.first || take(number, tally);
  });
}

void Player::play_replication(int number, const std::function<bool(int, const Tally&)>& take) {
  const ReplicationId id = replication_id(number, played_.antithetic);
  if (played_.model->calendar) {
    replication_->play(played_.seed, id, [&](const Tally& tally) { return take(number, tally); });
    return;
  }
  // Of a steady run in several replications: its batches joined.
  Tally whole;
  bool first = true;
  replication_->play(played_.seed, id, [&](const Tally& tally) {
    if (std::exchange(first, false)) {
      whole = tally;
    } else {
      whole.merge(tally);
    }
    return true;
  });
  take(number, whole);
}

}  // namespace hotline::detail
