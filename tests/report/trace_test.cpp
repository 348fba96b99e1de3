#include "hotline/report/trace.hpp"

#include <doctest/doctest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "hotline/engine/replication.hpp"
#include "support/builder.hpp"

using namespace hotline;
using namespace hotline::test;

namespace {

// A call each 8 hours to one agent who talks for 90 s; the second type calls a minute later, waits,
// and gives up after 20 s.
Scenario three_calls() {
  Scenario scenario = calendar(1);
  CallType first = call("first", 0, 90);
  first.talk.usual = constant(90);
  first.after_call = TimedDistribution{constant(30), {}};
  first.arrivals = Arrivals{CallTimes{{8 * kHour, 16 * kHour}}, {}};
  CallType second = impatient(call("second", 0, 60), constant(20));
  second.talk.usual = constant(60);
  second.arrivals = Arrivals{CallTimes{{8 * kHour + 60}}, {}};
  scenario.calls = {first, second};
  scenario.agents.push_back(agents("desk", 1, {"first", "second"}));
  return scenario;
}

std::string traced(const Model& model, const TraceFilter& filter,
                   TraceFormat format = TraceFormat::kText) {
  std::ostringstream out;
  write_trace(model, 1, 0, filter, format, false, out);
  return out.str();
}

// Calls of every kind that this scenario can make.
Scenario busy_day() {
  Scenario scenario = calendar(1);
  scenario.opening = open_every_day(8 * kHour, 20 * kHour);
  CallType type = impatient(call("a", 60 / kHour, 240), exponential(100));
  type.ivr = Ivr{exponential(20), 0.1, 0.1};
  type.balk = 0.1;
  type.retry = Retry{
      {Failure::kAbandoned, Failure::kBalked, Failure::kClosed}, 0.5, exponential(600), 3, false};
  Sequel transfer;
  transfer.to = "b";
  transfer.probability = 0.2;
  type.then = {transfer};
  scenario.calls = {type, call("b", 5 / kHour, 300)};
  scenario.agents.push_back(agents("desk", 4, {"a", "b"}));
  return scenario;
}

}  // namespace

TEST_CASE("a trace can be read aloud") {
  const Model model = compile(three_calls());
  CHECK(
      traced(model, {}) ==
      "2013-07-01 08:00:00.0  caller 1        first   calls\n"
      "2013-07-01 08:00:00.0  caller 1        first   answered by desk 1 at once; talk 1 min 30 s, "
      "after-call work 30 s\n"
      "2013-07-01 08:01:00.0  caller 2        second  calls\n"
      "2013-07-01 08:01:00.0  caller 2        second  waits, 1 in queue; will give up after 20 s\n"
      "2013-07-01 08:01:20.0  caller 2        second  abandoned after 20 s\n"
      "2013-07-01 16:00:00.0  caller 3        first   calls\n"
      "2013-07-01 16:00:00.0  caller 3        first   answered by desk 1 at once; talk 1 min 30 s, "
      "after-call work 30 s\n");
}

TEST_CASE("a trace can be cut down to a caller, a type, a stretch of time, or some lines") {
  const Model model = compile(three_calls());
  TraceFilter of_caller;
  of_caller.caller = 2;
  CHECK(traced(model, of_caller).find("caller 1") == std::string::npos);
  CHECK(traced(model, of_caller).find("abandoned") != std::string::npos);
  TraceFilter of_type;
  of_type.types = {1};
  CHECK(traced(model, of_type) == traced(model, of_caller));
  TraceFilter of_time;
  of_time.from = *instant_of(model, model.dates.front(), 16 * kHour);
  CHECK(traced(model, of_time).starts_with("2013-07-01 16:00:00.0  caller 3"));
  of_time.to = of_time.from;
  CHECK(traced(model, of_time).empty());
  TraceFilter first_line;
  first_line.most = 1;
  CHECK(traced(model, first_line) == "2013-07-01 08:00:00.0  caller 1        first   calls\n");
}

TEST_CASE("a trace tells of agents if asked") {
  TraceFilter filter;
  filter.agents = true;
  const std::string text = traced(compile(three_calls()), filter);
  CHECK(text.starts_with("2013-07-01 00:00:00.0  desk 1                  idle\n"));
  CHECK(text.find("2013-07-01 08:02:00.0  desk 1                  idle\n") != std::string::npos);
}

TEST_CASE("every line of a trace as JSON stands alone") {
  std::istringstream lines(traced(compile(three_calls()), {}, TraceFormat::kJsonLines));
  std::string line;
  std::vector<nlohmann::json> events;
  while (std::getline(lines, line)) events.push_back(nlohmann::json::parse(line));
  REQUIRE(events.size() == 7);
  CHECK(events[1]["event"] == "answered");
  CHECK(events[1]["group"] == "desk");
  CHECK(events[1]["talk_s"] == 90);
  CHECK(events[4]["outcome"] == "abandoned");
  CHECK(events[4]["waited_s"] == 20);
  CHECK(events[4]["time_s"] == 8 * kHour + 80);
}

TEST_CASE("a trace and the tally of the same replication count the same") {
  const Model model = compile(busy_day());
  CallSums sums;
  Replication(model).play(7, 3, [&](const Tally& tally) {
    for (std::size_t cell = 0; cell < tally.cell_calls.rows(); ++cell) {
      for (std::size_t type = 0; type < 2; ++type) sums += tally.cell_calls(cell, type);
    }
    return true;
  });
  std::map<TraceEvent::Kind, std::uint64_t> counts;
  std::map<Outcome, std::uint64_t> ended;
  Seconds last = 0;
  Replication(model).trace(7, 3, [&](const TraceEvent& event) {
    CHECK(event.time >= last);
    last = event.time;
    ++counts[event.kind];
    if (event.kind == TraceEvent::Kind::kEnded) ++ended[event.outcome];
  });
  CHECK(counts[TraceEvent::Kind::kCalls] == sums.attempts);
  CHECK(counts[TraceEvent::Kind::kAnswered] == sums.outcome(Outcome::kServed));
  for (const Outcome outcome : {Outcome::kAbandoned, Outcome::kBalked, Outcome::kClosed,
                                Outcome::kSelfServed, Outcome::kHungUp}) {
    CHECK(ended[outcome] == sums.outcome(outcome));
    CHECK(ended[outcome] > 0);
  }
}

TEST_CASE("a trace shows callers who come onto other terms, and dials") {
  Scenario scenario = three_calls();
  scenario.agents.push_back(agents("hall", 0, {"second"}));
  scenario.routing.overflow = {{"second", 10, "hall", {}}};
  const Model model = compile(scenario);
  CHECK(traced(model, {}).find("2013-07-01 08:01:10.0  caller 2        second  comes onto other "
                               "terms: for desk, hall\n") != std::string::npos);
  const std::string lines = traced(model, {}, TraceFormat::kJsonLines);
  CHECK(lines.find(R"("event":"turns")") != std::string::npos);
  CHECK(lines.find(R"("groups":["desk","hall"],"priority":0)") != std::string::npos);

  CallType numbers = call("numbers", 0, 60);
  numbers.talk.usual = constant(60);
  numbers.arrivals = Arrivals{NumberList{1, false}, {}};
  numbers.deferred = Deferred{};
  numbers.deferred->dial = constant(15);
  numbers.deferred->dialler = Dialler{};
  scenario = calendar(1);
  scenario.calls = {numbers};
  scenario.agents.push_back(agents("desk", 1, {"numbers"}));
  CHECK(traced(compile(scenario), {}) ==
        "2013-07-01 00:00:00.0  caller 1        numbers  is dialled, and it rings for 15 s\n"
        "2013-07-01 00:00:15.0  caller 1        numbers  answered by desk 1 at once; talk 1 min\n");
}
