#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "played.hpp"

// What becomes of a call in hand when a shift ends or the number of agents falls. All calls take
// 310 s and somebody always waits, so who begins at 8:00 answers at 8:00 + k x 310 s; the last call
// before 9:00 begins at 8:56:50 and has 190 s until then.
using namespace hotline;
using namespace hotline::test;

namespace {

constexpr Seconds kEight = 8 * kHour;
constexpr Seconds kNine = 9 * kHour;

Scenario one_hour(AtShiftEnd rule) {
  Scenario scenario = crowded_day(310);
  scenario.agents[0].staffing = std::vector<Shift>{shift(kEight, kNine)};
  scenario.agents[0].at_shift_end = rule;
  return scenario;
}

void check_books(const Played& day) {
  CHECK(day.sums.all.attempts == day.sums.all.ended());
  for (const AgentSums& group : day.sums.groups) {
    CHECK(group.busy == doctest::Approx(group.handling).epsilon(1e-12));
  }
}

}  // namespace

TEST_CASE("finish call: the last call is talked to its end, in overtime") {
  const Played day = play(one_hour(AtShiftEnd::kFinishCall));
  CHECK(day.answered().size() == 12);
  CHECK(ended_at(day.answered().back()) == doctest::Approx(kNine + 120));
  CHECK(day.agents().overtime == doctest::Approx(120));
  CHECK(day.sums.all.cut_off == 0);
  check_books(day);
}

TEST_CASE("drop call: the talk is cut off when the shift ends, and nobody works overtime") {
  const Played day = play(one_hour(AtShiftEnd::kDropCall));
  const auto answered = day.answered();
  REQUIRE(answered.size() == 12);
  for (std::size_t i = 0; i < 11; ++i) CHECK(answered[i].talk == 310);
  CHECK(answered[11].talk == doctest::Approx(190));
  CHECK(day.agents().overtime == 0);
  CHECK(day.agents().staffed == doctest::Approx(kHour));
  CHECK(day.agents().busy == doctest::Approx(kHour));
  CHECK(day.sums.all.cut_off == 1);
  CHECK(day.sums.all.outcome(Outcome::kServed) == 12);
  check_books(day);
}

TEST_CASE("drop call: after-call work is finished, because nobody is on the line") {
  Scenario scenario = one_hour(AtShiftEnd::kDropCall);
  scenario.calls[0].talk.usual = constant(110);
  scenario.calls[0].after_call = TimedDistribution{constant(200), {}};
  for (const bool lines : {false, true}) {
    if (lines) scenario.routing.lines = 100;
    const Played day = play(scenario);
    CHECK(day.agents().overtime == doctest::Approx(120));
    CHECK(day.sums.all.cut_off == 0);
    check_books(day);
  }
}

TEST_CASE("hand over: the caller waits for the next agent with the rest of the talk") {
  // The colleague comes at 8:55 and is free at 9:00:10; the rest of 120 s is next, and from 9:02:10
  // to 10:00 twelve calls more.
  Scenario scenario = one_hour(AtShiftEnd::kHandOver);
  scenario.agents[0].staffing =
      std::vector<Shift>{shift(kEight, kNine), shift(kNine - 300, kNine + kHour)};
  const Played day = play(scenario);
  const auto answered = day.answered();
  const auto rest = std::ranges::find(answered, 1U, &CallRecord::attempt);
  REQUIRE(rest != answered.end());
  CHECK(rest->arrived == doctest::Approx(kNine));
  CHECK(rest->waited == doctest::Approx(10));
  CHECK(rest->talk == doctest::Approx(120));
  CHECK(day.sums.all.cut_off == 0);
  CHECK(day.sums.all.handed_over == 2);  // and the colleague's last call, which nobody takes
  CHECK(day.sums.all.by_caller.outcome(Outcome::kServed) == 12 + 13);
  CHECK(day.agents().overtime == 0);
  check_books(day);
}

TEST_CASE("hand over: a slower colleague needs longer for the rest") {
  Scenario scenario = one_hour(AtShiftEnd::kHandOver);
  scenario.agents.push_back(agents("h", 0, {"a"}));
  scenario.agents[0].speed = 1.25;  // 248 s a call: the last begins at 8:57:52 and misses 120 s
  scenario.agents[1].speed = 0.5;
  scenario.agents[1].staffing = std::vector<Shift>{shift(kNine, 10 * kHour)};
  const auto answered = play(scenario).answered();
  const auto rest = std::ranges::find(answered, 1U, &CallRecord::attempt);
  REQUIRE(rest != answered.end());
  CHECK(answered_at(*rest) == doctest::Approx(kNine + 620));  // one call of the queue first
  CHECK(rest->talk == doctest::Approx(120 * 1.25 / 0.5));
}

TEST_CASE("falling numbers: the last who answered is cut off") {
  // The second agent comes 100 s after the first and so is the last who answered when one leaves.
  Scenario scenario = one_hour(AtShiftEnd::kDropCall);
  scenario.agents[0].staffing = every_day(
      {{{kEight, kEight + 100}, 1}, {{kEight + 100, kNine}, 2}, {{kNine, kNine + kHour}, 1}});
  const Played day = play(scenario);
  CHECK(day.sums.all.cut_off == 2);  // one at 9:00, the other at 10:00
  const auto answered = day.answered();
  std::vector<CallRecord> cut;
  std::ranges::copy_if(answered, std::back_inserter(cut),
                       [](const CallRecord& call) { return call.talk < 309; });
  REQUIRE(cut.size() == 2);
  CHECK(answered_at(cut[0]) == doctest::Approx(kEight + 100 + 11 * 310));
  CHECK(ended_at(cut[0]) == doctest::Approx(kNine));
  CHECK(ended_at(cut[1]) == doctest::Approx(kNine + kHour));
  CHECK(day.agents().overtime == 0);
  check_books(day);
}

TEST_CASE("what would have followed a talk does not follow one that is cut off") {
  for (const auto kind :
       {Sequel::Kind::kTransfer, Sequel::Kind::kConsult, Sequel::Kind::kCallAgain}) {
    Scenario scenario = one_hour(AtShiftEnd::kDropCall);
    scenario.calls.push_back(call("b", 0, 50));
    scenario.calls[1].arrivals.reset();
    scenario.agents.push_back(agents("h", 9, {"b"}));
    Sequel sequel;
    sequel.kind = kind;
    sequel.to = "b";
    sequel.probability = 1;
    sequel.length = constant(0);
    scenario.calls[0].then = {sequel};
    scenario.routing.lines = 500;
    const Played day = play(scenario);
    const std::uint64_t talks = day.sums.types[0].outcome(Outcome::kServed);
    CHECK(day.sums.all.cut_off == 1);
    CHECK(talks == 12);
    if (kind == Sequel::Kind::kCallAgain) {
      CHECK(day.sums.all.attempts - day.sums.all.callers == talks - 1);
    } else {
      CHECK(day.sums.types[1].attempts == talks - 1);
    }
    check_books(day);
  }
}

TEST_CASE("a call that is cut off gives back its line, and one that is handed over keeps it") {
  Scenario scenario = one_hour(AtShiftEnd::kDropCall);
  scenario.routing.lines = 1;
  scenario.agents[0].staffing =
      std::vector<Shift>{shift(kEight, kNine), shift(10 * kHour, 11 * kHour)};
  // The only line is taken from the first call after midnight to the cut at 9:00; the next one who
  // calls takes it and waits for 10:00.
  const auto dropped = play(scenario).answered();
  CHECK(std::ranges::any_of(
      dropped, [](const CallRecord& call) { return call.arrived > kNine && call.attempt == 0; }));
  scenario.agents[0].at_shift_end = AtShiftEnd::kHandOver;
  const Played day = play(scenario);
  const auto answered = day.answered();
  for (std::size_t i = 1; i < answered.size(); ++i) {
    CHECK(answered_at(answered[i]) >= ended_at(answered[i - 1]) - 1e-6);
  }
  for (const CallRecord& call : day.calls) {
    const bool during_the_wait = call.arrived > kNine && call.arrived < 10 * kHour;
    if (during_the_wait) CHECK(call.outcome == Outcome::kBlocked);
  }
}
