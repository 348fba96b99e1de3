#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "hotline/scenario/read.hpp"
#include "support/builder.hpp"
#include "support/project.hpp"
#include "theory/solved_chain.hpp"
#include "validation/observe.hpp"

// How an agent picks a call, reserves and limits, against exact Markov chains. Some 30 estimates
// from 30 batches each may deviate by 4.5 of their standard errors: a right program fails one check
// in 10,000, and the whole file for one seed in 300. The seeds are fixed.
using namespace hotline;
using namespace hotline::test;
using theory::test::SolvedChain;

namespace {

constexpr double kLimit = 4.5;
constexpr int kBatches = 30;
constexpr Seconds kTalk = 60;  // mean

using State = SolvedChain::State;
using Moves = SolvedChain::Moves;

Scenario long_run(double calls_per_minute) {
  const Seconds batch = 8'000 / calls_per_minute * kMinute;
  return steady(kBatches * batch, batch / 4, kBatches);
}

void check_queue(const std::vector<Sums>& sums, std::size_t type, double exact) {
  check_exact("queue of type " + std::to_string(type),
              ratio(
                  sums, [type](const Sums& s) { return s.types[type].queue_time; },
                  [](const Sums& s) { return s.length; }),
              exact, kLimit);
}

void check_lost(const std::vector<Sums>& sums, std::size_t type, Outcome outcome, double exact) {
  check_exact("lost of type " + std::to_string(type),
              ratio(
                  sums, [=](const Sums& s) { return count(s.types[type], outcome); },
                  [type](const Sums& s) { return number(s.types[type].attempts); }),
              exact, kLimit);
}

// ---- Which queue a freed agent looks at: two types, two agents, queues of at most four ----------

constexpr int kAgents = 2;
constexpr int kRoom = 4;
const double kRates[2] = {1.5 / kMinute, 1.2 / kMinute};

// Which of two queues that both have callers is next.
using Next = std::function<int(int first, int second)>;

void check_rule(Scenario scenario, const Next& next, std::uint64_t seed) {
  // State: busy agents, and the two queues. Talk is alike, so it does not matter whose.
  const SolvedChain chain({0, 0, 0}, [&](const State& state) {
    Moves moves;
    for (std::size_t type = 0; type < 2; ++type) {
      State more = state;
      if (state[0] < kAgents) {
        ++more[0];
      } else if (state[type + 1] < kRoom) {
        ++more[type + 1];
      }
      moves.emplace_back(kRates[type], more);
    }
    State fewer = state;
    if (state[1] + state[2] == 0) {
      --fewer[0];
    } else if (state[1] == 0 || state[2] == 0) {
      --fewer[state[1] == 0 ? 2 : 1];
    } else {
      --fewer[static_cast<std::size_t>(next(state[1], state[2]) + 1)];
    }
    moves.emplace_back(state[0] / kTalk, fewer);
    return moves;
  });
  const auto sums = observe(compile(scenario), seed, 1);
  for (std::size_t type = 0; type < 2; ++type) {
    check_queue(sums, type, chain.mean([=](const State& state) { return state[type + 1]; }));
    check_lost(sums, type, Outcome::kRejected,
               chain.mean([=](const State& state) { return state[type + 1] == kRoom; }));
  }
}

Scenario two_queues(AgentPicks rule) {
  Scenario scenario = long_run(2.7);
  scenario.calls = {call("a", kRates[0], kTalk), call("b", kRates[1], kTalk)};
  for (CallType& type : scenario.calls) type.queue_limit = kRoom;
  scenario.agents = {agents("g", kAgents, {"b", "a"})};
  scenario.routing.agent_picks = rule;
  return scenario;
}

}  // namespace

TEST_CASE("an agent's first in list agrees with its Markov chain") {
  check_rule(
      two_queues(AgentPicks::kFirstInList), [](int, int) { return 1; }, 41);
}

TEST_CASE("highest priority agrees with its Markov chain") {
  Scenario scenario = two_queues(AgentPicks::kHighestPriority);
  scenario.calls[0].priority = 1;
  check_rule(
      scenario, [](int, int) { return 0; }, 42);
}

TEST_CASE("longest queue agrees with its Markov chain") {
  check_rule(
      two_queues(AgentPicks::kLongestQueue), [](int a, int b) { return a > b ? 0 : 1; }, 43);
}

TEST_CASE("queue against target agrees with its Markov chain") {
  Scenario scenario = two_queues(AgentPicks::kQueueAgainstTarget);
  scenario.calls[0].queue_target = 0.5;
  scenario.calls[1].queue_target = 1.25;
  check_rule(
      scenario, [](int a, int b) { return a / 0.5 > b / 1.25 ? 0 : 1; }, 44);
}

TEST_CASE("longest weighted wait agrees with Kleinrock's delay-dependent priorities") {
  // Kleinrock (1964), "A delay dependent queue discipline": with weights b1 < b2 and one agent,
  //   W1 = W0 / (1 - rho) / (1 - rho2 (1 - b1 / b2)),  W2 = W0 / (1 - rho) - rho1 W1 (1 - b1 / b2).
  Scenario scenario = long_run(0.8);
  scenario.calls = {call("patient", 0.3 / kMinute, kTalk), call("urgent", 0.5 / kMinute, kTalk)};
  scenario.calls[0].weight = 1;
  scenario.calls[1].weight = 4;
  scenario.agents = {agents("g", 1, {"patient", "urgent"})};
  scenario.routing.agent_picks = AgentPicks::kLongestWeightedWait;
  const double first = 0.3, second = 0.5, growth = 1 - 1.0 / 4;
  const double in_common = (first + second) * kTalk / (1 - first - second);
  const double patient = in_common / (1 - second * growth);
  const double urgent = in_common - first * patient * growth;
  const auto sums = observe(compile(scenario), 45, 1);
  check_queue(sums, 0, patient * 0.3 / kMinute);
  check_queue(sums, 1, urgent * 0.5 / kMinute);
}

TEST_CASE("a reserve in both directions agrees with its Markov chain") {
  // Four agents, of whom one is kept for urgent calls: state: busy, urgent queue, ordinary queue.
  constexpr int kAll = 4, kReserve = 1;
  const double urgent_rate = 1.5 / kMinute, ordinary_rate = 2.0 / kMinute;
  const SolvedChain chain({0, 0, 0}, [&](const State& state) {
    Moves moves;
    State urgent = state, ordinary = state, end = state;
    if (state[0] < kAll) {
      ++urgent[0];
    } else if (state[1] < kRoom) {
      ++urgent[1];
    }
    if (kAll - state[0] > kReserve) {
      ++ordinary[0];
    } else if (state[2] < kRoom) {
      ++ordinary[2];
    }
    if (state[1] > 0) {
      --end[1];
    } else if (state[2] > 0 && kAll - state[0] + 1 > kReserve) {
      --end[2];
    } else {
      --end[0];
    }
    moves.emplace_back(urgent_rate, urgent);
    moves.emplace_back(ordinary_rate, ordinary);
    moves.emplace_back(state[0] / kTalk, end);
    return moves;
  });
  const Scenario scenario =
      read_scenario(in_project("scenarios/textbook/reserve.toml"),
                    {"horizon.steady=1200 h", "horizon.warm_up=10 h", "horizon.batches=30"});
  const auto sums = observe(compile(scenario), 46, 1);
  for (std::size_t type = 0; type < 2; ++type) {
    check_queue(sums, type, chain.mean([=](const State& state) { return state[type + 1]; }));
    check_lost(sums, type, Outcome::kRejected,
               chain.mean([=](const State& state) { return state[type + 1] == kRoom; }));
  }
  check_exact("busy",
              ratio(
                  sums, [](const Sums& s) { return s.groups[0].busy; },
                  [](const Sums& s) { return s.length; }),
              chain.mean([](const State& state) { return state[0]; }), kLimit);
}

TEST_CASE("limits by agents on duty, of a type and in total, agree with their Markov chains") {
  // Three agents and at most floor(1.5 x 3) = 4 waiting: M/M/3/7.
  const double rate = 3.5 / kMinute;
  const SolvedChain chain({0}, [&](const State& state) {
    Moves moves = {{std::min(state[0], 3) / kTalk, {state[0] - 1}}};
    if (state[0] < 7) moves.emplace_back(rate, State{state[0] + 1});
    return moves;
  });
  const double rejected = chain.mean([](const State& state) { return state[0] == 7; });
  Scenario by_type = long_run(3.5);
  by_type.calls = {call("a", rate, kTalk)};
  by_type.agents = {agents("g", 3, {"a"})};
  Scenario in_total = by_type;
  by_type.calls[0].queue_limit_per_agent = 1.5;
  check_lost(observe(compile(by_type), 47, 1), 0, Outcome::kRejected, rejected);
  in_total.routing.queue_limit_per_agent = 1.5;
  check_lost(observe(compile(in_total), 48, 1), 0, Outcome::kRejected, rejected);
}

TEST_CASE("groups of lines agree with their Markov chain") {
  // Two types with two and four lines of their own, two agents, type "a" first: busy agents of each
  // type, and queues. A line is taken from arrival to the end of talk.
  const double rates[2] = {1.0 / kMinute, 2.0 / kMinute};
  const int lines[2] = {2, 4};
  const SolvedChain chain({0, 0, 0, 0}, [&](const State& state) {
    Moves moves;
    for (std::size_t type = 0; type < 2; ++type) {
      if (state[type] + state[type + 2] == lines[type]) continue;
      State more = state;
      ++more[state[0] + state[1] < 2 ? type : type + 2];
      moves.emplace_back(rates[type], more);
    }
    for (std::size_t type = 0; type < 2; ++type) {
      State fewer = state;
      --fewer[type];
      const std::size_t next = state[2] > 0 ? 0 : 1;
      if (state[next + 2] > 0) {
        --fewer[next + 2];
        ++fewer[next];
      }
      moves.emplace_back(state[type] / kTalk, fewer);
    }
    return moves;
  });
  Scenario scenario = long_run(3);
  scenario.calls = {call("a", rates[0], kTalk), call("b", rates[1], kTalk)};
  scenario.agents = {agents("g", 2, {"a", "b"})};
  scenario.routing.agent_picks = AgentPicks::kFirstInList;
  scenario.routing.line_groups = {{"first", 2, {"a"}}, {"second", 4, {"b"}}};
  const auto sums = observe(compile(scenario), 49, 1);
  for (std::size_t type = 0; type < 2; ++type) {
    check_lost(sums, type, Outcome::kBlocked, chain.mean([&](const State& state) {
      return state[type] + state[type + 2] == lines[type];
    }));
    check_queue(sums, type, chain.mean([=](const State& state) { return state[type + 2]; }));
  }
}
