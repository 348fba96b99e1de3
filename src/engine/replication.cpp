#include "hotline/engine/replication.hpp"

#include "instances.hpp"
#include "whole_engine.hpp"

namespace hotline {
namespace {

// By the leanest instance that has all that the model needs.
void play_leanest(detail::House& house, const TakeTally& take) {
  const Needs& needs = house.model.needs;
  if (needs.campaigns) return detail::play_campaigns(house, take);
  if (needs.stages || needs.deferred) return detail::play_deferred(house, take);
  if (needs.journeys || needs.rosters) return detail::play_calendar(house, take);
  detail::play_textbook(house, take);
}

}  // namespace

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
  play_leanest(state_->house, take);
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
