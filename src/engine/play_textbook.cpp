#include "instances.hpp"
#include "whole_engine.hpp"

namespace hotline::detail {
namespace {

template <bool kChoice, bool kPatience>
constexpr Features kTextbook{.choice = kChoice,
                             .patience = kPatience,
                             .journeys = false,
                             .rosters = false,
                             .stages = false,
                             .deferred = false,
                             .campaigns = false};

}  // namespace

void play_textbook(House& house, const TakeTally& take) {
  const Needs& needs = house.model.needs;
  if (needs.choice && needs.patience) return play_unwatched<kTextbook<true, true>>(house, take);
  if (needs.choice) return play_unwatched<kTextbook<true, false>>(house, take);
  if (needs.patience) return play_unwatched<kTextbook<false, true>>(house, take);
  play_unwatched<kTextbook<false, false>>(house, take);
}

}  // namespace hotline::detail
