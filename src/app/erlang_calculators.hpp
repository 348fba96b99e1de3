#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "erlang_answer.hpp"
#include "erlang_question.hpp"
#include "hotline/theory/stationary_queue.hpp"

// The calculators of `hotline erlang`: each answers a Question with one model of room `theory`.
namespace hotline {

struct CalculatorOption {
  std::string_view name, value, help;
};

struct Calculator {
  std::string_view name;
  std::string_view model;    // "Erlang C (M/M/s)"
  std::string_view assumes;  // one sentence
  std::vector<CalculatorOption> options;
  std::string_view example;  // after "hotline erlang "
  Answer (*answer)(const Question&);
};

// Of the files erlang_<family>.cpp.
std::vector<Calculator> queue_calculators();
std::vector<Calculator> loss_calculators();
std::vector<Calculator> handling_calculators();
std::vector<Calculator> special_calculators();
std::vector<Calculator> day_calculators();

inline constexpr int kMostAgentsAsked = 200'000;

// Options that several calculators share.
inline constexpr CalculatorOption kOneRateOption = {"calls", "RATE", "calls per time: 100/30min"};
inline constexpr CalculatorOption kCallsOption = {"calls", "RATE",
                                                  "calls per time: 100/30min; or a range A..B"};
inline constexpr CalculatorOption kHandlingOption = {"handling", "TIME",
                                                     "mean time a call keeps an agent: 3min"};
inline constexpr CalculatorOption kAgentsOption = {"agents", "N", "how many; or a range: 8..20"};
inline constexpr CalculatorOption kStepsOption = {"steps", "N",
                                                  "rows of a range of --calls; default: 5"};
inline constexpr CalculatorOption kWithinOption = {
    "within", "TIME", "acceptable wait of the service level; default: 20s"};

// Calls and handling, one rate only.
theory::Traffic traffic_of(const Question& question);
// "100/30min of 3 min each: 10 Erlang"
std::string traffic_in_words(const Question& question);

// ---- Calculators for a queue of one kind of call -----------------------------------------------

struct WaitingModel {
  std::function<std::unique_ptr<theory::StationaryQueue>(const theory::Traffic&, int agents)>
      queue = {};
  // Whether the long run exists: a search does not look further.
  std::function<bool(const theory::Traffic&, int agents)> stable = {};
  bool gives_up = false;      // callers may give up
  bool turned_away = false;   // calls may find no place
  bool least_is_one = false;  // any number of agents has a long run
};

// The options that queue_answer understands, with those of the model itself before them.
std::vector<CalculatorOption> queue_options(std::vector<CalculatorOption> own, bool gives_up,
                                            bool turned_away);

// Answers by what was given: --calls and --agents with measures, --calls and a goal with the fewest
// agents, --agents and a goal with the largest rate; ranges with tables.
Answer queue_answer(const Question& question, const WaitingModel& model);

}  // namespace hotline
