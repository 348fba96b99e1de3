#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "command.hpp"
#include "erlang_calculators.hpp"
#include "hotline/scenario/phrase.hpp"
#include "hotline/theory/erlang_c.hpp"
#include "hotline/theory/impatient_queue.hpp"
#include "hotline/theory/priority_queue.hpp"
#include "hotline/theory/retrial_queue.hpp"
#include "hotline/theory/square_root_staffing.hpp"

// Models with questions of their own: priorities, sqrt, retrial.
namespace hotline {
namespace {

using namespace theory;  // NOLINT: this file is about its models

// ---- Priorities --------------------------------------------------------------------------------

// One phrase of a list, such as the second of "20/h, 50/h".
template <class Read>
double one_of_list(const std::string& option, const std::string& word, Read read) {
  try {
    const double value = read(word);
    if (value > 0) return value;
  } catch (const PhraseError& error) {
    throw CommandLineError(fmt::format("--{}: {}", option, error.what()), error.hint());
  }
  throw CommandLineError(fmt::format("--{}: every number must be more than 0", option));
}

std::vector<PerSecond> class_rates(const Question& question) {
  std::vector<PerSecond> rates;
  for (const std::string& word : question.words("calls")) {
    rates.push_back(one_of_list("calls", word, rate_of_phrase));
  }
  return rates;
}

// The mean waits asked for, one for each class; "-" asks nothing.
std::vector<Seconds> class_goals(const Question& question, std::size_t classes) {
  std::vector<Seconds> goals;
  for (const std::string& word : question.words("asa")) {
    goals.push_back(word == "-" ? INFINITY : one_of_list("asa", word, duration_of_phrase));
  }
  if (goals.size() != classes) {
    throw CommandLineError(
        fmt::format("--asa has {} waits for {} classes of --calls", goals.size(), classes),
        "Write - for a class whose wait does not matter.");
  }
  return goals;
}

Answer priorities_answer(const Question& question) {
  const std::vector<PerSecond> rates = class_rates(question);
  const Seconds handling = question.duration("handling");
  const Seconds within = acceptable_wait_of(question);
  question.one_of({"agents", "asa"});
  Answer answer;
  double load = 0;
  for (const PerSecond rate : rates) load += rate * handling;
  answer.question = fmt::format("{} classes, most urgent first, {} each: {} Erlang", rates.size(),
                                format_duration(handling), plain_number(load));
  int agents = 0;
  if (question.has("agents")) {
    agents = question.whole("agents", 1, kMostAgentsAsked);
    answer.findings.push_back(fmt::format("With {} agents:", agents));
  } else {
    const std::vector<Seconds> goals = class_goals(question, rates.size());
    agents = fewest_agents(
        [&](int n) {
          const PriorityQueue queue(rates, handling, n);
          for (std::size_t k = 0; k < goals.size(); ++k) {
            if (!(queue.mean_wait(k) <= goals[k])) return false;
          }
          return true;
        },
        1, kMostAgentsAsked);
    answer.findings.push_back(
        fmt::format("{} agents are the fewest with which no class waits longer:", agents));
  }
  const PriorityQueue queue(rates, handling, agents);
  answer.columns = {
      {"class", "class", Unit::kCount},
      {"agents", "agents", Unit::kCount},
      {"calls_per_hour", "calls per hour", Unit::kCount},
      {"delayed", "share that waits", Unit::kShare},
      {"wait_all", "mean wait", Unit::kSeconds},
      {"wait_sd", "its standard deviation", Unit::kSeconds},
      {"service_level", fmt::format("answered within {}", format_duration(within)), Unit::kShare}};
  for (std::size_t k = 0; k < rates.size(); ++k) {
    answer.rows.push_back({static_cast<double>(k + 1), static_cast<double>(agents),
                           rates[k] * kHour, queue.delayed(), queue.mean_wait(k),
                           queue.standard_deviation_of_wait(k), 1 - queue.wait_exceeds(k, within)});
  }
  return answer;
}

// ---- Square-root staffing ----------------------------------------------------------------------

Answer square_root_answer(const Question& question) {
  const Traffic traffic = traffic_of(question);
  const double load = traffic.offered_load();
  const bool impatient = question.has("patience");
  const double ratio = impatient ? traffic.mean_handling / question.duration("patience") : 0;
  question.one_of({"delayed", "quality", "agents"});
  double quality = 0;
  int agents = 0;
  if (question.has("agents")) {
    agents = question.whole("agents", 1, kMostAgentsAsked);
    quality = (agents - load) / std::sqrt(load);
  } else {
    if (question.has("quality")) {
      quality = question.number("quality", -100, 100);
    } else {
      const double delayed = question.share("delayed");
      if (!(delayed > 0 && delayed < 1)) {
        throw CommandLineError("--delayed must lie between 0 and 1");
      }
      quality = impatient ? garnett_quality(delayed, ratio) : halfin_whitt_quality(delayed);
    }
    agents = square_root_agents(load, quality);
  }
  Answer answer;
  answer.question = traffic_in_words(question);
  answer.findings.push_back(
      fmt::format("{} agents: {:.6g} Erlang and {:.4g} times their root.", agents, load, quality));
  answer.columns = {{"agents", "agents", Unit::kCount},
                    {"quality", "quality", Unit::kCount},
                    {"delayed_rule", "share that waits, rule", Unit::kShare},
                    {"delayed", "share that waits, exact", Unit::kShare}};
  const double real_quality = (agents - load) / std::sqrt(load);
  if (impatient) {
    const QueueMeasures exact = ErlangA(traffic, agents, question.duration("patience")).measures();
    answer.columns.push_back({"abandoned_rule", "gave up, rule", Unit::kShare});
    answer.columns.push_back({"abandoned", "gave up, exact", Unit::kShare});
    answer.rows = {{static_cast<double>(agents), real_quality, garnett_delayed(real_quality, ratio),
                    exact.delayed, garnett_abandoned(real_quality, ratio, load), exact.abandoned}};
  } else {
    answer.rows = {{static_cast<double>(agents), real_quality, halfin_whitt_delayed(real_quality),
                    erlang_c(agents, load)}};
  }
  return answer;
}

// ---- Retrials ----------------------------------------------------------------------------------

Answer retrial_answer(const Question& question) {
  const Traffic traffic = traffic_of(question);
  const Seconds delay = question.duration("delay");
  question.one_of({"agents", "asa"});
  Answer answer;
  answer.question = traffic_in_words(question);
  answer.columns = {{"agents", "agents", Unit::kCount},
                    {"blocked", "first attempts in vain", Unit::kShare},
                    {"blocked_retries", "retries in vain", Unit::kShare},
                    {"mean_retries", "retries per caller", Unit::kCount},
                    {"wait_all", "mean time until answered", Unit::kSeconds},
                    {"mean_orbit", "callers about to retry", Unit::kCount},
                    {"occupancy", "occupancy", Unit::kShare}};
  const auto add = [&](int agents) {
    if (!(traffic.offered_load() < agents)) {
      answer.rows.push_back({static_cast<double>(agents), 1, 1, INFINITY, INFINITY, INFINITY, 1});
      return;
    }
    const RetrialMeasures m = retrial_queue(traffic, agents, delay);
    answer.rows.push_back({static_cast<double>(agents), m.blocked, m.blocked_retries,
                           m.mean_retries, m.mean_wait, m.mean_orbit, m.occupancy});
  };
  if (question.has("agents")) {
    const auto agents = question.range("agents", 1, 10'000);
    for (int n = agents.from; n <= agents.to; ++n) add(n);
    return answer;
  }
  const Seconds asked = question.duration("asa");
  const int lowest = static_cast<int>(std::floor(traffic.offered_load())) + 1;
  const int agents = fewest_agents(
      [&](int n) { return retrial_queue(traffic, n, delay).mean_wait <= asked; }, lowest, 10'000);
  answer.findings.push_back(
      fmt::format("{} agents are the fewest with a mean time of at most {} until answered.", agents,
                  format_duration(asked)));
  for (int n = std::max(1, agents - 1); n <= agents + 1; ++n) {
    if (n == agents) answer.marked = answer.rows.size();
    add(n);
  }
  return answer;
}

}  // namespace

std::vector<Calculator> special_calculators() {
  return {
      {"priorities",
       "M/M/s with priorities (Cobham; Kella and Yechiali)",
       "Classes of different urgency with the same exponential handling; nobody gives up.",
       {{"calls", "RATES", "of each class, most urgent first: \"20/h, 50/h\""},
        kHandlingOption,
        {"agents", "N", "how many"},
        {"asa", "TIMES", "goal: mean wait of each class, - for any: \"10s, 1min\""},
        kWithinOption},
       "priorities --calls \"20/h, 50/h\" --handling 4min --agents 6",
       priorities_answer},
      {"sqrt",
       "square-root staffing (Halfin and Whitt; Garnett)",
       "Agents = load + quality x root of load, for large centres; beside the exact values.",
       {kOneRateOption,
        kHandlingOption,
        {"patience", "TIME", "mean time before giving up; default: never"},
        {"delayed", "SHARE", "goal: share that waits"},
        {"quality", "X", "or: the quality itself"},
        {"agents", "N", "or: how many, to learn the quality"}},
       "sqrt --calls 1000/30min --handling 3min --delayed 20%",
       square_root_answer},
      {"retrial",
       "M/M/s with retrials",
       "Nobody can wait; who finds all agents busy tries again after an exponential time.",
       {kOneRateOption,
        kHandlingOption,
        kAgentsOption,
        {"delay", "TIME", "mean time until the next attempt"},
        {"asa", "TIME", "goal: mean time from the first attempt until answered"}},
       "retrial --calls 100/30min --handling 3min --delay 5min --agents 10..14",
       retrial_answer},
  };
}

}  // namespace hotline
