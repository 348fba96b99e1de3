#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/played.hpp"
#include "hotline/scenario/read.hpp"
#include "support/project.hpp"
#include "theory/solved_chain.hpp"

// Callers whose groups change while they wait: days that can be followed by hand, and exact Markov
// chains where the change comes at once.
using namespace hotline;
using namespace hotline::test;
using theory::test::SolvedChain;

namespace {

// Calls at these seconds of the day, each of 100 s. One agent, "own", and `spare` others.
Scenario day_of(std::vector<Seconds> times, int spare) {
  Scenario scenario = calendar(1);
  scenario.calls = {call("a", 0, 100)};
  scenario.calls[0].arrivals = Arrivals{CallTimes{std::move(times)}, {}};
  scenario.calls[0].talk.usual = constant(100);
  scenario.agents = {agents("own", 1, {"a"}), agents("spare", spare, {"a"})};
  scenario.routing.groups["a"] = {{{"own"}}, true};
  return scenario;
}

// Group and time of each answer, in the order of the calls.
using Answers = std::vector<std::pair<std::uint32_t, Seconds>>;
constexpr std::uint32_t kOwn = 0, kSpare = 1;

Answers answers(const Scenario& scenario) {
  Played played = play(scenario);
  std::ranges::stable_sort(played.calls, {}, &CallRecord::arrived);
  Answers list;
  for (const CallRecord& record : played.calls) {
    REQUIRE(record.outcome == Outcome::kServed);
    list.emplace_back(record.group, answered_at(record));
  }
  return list;
}

RankChange at_once(GroupOrder groups, std::optional<Condition> condition) {
  return {"a", 0, std::move(condition), std::move(groups), {}};
}

Condition idle_spare(bool at_least, double value) {
  return {Condition::Of::kIdleAgents, "spare", at_least, value, 0, ""};
}

const GroupOrder kBoth = {{{"own"}, {"spare"}}, true};

}  // namespace

TEST_CASE("overflow: after its time a caller may also be served by another group") {
  Scenario scenario = day_of({0, 10, 20, 150, 205}, 1);
  scenario.routing.overflow = {{"a", 60, "spare", {}}};
  CHECK(answers(scenario) == Answers{{kOwn, 0},     // the first
                                     {kSpare, 70},  // after waiting for 60 s
                                     {kOwn, 100},   // at 80 "spare" is busy
                                     {kOwn, 200},   // before its 60 s are over
                                     {kSpare, 265}});
}

TEST_CASE("overflow without a list of groups begins with the other groups that take the type") {
  Scenario scenario = day_of({0, 10}, 1);
  scenario.routing.groups.clear();
  scenario.routing.overflow = {{"a", 60, "spare", {}}};
  CHECK(answers(scenario) == Answers{{kOwn, 0}, {kSpare, 70}});
}

TEST_CASE("an agent of the other group who becomes free takes whoever has waited long enough") {
  // "spare" has its own call until 130; then it takes the caller of 10, but not that of 100.
  Scenario scenario = day_of({0, 10, 100}, 1);
  scenario.calls.push_back(call("b", 0, 130));
  scenario.calls[1].arrivals = Arrivals{CallTimes{{0}}, {}};
  scenario.calls[1].talk.usual = constant(130);
  scenario.calls[0].talk.usual = constant(200);
  scenario.agents[1].takes = {"a", "b"};
  scenario.routing.overflow = {{"a", 60, "spare", {}}};
  const auto list = answers(scenario);  // in order of arrival: two at 0, then 10, 100
  REQUIRE(list.size() == 4);
  CHECK(list[2] == std::pair<std::uint32_t, Seconds>{kSpare, 130});
  CHECK(list[3] == std::pair<std::uint32_t, Seconds>{kOwn, 200});
}

TEST_CASE("stages: the first change whose condition holds counts") {
  Scenario scenario = day_of({0, 10, 20, 30}, 2);
  scenario.routing.stages = {at_once(kBoth, idle_spare(true, 2)), {"a", 40, {}, kBoth, {}}};
  // At 20 only one of "spare" is idle; 40 s later no condition is asked for.
  CHECK(answers(scenario) == Answers{{kOwn, 0}, {kSpare, 10}, {kSpare, 60}, {kOwn, 100}});
}

TEST_CASE("two stages of one time are alternatives") {
  Scenario scenario = day_of({0, 10, 20}, 2);
  const GroupOrder nobody_else = {{{"own"}}, true};
  scenario.routing.stages = {at_once(nobody_else, idle_spare(false, 2)), at_once(kBoth, {})};
  // Both of "spare" are idle at 10, and only one at 20.
  CHECK(answers(scenario) == Answers{{kOwn, 0}, {kSpare, 10}, {kOwn, 100}});
}

TEST_CASE("callers of one type are answered in their order, on whatever terms they wait") {
  Scenario scenario = day_of({0, 10, 20, 30}, 0);
  const Condition somebody_waits = {Condition::Of::kQueue, "a", true, 1, 0, ""};
  scenario.routing.stages = {at_once(kBoth, somebody_waits)};
  for (const AgentPicks rule :
       {AgentPicks::kFirstInList, AgentPicks::kHighestPriority, AgentPicks::kLongestWaiting,
        AgentPicks::kLongestWeightedWait, AgentPicks::kLongestQueue, AgentPicks::kEarliestDue,
        AgentPicks::kQueueAgainstTarget}) {
    scenario.routing.agent_picks = rule;
    CHECK(answers(scenario) == Answers{{kOwn, 0}, {kOwn, 100}, {kOwn, 200}, {kOwn, 300}});
  }
}

TEST_CASE("a stage may raise the priority") {
  Scenario scenario = day_of({0, 10, 20}, 0);
  scenario.routing.stages = {
      {"a", 0, Condition{Condition::Of::kQueue, "a", true, 1, 0, ""}, {}, 1}};
  CHECK(answers(scenario) == Answers{{kOwn, 0}, {kOwn, 200}, {kOwn, 100}});
}

TEST_CASE("conditions on occupancy, queue for each agent, and expected wait") {
  Scenario scenario = day_of({0, 10, 20}, 2);
  const auto with = [&](Condition condition) {
    scenario.routing.stages = {at_once({{{"spare"}}, true}, condition)};
    return answers(scenario);
  };
  CHECK(with({Condition::Of::kOccupancy, "spare", false, 0.5, 0, ""}) ==
        Answers{{kOwn, 0}, {kSpare, 10}, {kOwn, 100}});
  // Nobody waits at 10; one caller for three agents at 20.
  CHECK(with({Condition::Of::kQueuePerAgent, "a", true, 0.3, 0, ""}) ==
        Answers{{kOwn, 0}, {kOwn, 100}, {kSpare, 20}});
  CHECK(with({Condition::Of::kQueuePerAgent, "a", true, 0.4, 0, ""}) ==
        Answers{{kOwn, 0}, {kOwn, 100}, {kOwn, 200}});
  // With one caller ahead the handling of two calls is to be done by one agent.
  CHECK(with({Condition::Of::kExpectedWait, "own", true, 150, 0, ""}) ==
        Answers{{kOwn, 0}, {kOwn, 100}, {kSpare, 20}});
  CHECK(with({Condition::Of::kExpectedWait, "own", true, 0, 0, "spare"}) ==
        Answers{{kOwn, 0}, {kSpare, 10}, {kSpare, 20}});
}

TEST_CASE("a condition on the service level of the last ten minutes") {
  // The caller of 10 is answered late, at 100; the window forgets that by 810.
  Scenario scenario = day_of({0, 10, 120, 800, 810}, 1);
  const Condition poor = {Condition::Of::kServiceLevel, "a", false, 1, 10 * kMinute, ""};
  scenario.routing.stages = {at_once(kBoth, poor)};
  CHECK(answers(scenario) ==
        Answers{{kOwn, 0}, {kOwn, 100}, {kSpare, 120}, {kOwn, 800}, {kOwn, 900}});
}

TEST_CASE("whose patience ends when the groups change hangs up") {
  Scenario scenario = day_of({0, 10}, 1);
  scenario.calls[0].patience = TimedDistribution{constant(60), {}};
  scenario.routing.overflow = {{"a", 60, "spare", {}}};
  const Played day = play(scenario);
  REQUIRE(day.calls.size() == 2);
  CHECK(std::ranges::count(day.calls, Outcome::kAbandoned, &CallRecord::outcome) == 1);
  scenario.calls[0].patience = TimedDistribution{constant(61), {}};
  CHECK(answers(scenario) == Answers{{kOwn, 0}, {kSpare, 70}});
}

TEST_CASE("a retry begins on the first terms") {
  // The caller of 10 hangs up at 100 and tries again at 110: for "own" alone, which is busy until
  // 200 with the caller of 20.
  Scenario scenario = day_of({0, 10, 20}, 1);
  scenario.calls[0].patience = TimedDistribution{constant(85), {}};
  scenario.calls[0].retry = Retry{{Failure::kAbandoned}, 0.999999, constant(10), 5, true, {}, {}};
  scenario.calls.push_back(call("b", 0, 1000));
  scenario.calls[1].arrivals = Arrivals{CallTimes{{0}}, {}};
  scenario.calls[1].talk.usual = constant(100);
  scenario.agents[1].takes = {"a", "b"};
  scenario.routing.overflow = {{"a", 60, "spare", {}}};
  const Played day = play(scenario);
  for (const CallRecord& record : day.calls) {
    if (record.type != 0 || record.attempt == 0 || record.outcome != Outcome::kServed) continue;
    CHECK(record.group == kSpare);
    CHECK(record.waited == doctest::Approx(60));
  }
  CHECK(std::ranges::count(day.calls, 1, &CallRecord::attempt) == 1);
}

// ---- Chains ------------------------------------------------------------------------------------

namespace {

constexpr double kLimit = 4.5;  // standard errors, with Student's 29 degrees: 1 in 10,000
constexpr Seconds kTalk = 60;
using State = SolvedChain::State;

// One type at `rate`, agents "a" and "b", at most `room` waiting; groups = ["a"] at first.
Scenario two_desks(PerSecond rate, int a, int b, int room) {
  const Seconds batch = 8'000 / rate;
  Scenario scenario = steady(30 * batch, batch / 4, 30);
  scenario.calls = {call("t", rate, kTalk)};
  scenario.calls[0].queue_limit = room;
  scenario.agents = {agents("a", a, {"t"}), agents("b", b, {"t"})};
  scenario.routing.groups["t"] = {{{"a"}}, true};
  return scenario;
}

void check_desks(const Scenario& scenario, std::uint64_t seed, const SolvedChain& chain,
                 const std::function<double(const State&)>& waiting) {
  const auto sums = observe(compile(scenario), seed, 1);
  const auto length = [](const Sums& s) { return s.length; };
  for (std::size_t g = 0; g < 2; ++g) {
    check_exact("busy in group " + std::to_string(g),
                ratio(
                    sums, [g](const Sums& s) { return s.groups[g].busy; }, length),
                chain.mean([g](const State& state) { return state[g]; }), kLimit);
  }
  check_exact("queue",
              ratio(
                  sums, [](const Sums& s) { return s.all.queue_time; }, length),
              chain.mean(waiting), kLimit);
}

}  // namespace

TEST_CASE("overflow of whoever finds two callers waiting agrees with its Markov chain") {
  // State: busy in "a" and in "b", callers on the first terms, callers who may go to both and come
  // first in both.
  constexpr int kRoom = 6;
  const PerSecond rate = 2.2 / kMinute;
  const SolvedChain chain({0, 0, 0, 0}, [&](const State& state) {
    State more = state;
    const int waiting = state[2] + state[3];
    if (state[0] == 0) {
      ++more[0];
    } else if (waiting < 2) {
      ++more[2];
    } else if (state[1] == 0) {
      ++more[1];
    } else if (waiting < kRoom) {
      ++more[3];
    }
    State a = state, b = state;
    --(state[3] > 0 ? a[3] : state[2] > 0 ? a[2] : a[0]);
    --(state[3] > 0 ? b[3] : b[1]);
    return SolvedChain::Moves{{rate, more}, {state[0] / kTalk, a}, {state[1] / kTalk, b}};
  });
  Scenario scenario = two_desks(rate, 1, 1, kRoom);
  const Condition long_queue = {Condition::Of::kQueue, "t", true, 2, 0, ""};
  scenario.routing.stages = {{"t", 0, long_queue, GroupOrder{{{"a"}, {"b"}}, true}, 1}};
  check_desks(scenario, 51, chain, [](const State& state) { return state[2] + state[3]; });
}

TEST_CASE("overflow while two of the other group are idle agrees with its Markov chain") {
  constexpr int kRoom = 5;
  const PerSecond rate = 2.5 / kMinute;
  const SolvedChain chain({0, 0, 0}, [&](const State& state) {
    State more = state;
    if (state[0] == 0) {
      ++more[0];
    } else if (3 - state[1] >= 2) {
      ++more[1];
    } else if (state[2] < kRoom) {
      ++more[2];
    }
    State a = state, b = state;
    --(state[2] > 0 ? a[2] : a[0]);
    --b[1];
    return SolvedChain::Moves{{rate, more}, {state[0] / kTalk, a}, {state[1] / kTalk, b}};
  });
  Scenario scenario = two_desks(rate, 1, 3, kRoom);
  scenario.routing.groups.clear();
  scenario.routing.overflow = {
      {"t", 0, "b", Condition{Condition::Of::kIdleAgents, "b", true, 2, 0, ""}}};
  check_desks(scenario, 52, chain, [](const State& state) { return state[2]; });
}

TEST_CASE("joining the group with the shorter expected wait agrees with its Markov chain") {
  // One agent in "a", two in "b": (queue + 1) / agents is compared, and who goes to "b" stays
  // there.
  constexpr int kRoom = 8;
  const PerSecond rate = 2.4 / kMinute;
  const SolvedChain chain({0, 0, 0, 0}, [&](const State& state) {
    State more = state;
    if (state[0] == 0) {
      ++more[0];
    } else if (state[1] < 2) {
      ++more[1];
    } else if (state[2] + state[3] < kRoom) {
      ++more[2 * (state[2] + 1) > state[3] + 1 ? 3 : 2];
    }
    State a = state, b = state;
    --(state[2] > 0 ? a[2] : a[0]);
    --(state[3] > 0 ? b[3] : b[1]);
    return SolvedChain::Moves{{rate, more}, {state[0] / kTalk, a}, {state[1] / kTalk, b}};
  });
  Scenario scenario = two_desks(rate, 1, 2, kRoom);
  const Condition shorter = {Condition::Of::kExpectedWait, "a", true, 0, 0, "b"};
  scenario.routing.stages = {{"t", 0, shorter, GroupOrder{{{"b"}}, true}, {}}};
  check_desks(scenario, 53, chain, [](const State& state) { return state[2] + state[3]; });
}

namespace {

// The share of callers who hang up, of each type of scenarios/textbook/overflow.toml.
void check_abandoned(const std::string& after, std::uint64_t seed, const double (&exact)[2]) {
  const Model model =
      compile(read_scenario(in_project("scenarios/textbook/overflow.toml"),
                            {"horizon.steady=1000 h", "horizon.warm_up=10 h", "horizon.batches=30",
                             "routing.overflow[0].after=" + after}));
  const auto sums = observe(model, seed, 1);
  for (std::size_t type = 0; type < 2; ++type) {
    check_exact(
        "abandoned of type " + std::to_string(type) + " after " + after,
        ratio(
            sums, [type](const Sums& s) { return count(s.types[type], Outcome::kAbandoned); },
            [type](const Sums& s) { return number(s.types[type].offered()); }),
        exact[type], kLimit);
  }
}

// M/M/s+M by its chain.
double abandoned(double per_minute, int agents, double patience_in_minutes) {
  constexpr int kEnough = 80;
  constexpr double kTalkInMinutes = 2;
  const SolvedChain chain({0}, [=](const State& state) {
    const int busy = std::min(state[0], agents), waiting = state[0] - busy;
    SolvedChain::Moves moves = {
        {busy / kTalkInMinutes + waiting / patience_in_minutes, {state[0] - 1}}};
    if (state[0] < kEnough) moves.emplace_back(per_minute, State{state[0] + 1});
    return moves;
  });
  return chain.mean([=](const State& state) {
    return std::max(0, state[0] - agents) / patience_in_minutes;
  }) / per_minute;
}

}  // namespace

TEST_CASE("overflow at once is the N-design, overflow after an hour is none") {
  check_abandoned("0 s", 54, {0.07014016384, 0.1226258335});  // tests/data/exact.csv
  check_abandoned("1 h", 55, {abandoned(3, 6, 2.5), abandoned(2, 5, 4)});
}
