#include "evidence/coverage_cases.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numeric>

#include "hotline/experiment/measures.hpp"
#include "hotline/theory/constant_handling.hpp"
#include "hotline/theory/erlang_c.hpp"
#include "hotline/theory/finite_queue.hpp"
#include "hotline/theory/handling_law.hpp"
#include "hotline/theory/impatient_queue.hpp"
#include "hotline/theory/priority_queue.hpp"
#include "hotline/theory/transient_queue.hpp"

namespace hotline::evidence {
namespace {

Quantity of_calls(std::string key, std::string kind, double truth, std::string type = "") {
  std::string name = type.empty() ? key : key + ", " + type;
  return {std::move(name), std::move(kind),
          [key = std::move(key), type = std::move(type)](const Result& result) -> const Estimate& {
            return result.call(key, type);
          },
          truth};
}

Quantity of_agents(std::string key, std::string kind, double truth, std::string group = "") {
  std::string name = group.empty() ? key : key + ", " + group;
  return {std::move(name), std::move(kind),
          [key = std::move(key), group = std::move(group)](
              const Result& result) -> const Estimate& { return result.agent(key, group); },
          truth};
}

Quantity percentile(std::size_t index, double truth) {
  return {fmt::format("wait_p{:.0f}", kWaitPercentiles[index] * 100), "percentile",
          [index](const Result& result) -> const Estimate& {
            return result.all_wait_percentiles[index];
          },
          truth};
}

std::string steady(std::string_view length, std::string_view warm_up, int batches = 2) {
  return fmt::format("[horizon]\nsteady = \"{}\"\nwarm_up = \"{}\"\nbatches = {}\n", length,
                     warm_up, batches);
}

std::string call(std::string_view name, std::string_view rate, std::string_view talk,
                 std::string_view more = "") {
  return fmt::format("[[call]]\nname = \"{}\"\narrivals = {{ rate = \"{}\" }}\ntalk = {}\n{}\n",
                     name, rate, talk, more);
}

std::string agents(std::string_view name, int count, std::string_view takes) {
  return fmt::format("[[agents]]\nname = \"{}\"\ncount = {}\ntakes = [{}]\n", name, count, takes);
}

constexpr std::string_view kTwoMinutes = "{ exponential = { mean = \"2 min\" } }";
constexpr std::string_view kTarget = "target = { share = 0.8, answered_within = \"30 s\" }\n";

// What Erlang C, Erlang A and their kin say of the calls answered, and of the agents.
std::vector<Quantity> usual(const theory::StationaryQueue& queue, double calls) {
  const theory::QueueMeasures measures = queue.measures();
  return {of_calls("attempts", "mean", calls),
          of_calls("asa", "ratio", measures.mean_wait_answered),
          of_calls("service_level", "ratio", theory::service_levels(queue, 30).of_offered),
          of_calls("queue_mean", "time average", measures.mean_queue),
          of_agents("occupancy", "time average", measures.occupancy)};
}

// Without patience every caller is answered, so the percentiles of the answered are those of all.
void add_percentiles(const theory::StationaryQueue& queue, std::vector<Quantity>& quantities) {
  for (const std::size_t index : {0U, 2U, 4U}) {
    quantities.push_back(percentile(index, theory::wait_quantile(queue, kWaitPercentiles[index])));
  }
}

CoverageCase delay(int agent_count, double per_minute, std::string_view length,
                   std::string_view warm_up, double minutes, int batches = 2) {
  const theory::ErlangC queue({per_minute / 60, 120}, agent_count);
  CoverageCase found;
  found.model = fmt::format("M/M/{}, occupancy {:.3g}", agent_count, per_minute * 2 / agent_count);
  found.source = "Erlang C";
  found.scenario = steady(length, warm_up, batches) +
                   call("a", fmt::format("{}/min", per_minute), kTwoMinutes, kTarget) +
                   agents("g", agent_count, "\"a\"");
  found.quantities = usual(queue, per_minute * minutes);
  add_percentiles(queue, found.quantities);
  return found;
}

CoverageCase impatience() {
  const theory::ErlangA queue({5.0 / 60, 120}, 10, 180);
  CoverageCase found;
  found.model = "M/M/10+M, load 10";
  found.source = "Erlang A";
  found.scenario =
      steady("20 min", "30 min") +
      call("a", "5/min", kTwoMinutes,
           std::string(kTarget) + "patience = { exponential = { mean = \"3 min\" } }\n") +
      agents("g", 10, "\"a\"");
  found.quantities = usual(queue, 100);
  found.quantities.push_back(of_calls("abandonment", "ratio", queue.measures().abandoned));
  found.quantities.push_back(of_calls("waited", "ratio", queue.measures().delayed));
  return found;
}

// Hardly anybody gives up: in many replications nobody does.
CoverageCase rare() {
  const theory::ErlangA queue({3.0 / 60, 120}, 10, 600);
  CoverageCase found;
  found.model = "M/M/10+M, load 6";
  found.source = "Erlang A";
  found.scenario =
      steady("30 min", "30 min") +
      call("a", "3/min", kTwoMinutes,
           std::string(kTarget) + "patience = { exponential = { mean = \"10 min\" } }\n") +
      agents("g", 10, "\"a\"");
  found.quantities = {
      of_calls("abandonment", "ratio", queue.measures().abandoned),
      of_calls("service_level", "ratio", theory::service_levels(queue, 30).of_offered),
      of_calls("waited", "ratio", queue.measures().delayed)};
  return found;
}

CoverageCase finite() {
  const theory::FiniteQueue queue({2.5 / 60, 120}, 5, 12);
  CoverageCase found;
  found.model = "M/M/5/12, load 5";
  found.source = "birth-death chain";
  found.scenario = steady("1 h", "1 h") +
                   call("a", "2.5/min", kTwoMinutes, std::string(kTarget) + "queue_limit = 7\n") +
                   agents("g", 5, "\"a\"");
  found.quantities = usual(queue, 150);
  found.quantities.push_back(of_calls("rejected", "mean", 150 * queue.measures().blocked));
  return found;
}

// The mean wait of Pollaczek and Khinchine: rate E[S^2] / (2 (1 - occupancy)).
CoverageCase one_agent() {
  const double cv = 1.5, rate = 0.3 / 60, mean = 120;
  CoverageCase found;
  found.model = "M/G/1, log-normal of cv 1.5, occupancy 0.6";
  found.source = "Pollaczek and Khinchine";
  found.scenario = steady("8 h", "12 h") +
                   call("a", "0.3/min", "{ lognormal = { mean = \"2 min\", cv = 1.5 } }") +
                   agents("g", 1, "\"a\"");
  const double wait = rate * mean * mean * (1 + cv * cv) / (2 * (1 - rate * mean));
  found.quantities = {of_calls("asa", "ratio", wait), of_calls("waited", "ratio", rate * mean),
                      of_calls("queue_mean", "time average", rate * wait),
                      of_agents("occupancy", "time average", rate * mean)};
  return found;
}

CoverageCase constant() {
  const theory::ConstantHandlingQueue queue({2.4 / 60, 120}, 6);
  CoverageCase found;
  found.model = "M/D/6, occupancy 0.8";
  found.source = "M/D/s, exact";
  found.scenario =
      steady("1 h", "2 h") + call("a", "2.4/min", "\"2 min\"", kTarget) + agents("g", 6, "\"a\"");
  found.quantities = usual(queue, 144);
  add_percentiles(queue, found.quantities);
  return found;
}

CoverageCase priorities() {
  const theory::PriorityQueue queue({0.5 / 60, 1.0 / 60}, 120, 4);
  CoverageCase found;
  found.model = "M/M/4, two priorities, occupancy 0.75";
  found.source = "Cobham";
  found.scenario = steady("2 h", "3 h") + call("urgent", "0.5/min", kTwoMinutes, "priority = 1\n") +
                   call("ordinary", "1/min", kTwoMinutes) +
                   agents("g", 4, "\"urgent\", \"ordinary\"");
  found.quantities = {of_calls("asa", "ratio", queue.mean_wait(0), "urgent"),
                      of_calls("asa", "ratio", queue.mean_wait(1), "ordinary"),
                      of_calls("waited", "ratio", queue.delayed())};
  return found;
}

// A morning of four hours with its own rate and staffing in each, from an empty house to an empty
// house.
CoverageCase morning() {
  theory::TransientQueue queue;
  queue.mean_handling = 150;
  queue.mean_patience = 200;
  const double per_minute[] = {1, 3, 4, 2};
  const int staff[] = {3, 7, 9, 9};
  std::vector<theory::QueuePeriod> periods;
  CoverageCase found;
  found.model = "M(t)/M/s(t)+M, a morning";
  found.source = "Kolmogorov's equations";
  found.scenario =
      "[horizon]\nfrom = 2013-07-01\nto = 2013-07-01\ninterval = \"1 h\"\n[[call]]\nname "
      "= \"a\"\ntalk = { exponential = { mean = \"150 s\" } }\npatience = { exponential "
      "= { mean = \"200 s\" } }\n[call.arrivals.rates]\n";
  std::string staffing = "[[agents]]\nname = \"g\"\ntakes = [\"a\"]\n[agents.staffing]\n";
  for (int hour = 0; hour < 4; ++hour) {
    periods.push_back({kHour, per_minute[hour] / 60, staff[hour]});
    found.scenario +=
        fmt::format("\"{:02}:00-{:02}:00\" = \"{}/min\"\n", hour, hour + 1, per_minute[hour]);
    staffing +=
        fmt::format("\"{:02}:00-{:02}:00\" = {}\n", hour, hour == 3 ? 24 : hour + 1, staff[hour]);
  }
  periods.push_back({20 * kHour, 0, 9});
  found.scenario += staffing;
  double calls = 0, abandoned = 0, delayed = 0, waiting = 0, busy = 0, staffed = 0;
  const auto measures = theory::transient_measures(queue, periods);
  for (std::size_t i = 0; i < periods.size(); ++i) {
    calls += measures[i].arrivals;
    abandoned += measures[i].abandoned;
    delayed += measures[i].delayed;
    waiting += measures[i].mean_queue * periods[i].length;
    busy += measures[i].mean_busy * periods[i].length;
    staffed += periods[i].agents * periods[i].length;
  }
  found.quantities = {of_calls("attempts", "mean", calls),
                      of_calls("abandoned", "mean", abandoned),
                      of_calls("abandonment", "ratio", abandoned / calls),
                      of_calls("waited", "ratio", delayed / calls),
                      of_calls("wait_all", "ratio", waiting / calls),
                      of_agents("busy_hours", "mean", busy / kHour)};
  return found;
}

// The values of tests/data/exact.csv, of the Markov chain of this N-design.
CoverageCase n_design() {
  CoverageCase found;
  found.model = "N-design, 6 and 5 agents, load 10, impatient";
  found.source = "Markov chain (tests/data/exact.csv)";
  found.scenario =
      steady("1 h", "1 h") +
      call("first", "3/min", kTwoMinutes, "patience = { exponential = { mean = \"2.5 min\" } }\n") +
      call("second", "2/min", kTwoMinutes, "patience = { exponential = { mean = \"4 min\" } }\n") +
      agents("A", 6, "\"first\"") + agents("B", 5, "\"second\", \"first\"") +
      "[routing]\ncaller_picks = \"first in list\"\nagent_picks = \"first in list\"\n"
      "groups = { first = [\"A\", \"B\"] }\n";
  found.quantities = {of_calls("abandonment", "ratio", 0.07014016384, "first"),
                      of_calls("abandonment", "ratio", 0.1226258335, "second"),
                      of_calls("queue_mean", "time average", 0.9810066677, "second"),
                      of_agents("occupancy", "time average", 0.7955377429, "A"),
                      of_agents("occupancy", "time average", 0.8630858451, "B")};
  return found;
}

}  // namespace

std::vector<CoverageCase> replicated_cases() {
  std::vector<CoverageCase> cases = {delay(1, 0.35, "5 h", "10 h", 300),
                                     delay(5, 2, "1 h", "4 h", 60),
                                     delay(20, 9, "1 h", "3 h", 60),
                                     impatience(),
                                     rare(),
                                     finite(),
                                     one_agent(),
                                     constant(),
                                     priorities(),
                                     morning(),
                                     n_design()};
  cases[3].is_long = true;  // it forgets its start soonest, and so costs least
  return cases;
}

std::vector<CoverageCase> reducible_cases() {
  return {delay(5, 2, "1 h", "4 h", 60), impatience()};
}

std::vector<CoverageCase> batched_cases(int batches) {
  return {delay(1, 0.25, "200 h", "10 h", 200 * 60.0 / batches, batches),
          delay(5, 2, "100 h", "2 h", 100 * 60.0 / batches, batches)};
}

}  // namespace hotline::evidence
