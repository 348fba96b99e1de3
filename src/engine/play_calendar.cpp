#include "instances.hpp"
#include "whole_engine.hpp"

namespace hotline::detail {

void play_calendar(House& house, const TakeTally& take) {
  play_unwatched<Features{.stages = false, .deferred = false, .campaigns = false}>(house, take);
}

}  // namespace hotline::detail
