#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "hotline/engine/replication.hpp"
#include "support/builder.hpp"

using namespace hotline;
using namespace hotline::test;

namespace {

struct Day {
  std::vector<CallRecord> calls;
  Tally tally;

  AgentSums agents(std::size_t group = 0) const {
    AgentSums sum;
    for (std::size_t cell = 0; cell < tally.cell_agents.rows(); ++cell) {
      sum += tally.cell_agents(cell, group);
    }
    return sum;
  }
  std::size_t count(Outcome outcome) const {
    return static_cast<std::size_t>(std::ranges::count(calls, outcome, &CallRecord::outcome));
  }
};

Day play(const Scenario& scenario, std::uint64_t seed = 1) {
  Day day;
  const Model model = compile(scenario);
  Replication(model).play(
      seed, 0,
      [&](const Tally& tally) {
        day.tally = tally;
        return true;
      },
      [&](const CallRecord& call) { day.calls.push_back(call); });
  return day;
}

Seconds answered_at(const CallRecord& call) { return call.arrived + call.waited; }
Seconds ended_at(const CallRecord& call) { return answered_at(call) + call.talk + call.after_call; }

// One type, constant talk, and one group with shifts.
Scenario shop(PerSecond rate, Seconds talk, std::vector<Shift> shifts) {
  Scenario scenario = calendar(1);
  scenario.calls = {call("a", rate, talk)};
  scenario.calls[0].talk.usual = constant(talk);
  scenario.agents = {agents("g", 0, {"a"})};
  scenario.agents[0].staffing = std::move(shifts);
  return scenario;
}

}  // namespace

TEST_CASE("an agent whose shift ends finishes the call in hand, as overtime, and takes no other") {
  const Day day = play(shop(60 / kHour, 310, {{"", kEveryDay, {8 * kHour, 9 * kHour}, 3, {}}}));
  Seconds overtime = 0;
  for (const CallRecord& call : day.calls) {
    if (call.outcome != Outcome::kServed) continue;
    CHECK(answered_at(call) >= 8 * kHour);
    CHECK(answered_at(call) < 9 * kHour);
    overtime += std::max(0.0, ended_at(call) - 9 * kHour);
  }
  CHECK(overtime > 0);
  CHECK(day.agents().overtime == doctest::Approx(overtime));
  CHECK(day.agents().staffed == doctest::Approx(3 * kHour + overtime));
}

TEST_CASE("at closing the queue is finished by those on duty, or sent away") {
  Scenario scenario = shop(60 / kHour, 300, {{"", kEveryDay, {8 * kHour, 12 * kHour}, 4, {}}});
  scenario.opening = open_every_day(8 * kHour, 12 * kHour);
  const Day finished = play(scenario);
  CHECK(finished.count(Outcome::kDismissed) == 0);
  CHECK(std::ranges::any_of(finished.calls, [](const CallRecord& call) {
    return call.outcome == Outcome::kServed && answered_at(call) > 12 * kHour;
  }));

  scenario.opening.at_closing = AtClosing::kSendAway;
  const Day sent_away = play(scenario);
  CHECK(sent_away.count(Outcome::kDismissed) > 0);
  for (const CallRecord& call : sent_away.calls) {
    if (call.outcome == Outcome::kServed) CHECK(answered_at(call) <= 12 * kHour);
    if (call.outcome == Outcome::kDismissed) {
      CHECK(answered_at(call) == doctest::Approx(12 * kHour));
    }
    if (call.arrived > 12 * kHour) CHECK(call.outcome == Outcome::kClosed);
  }
}

TEST_CASE("a break starts after the call in hand and keeps its length or its end") {
  Scenario scenario = shop(120 / kHour, 210,
                           {{"", kEveryDay, {8 * kHour, 12 * kHour}, 2, {{9 * kHour, 600, true}}}});
  const Day by_length = play(scenario);
  // Both agents always have a call in hand, so both breaks are late and last ten minutes.
  CHECK(by_length.agents().on_break == doctest::Approx(2 * 600.0));
  CHECK(by_length.agents().paid_break == doctest::Approx(2 * 600.0));

  scenario.routing.break_rule = BreakRule::kKeepEnd;
  const Day by_end = play(scenario);
  Seconds late = 0;  // how much of the break the calls in hand at 9:00 take away
  for (const CallRecord& call : by_end.calls) {
    if (call.outcome == Outcome::kServed && answered_at(call) < 9 * kHour &&
        ended_at(call) > 9 * kHour) {
      late += ended_at(call) - 9 * kHour;
    }
  }
  CHECK(late > 0);
  CHECK(by_end.agents().on_break == doctest::Approx(2 * 600.0 - late));
  for (const CallRecord& call : by_end.calls) {
    if (call.outcome != Outcome::kServed) continue;
    CHECK((answered_at(call) < 9 * kHour || answered_at(call) >= 9 * kHour + 600));
  }
}

TEST_CASE("fewer agents by number: idle ones go at once, busy ones after their call") {
  Scenario scenario = shop(30 / kHour, 400, {});
  scenario.agents[0].staffing =
      every_day({{{0, 10 * kHour}, 6}, {{10 * kHour, 11 * kHour}, 1}, {{11 * kHour, kDay}, 6}});
  const Day day = play(scenario);
  std::size_t in_hand = 0;
  Seconds surplus = 0;
  std::vector<Seconds> ends;
  for (const CallRecord& call : day.calls) {
    if (answered_at(call) < 10 * kHour && ended_at(call) > 10 * kHour)
      ends.push_back(ended_at(call));
  }
  in_hand = ends.size();
  REQUIRE(in_hand >= 2);
  // All but the last of those in hand at 10:00 leave as they finish.
  std::ranges::sort(ends);
  for (std::size_t i = 0; i + 1 < ends.size(); ++i) surplus += ends[i] - 10 * kHour;
  const Seconds last_day_overtime = [&] {
    Seconds sum = 0;
    for (const CallRecord& call : day.calls) {
      if (call.outcome == Outcome::kServed) sum += std::max(0.0, ended_at(call) - kDay);
    }
    return sum;
  }();
  CHECK(day.agents().overtime == doctest::Approx(surplus + last_day_overtime));
}

TEST_CASE("callers who wait when nobody is left stay, or are sent away") {
  Scenario scenario = shop(60 / kHour, 300,
                           {{"", kEveryDay, {8 * kHour, 10 * kHour}, 2, {}},
                            {"", kEveryDay, {12 * kHour, 22 * kHour}, 9, {}}});
  const Day stay = play(scenario);
  CHECK(std::ranges::any_of(stay.calls, [](const CallRecord& call) {
    return call.arrived < 10 * kHour && call.outcome == Outcome::kServed &&
           answered_at(call) >= 12 * kHour;
  }));

  scenario.routing.when_unstaffed = WhenUnstaffed::kSendAway;
  const Day sent_away = play(scenario);
  for (const CallRecord& call : sent_away.calls) {
    if (call.outcome != Outcome::kDismissed) continue;
    const bool when_they_left = answered_at(call) == 10 * kHour || answered_at(call) == 22 * kHour;
    CHECK((when_they_left || answered_at(call) >= kDay));  // or when the horizon ended
  }
  // Who calls after the agents have left waits for the next ones.
  CHECK(std::ranges::any_of(sent_away.calls, [](const CallRecord& call) {
    return call.arrived > 10 * kHour && call.arrived < 12 * kHour &&
           call.outcome == Outcome::kServed;
  }));
}

TEST_CASE("absent agents stay away for their whole shift, as often as they should") {
  Scenario scenario = shop(1 / kHour, 60, {{"", kEveryDay, {8 * kHour, 12 * kHour}, 40, {}}});
  std::get<CalendarHorizon>(scenario.horizon).to += std::chrono::days(99);
  scenario.agents[0].absence = 0.04;
  const Day day = play(scenario);
  // 4,000 shifts of four hours; the number of absences is binomial with standard deviation 12.4.
  const double present = day.agents().staffed / (4 * kHour);
  CHECK(std::abs(present - 0.96 * 4000) < 4.5 * 12.4);
}

TEST_CASE("shrinkage takes its share of paid time off the phones") {
  Scenario scenario = shop(1 / kHour, 60, {{"", kEveryDay, {8 * kHour, 12 * kHour}, 40, {}}});
  std::get<CalendarHorizon>(scenario.horizon).to += std::chrono::days(99);
  scenario.agents[0].shrinkage = 0.12;
  const Day day = play(scenario);
  const AgentSums agents = day.agents();
  // 32,000 half-hours, each away with probability 0.12: standard deviation of the share 0.0018.
  CHECK(std::abs(agents.away / (agents.away + agents.staffed) - 0.12) < 4.5 * 0.0018);
}

TEST_CASE("who abandons calls again after the delay, at most so many times, with the same talk") {
  Scenario scenario = calendar(1);
  CallType type = impatient(call("a", 20 / kHour, 300), constant(60));
  type.retry = Retry{{Failure::kAbandoned}, 1.0, constant(600), 2, true, {}, {}};
  scenario.calls = {type};
  scenario.agents = {agents("g", 1, {"a"})};
  const Day day = play(scenario);
  std::map<std::uint32_t, std::size_t> attempts;
  std::multiset<Seconds> expected;  // times at which a retry must arrive
  for (const CallRecord& call : day.calls) {
    ++attempts[call.attempt];
    if (call.attempt > 0) {
      // Its time was announced by an abandoned attempt ten minutes and a patience earlier.
      const auto found = std::ranges::find_if(
          expected, [&](Seconds time) { return std::abs(time - call.arrived) < 1e-6; });
      REQUIRE(found != expected.end());
      expected.erase(found);
    }
    if (call.outcome == Outcome::kAbandoned && call.attempt < 2) {
      CHECK(call.waited == doctest::Approx(60));
      if (answered_at(call) + 600 < kDay) expected.insert(answered_at(call) + 600);
    }
  }
  CHECK(expected.empty());
  CHECK(attempts.size() == 3);
}

TEST_CASE("a balking caller leaves at once, only when asked to wait") {
  Scenario scenario = calendar(10);
  CallType type = call("a", 20 / kHour, 170);
  type.balk = 0.3;
  scenario.calls = {type};
  scenario.agents = {agents("g", 1, {"a"})};
  const Day day = play(scenario);
  const double balked = static_cast<double>(day.count(Outcome::kBalked));
  double asked = balked;
  for (const CallRecord& call : day.calls) {
    if (call.outcome == Outcome::kBalked) CHECK(call.waited == 0);
    asked += call.outcome == Outcome::kServed && call.waited > 0;
  }
  CHECK(std::abs(balked - 0.3 * asked) < 4.5 * std::sqrt(0.21 * asked));
}

TEST_CASE("calls by priority: a waiting caller of high priority goes before all others") {
  Scenario scenario = calendar(1);
  CallType ordinary = call("ordinary", 20 / kHour, 200);
  CallType urgent = call("urgent", 4 / kHour, 200);
  urgent.priority = 1;
  scenario.calls = {ordinary, urgent};
  scenario.agents = {agents("g", 1, {"ordinary", "urgent"})};
  const Day day = play(scenario);
  std::size_t compared = 0;
  for (const CallRecord& a : day.calls) {
    for (const CallRecord& b : day.calls) {
      if (a.type != 1 || a.outcome != Outcome::kServed || b.outcome != Outcome::kServed) continue;
      // While an urgent caller waited, nobody ordinary was answered; among equals, first come.
      const bool overtaken = a.arrived < answered_at(b) && answered_at(b) < answered_at(a);
      if (overtaken) CHECK((b.type == 1 && b.arrived < a.arrived));
      ++compared;
    }
  }
  CHECK(compared > 1000);
}

TEST_CASE("a routing rule chooses the group it names") {
  Scenario scenario = calendar(1);
  scenario.calls = {call("a", 1 / kHour, 60)};
  scenario.calls[0].talk.usual = constant(60);
  scenario.agents = {agents("few", 2, {"a"}), agents("many", 5, {"a"})};
  const auto shares = [&](CallerPicks rule) {
    scenario.routing.caller_picks = rule;
    std::map<std::uint32_t, std::size_t> groups;
    for (const CallRecord& call : play(scenario, 3).calls) ++groups[call.group];
    return groups;
  };
  CHECK(shares(CallerPicks::kFirstInList).size() == 1);
  CHECK(shares(CallerPicks::kFirstInList).contains(0));
  CHECK(shares(CallerPicks::kMostIdle).contains(1));
  CHECK(shares(CallerPicks::kUniform).size() == 2);
  // The longest idle of seven agents in turn: two calls for "few", then five for "many".
  scenario.routing.caller_picks = CallerPicks::kLongestIdle;
  const Day day = play(scenario, 3);
  for (std::size_t i = 0; i < day.calls.size(); ++i) {
    CHECK(day.calls[i].group == (i % 7 < 2 ? 0U : 1U));
  }
}

TEST_CASE("lines are free after talk, agents after after-call work") {
  Scenario scenario = calendar(1);
  CallType type = call("a", 60 / kHour, 100);
  type.talk.usual = constant(100);
  type.after_call = TimedDistribution{constant(500), {}};
  scenario.calls = {type};
  scenario.agents = {agents("g", 20, {"a"})};
  scenario.routing.lines = 1;
  const Day day = play(scenario);
  Seconds free_from = 0;
  for (const CallRecord& call : day.calls) {
    CHECK(call.outcome == (call.arrived < free_from ? Outcome::kBlocked : Outcome::kServed));
    if (call.outcome == Outcome::kServed) free_from = call.arrived + 100;
  }
  CHECK(day.count(Outcome::kBlocked) > 100);
}
