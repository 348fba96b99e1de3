#include <doctest/doctest.h>

#include <cmath>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "support/builder.hpp"
#include "support/project.hpp"
#include "validation/observe.hpp"

// Steady models against the exact values of tests/data/exact.csv, which were computed from their
// Markov chains. Each of some 75 estimates comes from 30 batches and may deviate by 4.5 of its
// standard errors: with Student's law of 29 degrees of freedom a right program fails one check in
// 10,000, and the whole file for one seed in 130. The seed is fixed.
using namespace hotline;
using namespace hotline::test;

namespace {

constexpr double kLimit = 4.5;
constexpr int kBatches = 30;
constexpr double kCallsPerBatch = 20'000;

struct ExactRow {
  std::string model, parameters, quantity;
  double value = 0;
};

std::vector<ExactRow> exact_rows() {
  std::ifstream file(in_project("tests/data/exact.csv"));
  std::vector<ExactRow> rows;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::istringstream fields(line);
    ExactRow row;
    std::string value;
    std::getline(fields, row.model, ',');
    std::getline(fields, row.parameters, ',');
    std::getline(fields, row.quantity, ',');
    std::getline(fields, value, ',');
    row.value = std::stod(value);
    rows.push_back(row);
  }
  return rows;
}

// "a=1;b=2" as a map.
std::map<std::string, std::string> parameters(const std::string& text) {
  std::map<std::string, std::string> map;
  std::istringstream pairs(text);
  std::string pair;
  while (std::getline(pairs, pair, ';')) {
    const auto equals = pair.find('=');
    map[pair.substr(0, equals)] = pair.substr(equals + 1);
  }
  return map;
}

double at(const std::map<std::string, std::string>& map, const std::string& key) {
  return std::stod(map.at(key));  // "inf" too
}

Scenario long_run(double calls_per_minute) {
  const Seconds batch = kCallsPerBatch / calls_per_minute * kMinute;
  return steady(kBatches * batch, batch / 2, kBatches);
}

// M/M/s, with patience and a limit if the parameters say so.
Scenario one_queue(const std::map<std::string, std::string>& p) {
  const double rate = at(p, "arrivals_per_min");
  Scenario scenario = long_run(rate);
  CallType type = call("calls", rate / kMinute, at(p, "service_mean_min") * kMinute);
  type.target.answered_within = at(p, "T_min") * kMinute;
  if (std::isfinite(at(p, "patience_mean_min"))) {
    type = impatient(type, exponential(at(p, "patience_mean_min") * kMinute));
  }
  const int servers = std::stoi(p.at("agents"));
  if (std::isfinite(at(p, "capacity"))) type.queue_limit = std::stoi(p.at("capacity")) - servers;
  scenario.calls = {type};
  scenario.agents = {agents("agents", servers, {"calls"})};
  return scenario;
}

double accepted(const Sums& s) {
  return number(s.all.offered()) - count(s.all, Outcome::kRejected);
}
double waits(const Sums& s) { return s.all.wait_served + s.all.wait_abandoned; }

void check_one_queue(const ExactRow& row, const std::vector<Sums>& sums) {
  const std::map<std::string, std::pair<Quantity, Quantity>> quantities = {
      {"P(blocked or rejected)",
       {[](const Sums& s) { return count(s.all, Outcome::kRejected); },
        [](const Sums& s) { return number(s.all.offered()); }}},
      {"P(wait>0 | accepted)",
       {[](const Sums& s) { return number(s.all.waited) - count(s.all, Outcome::kRejected); },
        accepted}},
      {"P(abandon | accepted)",
       {[](const Sums& s) { return count(s.all, Outcome::kAbandoned); }, accepted}},
      {"mean wait of all accepted", {[](const Sums& s) { return waits(s) / kMinute; }, accepted}},
      {"mean queue length",
       {[](const Sums& s) { return s.all.queue_time; }, [](const Sums& s) { return s.length; }}},
      {"occupancy",
       {[](const Sums& s) { return s.groups[0].busy; },
        [](const Sums& s) { return s.groups[0].staffed; }}},
      {"answered within T / offered",
       {[](const Sums& s) { return number(s.all.in_target); },
        [](const Sums& s) { return number(s.all.offered()); }}},
  };
  const auto& [numerator, denominator] = quantities.at(row.quantity);
  check_exact(row.model + " " + row.parameters + ": " + row.quantity,
              ratio(sums, numerator, denominator), row.value, kLimit);
}

Quantity mean_wait_of(std::size_t type) {
  return [type](const Sums& s) {
    return (s.types[type].wait_served + s.types[type].wait_abandoned) / kMinute;
  };
}
Quantity offered_of(std::size_t type) {
  return [type](const Sums& s) { return number(s.types[type].offered()); };
}

}  // namespace

TEST_CASE("M/M/s, M/M/s+M and M/M/s/K agree with their Markov chains") {
  std::map<std::string, std::vector<Sums>> runs;
  for (const ExactRow& row : exact_rows()) {
    if (row.model != "M/M/s" && row.model != "M/M/s+M" && row.model != "M/M/s/K") continue;
    auto& sums = runs[row.parameters];
    if (sums.empty()) sums = observe(compile(one_queue(parameters(row.parameters))), 11, 1);
    check_one_queue(row, sums);
  }
  CHECK(runs.size() == 9);
}

TEST_CASE("M/G/1 agrees with Pollaczek and Khinchine") {
  int checked = 0;
  for (const ExactRow& row : exact_rows()) {
    if (row.model != "M/G/1") continue;
    const auto p = parameters(row.parameters);
    Scenario scenario = long_run(at(p, "arrivals_per_min"));
    CallType type = call("calls", at(p, "arrivals_per_min") / kMinute, kMinute);
    const double cv = at(p, "service_cv");
    if (cv == 0) {
      type.talk.usual = constant(kMinute);
    } else {
      type.talk.usual = Distribution(law::Gamma{1 / (cv * cv), kMinute});
    }
    scenario.calls = {type};
    scenario.agents = {agents("agent", 1, {"calls"})};
    const auto sums = observe(compile(scenario), 12, 1);
    check_exact(row.parameters, ratio(sums, mean_wait_of(0), offered_of(0)), row.value, kLimit);
    ++checked;
  }
  CHECK(checked == 4);
}

TEST_CASE("two priorities agree with Cobham") {
  Scenario scenario = long_run(3);
  CallType urgent = call("class 1", 1 / kMinute, 120);
  urgent.priority = 1;
  scenario.calls = {urgent, call("class 2", 2 / kMinute, 120)};
  scenario.agents = {agents("agents", 8, {"class 1", "class 2"})};
  const auto sums = observe(compile(scenario), 13, 1);
  int checked = 0;
  for (const ExactRow& row : exact_rows()) {
    if (row.model != "M/M/s two priorities") continue;
    const std::size_t type = row.quantity.back() == '1' ? 0 : 1;
    check_exact(row.quantity, ratio(sums, mean_wait_of(type), offered_of(type)), row.value, kLimit);
    ++checked;
  }
  CHECK(checked == 2);
}

TEST_CASE("the N-design agrees with its Markov chain") {
  Scenario scenario = long_run(5);
  scenario.calls = {impatient(call("type 0", 3 / kMinute, 120), exponential(150)),
                    impatient(call("type 1", 2 / kMinute, 120), exponential(240))};
  for (CallType& type : scenario.calls) type.queue_limit = 60;
  scenario.agents = {agents("A", 6, {"type 0"}), agents("B", 5, {"type 1", "type 0"})};
  scenario.routing.caller_picks = CallerPicks::kFirstInList;
  scenario.routing.agent_picks = AgentPicks::kFirstInList;
  const auto sums = observe(compile(scenario), 14, 1);
  int checked = 0;
  for (const ExactRow& row : exact_rows()) {
    if (row.model != "N-design") continue;
    const std::size_t which = row.quantity.back() == '1' || row.quantity.back() == 'B' ? 1 : 0;
    const Quantity length = [](const Sums& s) { return s.length; };
    if (row.quantity.starts_with("P(abandon)")) {
      const Quantity abandoned = [which](const Sums& s) {
        return count(s.types[which], Outcome::kAbandoned);
      };
      check_exact(row.quantity, ratio(sums, abandoned, offered_of(which)), row.value, kLimit);
    } else if (row.quantity.starts_with("mean queue")) {
      const Quantity queue = [which](const Sums& s) { return s.types[which].queue_time; };
      check_exact(row.quantity, ratio(sums, queue, length), row.value, kLimit);
    } else if (row.quantity.starts_with("occupancy")) {
      const Quantity busy = [which](const Sums& s) { return s.groups[which].busy; };
      const Quantity staffed = [which](const Sums& s) { return s.groups[which].staffed; };
      check_exact(row.quantity, ratio(sums, busy, staffed), row.value, kLimit);
    } else {
      for (const Sums& s : sums) CHECK(count(s.all, Outcome::kRejected) == 0);  // P = 2e-18
    }
    ++checked;
  }
  CHECK(checked == 7);
}

TEST_CASE("a day whose rates and staffing change agrees with its differential equations") {
  Scenario scenario = calendar(1, kHour);
  scenario.calls = {impatient(call("calls", 0, 150), exponential(200))};
  WeekTable<PerSecond> rates;
  const double per_minute[] = {2, 5, 8, 4};
  for (int hour = 0; hour < 4; ++hour) {
    rates.entries.push_back(
        {kEveryDay, {hour * kHour, (hour + 1) * kHour}, per_minute[hour] / kMinute});
  }
  scenario.calls[0].arrivals = Arrivals{rates, {}};
  scenario.agents = {agents("agents", 0, {"calls"})};
  scenario.agents[0].staffing =
      every_day({{{0, kHour}, 6}, {{kHour, 2 * kHour}, 12}, {{2 * kHour, kDay}, 18}});
  const Model model = compile(scenario);

  // From the log of calls: what happens in each hour, whenever the call arrived. 2,000 days.
  Moments abandons[4], service_ends[4], waiting_at_end[4];
  Replication replication(model);
  for (std::uint64_t day = 0; day < 2000; ++day) {
    double abandoned[4] = {}, ended[4] = {}, waiting[4] = {};
    replication.play(
        15, day, [](const Tally&) { return true; },
        [&](const CallRecord& call) {
          const Seconds left_queue = call.arrived + call.waited;
          const bool served = call.outcome == Outcome::kServed;
          const auto hour = static_cast<std::size_t>((left_queue + call.talk) / kHour);
          if (hour < 4) ++(served ? ended : abandoned)[hour];
          for (std::size_t h = 0; h < 4; ++h) {
            const Seconds end = static_cast<double>(h + 1) * kHour;
            // Whoever is answered at the very end by the next hour's agents has waited up to it.
            waiting[h] += call.arrived < end && left_queue > end - 1e-6;
          }
        });
    for (std::size_t h = 0; h < 4; ++h) {
      abandons[h].add(abandoned[h]);
      service_ends[h].add(ended[h]);
      waiting_at_end[h].add(waiting[h]);
    }
  }
  int checked = 0;
  for (const ExactRow& row : exact_rows()) {
    if (row.model != "M(t)/M/s(t)+M") continue;
    const auto hour = static_cast<std::size_t>(row.quantity.back() - '1');
    const Moments& moments = row.quantity.starts_with("expected abandons") ? abandons[hour]
                             : row.quantity.starts_with("expected service ends")
                                 ? service_ends[hour]
                                 : waiting_at_end[hour];
    CAPTURE(row.quantity);
    CHECK(std::abs(moments.mean() - row.value) <= kLimit * moments.standard_error());
    ++checked;
  }
  CHECK(checked == 12);
}
