#include <fmt/format.h>

#include <cmath>

#include "command.hpp"
#include "erlang_calculators.hpp"
#include "hotline/theory/engset.hpp"
#include "hotline/theory/erlang_b.hpp"
#include "hotline/theory/overflow.hpp"

// Systems without a queue: who finds no line is lost. b, engset, overflow.
namespace hotline {
namespace {

using namespace theory;  // NOLINT: this file is about its models

constexpr int kMostLines = 200'000;  // a load of 1e5 may need more than 1e5
constexpr double kMostLoad = 1e5;

constexpr CalculatorOption kLoad = {"load", "ERLANG",
                                    "offered load, instead of calls and handling"};
constexpr CalculatorOption kBlocked = {"blocked", "SHARE", "goal: at most this share is lost: 1%"};

// --load, or --calls and --handling.
double load_of(const Question& question) {
  question.at_most_one_of({"load", "calls"});
  question.at_most_one_of({"load", "handling"});
  if (question.has("load")) {
    const double load = question.number("load", 0, kMostLoad);
    if (load == 0) throw CommandLineError("--load must be more than 0");
    return load;
  }
  if (!question.has("calls"))
    throw CommandLineError("--load, or --calls with --handling, is missing");
  const double load = traffic_of(question).offered_load();
  if (load > kMostLoad) {
    throw CommandLineError(fmt::format("{:.6g} Erlang are more than 100,000", load));
  }
  return load;
}

std::string load_in_words(const Question& question, double load) {
  if (question.has("calls")) return traffic_in_words(question);
  return fmt::format("{} Erlang", plain_number(load));
}

double blocked_of(const Question& question) {
  const double share = question.share("blocked");
  if (!(share > 0 && share < 1)) throw CommandLineError("--blocked must lie between 0 and 1");
  return share;
}

std::string percent(double share) { return plain_number(100 * share) + " %"; }

// ---- Erlang B ----------------------------------------------------------------------------------

void add_erlang_b(Answer& answer, double lines, double load) {
  const double blocked = erlang_b(lines, load);
  const double carried = load * (1 - blocked);
  answer.rows.push_back({lines, load, blocked, carried, carried / lines});
}

Answer erlang_b_answer(const Question& question) {
  Answer answer;
  answer.columns = {{"lines", "lines", Unit::kCount},
                    {"load", "offered load, Erlang", Unit::kCount},
                    {"blocked", "lost", Unit::kShare},
                    {"carried", "carried load, Erlang", Unit::kCount},
                    {"occupancy", "occupancy of lines", Unit::kShare}};
  const bool has_load = question.has("load") || question.has("calls");
  const bool has_goal = question.has("blocked");
  if (!question.has("lines") && !has_goal)
    throw CommandLineError("--lines or --blocked is missing");
  if (!has_load && !has_goal) throw CommandLineError("--load or --calls is missing");
  if (!has_load && question.has("handling")) throw CommandLineError("--handling needs --calls");
  if (has_load) answer.question = load_in_words(question, load_of(question));
  if (question.is_range("lines")) {
    const auto lines = question.range("lines", 1, kMostLines);
    for (int n = lines.from; n <= lines.to; ++n) {
      add_erlang_b(answer, n,
                   has_load ? load_of(question) : load_at_blocking(n, blocked_of(question)));
    }
    return answer;
  }
  if (question.has("lines")) {
    const double lines = question.number("lines", 0, kMostLines);
    if (lines == 0) throw CommandLineError("--lines must be more than 0");
    if (has_load) {
      add_erlang_b(answer, lines, load_of(question));
      if (has_goal) {
        answer.findings.push_back(
            fmt::format("The goal, at most {} lost, is {}.", percent(blocked_of(question)),
                        answer.rows[0][2] <= blocked_of(question) ? "met" : "not met"));
      }
      return answer;
    }
    const double load = load_at_blocking(lines, blocked_of(question));
    add_erlang_b(answer, lines, load);
    answer.findings.push_back(fmt::format("{} lines can be offered {:.6g} Erlang and lose {}.",
                                          plain_number(lines), load,
                                          percent(blocked_of(question))));
    return answer;
  }
  const double load = load_of(question), blocked = blocked_of(question);
  const int lines = lines_for_blocking(load, blocked);
  answer.findings.push_back(
      fmt::format("{} lines are the fewest that lose at most {} (between whole numbers: {:.6g}).",
                  lines, percent(blocked), lines_at_blocking(load, blocked)));
  for (int n = std::max(1, lines - 1); n <= lines + 1; ++n) {
    if (n == lines) answer.marked = answer.rows.size();
    add_erlang_b(answer, n, load);
  }
  return answer;
}

// ---- Engset ------------------------------------------------------------------------------------

Answer engset_answer(const Question& question) {
  const int sources = question.whole("sources", 1, 1'000'000'000);
  question.one_of({"intensity", "calls"});
  const double intensity = question.has("intensity") ? question.number("intensity", 0, 1e6)
                                                     : traffic_of(question).offered_load();
  if (question.has("intensity")) question.at_most_one_of({"intensity", "handling"});
  Answer answer;
  answer.question =
      fmt::format("{} callers, each with {} Erlang while idle", sources, plain_number(intensity));
  answer.columns = {{"lines", "lines", Unit::kCount},
                    {"blocked", "calls lost", Unit::kShare},
                    {"time_blocked", "time with all lines busy", Unit::kShare}};
  const auto add = [&](int lines) {
    const EngsetBlocking blocking = engset(lines, sources, intensity);
    answer.rows.push_back({static_cast<double>(lines), blocking.of_calls, blocking.of_time});
  };
  question.one_of({"lines", "blocked"});
  if (question.has("lines")) {
    const auto lines = question.range("lines", 0, kMostLines);
    for (int n = lines.from; n <= lines.to; ++n) add(n);
    return answer;
  }
  const double blocked = blocked_of(question);
  const int lines = lines_for_engset_blocking(sources, intensity, blocked);
  answer.findings.push_back(fmt::format(
      "{} lines are the fewest that lose at most {} of the calls.", lines, percent(blocked)));
  for (int n = std::max(0, lines - 1); n <= lines + 1; ++n) {
    if (n == lines) answer.marked = answer.rows.size();
    add(n);
  }
  return answer;
}

// ---- Overflow ----------------------------------------------------------------------------------

Answer overflow_answer(const Question& question) {
  const double load = load_of(question);
  const double first = question.number("lines", 0, kMostLines);
  const TrafficStream over = overflow_of(first, load);
  Answer answer;
  answer.question = load_in_words(question, load);
  answer.findings.push_back(
      fmt::format("{} lines pass on {:.6g} Erlang with a peakedness of {:.6g}.",
                  plain_number(first), over.mean, over.peakedness));
  answer.columns = {{"second_lines", "lines of the second group", Unit::kCount},
                    {"blocked_second", "lost there", Unit::kShare},
                    {"blocked_all", "lost of all calls", Unit::kShare},
                    {"overflow", "overflow, Erlang", Unit::kCount},
                    {"peakedness", "peakedness", Unit::kCount}};
  const auto add = [&](int lines) {
    const double blocked = hayward_blocked(lines, over);
    answer.rows.push_back({static_cast<double>(lines), blocked, blocked * over.mean / load,
                           over.mean, over.peakedness});
  };
  question.one_of({"second", "blocked"});
  if (question.has("second")) {
    const auto lines = question.range("second", 0, kMostLines);
    for (int n = lines.from; n <= lines.to; ++n) add(n);
  } else {
    const double blocked = blocked_of(question);
    const int lines = lines_for_hayward_blocking(over, blocked);
    answer.findings.push_back(fmt::format(
        "{} more lines are the fewest that lose at most {} of these.", lines, percent(blocked)));
    for (int n = std::max(0, lines - 1); n <= lines + 1; ++n) {
      if (n == lines) answer.marked = answer.rows.size();
      add(n);
    }
  }
  answer.warnings.push_back(
      "Hayward's formula is an approximation: up to 45 % too low where few calls are lost.");
  return answer;
}

}  // namespace

std::vector<Calculator> loss_calculators() {
  constexpr CalculatorOption kLines = {"lines", "N", "how many; or a range: 8..20"};
  return {
      {"b",
       "Erlang B (M/G/s/s)",
       "Poisson calls, handling of any law; who finds all lines busy is lost.",
       {kLoad,
        kOneRateOption,
        kHandlingOption,
        {"lines", "N", "how many, also between whole numbers; or a range: 8..20"},
        kBlocked},
       "b --load 10 --blocked 1%",
       erlang_b_answer},
      {"engset",
       "Engset",
       "As Erlang B with few callers, each of whom calls at a rate of its own when idle.",
       {{"sources", "N", "how many callers there are"},
        {"calls", "RATE", "calls per time of one idle caller: 2/h"},
        kHandlingOption,
        {"intensity", "ERLANG", "or: both together"},
        kLines,
        kBlocked},
       "engset --sources 50 --calls 2/h --handling 6min --blocked 1%",
       engset_answer},
      {"overflow",
       "Hayward's approximation",
       "What one group of lines cannot take goes to a second one, in bursts.",
       {kLoad,
        kOneRateOption,
        kHandlingOption,
        {"lines", "N", "lines of the first group"},
        {"second", "N", "lines of the second group; or a range"},
        kBlocked},
       "overflow --load 70 --lines 60 --blocked 5%",
       overflow_answer},
  };
}

}  // namespace hotline
