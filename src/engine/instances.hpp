#pragma once

#include "hotline/engine/replication.hpp"
#include "house.hpp"

// The instances of the engine that nobody looks on to. Each kind is compiled in a file of its own:
// the compiler inlines by a budget for the file, which the large ones would spend.
namespace hotline::detail {

// The leanest of all: neither journeys nor rosters, with choice and patience as the model needs.
void play_textbook(House& house, const TakeTally& take);
// With journeys and rosters.
void play_calendar(House& house, const TakeTally& take);
// With stages and deferred work as well.
void play_deferred(House& house, const TakeTally& take);
// With everything.
void play_campaigns(House& house, const TakeTally& take);

}  // namespace hotline::detail
