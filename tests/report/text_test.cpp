#include "hotline/report/text.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>
#include <string>

#include "hotline/report/name.hpp"
#include "report/sample.hpp"

namespace hotline {
namespace {

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

Result without_calendar(Result result) {
  result.calendar = false;
  result.cells.clear();
  result.by_cell.clear();
  result.days.clear();
  result.by_day.clear();
  result.slots.clear();
  result.by_slot.clear();
  return result;
}

void forget_intervals(Estimates& estimates) {
  for (Estimate& estimate : estimates) estimate = Estimate{.value = estimate.value};
}

TEST_CASE("the report of a small hotline reads like this") {
  CHECK(text_report(sample::result()) == R"(A small hotline
2013-07-04 to 2013-07-05, 2 days; 20 replications, seed 7
In brackets: 95 % confidence intervals.

Are we all right?                                                          9 of 10 replications
  calls that reached a person        67 % (65 - 68)                        60 - 73 %
  callers who reached one in the end 75 % (74 - 76)                        68 - 82 %
  hours with somebody on duty        33.3 % (32.7 - 34.0)                  30 - 37 %
  intervals that met the target      60 % (59 - 61)                        54 - 66 %
  answered in time (service level)   57 % (56 - 58)                        51 - 63 %
  target, 50 % answered within 20 s: met
  gave up in queue (abandonment)     19.0 % (18.7 - 19.4)                  17 - 21 %
  mean wait of answered calls        30.0 s (29.4 - 30.6)                  27 - 33 s
    50 % of them waited at most      0 s                                   0 s
    80 % of them waited at most      45.0 s (44.1 - 45.9)                  40 - 50 s
    90 % of them waited at most      1 min 15 s (1 min 14 s - 1 min 17 s)  1 min 8 s - 1 min 23 s
    95 % of them waited at most      1 min 40 s (1 min 38 s - 1 min 42 s)  1 min 30 s - 1 min 50 s
    99 % of them waited at most      3 min (2 min 56 s - 3 min 4 s)        2 min 42 s - 3 min 18 s
  occupancy of agents                80 % (78 - 82)                        72 - 88 %
  agent-hours on duty                200 h (196 - 204)                     180 - 220 h

What became of the calls                 per replication       share
  served: an agent answered                        1,600      66.7 %
  abandoned: gave up in queue                        400      16.7 %
  balked: hung up when asked to wait                 100       4.1 %
  closed: outside opening hours                      300      12.5 %
  all calls made                                   2,400     100.0 %
  of these 2,000 (1,960 - 2,040) first calls and 400 (392 - 408) made again

Call types               offered  service level           target       gave up  mean wait    90 % by
  papers                   1,050  57 % (56 - 58)          met           19.0 %     30.0 s 1 min 15 s
  protection               1,050  57 % (56 - 58)          met           19.0 %     30.0 s 1 min 15 s

Agent groups             on duty  occupancy                 answered  per hour   on break   overtime
  desk                     100 h  80 % (78 - 82)                 800      8.00      5.0 h        0 h
  duty                     100 h  80 % (78 - 82)                 800      8.00      5.0 h        0 h

The average day
  calls offered   |4444888844444444|  at most 420 at 10:00
  agents on duty  |4444888844444444|  at most 20.0 at 10:00
  service level   |5555555555555555|  at least 57.1 % at 08:00
                   08:00   12:00
  intervals of the week in which most calls missed the target time:
    thu 10:00 - 12:00: 180.0 of 420.0 calls missed it, with 20.0 agents on duty
    fri 10:00 - 12:00: 180.0 of 420.0 calls missed it, with 20.0 agents on duty
    thu 08:00 - 10:00: 90.0 of 210.0 calls missed it, with 10.0 agents on duty

48,000 calls were simulated.
)");
}

TEST_CASE("blocks draw the same picture where the terminal shows them") {
  const std::string text = text_report(sample::result(), {.unicode = true});
  CHECK(contains(text, "calls offered   |▄▄▄▄████▄▄▄▄▄▄▄▄|"));
}

TEST_CASE("no line is wider than a terminal of 100 columns") {
  Result result = sample::result();
  result.title = std::string(300, 'x');
  result.types[0] = "información migratoria y otros asuntos";
  std::istringstream lines(text_report(result, {.unicode = true}));
  for (std::string line; std::getline(lines, line);) {
    CAPTURE(line);
    CHECK(columns_of(line) <= 100);
  }
}

TEST_CASE("what a scenario asks for has sections of its own") {
  Result result = sample::result();
  const std::string before = text_report(result);
  for (const char* title : {"Limits", "Answered within", "Segments", "Money"}) {
    CHECK_FALSE(contains(before, title));
  }
  const Estimates by_target(target_measures().size(), sample::estimate(0.5, Unit::kShare));
  result.further_targets = {{60, by_target, {by_target, by_target}}};
  result.segments = {{"mornings", result.calls[0], result.agents[0]}};
  result.currency = "USD";
  Finding finding{.measure = "service_level", .yellow = 0.65, .red = 0.5};
  finding.estimate = result.call("service_level");
  finding.light = Light::kYellow;
  finding.certainty = 0.993;
  finding.beyond_yellow = 0.95;
  Finding friday = finding;
  friday.light = Light::kRed;
  friday.interval = CellLabel{Weekday::kFriday, 8 * kHour, 10 * kHour};
  friday.estimate.value = 0.4;
  Finding monday = friday;
  monday.light = Light::kGreen;
  monday.estimate.value = 0.7;
  result.findings = {finding, monday, friday};
  const std::string text = text_report(result);
  CHECK(contains(text, R"(
Limits                                                                               certain  passed
  yellow  service level                 57 % (56 - 58)            below 65.0 %          99 %    95 %
  red     service level                 1 of 2 intervals red, 0 yellow; worst fri 08:00: 40.0 %
)"));
  CHECK(contains(text, R"(
Answered within                     of offered                of answered               of callers
  all calls                  1 min  50 % (49 - 51)            50 % (49 - 51)                50.0 %
  papers                     1 min  50 % (49 - 51)            50 % (49 - 51)                50.0 %
  protection                 1 min  50 % (49 - 51)            50 % (49 - 51)                50.0 %
)"));
  CHECK(contains(text, R"(
Segments                 offered  service level             gave up  mean wait   on duty  occupancy
  mornings                 1,050  57 % (56 - 58)             19.0 %     30.0 s     100 h  80.0 %
)"));
  CHECK(contains(text, "\nMoney                                in USD\n"));
}

TEST_CASE("the week is shown on request only") {
  const Result result = sample::result();
  CHECK_FALSE(contains(text_report(result), "Service level by weekday"));
  CHECK(contains(text_report(result, {.week = true}), R"(
Service level by weekday and interval
                       thu      fri
  08:00 - 10:00     57.1 %   57.1 %
  10:00 - 12:00     57.1 %   57.1 %
  12:00 - 14:00     57.1 %   57.1 %
  14:00 - 16:00     57.1 %   57.1 %
)"));
}

TEST_CASE("a steady run has no dates, no intervals and no average day") {
  Result result = without_calendar(sample::result());
  result.batches = true;
  const std::string text = text_report(result);
  CHECK(contains(text, "steady state; 20 batches, seed 7"));
  CHECK(contains(text, "9 of 10 batches"));
  CHECK_FALSE(contains(text, "average day"));
  CHECK_FALSE(contains(text, "met the target  "));
}

TEST_CASE("one replication shows values without intervals and says so") {
  Result result = sample::result();
  result.observations = result.replications = 1;
  for (Estimates* estimates :
       {&result.all_calls, &result.calls[0], &result.calls[1], &result.all_wait_percentiles,
        &result.all_agents, &result.agents[0], &result.agents[1], &result.house}) {
    forget_intervals(*estimates);
  }
  const std::string text = text_report(result);
  CHECK(contains(text, "One replication cannot tell chance from rule"));
  CHECK(contains(text, "target, 50 % answered within 20 s: met once\n"));
  CHECK_FALSE(contains(text, "nan"));
  CHECK_FALSE(contains(text, "% ("));
  CHECK_FALSE(contains(text, "s ("));
}

TEST_CASE("an interrupted run says how far it came") {
  Result result = sample::result();
  result.interrupted = true;
  result.replications = result.observations = 7;
  CHECK(contains(text_report(result),
                 "INTERRUPTED: this is the result of the first 7 of 20 replications only.\n"));
}

TEST_CASE("a target within the interval is not certain") {
  Result result = sample::result();
  const auto verdict_for = [&](double share) {
    result.target_share = {share, share};
    const std::string text = text_report(result);
    const std::size_t from = text.find("20 s: ") + 6;
    return text.substr(from, text.find('\n', from) - from);
  };
  CHECK(verdict_for(0.55) == "met");
  CHECK(verdict_for(0.57) == "not certain");
  CHECK(verdict_for(0.60) == "not met");
}

TEST_CASE("call types with different targets are judged one by one") {
  Result result = sample::result();
  result.target_share = {0.5, 0.9};
  const std::string text = text_report(result);
  CHECK(contains(text, "each call type has a target of its own"));
  CHECK(contains(text, "57 % (56 - 58)          met  "));
  CHECK(contains(text, "57 % (56 - 58)          not met  "));
}

TEST_CASE("a hotline that nobody called has no service level, not 0 or 100 %") {
  Result result = sample::result();
  const CallView nobody{.sums = {}, .targets = {}, .length = kDay};
  result.all_calls = sample::estimates(call_measures(), nobody, false);
  result.calls.assign(2, result.all_calls);
  result.all_wait_percentiles.assign(5, Estimate{});
  result.wait_percentiles.assign(2, result.all_wait_percentiles);
  for (std::vector<Row>* rows : {&result.by_cell, &result.by_slot}) {
    rows->assign(rows->size(), sample::row(0));
  }
  const std::string text = text_report(result);
  CHECK(contains(text, "answered in time (service level)   -\n"));
  CHECK(contains(text, "answered within 20 s: -\n"));
  CHECK(contains(text, "all calls made                                     0.0           -\n"));
  CHECK_FALSE(contains(text, "nan"));
  CHECK_FALSE(contains(text, "average day"));
}

TEST_CASE("callers who still wait at the end complete the outcomes") {
  Result result = sample::result();
  const auto attempts = std::ranges::find(call_measures(), "attempts", &Measure<CallView>::key);
  result.all_calls[static_cast<std::size_t>(attempts - call_measures().begin())].value += 2;
  const std::string text = text_report(result);
  CHECK(contains(text, "still in queue at the end                            2"));
  CHECK(contains(text, "all calls made                                   2,402"));
}

TEST_CASE("colours come only if they are asked for") {
  CHECK_FALSE(contains(text_report(sample::result()), "\x1b"));
  CHECK(contains(text_report(sample::result(), {.color = true}), "\x1b[32mmet\x1b[0m"));
}

TEST_CASE("a hostile name or title cannot command the terminal") {
  Result result = sample::result();
  result.title = "\x1b]0;owned\x07";
  result.types[0] = "\x1b[2J\r\n";
  result.groups[0] =
      "\xC2\x9B"
      "31m";
  for (const bool unicode : {false, true}) {
    const std::string text = text_report(result, {.unicode = unicode});
    CHECK_FALSE(contains(text, "\x1b"));
    CHECK_FALSE(contains(text, "\x07"));
    CHECK_FALSE(contains(text, "\r"));
    CHECK_FALSE(contains(text, "\xC2\x9B"));
  }
}

TEST_CASE("days cut finer than half an hour are drawn in columns of half an hour") {
  Result result = sample::result();
  result.slots.clear();
  result.by_slot.clear();
  for (ClockTime from = 0; from < kDay; from += 5 * kMinute) {
    result.slots.push_back({Weekday::kMonday, from, from + 5 * kMinute});
    result.by_slot.push_back(sample::row(sample::busyness(8 * kHour)));
  }
  const std::string text = text_report(result);
  CHECK(contains(text, "|" + std::string(48, '8') + "|  at most 1,260 at 00:00"));
}

}  // namespace
}  // namespace hotline
