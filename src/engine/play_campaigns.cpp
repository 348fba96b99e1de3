#include "instances.hpp"
#include "whole_engine.hpp"

namespace hotline::detail {

void play_campaigns(House& house, const TakeTally& take) {
  play_unwatched<Features{}>(house, take);
}

}  // namespace hotline::detail
