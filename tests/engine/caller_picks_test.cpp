#include <doctest/doctest.h>

#include <cmath>
#include <functional>
#include <numeric>
#include <string>
#include <vector>

#include "support/builder.hpp"
#include "theory/solved_chain.hpp"
#include "validation/observe.hpp"

// How a caller picks an agent, against exact Markov chains: a loss system (nobody may wait) of two
// or three groups that take different times, so that each rule leads to other occupancies. Some 25
// estimates from 30 batches each may deviate by 4.5 of their standard errors: a right program fails
// one check in 10,000, and the whole file for one seed in 400. The seeds are fixed.
using namespace hotline;
using namespace hotline::test;
using theory::test::SolvedChain;

namespace {

constexpr double kLimit = 4.5;
constexpr int kBatches = 30;
constexpr double kPerMinute = 3;  // calls
constexpr Seconds kBatch = 8'000 / kPerMinute * kMinute;

struct Desk {
  std::string name;
  int agents;
  Seconds talk;  // mean
};

Scenario loss_system(const std::vector<Desk>& desks, CallerPicks rule) {
  Scenario scenario = steady(kBatches * kBatch, kBatch / 4, kBatches);
  scenario.calls = {call("t", kPerMinute / kMinute, 1)};
  scenario.calls[0].queue_limit = 0;
  for (const Desk& desk : desks) {
    scenario.agents.push_back(agents(desk.name, desk.agents, {"t"}));
    scenario.agents.back().talk["t"] = exponential(desk.talk);
  }
  scenario.routing.caller_picks = rule;
  return scenario;
}

// The share of rejected callers, and the mean number of busy agents of each group.
struct Expected {
  double rejected;
  std::vector<double> busy;
};

void check(const Scenario& scenario, const Expected& expected, std::uint64_t seed) {
  const auto sums = observe(compile(scenario), seed, 1);
  check_exact("rejected",
              ratio(
                  sums, [](const Sums& s) { return count(s.all, Outcome::kRejected); },
                  [](const Sums& s) { return number(s.all.attempts); }),
              expected.rejected, kLimit);
  for (std::size_t g = 0; g < expected.busy.size(); ++g) {
    check_exact("busy in group " + std::to_string(g),
                ratio(
                    sums, [g](const Sums& s) { return s.groups[g].busy; },
                    [](const Sums& s) { return s.length; }),
                expected.busy[g], kLimit);
  }
}

using State = SolvedChain::State;  // busy agents of each group

// Probabilities with which an arriving call goes to each group, given how many are idle in each.
using Choice = std::function<std::vector<double>(const std::vector<int>& idle)>;

Expected solve(const std::vector<Desk>& desks, const Choice& choice) {
  const auto idle_in = [&](const State& busy) {
    std::vector<int> idle;
    for (std::size_t g = 0; g < desks.size(); ++g) idle.push_back(desks[g].agents - busy[g]);
    return idle;
  };
  const SolvedChain chain(State(desks.size(), 0), [&](const State& busy) {
    SolvedChain::Moves moves;
    const std::vector<double> shares = choice(idle_in(busy));
    for (std::size_t g = 0; g < desks.size(); ++g) {
      State more = busy, fewer = busy;
      ++more[g];
      --fewer[g];
      moves.emplace_back(kPerMinute / kMinute * shares[g], more);
      moves.emplace_back(busy[g] / desks[g].talk, fewer);
    }
    return moves;
  });
  Expected expected;
  expected.rejected = chain.mean([&](const State& busy) {
    const auto shares = choice(idle_in(busy));
    return 1 - std::accumulate(shares.begin(), shares.end(), 0.0);
  });
  for (std::size_t g = 0; g < desks.size(); ++g) {
    expected.busy.push_back(chain.mean([g](const State& busy) { return busy[g]; }));
  }
  return expected;
}

const std::vector<Desk> kTwo = {{"quick", 2, 40}, {"slow", 3, 90}};
const std::vector<Desk> kThree = {{"quick", 2, 40}, {"slow", 2, 90}, {"last", 1, 60}};

}  // namespace

TEST_CASE("first in list agrees with its Markov chain") {
  Scenario scenario = loss_system(kTwo, CallerPicks::kFirstInList);
  scenario.routing.groups["t"] = {{{"slow"}, {"quick"}}, true};
  check(scenario,
        solve(kTwo,
              [](const std::vector<int>& idle) -> std::vector<double> {
                return {idle[1] == 0 && idle[0] > 0 ? 1.0 : 0.0, idle[1] > 0 ? 1.0 : 0.0};
              }),
        31);
}

TEST_CASE("most idle agents agrees with its Markov chain") {
  check(loss_system(kTwo, CallerPicks::kMostIdle),
        solve(kTwo,
              [](const std::vector<int>& idle) -> std::vector<double> {
                if (idle[0] == 0 && idle[1] == 0) return {0, 0};
                return {idle[0] >= idle[1] ? 1.0 : 0.0, idle[0] >= idle[1] ? 0.0 : 1.0};
              }),
        32);
}

TEST_CASE("uniform agrees with its Markov chain") {
  check(loss_system(kTwo, CallerPicks::kUniform),
        solve(kTwo,
              [](const std::vector<int>& idle) -> std::vector<double> {
                const double all = idle[0] + idle[1];
                if (all == 0) return {0, 0};
                return {idle[0] / all, idle[1] / all};
              }),
        33);
}

TEST_CASE("random by weight agrees with its Markov chain") {
  Scenario scenario = loss_system(kThree, CallerPicks::kRandomByWeight);
  scenario.routing.group_weights["t"] = {{"quick", 1}, {"slow", 3}};  // "last" never
  check(scenario,
        solve(kThree,
              [](const std::vector<int>& idle) -> std::vector<double> {
                const double quick = idle[0] > 0 ? 1 : 0;
                const double slow = idle[1] > 0 ? 3 : 0;
                const double sum = quick + slow;
                if (sum == 0) return {0, 0, 0};
                return {quick / sum, slow / sum, 0};
              }),
        34);
}

TEST_CASE("ranks: the rule decides among groups of one rank, and a later rank comes after") {
  Scenario scenario = loss_system(kThree, CallerPicks::kUniform);
  scenario.routing.groups["t"] = {{{"quick", "slow"}, {"last"}}, false};
  check(scenario,
        solve(kThree,
              [](const std::vector<int>& idle) -> std::vector<double> {
                const double first = idle[0] + idle[1];
                if (first == 0) return {0, 0, idle[2] > 0 ? 1.0 : 0.0};
                return {idle[0] / first, idle[1] / first, 0};
              }),
        35);
}

TEST_CASE("longest idle, also among groups of one rank in a list, agrees with its Markov chain") {
  // The state is the order in which the groups' idle agents became idle, the longest first.
  const std::vector<Desk> desks = {{"quick", 2, 40}, {"slow", 2, 90}};
  const auto busy = [&](const State& idle, std::size_t g) {
    int sum = desks[g].agents;
    for (const int group : idle) sum -= group == static_cast<int>(g);
    return sum;
  };
  const SolvedChain chain({0, 0, 1, 1}, [&](const State& idle) {
    SolvedChain::Moves moves;
    if (!idle.empty())
      moves.emplace_back(kPerMinute / kMinute, State(idle.begin() + 1, idle.end()));
    for (std::size_t g = 0; g < desks.size(); ++g) {
      State more = idle;
      more.push_back(static_cast<int>(g));
      moves.emplace_back(busy(idle, g) / desks[g].talk, more);
    }
    return moves;
  });
  const Expected expected = {chain.mean([](const State& idle) { return idle.empty() ? 1.0 : 0.0; }),
                             {chain.mean([&](const State& idle) { return busy(idle, 0); }),
                              chain.mean([&](const State& idle) { return busy(idle, 1); })}};
  check(loss_system(desks, CallerPicks::kLongestIdle), expected, 36);
  Scenario ranked = loss_system(desks, CallerPicks::kFirstInList);
  ranked.routing.groups["t"] = {{{"slow", "quick"}}, false};
  check(ranked, expected, 37);
}

TEST_CASE("least occupied makes all groups equally busy, and loses what Erlang B says") {
  const std::vector<Desk> desks = {{"few", 1, 60}, {"some", 2, 60}, {"many", 3, 60}};
  // All agents are alike, so the loss is that of six agents: the chain of their sum.
  const SolvedChain erlang({0}, [](const State& busy) {
    SolvedChain::Moves moves = {{busy[0] / 60.0, {busy[0] - 1}}};
    if (busy[0] < 6) moves.emplace_back(kPerMinute / kMinute, State{busy[0] + 1});
    return moves;
  });
  const double busy = erlang.mean([](const State& state) { return state[0]; });
  const Scenario scenario = loss_system(desks, CallerPicks::kLeastOccupied);
  check(scenario, {erlang.mean([](const State& state) { return state[0] == 6; }), {}}, 38);
  const auto sums = observe(compile(scenario), 38, 1);
  std::vector<double> occupancy(desks.size());
  for (std::size_t g = 0; g < desks.size(); ++g) {
    occupancy[g] = ratio(
                       sums, [g](const Sums& s) { return s.groups[g].busy; },
                       [g](const Sums& s) { return s.groups[g].staffed; })
                       .ratio();
    CHECK(occupancy[g] == doctest::Approx(busy / 6).epsilon(0.01));
  }
  // What the rule steers by is the difference, which shrinks with the length of the run.
  CHECK(std::abs(occupancy[0] - occupancy[1]) < 1e-3);
  CHECK(std::abs(occupancy[1] - occupancy[2]) < 1e-3);
}
