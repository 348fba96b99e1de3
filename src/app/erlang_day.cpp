#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "command.hpp"
#include "erlang_calculators.hpp"
#include "erlang_day_file.hpp"
#include "hotline/theory/erlang_c.hpp"
#include "hotline/theory/impatient_queue.hpp"
#include "hotline/theory/interval_staffing.hpp"
#include "hotline/theory/transient_queue.hpp"

// A day whose rates change: staffing by interval, and the exact time-dependent queue.
namespace hotline {
namespace {

using namespace theory;  // NOLINT: this file is about its models

struct NamedMethod {
  const char* name;
  IntervalMethod method;
  const char* key;
  const char* title;
};

constexpr NamedMethod kMethods[] = {
    {"sipp", IntervalMethod::kSippAverage, "agents_sipp", "SIPP"},
    {"lag-average", IntervalMethod::kLagAverage, "agents_lag_average", "lag average"},
    {"lag-max", IntervalMethod::kLagMax, "agents_lag_max", "lag max"},
    {"mol", IntervalMethod::kModifiedOfferedLoad, "agents_mol", "MOL"}};

const NamedMethod& method_of(const Question& question) {
  const std::string name = question.has("method") ? question.text("method") : "mol";
  std::vector<std::string> names;
  for (const NamedMethod& method : kMethods) {
    if (name == method.name) return method;
    names.emplace_back(method.name);
  }
  throw CommandLineError(
      fmt::format("--method must be sipp, lag-average, lag-max or mol, not \"{}\"", name),
      suggestion(name, names));
}

// What the day is judged by.
struct Day {
  std::vector<DayInterval> intervals;
  Seconds handling = 0;
  Seconds patience = std::numeric_limits<double>::infinity();
  Goal goal;

  PerSecond rate(std::size_t i) const { return intervals[i].calls / intervals[i].length; }
  Seconds start() const { return intervals.front().from; }

  std::vector<Seconds> borders() const {
    std::vector<Seconds> borders;
    for (const DayInterval& interval : intervals) borders.push_back(interval.from - start());
    borders.push_back(borders.back() + intervals.back().length);
    return borders;
  }
  RateProfile profile() const {
    std::vector<double> rates;
    for (std::size_t i = 0; i < intervals.size(); ++i) rates.push_back(rate(i));
    return {borders(), rates};
  }
  std::vector<int> staffing(IntervalMethod method) const {
    return agents_by_interval(
        method, profile(), exponential_law(handling), borders(), [this](const Traffic& traffic) {
          return std::isinf(patience) ? agents_erlang_c(traffic, goal)
                                      : agents_erlang_a(traffic, patience, goal);
        });
  }
  // Greatest mean number of calls in progress in each interval if an agent were always free,
  // Erlang.
  std::vector<double> offered_loads() const {
    auto loads = interval_rates(IntervalMethod::kModifiedOfferedLoad, profile(),
                                exponential_law(handling), borders());
    for (double& load : loads) load *= handling;
    return loads;
  }
  // Of the long run with the rate and the agents of an interval.
  double stationary_level(std::size_t i, int agents) const {
    if (rate(i) == 0) return NAN;
    if (agents == 0) return 0;
    const Traffic traffic{rate(i), handling};
    if (std::isinf(patience)) {
      return service_levels(ErlangC(traffic, agents), goal.acceptable_wait).of_offered;
    }
    return service_levels(ErlangA(traffic, agents, patience), goal.acceptable_wait).of_offered;
  }
};

// Steps over all states that the exact solution would take, roughly.
double cost_of(const Day& day, const std::vector<int>& agents) {
  double cost = 0;
  for (std::size_t i = 0; i < agents.size(); ++i) {
    const double states = 1.25 * agents[i] + 64;
    cost += (day.rate(i) + agents[i] / day.handling + 64 / day.patience) * day.intervals[i].length *
            states;
  }
  return cost;
}

std::vector<PeriodMeasures> exact_day(const Day& day, const std::vector<int>& agents) {
  std::vector<QueuePeriod> periods;
  for (std::size_t i = 0; i < agents.size(); ++i) {
    periods.push_back({day.intervals[i].length, day.rate(i), agents[i]});
  }
  TransientQueue queue;
  queue.mean_handling = day.handling;
  queue.mean_patience = day.patience;
  queue.acceptable_wait = day.goal.acceptable_wait;
  return transient_measures(queue, periods);
}

Day day_of(const Question& question) {
  Day day;
  day.intervals = read_day(question.file());
  day.handling = question.duration("handling");
  if (question.has("patience")) day.patience = question.duration("patience");
  day.goal = goal_of(question);
  if (!question.has("target")) {
    day.goal.least_service_level = ServiceTarget{}.share;
    day.goal.acceptable_wait = ServiceTarget{}.wait;
  }
  const bool some = std::ranges::any_of(day.intervals, [](auto& x) { return x.calls > 0; });
  if (!some) throw CommandLineError("the day has no calls");
  return day;
}

std::string clock_text(ClockTime time) {
  const int minutes = static_cast<int>(time / kMinute);
  return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

Answer day_answer(const Question& question) {
  constexpr double kMostCost = 5e9;  // about ten seconds
  const Day day = day_of(question);
  const bool given = day.intervals.front().agents.has_value();
  if (given && question.has("method")) {
    throw CommandLineError("the day has a column \"agents\": --method is too much");
  }
  const NamedMethod& method = method_of(question);
  std::vector<std::vector<int>> staffings;
  for (const NamedMethod& each : kMethods) staffings.push_back(day.staffing(each.method));
  std::vector<int> agents = day.staffing(method.method);
  for (std::size_t i = 0; given && i < agents.size(); ++i) agents[i] = *day.intervals[i].agents;
  const bool solved = cost_of(day, agents) < kMostCost;
  std::vector<PeriodMeasures> exact;
  if (solved) exact = exact_day(day, agents);

  Answer answer;
  const std::string within = format_duration(day.goal.acceptable_wait);
  answer.question = fmt::format("{} intervals, {} each; the goal: {:g} % answered within {}",
                                day.intervals.size(), format_duration(day.handling),
                                100 * day.goal.least_service_level, within);
  answer.columns = {{"from", "from", Unit::kSeconds},
                    {"calls", "calls", Unit::kCalls},
                    {"offered_load", "offered load", Unit::kCount}};
  for (const NamedMethod& each : kMethods) {
    answer.columns.push_back({each.key, each.title, Unit::kCount});
  }
  answer.columns.push_back({"agents", "agents on duty", Unit::kCount});
  answer.columns.push_back({"service_level_stationary", "in time, PSA", Unit::kShare});
  if (solved) {
    answer.columns.push_back({"service_level", "in time, exact", Unit::kShare});
    answer.columns.push_back({"abandoned", "gave up", Unit::kShare});
    answer.columns.push_back({"queue_mean", "mean queue", Unit::kCount});
    answer.columns.push_back({"occupancy", "occupancy", Unit::kShare});
  }
  const std::vector<double> loads = day.offered_loads();
  double calls = 0, in_time = 0, stationary = 0, gave_up = 0;
  for (std::size_t i = 0; i < agents.size(); ++i) {
    const DayInterval& interval = day.intervals[i];
    answer.row_names.push_back(clock_text(interval.from));
    auto& row = answer.rows.emplace_back();
    row = {interval.from, interval.calls, loads[i]};
    for (const auto& staffing : staffings) row.push_back(staffing[i]);
    row.push_back(agents[i]);
    row.push_back(day.stationary_level(i, agents[i]));
    calls += interval.calls;
    if (interval.calls > 0) stationary += interval.calls * row.back();
    if (!solved) continue;
    const PeriodMeasures& m = exact[i];
    in_time += m.in_time;
    gave_up += m.abandoned;
    row.push_back(interval.calls > 0 ? m.in_time / m.arrivals : NAN);
    row.push_back(interval.calls > 0 ? m.abandoned / m.arrivals : NAN);
    row.push_back(m.mean_queue);
    row.push_back(agents[i] > 0 ? m.mean_busy / agents[i] : NAN);
  }
  answer.findings.push_back(
      given ? "On duty: the agents of the file."
            : fmt::format("On duty: the agents of {}, the fewest in each interval.", method.title));
  if (solved) {
    answer.findings.push_back(
        fmt::format("Over the day {:.1f} % of {:g} calls are answered in time (interval by "
                    "interval: {:.1f} %), "
                    "{:.1f} % give up.",
                    100 * in_time / calls, calls, 100 * stationary / calls, 100 * gave_up / calls));
  } else {
    answer.warnings.push_back("the day is too large to be solved exactly; simulate it.");
  }
  answer.warnings.push_back(
      "calls in hand of agents who leave go back to the queue; the day begins empty.");
  return answer;
}

}  // namespace

std::vector<Calculator> day_calculators() {
  return {{"day",
           "M(t)/M/s(t)+M",
           "A CSV file of calls by interval: staffing by several methods, and the exact queue.",
           {kHandlingOption,
            {"patience", "TIME", "mean time before giving up; default: never"},
            {"target", "SHARE/TIME", "goal of each interval; default: 80/20s"},
            {"method", "NAME",
             "who is on duty: mol (modified offered load, default), sipp,\n                        "
             "  lag-average or lag-max (of Green, Kolesar and Soares)"}},
           "day rates.csv --handling 4min --patience 3min --target 80/20s\n\n"
           "The file has the columns from (08:00), calls (in the interval) and, if the staffing is "
           "given,\nagents.",
           day_answer}};
}

}  // namespace hotline
