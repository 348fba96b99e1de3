#include <doctest/doctest.h>

#include <cmath>

#include "engine/ledger.hpp"
#include "experiment/fold.hpp"
#include "hotline/experiment/measures.hpp"
#include "support/builder.hpp"

// Seven attempts of six callers at one desk with one agent, written out in seconds, and every
// measure computed by hand from them. T = 20 s.
//
//   caller  arrives  waits  outcome    busy until
//   1          100      0   served     300
//   2          160    140   served     400
//   3          250     15   abandoned              (within T; calls again)
//   4          310     70   abandoned              (for good)
//   3          500      0   served     560
//   5         1810     10   served     1920        (in the second half-hour)
//   6         2000          closed
//
// The agent is on duty for the first hour; 20 s of each call are after-call work.
using namespace hotline;
using namespace hotline::test;

namespace {

Scenario desk() {
  Scenario scenario = calendar(1);
  CallType type = impatient(call("a", 1 / kHour, 60), exponential(60));
  type.target = {20, 0.5};
  type.more_targets = {60};
  type.retry = Retry{};
  type.retry->probability = 0.5;
  type.retry->delay = constant(250);
  type.retry->at_most = 1;
  scenario.calls = {type};
  scenario.agents = {agents("g", 1, {"a"})};
  scenario.agents[0].wage = 18 / kHour;
  scenario.reporting.costs = Costs{"USD", 0.001, 2, 5};
  return scenario;
}

// Plays the table above into a ledger.
class HandRun {
 public:
  explicit HandRun(const Model& model) : model_(model), ledger_(model) { ledger_.start(); }

  Result play() {
    ledger_.staffed_changed(0, 1, 0);
    detail::Call one = first_attempt(100), two = first_attempt(160), three = first_attempt(250);
    attempt(one);
    serve(one, 0, 300);
    attempt(two);
    ledger_.queued(0, 160);
    attempt(three);
    ledger_.queued(0, 250);
    give_up(three, 15, false);
    end_work(300);
    ledger_.unqueued(0, 300);
    serve(two, 140, 400);
    detail::Call four = first_attempt(310);
    attempt(four);
    ledger_.queued(0, 310);
    give_up(four, 70, true);
    end_work(400);
    detail::Call again = three;
    again.arrived = 500;
    again.waited_before = 15;
    again.attempt = 1;
    attempt(again);
    serve(again, 0, 560);
    end_work(560);
    ledger_.next_interval(1800);
    detail::Call five = first_attempt(1810);
    attempt(five);
    ledger_.queued(0, 1810);
    ledger_.unqueued(0, 1820);
    serve(five, 10, 1920);
    end_work(1920);
    const detail::Call six = first_attempt(2000);
    attempt(six);
    ledger_.lost(six.interval, six.type, Outcome::kClosed, 0, model_.types[0].target_time);
    ledger_.caller_settled(six, Outcome::kClosed, 0);
    ledger_.next_interval(3600);
    ledger_.staffed_changed(0, -1, 3600);
    for (int i = 3; i < 48; ++i) ledger_.next_interval(i * 1800.0);
    ledger_.end_horizon(kDay);
    ledger_.finish(kDay);
    detail::Fold fold(model_, {});
    fold.add(ledger_.tally());
    return fold.result({});
  }

 private:
  detail::Call first_attempt(Seconds time) {
    detail::Call call;
    call.arrived = time;
    call.interval = call.first_interval = ledger_.row_now();
    ++ledger_.open_row(call.interval, 0).callers;
    return call;
  }
  void attempt(const detail::Call& call) {
    auto& books = ledger_.open_row(call.interval, 0);
    ++books.attempts;
    books.attempts_staffed += ledger_.anybody_staffed();
  }
  void serve(const detail::Call& call, Seconds wait, Seconds until) {
    const Seconds begin = call.arrived + wait, handling = until - begin;
    ledger_.served(call.interval, call.type, wait, model_.types[0].target_time);
    ledger_.caller_settled(call, Outcome::kServed, call.waited_before + wait);
    ledger_.note_within(0, Outcome::kServed, wait, false);
    ledger_.note_within(0, Outcome::kServed, call.waited_before + wait, true);
    ledger_.line_held(0, wait + handling - 20);
    auto& group = ledger_.group(0);
    group.busy.change(1, ledger_.since_start(begin));
    group.handling += handling;
    group.after_call += 20;
    ++group.answered;
  }
  void give_up(const detail::Call& call, Seconds wait, bool for_good) {
    ledger_.unqueued(0, call.arrived + wait);
    ledger_.lost(call.interval, call.type, Outcome::kAbandoned, wait, model_.types[0].target_time);
    ledger_.note_within(0, Outcome::kAbandoned, wait, false);
    ledger_.line_held(0, wait);
    if (!for_good) return;
    ledger_.caller_settled(call, Outcome::kAbandoned, wait);
    ledger_.note_within(0, Outcome::kAbandoned, wait, true);
  }
  void end_work(Seconds time) { ledger_.group(0).busy.change(-1, ledger_.since_start(time)); }

  const Model& model_;
  detail::Ledger ledger_;
};

Result by_hand() {
  static const Model kModel = compile(desk());
  return HandRun(kModel).play();
}

}  // namespace

TEST_CASE("attempts of a run by hand") {
  const Result result = by_hand();
  const auto is = [&](std::string_view key, double expected) {
    CAPTURE(key);
    CHECK(result.call(key).value == doctest::Approx(expected));
  };
  is("callers", 6);
  is("attempts", 7);
  is("retries", 1);
  is("offered", 6);
  is("served", 4);
  is("abandoned", 2);
  is("closed", 1);
  for (const char* none :
       {"balked", "rejected", "blocked", "dismissed", "self_served", "hung_up", "handed_over"}) {
    is(none, 0);
  }
  is("service_level", 3.0 / 6);
  is("service_level_less_short_abandons", 3.0 / 5);
  is("service_level_of_answered", 3.0 / 4);
  is("service_level_abandons_good", 4.0 / 6);
  is("asa", 150.0 / 4);
  is("wait_all", 235.0 / 6);
  is("wait_abandoned", 85.0 / 2);
  is("wait_square", (140 * 140 + 10 * 10) / 4.0);
  is("excess", 120.0 / 4);
  is("waited", 4.0 / 6);
  is("abandonment", 2.0 / 6);
  is("abandonment_in_target", 1.0 / 6);
  is("abandonment_after_target", 1.0 / 6);
  is("queue_mean", 235 / kDay);
  is("queue_longest", 2);
  is("wait_longest", 140);
  is("coverage_calls", 4.0 / 7);
  is("target_met", 1.0 / 2);  // 2 of 5 in time in the first half-hour, 1 of 1 in the second
  CHECK(wait_sd(result.all_calls) == doctest::Approx(std::sqrt(4925 - 37.5 * 37.5)));
  CHECK(result.all_wait_percentiles[0].value == 0);
  CHECK(result.all_wait_percentiles[1].value == doctest::Approx(140).epsilon(0.001));
}

TEST_CASE("callers of a run by hand") {
  const Result result = by_hand();
  const auto is = [&](std::string_view key, double expected) {
    CAPTURE(key);
    CHECK(result.call(key).value == doctest::Approx(expected));
  };
  is("coverage_callers", 4.0 / 6);
  is("callers_offered", 5);
  is("callers_served", 4);
  is("callers_abandoned", 1);
  is("callers_turned_away", 0);
  is("callers_never_offered", 1);
  is("caller_service_level", 3.0 / 5);
  is("caller_service_level_less_short_abandons", 3.0 / 5);
  is("caller_service_level_of_answered", 3.0 / 4);
  is("caller_service_level_abandons_good", 3.0 / 5);
  is("caller_asa", 165.0 / 4);
  is("caller_wait_all", 235.0 / 5);
  is("caller_wait_abandoned", 70);
  is("caller_wait_square", (140 * 140 + 15 * 15 + 10 * 10) / 4.0);
  is("caller_excess", 120.0 / 4);
  is("caller_waited", 4.0 / 5);
  is("caller_abandonment", 1.0 / 5);
  is("caller_abandonment_in_target", 0);
  is("caller_abandonment_after_target", 1.0 / 5);
  CHECK(result.all_caller_wait_percentiles[0].value == doctest::Approx(10).epsilon(0.001));
}

TEST_CASE("a further target of a run by hand: a minute") {
  const Result result = by_hand();
  const Estimates& minute = result.further_targets.at(0).all_calls;
  const auto is = [&](std::string_view key, double expected) {
    CAPTURE(key);
    const auto table = target_measures();
    const auto found = std::ranges::find(table, key, &Measure<CallView>::key);
    CHECK(minute.at(static_cast<std::size_t>(found - table.begin())).value ==
          doctest::Approx(expected));
  };
  is("service_level", 3.0 / 6);
  is("service_level_abandons_good", 4.0 / 6);
  is("abandonment_after_target", 1.0 / 6);
  is("caller_service_level", 3.0 / 5);
}

TEST_CASE("the agent and the money of a run by hand") {
  const Result result = by_hand();
  const auto agent = [&](std::string_view key) { return result.agent(key).value; };
  CHECK(agent("staffed_hours") == doctest::Approx(1));
  CHECK(agent("busy_hours") == doctest::Approx(460 / kHour));
  CHECK(agent("after_call_hours") == doctest::Approx(80 / kHour));
  CHECK(agent("talk_hours") == doctest::Approx(380 / kHour));
  CHECK(agent("idle_hours") == doctest::Approx(3140 / kHour));
  CHECK(agent("occupancy") == doctest::Approx(460.0 / 3600));
  CHECK(agent("calls_per_hour") == doctest::Approx(4));
  CHECK(agent("paid_hours") == doctest::Approx(1));
  CHECK(agent("wages") == doctest::Approx(18));
  const auto whole = [&](std::string_view key) { return result.whole(key).value; };
  CHECK(whole("coverage_hours") == doctest::Approx(1.0 / 24));
  CHECK(whole("coverage_demand") == doctest::Approx(1));
  CHECK(whole("line_cost") == doctest::Approx(0.615));  // 235 s of waiting, 380 s of talk
  CHECK(whole("penalties") == doctest::Approx(4));
  CHECK(whole("cost") == doctest::Approx(22.615));
  CHECK(whole("cost_per_call") == doctest::Approx(22.615 / 4));
  CHECK(whole("margin") == doctest::Approx(20 - 22.615));
}

TEST_CASE("half-hours of a run by hand: what was not offered has no service level") {
  const Result result = by_hand();
  std::size_t position = 0, offered = 0;
  std::size_t index = 0;
  for (const Measure<CallView>& measure : call_measures()) {
    if (!measure.by_interval) continue;
    if (measure.key == "service_level") position = index;
    if (measure.key == "offered") offered = index;
    ++index;
  }
  CHECK(result.by_cell.at(0).all_calls.at(position).value == doctest::Approx(2.0 / 5));
  CHECK(result.by_cell.at(1).all_calls.at(position).value == doctest::Approx(1));
  CHECK(result.by_cell.at(2).all_calls.at(offered).value == 0);
  CHECK_FALSE(result.by_cell.at(2).all_calls.at(position).known());
  CHECK_FALSE(result.call("service_level").has_interval());  // a single replication has none
}
