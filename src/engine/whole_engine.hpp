#pragma once

// The engine with all its parts, for those who compile an instance of it.
#include "engine.hpp"
#include "engine_breaks.hpp"
#include "engine_calls.hpp"
#include "engine_campaigns.hpp"
#include "engine_clock.hpp"
#include "engine_deferred.hpp"
#include "engine_journeys.hpp"
#include "engine_rosters.hpp"
#include "engine_start.hpp"
#include "engine_terms.hpp"
#include "engine_work.hpp"
#include "house.hpp"
#include "watchers.hpp"

namespace hotline::detail {

// Plays a house that has been started, with nobody looking on.
template <Features kHas>
void play_unwatched(House& house, const TakeTally& take) {
  NoWatcher nobody;
  Engine<kHas, NoWatcher>(house, nobody, take).play();
}

}  // namespace hotline::detail
