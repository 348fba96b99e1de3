#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "command.hpp"
#include "erlang_calculators.hpp"
#include "hotline/experiment/duration_law.hpp"
#include "hotline/theory/engineering_queue.hpp"
#include "hotline/theory/erlang_c.hpp"
#include "hotline/theory/handling_law.hpp"
#include "hotline/theory/impatient_queue.hpp"

// Handling of any law: mg1, mgs, mgsg.
namespace hotline {
namespace {

using namespace theory;  // NOLINT: this file is about its models

constexpr CalculatorOption kHandlingLaw = {
    "handling", "TIME|LAW", "mean with --cv, or \"lognormal mean=3min cv=1.3\", as in scenarios"};
constexpr CalculatorOption kVariation = {
    "cv", "X", "coefficient of variation of handling: standard deviation / mean"};

// Mean and variation of the time that a call keeps an agent.
struct Handling {
  Seconds mean = 0;
  double variation = 0;
};

Handling handling_of(const Question& question) {
  const Distribution law = question.law("handling");
  const bool is_time = std::holds_alternative<law::Constant>(law.law());
  if (!(law.mean() > 0)) throw CommandLineError("--handling must be more than 0");
  if (question.has("cv")) {
    if (!is_time)
      throw CommandLineError("--handling has a law with its own variation: --cv is too much");
    return {law.mean(), question.number("cv", 0, 1000)};
  }
  if (is_time && question.text("handling").find("constant") == std::string::npos) {
    throw CommandLineError("--cv is missing",
                           "Or give --handling a law, such as \"constant value=3min\".");
  }
  return {law.mean(), law.cv()};
}

std::string in_words(const Question& question, const Handling& handling) {
  return fmt::format("calls {}, {} each with a variation of {}: {} Erlang", question.text("calls"),
                     format_duration(handling.mean), plain_number(handling.variation),
                     plain_number(question.rate("calls") * handling.mean));
}

// ---- One agent ---------------------------------------------------------------------------------

Answer single_agent_answer(const Question& question) {
  const Handling handling = handling_of(question);
  const Traffic traffic{question.rate("calls"), handling.mean};
  const SingleAgentWait wait = single_agent_wait(traffic, handling.variation, NAN);
  Answer answer;
  answer.question = in_words(question, handling);
  answer.columns = {{"occupancy", "occupancy", Unit::kShare},
                    {"wait_all", "mean wait", Unit::kSeconds},
                    {"queue_mean", "mean queue", Unit::kCount}};
  answer.rows = {{traffic.offered_load(), wait.mean, wait.mean_queue}};
  answer.row_names = {fmt::format("{:.1f} %", 100 * traffic.offered_load())};
  return answer;
}

// ---- Several agents ----------------------------------------------------------------------------

using MeanWait = Seconds (*)(const Traffic&, int, double);

MeanWait method_of(const Question& question) {
  const std::string name = question.has("method") ? question.text("method") : "kimura";
  if (name == "kimura") return mean_wait_kimura;
  if (name == "allen-cunneen") return mean_wait_allen_cunneen;
  if (name == "whitt") return mean_wait_whitt;
  const std::vector<std::string> names = {"kimura", "allen-cunneen", "whitt"};
  throw CommandLineError(
      fmt::format("--method must be kimura, allen-cunneen or whitt, not \"{}\"", name),
      suggestion(name, names));
}

Answer several_agents_answer(const Question& question) {
  const Handling handling = handling_of(question);
  const Traffic traffic{question.rate("calls"), handling.mean};
  const MeanWait method = method_of(question);
  question.one_of({"agents", "asa"});
  Answer answer;
  answer.question = in_words(question, handling);
  answer.columns = {{"agents", "agents", Unit::kCount},
                    {"wait_kimura", "mean wait, Kimura", Unit::kSeconds},
                    {"wait_whitt", "mean wait, Whitt", Unit::kSeconds},
                    {"wait_allen_cunneen", "mean wait, Allen-Cunneen", Unit::kSeconds},
                    {"wait_erlang_c", "mean wait, Erlang C", Unit::kSeconds},
                    {"occupancy", "occupancy", Unit::kShare}};
  const auto add = [&](int agents) {
    const double occupancy = traffic.offered_load() / agents;
    auto& row = answer.rows.emplace_back();
    row.push_back(agents);
    for (const MeanWait wait : {mean_wait_kimura, mean_wait_whitt, mean_wait_allen_cunneen}) {
      row.push_back(occupancy < 1 ? wait(traffic, agents, handling.variation) : INFINITY);
    }
    row.push_back(ErlangC(traffic, agents).measures().mean_wait);
    row.push_back(std::min(1.0, occupancy));
  };
  if (question.has("agents")) {
    const auto agents = question.range("agents", 1, kMostAgentsAsked);
    for (int n = agents.from; n <= agents.to; ++n) add(n);
    return answer;
  }
  const Seconds asked = question.duration("asa");
  const int lowest = static_cast<int>(std::floor(traffic.offered_load())) + 1;
  const int agents =
      fewest_agents([&](int n) { return method(traffic, n, handling.variation) <= asked; }, lowest,
                    kMostAgentsAsked);
  answer.findings.push_back(fmt::format("{} agents are the fewest with a mean wait of at most {}.",
                                        agents, format_duration(asked)));
  for (int n = std::max(1, agents - 1); n <= agents + 1; ++n) {
    if (n == agents) answer.marked = answer.rows.size();
    add(n);
  }
  return answer;
}

// ---- With patience -----------------------------------------------------------------------------

Answer engineering_answer(const Question& question) {
  const Handling handling = handling_of(question);
  const Traffic traffic{question.rate("calls"), handling.mean};
  const DurationLaw patience = duration_law(question.law("patience"));
  const Seconds within = acceptable_wait_of(question);
  question.one_of({"agents", "abandoned"});
  const double load = traffic.offered_load();
  const auto places_for = [&](int agents) {
    return static_cast<int>(4 * std::max<double>(agents, load)) + 1000;
  };
  const auto places = [&](int agents) {
    return question.has("places") ? question.whole("places", 0, 1'000'000) : places_for(agents);
  };
  Answer answer;
  answer.question = in_words(question, handling);
  answer.columns = {{"agents", "agents", Unit::kCount},
                    {"abandoned", "gave up", Unit::kShare},
                    {"delayed", "share that waits", Unit::kShare},
                    {"wait_all", "mean wait of all", Unit::kSeconds},
                    {"blocked", "turned away", Unit::kShare},
                    {"occupancy", "occupancy", Unit::kShare},
                    {"abandoned_exponential", "gave up, M/M/s+G", Unit::kShare},
                    {"service_level_exponential",
                     fmt::format("within {}, M/M/s+G", format_duration(within)), Unit::kShare}};
  const auto add = [&](int agents) {
    const QueueMeasures m = engineering_solution(traffic, agents, places(agents), patience);
    const ImpatientQueue exact(traffic, agents, patience);
    answer.rows.push_back({static_cast<double>(agents), m.abandoned, m.delayed, m.mean_wait,
                           m.blocked, m.occupancy, exact.measures().abandoned,
                           service_levels(exact, within).of_offered});
  };
  if (question.has("agents")) {
    const auto agents = question.range("agents", 1, kMostAgentsAsked);
    for (int n = agents.from; n <= agents.to; ++n) add(n);
  } else {
    const double most = question.share("abandoned");
    const int agents = fewest_agents([&](int n) {
      return engineering_solution(traffic, n, places(n), patience).abandoned <= most;
    });
    answer.findings.push_back(
        fmt::format("{} agents are the fewest with which at most {} % give up.", agents,
                    plain_number(100 * most)));
    for (int n = std::max(1, agents - 1); n <= agents + 1; ++n) {
      if (n == agents) answer.marked = answer.rows.size();
      add(n);
    }
  }
  answer.warnings.push_back(
      "an approximation that looks at the mean of handling only; M/M/s+G beside it is exact where "
      "handling is exponential.");
  return answer;
}

}  // namespace

std::vector<Calculator> handling_calculators() {
  return {
      {"mg1",
       "M/G/1 (Pollaczek and Khinchine)",
       "One agent, handling of any law; everybody waits as long as it takes.",
       {kOneRateOption, kHandlingLaw, kVariation},
       "mg1 --calls 15/h --handling \"lognormal mean=3min cv=1.3\"",
       single_agent_answer},
      {"mgs",
       "M/G/s (approximations)",
       "As Erlang C with handling of any law, by its mean and variation.",
       {kOneRateOption,
        kHandlingLaw,
        kVariation,
        kAgentsOption,
        {"asa", "TIME", "goal: mean wait at most this"},
        {"method", "NAME", "of the goal: kimura (default), whitt or allen-cunneen"}},
       "mgs --calls 100/30min --handling 3min --cv 1.3 --asa 20s",
       several_agents_answer},
      {"mgsg",
       "M/G/s+G (Whitt's engineering solution)",
       "Handling and patience of any law, by a birth-death chain.",
       {kOneRateOption,
        kHandlingLaw,
        kVariation,
        {"patience", "LAW", "\"weibull shape=2 mean=4min\", as in scenarios"},
        kAgentsOption,
        {"abandoned", "SHARE", "goal: at most this share gives up"},
        {"places", "N", "most calls that wait; default: as many as come"},
        kWithinOption},
       "mgsg --calls 100/30min --handling 3min --cv 1.3 --patience \"weibull shape=2 mean=4min\" "
       "--agents 11",
       engineering_answer},
  };
}

}  // namespace hotline
