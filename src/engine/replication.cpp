#include "hotline/engine/replication.hpp"

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

namespace hotline {
namespace detail {
namespace {

template <Features kHas>
void play_lean(House& house, const TakeTally& take) {
  NoWatcher nobody;
  Engine<kHas, NoWatcher>(house, nobody, take).play();
}

// The leanest instance that has all that the model needs.
void play_unwatched(House& house, const TakeTally& take) {
  const Needs& needs = house.model.needs;
  if (needs.campaigns) return play_lean<Features{}>(house, take);
  if (needs.stages || needs.deferred) return play_lean<Features{.campaigns = false}>(house, take);
  if (needs.journeys || needs.rosters) {
    return play_lean<Features{.stages = false, .deferred = false, .campaigns = false}>(house, take);
  }
  if (needs.choice && needs.patience)
    return play_lean<Features{true, true, false, false, false, false, false}>(house, take);
  if (needs.choice)
    return play_lean<Features{true, false, false, false, false, false, false}>(house, take);
  if (needs.patience)
    return play_lean<Features{false, true, false, false, false, false, false}>(house, take);
  play_lean<Features{false, false, false, false, false, false, false}>(house, take);
}

}  // namespace
}  // namespace detail

struct Replication::State {
  explicit State(const Model& model) : house(model) {}
  detail::House house;
};

Replication::Replication(const Model& model) : state_(std::make_unique<State>(model)) {}
Replication::~Replication() = default;
Replication::Replication(Replication&&) noexcept = default;
Replication& Replication::operator=(Replication&&) noexcept = default;

void Replication::play(std::uint64_t seed, ReplicationId index, const TakeTally& take) {
  state_->house.start(seed, index);
  detail::play_unwatched(state_->house, take);
}

void Replication::play(std::uint64_t seed, ReplicationId index, const TakeTally& take,
                       const LogCall& log) {
  state_->house.start(seed, index);
  detail::LogWatcher watcher(log);
  detail::Engine<detail::Features{}, detail::LogWatcher>(state_->house, watcher, take).play();
}

void Replication::trace(std::uint64_t seed, std::uint64_t index, const TakeTrace& take) {
  state_->house.start(seed, index);
  detail::TraceWatcher watcher(take);
  const TakeTally goes_on = [](const Tally&) { return true; };
  detail::Engine<detail::Features{}, detail::TraceWatcher>(state_->house, watcher, goes_on).play();
}

}  // namespace hotline
