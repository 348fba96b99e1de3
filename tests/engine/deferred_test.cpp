#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "engine/played.hpp"
#include "support/builder.hpp"
#include "support/sparse_chain.hpp"
#include "validation/observe.hpp"

using namespace hotline;
using namespace hotline::test;

namespace {

constexpr double kLimit = 4.5;  // standard errors: false alarm 1 in 150,000

// Work that comes by itself, or through callbacks and messages if the rate is 0.
CallType work(const std::string& name, PerSecond rate, Distribution length) {
  CallType type = call(name, rate, 1);
  type.talk.usual = std::move(length);
  type.deferred = Deferred{};
  if (rate == 0) type.arrivals.reset();
  return type;
}

void check_share(double successes, double trials, double probability) {
  CAPTURE(successes);
  CAPTURE(trials);
  CHECK(std::abs(successes - probability * trials) <=
        kLimit * std::sqrt(trials * probability * (1 - probability)));
}

double callers_served(const CallSums& sums) {
  return number(sums.by_caller.outcome(Outcome::kServed));
}

double in_line(const Sums& s, std::size_t type) { return s.types[type].queue_time; }
double length_of(const Sums& s) { return s.length; }

}  // namespace

// ---- Callbacks ---------------------------------------------------------------------------------

namespace {

constexpr int kAgents = 3;
constexpr int kReserve = 1;
constexpr double kAccepted = 0.4;
constexpr double kArrivals = 1.8, kEnds = 1, kHangUps = 0.5;  // per 100 s

// Callers who find all agents busy ask to be called back with probability 0.4, the others wait and
// lose patience. A free agent calls back when nobody waits and another agent stays idle.
struct CallbackChain {
  static constexpr int kMostWaiting = 25, kMostCallbacks = 120;
  double waiting = 0, callbacks = 0, delayed = 0;

  static std::size_t state(int present, int back) {
    return static_cast<std::size_t>(back * (kAgents + kMostWaiting + 1) + present);
  }

  CallbackChain() {
    SparseChain chain(state(0, kMostCallbacks + 1));
    for (int back = 0; back <= kMostCallbacks; ++back) {
      for (int present = 0; present <= kAgents + kMostWaiting; ++present) {
        const std::size_t here = state(present, back);
        const bool delayed = present >= kAgents;
        const double joins = delayed ? kArrivals * (1 - kAccepted) : kArrivals;
        if (present < kAgents + kMostWaiting) chain.add(here, state(present + 1, back), joins);
        if (delayed && back < kMostCallbacks) {
          chain.add(here, state(present, back + 1), kArrivals * kAccepted);
        }
        const int busy = std::min(present, kAgents);
        const bool calls_back = !(present > kAgents) && back > 0 && kAgents - busy >= kReserve;
        const std::size_t after = calls_back ? state(present, back - 1) : state(present - 1, back);
        if (busy > 0) chain.add(here, after, busy * kEnds);
        if (present > kAgents) {
          chain.add(here, state(present - 1, back), (present - kAgents) * kHangUps);
        }
      }
    }
    const std::vector<double> p = chain.stationary();
    for (int back = 0; back <= kMostCallbacks; ++back) {
      for (int present = 0; present <= kAgents + kMostWaiting; ++present) {
        const double here = p[state(present, back)];
        waiting += here * std::max(0, present - kAgents);
        callbacks += here * back;
        delayed += here * (present >= kAgents);
      }
    }
  }
};

}  // namespace

TEST_CASE("callbacks made while one other agent stays idle agree with their Markov chain") {
  Scenario scenario = steady(3000 * kHour, 50 * kHour, 50);
  scenario.calls = {impatient(call("a", kArrivals / 100, 100), exponential(100 / kHangUps)),
                    work("back", 0, exponential(100))};
  scenario.calls[0].callback = Callback{"back", {}, {}, 0, kAccepted};
  scenario.calls[1].deferred->reserve = kReserve;
  scenario.agents = {agents("g", kAgents, {"a", "back"})};
  const auto sums = observe(compile(scenario), 3, 1);
  const CallbackChain exact;
  check_exact("callers in queue",
              ratio(
                  sums, [](auto& s) { return in_line(s, 0); }, length_of),
              exact.waiting, kLimit);
  check_exact("callbacks to be made",
              ratio(
                  sums, [](auto& s) { return in_line(s, 1); }, length_of),
              exact.callbacks, kLimit);
  check_exact("called back",
              ratio(
                  sums, [](auto& s) { return count(s.types[0], Outcome::kCalledBack); },
                  [](auto& s) { return number(s.types[0].offered()); }),
              exact.delayed * kAccepted, kLimit);
}

TEST_CASE("callers who keep their turn wait as long as if they had stayed on the line") {
  Scenario scenario = steady(2000 * kHour, 20 * kHour, 40);
  scenario.calls = {call("a", 0.8 / 100, 100), work("back", 0, exponential(100))};
  scenario.calls[0].callback = Callback{"back", {}, {}, 0, 0.5};
  scenario.calls[1].deferred->keeps_turn = true;
  scenario.agents = {agents("g", 1, {"a", "back"})};
  scenario.routing.agent_picks = AgentPicks::kLongestWaiting;
  const auto sums = observe(compile(scenario), 5, 1);
  // M/M/1 at load 0.8: 4 / 5 of the callers wait, 500 s on average.
  check_exact("mean wait of callers",
              ratio(
                  sums, [](auto& s) { return s.all.by_caller.wait_served; },
                  [](auto& s) { return callers_served(s.all); }),
              400, kLimit);
}

TEST_CASE("whoever is called back is tried so often, and the books tell of each try") {
  Scenario scenario = calendar(10);
  scenario.calls = {call("a", 20 / kHour, 60), work("back", 0, constant(100))};
  scenario.calls[0].callback = Callback{"back", {}, {}, 0, 1};
  Deferred& terms = *scenario.calls[1].deferred;
  terms.dial = constant(20);
  terms.answered = 0.6;
  terms.wrong_person = 0.25;
  terms.wrong_person_length = constant(15);
  terms.tries = 3;
  terms.again_after = constant(600);
  // Nobody takes new calls: everybody asks to be called back.
  scenario.agents = {agents("inbound", 0, {"a"}), agents("outbound", 20, {"back"})};
  const auto sums = observe(compile(scenario), 7, 1);
  const CallSums& a = sums[0].types[0];
  const CallSums& back = sums[0].types[1];
  CHECK(a.outcome(Outcome::kCalledBack) == a.attempts);
  CHECK(back.handed_over == a.attempts);
  CHECK(back.attempts == back.ended());
  const double tries = number(back.attempts);
  check_share(count(back, Outcome::kUnreached), tries, 0.4);
  check_share(count(back, Outcome::kWrongPerson), tries, 0.6 * 0.25);
  check_share(count(back, Outcome::kServed), tries, 0.6 * 0.75);
  // Three tries fail with probability 0.55 cubed; some are cut short by the end of the horizon.
  const double callers = number(a.callers);
  CHECK(number(a.by_caller.ended()) == callers);
  check_share(callers_served(a), callers, 1 - 0.55 * 0.55 * 0.55);
  CHECK(callers_served(a) == count(back, Outcome::kServed));
  CHECK(sums[0].groups[1].busy ==
        doctest::Approx(20 * tries + 15 * count(back, Outcome::kWrongPerson) +
                        100 * count(back, Outcome::kServed)));
  CHECK(number(sums[0].groups[1].answered) == count(back, Outcome::kServed));
}

TEST_CASE("a callback is offered only past its thresholds, and none is made outside its hours") {
  Scenario scenario = calendar(3);
  CallType a = call("a", 30 / kHour, 300);
  a.talk.usual = constant(300);
  a.callback = Callback{"back", {}, 4, 0, 1};
  scenario.calls = {a, work("back", 0, constant(30))};
  scenario.calls[1].deferred->hours =
      WeekTable<bool>{{{kEveryDay, {20 * kHour, 22 * kHour}, true}}};
  scenario.agents = {agents("g", 2, {"a"}), agents("h", 1, {"back"})};
  const Played day = play(scenario);
  CHECK(day.tally.longest_queue[0] == 4);  // the next caller takes the offer
  double called = 0;
  for (const CallRecord& call : day.calls) {
    if (call.type != 1 || call.outcome != Outcome::kServed) continue;
    const Seconds clock = std::fmod(answered_at(call), kDay);
    called += 1;
    CHECK(clock >= 20 * kHour);
    CHECK(clock < 22 * kHour);
  }
  CHECK(called > 100);
}

// ---- Messages ----------------------------------------------------------------------------------

TEST_CASE("patience and the recorder race, and the first decides") {
  Scenario scenario = calendar(20);
  scenario.calls = {impatient(call("a", 60 / kHour, 60), exponential(100)),
                    work("messages", 0, constant(60))};
  scenario.calls[0].voicemail = Voicemail{"messages", 50.0, 0.6, 0, constant(30)};
  scenario.agents = {agents("g", 0, {"a"}), agents("h", 50, {"messages"})};
  const auto sums = observe(compile(scenario), 9, 1);
  const CallSums& a = sums[0].types[0];
  const double still_there = std::exp(-0.5);  // after 50 s, at a mean patience of 100 s
  check_share(count(a, Outcome::kMessageLeft), number(a.attempts), 0.6 * still_there);
  CHECK(count(a, Outcome::kMessageLeft) + count(a, Outcome::kAbandoned) == number(a.attempts));
  CHECK(sums[0].types[1].attempts == a.outcome(Outcome::kMessageLeft));
  CHECK(a.wait_others == doctest::Approx(50 * count(a, Outcome::kMessageLeft)));
  CHECK(sums[0].types[1].by_caller.ended() == 0);  // nobody is served by leaving a message
}

TEST_CASE(
    "a message holds a line while it is spoken, and who finds the lines closed may leave one") {
  Scenario scenario = calendar(10);
  scenario.opening = open_every_day(8 * kHour, 20 * kHour);
  scenario.calls = {call("a", 30 / kHour, 60), work("messages", 0, constant(60))};
  scenario.calls[0].voicemail = Voicemail{"messages", {}, 1, 0.7, constant(600)};
  scenario.agents = {agents("g", 50, {"a", "messages"})};
  Played day = play(scenario);
  const CallSums& a = day.sums.types[0];
  const double closed = count(a, Outcome::kMessageLeftClosed) + count(a, Outcome::kClosed);
  check_share(count(a, Outcome::kMessageLeftClosed), closed, 0.7);
  CHECK(day.sums.types[1].attempts == a.outcome(Outcome::kMessageLeftClosed));

  // One line: nobody leaves a message within the ten minutes of another one.
  scenario.routing.lines = 1;
  day = play(scenario);
  Seconds free_from = 0;
  int messages = 0;
  for (const CallRecord& call : day.calls) {
    if (call.outcome != Outcome::kMessageLeftClosed) continue;
    CHECK(call.arrived >= free_from);
    free_from = call.arrived + 600;
    ++messages;
  }
  CHECK(messages > 100);
}

TEST_CASE("work done in idle time is a second class without interruption: Cobham's means") {
  Scenario scenario = steady(3000 * kHour, 50 * kHour, 50);
  scenario.calls = {call("a", 0.5 / 100, 100), work("letters", 0.3 / 100, exponential(100))};
  scenario.agents = {agents("g", 1, {"letters", "a"})};
  scenario.routing.agent_picks = AgentPicks::kFirstInList;  // and yet letters come last
  const auto sums = observe(compile(scenario), 11, 1);
  // Cobham 1954: 0.8 x 100 s are left of the work in hand; classes at loads 0.5 and 0.3.
  const auto mean_wait = [&](std::size_t type) {
    return ratio(
        sums, [type](auto& s) { return s.types[type].wait_served; },
        [type](auto& s) { return count(s.types[type], Outcome::kServed); });
  };
  check_exact("wait of calls", mean_wait(0), 80 / 0.5, kLimit);
  check_exact("wait of letters", mean_wait(1), 80 / (0.5 * 0.2), kLimit);
}

TEST_CASE("numbers dialled one by one by one agent: the mean wait of Pollaczek and Khinchine") {
  Scenario scenario = steady(3000 * kHour, 50 * kHour, 50);
  scenario.calls = {work("numbers", 0.9 / 100, exponential(100))};
  Deferred& terms = *scenario.calls[0].deferred;
  terms.dial = exponential(30);
  terms.answered = 0.6;
  scenario.agents = {agents("g", 1, {"numbers"})};
  const auto sums = observe(compile(scenario), 13, 1);
  const double mean = 30 + 0.6 * 100;
  const double square = 2 * 30 * 30 + 0.6 * (2 * 30 * 100 + 2 * 100 * 100);
  const double load = 0.009 * mean;
  check_exact("wait",
              ratio(
                  sums, [](auto& s) { return s.all.wait_all(); },
                  [](auto& s) { return number(s.all.ended()); }),
              0.009 * square / (2 * (1 - load)), kLimit);
  check_exact("occupancy",
              ratio(
                  sums, [](auto& s) { return s.groups[0].busy; },
                  [](auto& s) { return s.groups[0].staffed; }),
              load, kLimit);
}

// ---- Announced waits ---------------------------------------------------------------------------

namespace {

// Served calls of one agent, each with the wait of the one answered last before it came.
struct LastWaits {
  double told = 0, error = 0, squares = 0;

  explicit LastWaits(const Played& day) {
    const std::vector<CallRecord> answered = day.answered();
    for (const CallRecord& call : answered) {
      if (call.waited <= 0) continue;
      Seconds last = 0;
      for (const CallRecord& before : answered) {
        if (answered_at(before) > call.arrived) break;
        last = before.waited;
      }
      told += 1;
      error += last - call.waited;
      squares += (last - call.waited) * (last - call.waited);
    }
  }
};

}  // namespace

TEST_CASE("the error of an announced wait is that of the log of calls") {
  Scenario scenario = calendar(1);
  scenario.calls = {call("a", 20 / kHour, 150)};
  scenario.calls[0].announced_wait = AnnouncedWait{AnnouncedWait::Rule::kLastWait, 1};
  scenario.agents = {agents("g", 1, {"a"})};
  const Played day = play(scenario);
  const LastWaits expected(day);
  const CallSums& a = day.sums.types[0];
  CHECK(expected.told > 100);
  CHECK(number(a.told) == expected.told);
  CHECK(a.told_error == doctest::Approx(expected.error));
  CHECK(a.told_error_squares == doctest::Approx(expected.squares));
}

TEST_CASE("the queue over the service capacity predicts the mean wait of M/M/1") {
  Scenario scenario = steady(2000 * kHour, 20 * kHour, 40);
  scenario.calls = {call("a", 0.7 / 100, 100)};
  scenario.calls[0].announced_wait = AnnouncedWait{AnnouncedWait::Rule::kQueueLength, 1};
  scenario.agents = {agents("g", 1, {"a"})};
  const auto sums = observe(compile(scenario), 15, 1);
  const auto of_told = [](auto& s) { return number(s.all.told); };
  // The wait is the sum of so many exponential times of 100 s: no bias, and the mean square error
  // is 100 s squared for each of them, 1 / (1 - load) on average for those who wait.
  check_exact("error",
              ratio(
                  sums, [](auto& s) { return s.all.told_error; }, of_told),
              0, kLimit);
  check_exact("square error",
              ratio(
                  sums, [](auto& s) { return s.all.told_error_squares; }, of_told),
              1e4 / 0.3, kLimit);
}

TEST_CASE("callers balk by the wait that they are told") {
  Scenario scenario = calendar(20);
  scenario.calls = {impatient(call("a", 60 / kHour, 60), constant(30))};
  scenario.calls[0].announced_wait = AnnouncedWait{AnnouncedWait::Rule::kQueueLength, 1};
  scenario.calls[0].balk_by_wait = BalkCurve{{{60, 0.2}, {kHour, 0.7}}, false};
  scenario.agents = {agents("g", 0, {"a"})};  // nobody on duty: the wait has no end
  const auto sums = observe(compile(scenario), 17, 1);
  check_share(count(sums[0].all, Outcome::kBalked), number(sums[0].all.attempts), 0.7);
  CHECK(sums[0].all.told == 0);
}

TEST_CASE("the same callers ask to be called back whatever the staffing") {
  Scenario scenario = calendar(5);
  scenario.calls = {impatient(call("a", 60 / kHour, 200), exponential(100)),
                    work("back", 0, exponential(100))};
  scenario.calls[0].callback = Callback{"back", {}, {}, 0, 0.3};
  scenario.agents = {agents("g", 2, {"a", "back"})};
  const auto accepted = [&] {
    std::vector<Seconds> times;
    for (const CallRecord& call : play(scenario).calls) {
      if (call.outcome == Outcome::kCalledBack) times.push_back(call.arrived);
    }
    std::ranges::sort(times);
    return times;
  };
  const auto few_agents = accepted();
  scenario.agents[0].staffing = 3;
  const auto more_agents = accepted();
  // With an agent more fewer are asked; of those who are, the same ones accept. Whoever accepted
  // with more agents was hardly ever answered at once with fewer.
  std::vector<Seconds> both;
  std::ranges::set_intersection(few_agents, more_agents, std::back_inserter(both));
  CHECK(static_cast<double>(both.size()) > 0.9 * static_cast<double>(more_agents.size()));
  CHECK(more_agents.size() < few_agents.size());
}

TEST_CASE("when the last agent leaves callers are sent away, and work stays for the next day") {
  Scenario scenario = calendar(2);
  scenario.calls = {call("a", 60 / kHour, 120), work("letters", 0, constant(60))};
  scenario.calls[1].arrivals = Arrivals{NumberList{900, true}, {}};
  scenario.agents = {agents("g", 0, {"a", "letters"})};
  scenario.agents[0].staffing = std::vector<Shift>{shift(8 * kHour, 12 * kHour, 4)};
  scenario.routing.when_unstaffed = WhenUnstaffed::kSendAway;
  const Played played = play(scenario);
  CHECK(played.sums.types[0].outcome(Outcome::kDismissed) > 0);
  for (const CallRecord& call : played.calls) {
    if (call.type == 1 && call.outcome == Outcome::kDismissed) {
      CHECK(call.arrived + call.waited >= 2 * kDay);
    }
  }
}
