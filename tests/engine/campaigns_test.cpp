#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

#include "engine/played.hpp"
#include "support/builder.hpp"
#include "support/sparse_chain.hpp"
#include "validation/observe.hpp"

// Diallers against their exact Markov chains, and agents who move between callers and other work.
using namespace hotline;
using namespace hotline::test;

namespace {

constexpr double kLimit = 4.5;  // standard errors: false alarm 1 in 150,000

constexpr int kAgents = 3;
constexpr double kInbound = 1.2, kEnds = 1, kRingEnds = 4;  // per 100 s
constexpr double kAnswered = 0.4, kHangUps = 2;

// Numbers without end: each is dialled until somebody answers.
CallType numbers(Dialler dialler) {
  CallType type = call("numbers", 0, 100 / kEnds);
  type.arrivals = Arrivals{NumberList{200'000, false}, {}};
  Deferred terms;
  terms.dial = exponential(100 / kRingEnds);
  terms.answered = kAnswered;
  terms.tries = 1000;
  terms.dialler = dialler;
  type.deferred = terms;
  return type;
}

// Inbound calls that find nobody idle are lost.
CallType inbound() {
  CallType type = call("inbound", kInbound / 100, 100 / kEnds);
  type.queue_limit = 0;
  return type;
}

Scenario desk(std::vector<CallType> calls) {
  Scenario scenario = steady(2000 * kHour, 20 * kHour, 40);
  std::vector<std::string> takes;
  for (const CallType& type : calls) takes.push_back(type.name);
  scenario.calls = std::move(calls);
  scenario.agents = {agents("g", kAgents, takes)};
  return scenario;
}

double per_time(const std::vector<double>& p, const std::vector<double>& rate) {
  double sum = 0;
  for (std::size_t i = 0; i < p.size(); ++i) sum += p[i] * rate[i];
  return sum / 100;
}

void check_rate(const std::vector<Sums>& sums, std::size_t type, Outcome outcome, double exact) {
  check_exact(std::string(info_of(outcome).key),
              ratio(
                  sums, [=](auto& s) { return count(s.types[type], outcome); },
                  [](auto& s) { return s.length; }),
              exact, kLimit);
}

void check_busy(const std::vector<Sums>& sums, double exact) {
  check_exact("occupancy",
              ratio(
                  sums, [](auto& s) { return s.groups[0].busy; },
                  [](auto& s) { return s.groups[0].staffed; }),
              exact, kLimit);
}

}  // namespace

// ---- Mismatches that are dropped ---------------------------------------------------------------

TEST_CASE("a dialler that drops whoever finds no agent agrees with its Markov chain") {
  // The dialler keeps two numbers ringing while two agents or more are idle. State: busy agents b,
  // ringing numbers r.
  constexpr int kDials = 2, kWhenIdle = 2;
  const auto state = [](int b, int r) { return static_cast<std::size_t>(b * (kDials + 1) + r); };
  const auto after = [&](int b, int r) { return state(b, kAgents - b >= kWhenIdle ? kDials : r); };
  const std::size_t states = state(kAgents, kDials) + 1;
  SparseChain chain(states);
  std::vector<double> dropped(states), unreached(states), rejected(states), busy(states);
  for (int b = 0; b <= kAgents; ++b) {
    for (int r = 0; r <= kDials; ++r) {
      const std::size_t here = state(b, r);
      if (b < kAgents) chain.add(here, after(b + 1, r), kInbound);
      if (b > 0) chain.add(here, after(b - 1, r), b * kEnds);
      busy[here] = b;
      rejected[here] = b == kAgents ? kInbound : 0;
      if (kAgents - b >= kWhenIdle && r < kDials)
        chain.add(here, state(b, kDials), 1);  // transient
      if (r == 0) continue;
      const double answers = r * kRingEnds * kAnswered, silent = r * kRingEnds * (1 - kAnswered);
      chain.add(here, after(std::min(b + 1, kAgents), r - 1), answers);
      chain.add(here, after(b, r - 1), silent);
      dropped[here] = b == kAgents ? answers : 0;
      unreached[here] = silent;
    }
  }
  const auto p = chain.stationary();
  const auto sums = observe(
      compile(desk({inbound(), numbers({{kDials, false}, kWhenIdle, Dialler::Mismatch::kDrop})})),
      3, 1);
  check_rate(sums, 1, Outcome::kDropped, per_time(p, dropped));
  check_rate(sums, 1, Outcome::kUnreached, per_time(p, unreached));
  check_rate(sums, 0, Outcome::kRejected, per_time(p, rejected));
  check_busy(sums, 100 * per_time(p, busy) / kAgents);
}

// ---- Mismatches that wait ----------------------------------------------------------------------

TEST_CASE("a dialler whose mismatches wait agrees with its Markov chain") {
  // One and a half numbers for each idle agent. State: busy agents and people waiting n, ringing r.
  constexpr double kPerIdle = 1.5;
  const auto wanted = [](int n) {
    return static_cast<int>(kPerIdle * std::max(0, kAgents - n) + 1e-9);
  };
  const int most = wanted(0);
  const auto state = [&](int n, int r) { return static_cast<std::size_t>(n * (most + 1) + r); };
  const auto after = [&](int n, int r) { return state(n, std::max(r, wanted(n))); };
  const int most_present = kAgents + most;
  const std::size_t states = state(most_present, most) + 1;
  SparseChain chain(states);
  std::vector<double> abandoned(states), waiting(states), served(states), busy(states);
  for (int n = 0; n <= most_present; ++n) {
    for (int r = 0; r <= most; ++r) {
      const std::size_t here = state(n, r);
      const int in_service = std::min(n, kAgents);
      if (n > 0) {
        chain.add(here, after(n - 1, r), in_service * kEnds + (n - in_service) * kHangUps);
      }
      if (n == 0 && r < most) chain.add(here, state(0, most), 1);  // transient
      busy[here] = in_service;
      waiting[here] = n - in_service;
      abandoned[here] = (n - in_service) * kHangUps;
      served[here] = in_service * kEnds;
      if (r == 0) continue;
      if (n < most_present) chain.add(here, after(n + 1, r - 1), r * kRingEnds * kAnswered);
      chain.add(here, after(n, r - 1), r * kRingEnds * (1 - kAnswered));
    }
  }
  const auto p = chain.stationary();
  const auto sums =
      observe(compile(desk({impatient(numbers({{kPerIdle, true}, 1, Dialler::Mismatch::kWait}),
                                      exponential(100 / kHangUps))})),
              5, 1);
  check_rate(sums, 0, Outcome::kAbandoned, per_time(p, abandoned));
  check_rate(sums, 0, Outcome::kServed, per_time(p, served));
  check_busy(sums, 100 * per_time(p, busy) / kAgents);
  check_exact(
      "waiting",
      ratio(
          sums, [](auto& s) { return s.types[0].queue_time; }, [](auto& s) { return s.length; }),
      100 * per_time(p, waiting), kLimit);
}

// ---- Mismatches that are prevented -------------------------------------------------------------

TEST_CASE(
    "a dialler that hangs up when the last idle agent is taken agrees with its Markov chain") {
  // Two numbers ring while anybody is idle, none otherwise: the busy agents are a birth and death
  // process, and what rings when the last agent is taken is called off.
  constexpr int kDials = 2;
  SparseChain chain(kAgents + 1);
  const double reached = kDials * kRingEnds * kAnswered;
  std::vector<double> called_off(kAgents + 1), unreached(kAgents + 1), busy(kAgents + 1);
  for (int b = 0; b <= kAgents; ++b) {
    const auto here = static_cast<std::size_t>(b);
    busy[here] = b;
    if (b > 0) chain.add(here, here - 1, b * kEnds);
    if (b == kAgents) continue;
    chain.add(here, here + 1, kInbound + reached);
    unreached[here] = kDials * kRingEnds * (1 - kAnswered);
    if (b == kAgents - 1) called_off[here] = kInbound * kDials + reached * (kDials - 1);
  }
  const auto p = chain.stationary();
  const auto sums = observe(
      compile(desk({inbound(), numbers({{kDials, false}, 1, Dialler::Mismatch::kHangUp})})), 7, 1);
  check_rate(sums, 1, Outcome::kCalledOff, per_time(p, called_off));
  check_rate(sums, 1, Outcome::kUnreached, per_time(p, unreached));
  check_busy(sums, 100 * per_time(p, busy) / kAgents);
  for (const Sums& sum : sums) CHECK(sum.types[1].outcome(Outcome::kDropped) == 0);
}

// ---- Counting ----------------------------------------------------------------------------------

TEST_CASE("every number of a list ends in the books once, and each dial of it") {
  Scenario scenario = calendar(5);
  CallType list = call("list", 0, 100);
  list.arrivals = Arrivals{NumberList{1500, true}, {}};
  list.talk.usual = constant(100);
  Deferred terms;
  terms.dial = constant(20);
  terms.answered = 0.5;
  terms.wrong_person = 0.2;
  terms.wrong_person_length = constant(15);
  terms.tries = 3;
  terms.again_after = constant(kHour);
  terms.hours = WeekTable<bool>{{{kEveryDay, {9 * kHour, 17 * kHour}, true}}};
  terms.dialler = Dialler{{3, false}, 1, Dialler::Mismatch::kDrop};
  list.deferred = terms;
  scenario.calls = {list};
  scenario.agents = {agents("g", 2, {"list"})};
  const Played played = play(scenario);
  const CallSums& sums = played.sums.types[0];
  CHECK(sums.callers == 5 * 1500);
  CHECK(sums.attempts == sums.ended());
  CHECK(sums.by_caller.ended() == sums.callers);
  CHECK(sums.outcome(Outcome::kNotDialled) > 0);  // there are too many
  CHECK(sums.outcome(Outcome::kDropped) > 0);
  CHECK(count(sums, Outcome::kServed) == number(sums.by_caller.outcome(Outcome::kServed)));
  CHECK(played.agents().busy == doctest::Approx(100 * count(sums, Outcome::kServed) +
                                                15 * count(sums, Outcome::kWrongPerson)));
  // Whoever answers is the wrong person with probability 0.2, if an agent asks.
  const double met = count(sums, Outcome::kServed) + count(sums, Outcome::kWrongPerson);
  CHECK(std::abs(count(sums, Outcome::kWrongPerson) - 0.2 * met) <= kLimit * std::sqrt(0.16 * met));
  for (const CallRecord& dial : played.calls) {
    if (dial.outcome == Outcome::kNotDialled) continue;
    const Seconds clock = std::fmod(dial.arrived, kDay);
    CHECK(clock >= 9 * kHour);
    CHECK(clock < 17 * kHour + 20);
    CHECK(dial.waited == 0);
  }
}

TEST_CASE("a dialler needs a free line for each number that rings") {
  Scenario scenario = calendar(1);
  CallType list = numbers({{5, false}, 1, Dialler::Mismatch::kHangUp});
  list.deferred->dial = constant(30);
  list.deferred->answered = 0;  // and so the lines are for ringing alone
  scenario.calls = {list};
  scenario.agents = {agents("g", 2, {"numbers"})};
  scenario.routing.lines = 3;
  const Sums sums = play(scenario).sums;
  CHECK(count(sums.types[0], Outcome::kUnreached) == 3 * (kDay / 30 - 1));
  CHECK(sums.types[0].outcome(Outcome::kCalledOff) == 3);  // at the end
}

// ---- Slowing down ------------------------------------------------------------------------------

TEST_CASE("a dialler that slows down at a limit of mismatches keeps near it") {
  const auto mismatches = [](bool slows) {
    Scenario scenario = desk({inbound(), numbers({{4, false}, 1, Dialler::Mismatch::kDrop})});
    scenario.horizon = SteadyHorizon{500 * kHour, 10 * kHour, 50};
    if (slows) {
      Condition condition;
      condition.of = Condition::Of::kMismatches;
      condition.name = "numbers";
      condition.value = 0.1;
      condition.over = 30 * kMinute;
      scenario.routing.slow_dialling = {{"numbers", condition, {1, false}}};
    }
    double least_served = kNever, dropped = 0, served = 0;
    for (const Sums& sums : observe(compile(scenario), 9, 1)) {
      least_served = std::min(least_served, count(sums.types[1], Outcome::kServed));
      dropped += count(sums.types[1], Outcome::kDropped);
      served += count(sums.types[1], Outcome::kServed);
    }
    CHECK(least_served > 0);
    return dropped / (dropped + served);
  };
  CHECK(mismatches(false) > 0.3);
  const double held = mismatches(true);
  CHECK(held > 0.05);
  CHECK(held < 0.2);
}

TEST_CASE("a dialler that has stopped the house looks again by itself") {
  // Nothing else ever happens here.
  Scenario scenario = desk({numbers({{8, false}, 1, Dialler::Mismatch::kDrop})});
  scenario.horizon = SteadyHorizon{50 * kHour, 0, 5};
  scenario.agents[0].staffing = 1;
  Condition condition;
  condition.of = Condition::Of::kMismatches;
  condition.name = "numbers";
  condition.value = 0.01;
  condition.over = 10 * kMinute;
  scenario.routing.slow_dialling = {{"numbers", condition, {0, false}}};
  for (const Sums& sums : observe(compile(scenario), 11, 1)) {
    CHECK(count(sums.types[0], Outcome::kDropped) > 0);
    CHECK(count(sums.types[0], Outcome::kServed) > 10);
  }
}

// ---- Agents who move ---------------------------------------------------------------------------

TEST_CASE("agents move between callers and other work by the service level, and stay for a while") {
  Scenario scenario = calendar(10);
  CallType letters = call("letters", 0, 60);
  letters.arrivals = Arrivals{NumberList{100'000, false}, {}};  // there is always one
  letters.talk.usual = constant(60);
  letters.deferred = Deferred{};
  CallType calls = call("calls", 60 / kHour, 60);
  calls.talk.usual = constant(60);
  scenario.calls = {calls, letters};
  scenario.agents = {agents("movers", 3, {"calls", "letters"})};
  const Seconds stay = 20 * kMinute;
  scenario.routing.blend = {{"movers", "calls", 10 * kMinute, 0.9, 0.6, stay}};
  const Played played = play(scenario);
  // When the agents began with the one kind of work after the other.
  std::vector<std::pair<Seconds, TypeId>> turns;
  for (const CallRecord& call : played.answered()) {
    if (turns.empty() || turns.back().second != call.type) {
      turns.emplace_back(answered_at(call), call.type);
    }
  }
  CHECK(turns.size() > 100);
  // There is always work of either kind, and a talk takes a minute: so long may a turn go unseen.
  for (std::size_t i = 2; i < turns.size(); ++i) {
    CHECK(turns[i].first - turns[i - 1].first >= stay - 61);
  }
  // With the callers alone 3 agents answer in time; away from them for 20 minutes they do not.
  const double level =
      number(played.sums.types[0].in_target) / number(played.sums.types[0].offered());
  CHECK(level > 0.1);
  CHECK(level < 0.95);
  CHECK(count(played.sums.types[1], Outcome::kServed) > 1000);
}

TEST_CASE("agents who are away for other work come back when the lines close on waiting callers") {
  Scenario scenario = calendar(3);
  scenario.opening = open_every_day(8 * kHour, 12 * kHour);
  CallType letters = call("letters", 0, 60);
  letters.arrivals = Arrivals{NumberList{5000, true}, {}};
  letters.deferred = Deferred{};
  scenario.calls = {call("calls", 40 / kHour, 60), letters};
  scenario.agents = {agents("movers", 2, {"calls", "letters"})};
  scenario.routing.blend = {{"movers", "calls", kHour, 0.1, 0, 3 * kHour}};
  const Played played = play(scenario);
  CHECK(count(played.sums.types[0], Outcome::kDismissed) == 0);
  for (const CallRecord& call : played.calls) {
    if (call.type == 0 && call.outcome == Outcome::kServed) {
      CHECK(std::fmod(answered_at(call), kDay) < 17 * kHour);
    }
  }
}
