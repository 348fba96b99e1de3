#include "instances.hpp"
#include "whole_engine.hpp"

namespace hotline::detail {

void play_deferred(House& house, const TakeTally& take) {
  play_unwatched<Features{.campaigns = false}>(house, take);
}

}  // namespace hotline::detail
