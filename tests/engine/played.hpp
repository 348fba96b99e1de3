#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "hotline/engine/replication.hpp"
#include "support/builder.hpp"
#include "validation/observe.hpp"

// One replication of a small shop, call by call.
namespace hotline::test {

struct Played {
  std::vector<CallRecord> calls;
  Tally tally;
  Sums sums{Tally{}};

  const AgentSums& agents(std::size_t group = 0) const { return sums.groups[group]; }

  // Served calls in the order of their answers.
  std::vector<CallRecord> answered() const {
    std::vector<CallRecord> served;
    std::ranges::copy_if(calls, std::back_inserter(served),
                         [](const CallRecord& call) { return call.outcome == Outcome::kServed; });
    std::ranges::stable_sort(served, {},
                             [](const CallRecord& call) { return call.arrived + call.waited; });
    return served;
  }
};

inline Played play(const Scenario& scenario, std::uint64_t seed = 1) {
  Played played;
  const Model model = compile(scenario);
  Replication(model).play(
      seed, 0,
      [&](const Tally& tally) {
        played.tally = tally;
        played.sums = Sums(tally);
        return true;
      },
      [&](const CallRecord& call) { played.calls.push_back(call); });
  return played;
}

inline Seconds answered_at(const CallRecord& call) { return call.arrived + call.waited; }
inline Seconds ended_at(const CallRecord& call) {
  return answered_at(call) + call.talk + call.after_call;
}

// One day with so many calls from midnight on that somebody always waits: who is on duty goes from
// one call, of `talk` seconds, to the next, so that the clock can be followed by hand.
inline Scenario crowded_day(Seconds talk) {
  Scenario scenario = calendar(1);
  scenario.calls = {call("a", 120 / kHour, talk)};
  scenario.calls[0].talk.usual = constant(talk);
  scenario.agents = {agents("g", 0, {"a"})};
  return scenario;
}

inline Shift shift(ClockTime from, ClockTime to, int count = 1) {
  Shift some;
  some.days = kEveryDay;
  some.range = {from, to};
  some.count = count;
  return some;
}

}  // namespace hotline::test
