#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "command.hpp"
#include "erlang_calculators.hpp"
#include "hotline/report/number.hpp"
#include "hotline/theory/erlang_c.hpp"

// Queues of one kind of call: the same questions for every model.
namespace hotline {
namespace {

using theory::StationaryQueue;
using theory::Traffic;

constexpr int kMostBars = 24;

std::vector<Answer::Column> columns_of(const WaitingModel& model, bool few) {
  std::vector<Answer::Column> columns = {{"agents", "agents", Unit::kCount},
                                         {"calls_per_hour", "calls per hour", Unit::kCount}};
  const auto add = [&](bool wanted, const char* key, const char* title, Unit unit) {
    if (wanted) columns.push_back({key, title, unit});
  };
  add(true, "service_level", "service level", Unit::kShare);
  add(few && model.gives_up, "service_level_less_short_abandons", "  less short abandons",
      Unit::kShare);
  add(few && (model.gives_up || model.turned_away), "service_level_of_answered", "  of answered",
      Unit::kShare);
  add(few && model.gives_up, "service_level_abandons_good", "  short abandons good", Unit::kShare);
  add(true, "delayed", "share that waits", Unit::kShare);
  add(model.gives_up, "abandoned", "gave up", Unit::kShare);
  add(model.turned_away, "blocked", "turned away", Unit::kShare);
  add(true, "asa", "mean wait of answered", Unit::kSeconds);
  add(few && model.gives_up, "wait_all", "mean wait of all", Unit::kSeconds);
  add(few && model.gives_up, "wait_abandoned", "mean wait of those who gave up", Unit::kSeconds);
  add(few, "wait_p50", "50 % wait at most", Unit::kSeconds);
  add(few, "wait_p80", "80 % wait at most", Unit::kSeconds);
  add(true, "wait_p95", "95 % wait at most", Unit::kSeconds);
  add(true, "queue_mean", "mean queue", Unit::kCount);
  add(true, "occupancy", "occupancy", Unit::kShare);
  return columns;
}

double value_of(const std::string& key, const StationaryQueue& queue, const Traffic& traffic,
                int agents, Seconds within) {
  const theory::QueueMeasures m = queue.measures();
  if (key == "agents") return agents;
  if (key == "calls_per_hour") return traffic.arrivals * kHour;
  if (key == "delayed") return m.delayed;
  if (key == "abandoned") return m.abandoned;
  if (key == "blocked") return m.blocked;
  if (key == "asa") return m.mean_wait_answered;
  if (key == "wait_all") return m.mean_wait;
  if (key == "wait_abandoned") return m.mean_wait_abandoned;
  if (key == "queue_mean") return m.mean_queue;
  if (key == "occupancy") return m.occupancy;
  if (key == "wait_p50") return wait_quantile(queue, 0.5);
  if (key == "wait_p80") return wait_quantile(queue, 0.8);
  if (key == "wait_p95") return wait_quantile(queue, 0.95);
  const theory::ServiceLevels levels = service_levels(queue, within);
  if (key == "service_level_less_short_abandons") return levels.of_offered_less_short_abandons;
  if (key == "service_level_of_answered") return levels.of_answered;
  if (key == "service_level_abandons_good") return levels.abandons_count_as_good;
  return levels.of_offered;
}

// One question, its model and what has been answered so far.
class Sheet {
 public:
  Sheet(const Question& question, const WaitingModel& model)
      : question_(question),
        model_(model),
        handling_(question.duration("handling")),
        within_(acceptable_wait_of(question)),
        goal_(goal_of(question)) {
    if (question.is_range("agents") && question.is_range("calls")) {
      throw CommandLineError("--agents and --calls cannot both be ranges");
    }
    if (question.has("steps") && !question.is_range("calls")) {
      throw CommandLineError("--steps needs a range: --calls FROM..TO");
    }
  }

  Answer answer() {
    const bool calls = question_.has("calls"), agents = question_.has("agents");
    if (!calls && !agents) throw CommandLineError("--calls is missing", "For example 100/30min.");
    if (calls && !agents && !has_goal(question_)) {
      throw CommandLineError("--agents or a goal is missing",
                             "For example --agents 12, or --target 80/20s for the fewest agents.");
    }
    if (!calls && !has_goal(question_)) {
      throw CommandLineError(
          "--calls or a goal is missing",
          "For example --calls 100/30min, or --target 80/20s for the most calls.");
    }
    if (!calls) {
      most_calls();
    } else if (agents) {
      measures();
    } else if (question_.is_range("calls")) {
      fewest_by_rate();
    } else {
      fewest();
    }
    return std::move(answer_);
  }

 private:
  Traffic traffic(PerSecond rate) const { return {rate, handling_}; }

  std::unique_ptr<StationaryQueue> queue(PerSecond rate, int agents) const {
    return model_.queue(traffic(rate), agents);
  }

  bool is_good(PerSecond rate, int agents) const {
    return model_.stable(traffic(rate), agents) && meets(*queue(rate, agents), goal_);
  }

  int least_agents(PerSecond rate) const {
    return model_.least_is_one ? 1 : static_cast<int>(std::floor(rate * handling_)) + 1;
  }

  int fewest_agents_at(PerSecond rate) const {
    return theory::fewest_agents([&](int n) { return is_good(rate, n); }, least_agents(rate),
                                 10 * kMostAgentsAsked);
  }

  void add_row(PerSecond rate, int agents) {
    auto& row = answer_.rows.emplace_back();
    if (!model_.stable(traffic(rate), agents)) {
      for (const auto& column : answer_.columns) {
        row.push_back(column.key == "agents"           ? agents
                      : column.key == "calls_per_hour" ? rate * kHour
                                                       : NAN);
      }
      return;
    }
    const auto found = queue(rate, agents);
    for (const auto& column : answer_.columns) {
      row.push_back(value_of(column.key, *found, traffic(rate), agents, within_));
    }
  }

  void set_columns(bool few) {
    answer_.columns = columns_of(model_, few);
    for (auto& column : answer_.columns) {
      if (column.key == "service_level") {
        column.title = fmt::format("answered within {}", format_duration(within_));
      }
    }
  }

  // The bars of the service level about some numbers of agents.
  void draw(PerSecond rate, int from, int to, std::optional<int> marked) {
    answer_.bars_title = fmt::format("answered within {}, by agents", format_duration(within_));
    if (question_.has("target")) answer_.bar_goal = goal_.least_service_level;
    for (int n = from; n <= to; ++n) {
      double level = 0;
      if (model_.stable(traffic(rate), n)) {
        level = service_level(service_levels(*queue(rate, n), within_), goal_.kind);
      }
      answer_.bars.push_back({fmt::format("{}", n), level, marked == n});
    }
  }

  void measures() {
    const auto agents = question_.range("agents", 1, kMostAgentsAsked);
    const auto rates = question_.rates("calls");
    const std::size_t cases = rates.size() * static_cast<std::size_t>(agents.to - agents.from + 1);
    set_columns(cases <= 4);
    for (const PerSecond rate : rates) {
      for (int n = agents.from; n <= agents.to; ++n) add_row(rate, n);
    }
    if (rates.size() == 1 && !model_.stable(traffic(rates[0]), agents.from)) {
      answer_.findings.push_back(
          fmt::format("The {} Erlang are too many for {} agents: the queue grows without bound.",
                      plain_number(rates[0] * handling_), agents.from));
    }
    if (cases > 1 && rates.size() == 1 && cases <= kMostBars) {
      draw(rates[0], agents.from, agents.to, std::nullopt);
    }
    if (cases == 1 && has_goal(question_)) {
      answer_.findings.push_back(fmt::format("The goal, {}, is {}.", goal_in_words(question_),
                                             is_good(rates[0], agents.from) ? "met" : "not met"));
    }
  }

  void fewest() {
    const PerSecond rate = question_.rates("calls").front();
    const int n = fewest_agents_at(rate);
    answer_.findings.push_back(fmt::format("{} agent{} the fewest that reach the goal: {}.", n,
                                           n == 1 ? " is" : "s are", goal_in_words(question_)));
    set_columns(true);
    for (int agents = std::max(1, n - 1); agents <= n + 1; ++agents) {
      if (agents == n) answer_.marked = answer_.rows.size();
      add_row(rate, agents);
    }
    draw(rate, std::max(least_agents(rate), n - 6), n + 4, n);
  }

  void fewest_by_rate() {
    set_columns(false);
    for (const PerSecond rate : question_.rates("calls")) add_row(rate, fewest_agents_at(rate));
    std::rotate(answer_.columns.begin(), answer_.columns.begin() + 1, answer_.columns.begin() + 2);
    for (auto& row : answer_.rows) std::rotate(row.begin(), row.begin() + 1, row.begin() + 2);
    answer_.findings.push_back(
        fmt::format("The fewest agents that reach the goal: {}.", goal_in_words(question_)));
  }

  PerSecond most_calls_of(int agents) const {
    return theory::largest_arrival_rate(
        [&](PerSecond rate) -> std::unique_ptr<StationaryQueue> {
          if (model_.stable(traffic(rate), agents)) return queue(rate, agents);
          return std::make_unique<theory::ErlangC>(Traffic{2.0 * agents, 1}, agents);
        },
        goal_);
  }

  void most_calls() {
    const auto agents = question_.range("agents", 1, kMostAgentsAsked);
    set_columns(agents.to - agents.from < 4);
    for (int n = agents.from; n <= agents.to; ++n) {
      const PerSecond rate = most_calls_of(n);
      if (agents.from == agents.to) {
        answer_.findings.push_back(
            rate > 0 ? fmt::format("{} agents can take {:.6g} calls per hour, {:.6g} Erlang, and "
                                   "reach the goal: {}.",
                                   n, rate * kHour, rate * handling_, goal_in_words(question_))
                     : fmt::format("{} agents do not reach the goal at any rate of calls.", n));
      }
      if (rate > 0) add_row(rate, n);
    }
    if (agents.from < agents.to) {
      answer_.findings.push_back(
          fmt::format("The most calls with which the agents reach the goal: "
                      "{}.",
                      goal_in_words(question_)));
    }
  }

  const Question& question_;
  const WaitingModel& model_;
  Seconds handling_;
  Seconds within_;
  theory::Goal goal_;
  Answer answer_;
};

}  // namespace

std::vector<CalculatorOption> queue_options(std::vector<CalculatorOption> own, bool gives_up,
                                            bool turned_away) {
  std::vector<CalculatorOption> options = {kCallsOption, kHandlingOption, kAgentsOption};
  options.insert(options.end(), own.begin(), own.end());
  options.push_back({"target", "SHARE/TIME", "goal: 80/20s, 80 % answered within 20 s"});
  options.push_back({"kind", "KIND",
                     "of the target: offered (default), less-short-abandons, answered, "
                     "abandons-good"});
  options.push_back({"asa", "TIME", "goal: mean wait of the answered at most this"});
  if (gives_up) options.push_back({"abandoned", "SHARE", "goal: at most this share gives up"});
  options.push_back({"delayed", "SHARE", "goal: at most this share waits"});
  if (turned_away) options.push_back({"blocked", "SHARE", "goal: at most this share turned away"});
  options.push_back({"occupancy", "SHARE", "goal: agents busy at most this share of time"});
  options.push_back(kWithinOption);
  options.push_back(kStepsOption);
  return options;
}

Answer queue_answer(const Question& question, const WaitingModel& model) {
  Answer answer = Sheet(question, model).answer();
  answer.question = traffic_in_words(question);
  return answer;
}

Traffic traffic_of(const Question& question) {
  return {question.rate("calls"), question.duration("handling")};
}

std::string traffic_in_words(const Question& question) {
  const std::string each = format_duration(question.duration("handling"));
  if (!question.has("calls")) return fmt::format("calls of {} each", each);
  const auto rates = question.rates("calls");
  const Seconds handling = question.duration("handling");
  const std::string first = plain_number(rates.front() * handling);
  const std::string load =
      rates.size() == 1 ? first : first + " to " + plain_number(rates.back() * handling);
  return fmt::format("calls {}, {} each: {} Erlang", question.text("calls"), each, load);
}

}  // namespace hotline
