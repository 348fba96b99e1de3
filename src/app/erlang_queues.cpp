#include <fmt/format.h>

#include "command.hpp"
#include "erlang_calculators.hpp"
#include "hotline/experiment/duration_law.hpp"
#include "hotline/theory/constant_handling.hpp"
#include "hotline/theory/erlang_c.hpp"
#include "hotline/theory/finite_queue.hpp"
#include "hotline/theory/impatient_queue.hpp"

// Queues served in order of arrival whose whole law of the wait is known: c, a, g, mmsk, mds.
namespace hotline {
namespace {

using namespace theory;  // NOLINT: this file is about its models

bool always(const Traffic&, int) { return true; }
bool below_load(const Traffic& traffic, int agents) { return traffic.offered_load() < agents; }

Answer erlang_c_answer(const Question& question) {
  WaitingModel model;
  model.queue = [](const Traffic& traffic, int agents) {
    return std::make_unique<ErlangC>(traffic, agents);
  };
  model.stable = below_load;
  return queue_answer(question, model);
}

Answer erlang_a_answer(const Question& question) {
  const Seconds patience = question.duration("patience");
  WaitingModel model{.gives_up = true, .least_is_one = true};
  model.queue = [patience](const Traffic& traffic, int agents) {
    return std::make_unique<ErlangA>(traffic, agents, patience);
  };
  model.stable = always;
  return queue_answer(question, model);
}

Answer general_patience_answer(const Question& question) {
  const DurationLaw patience = duration_law(question.law("patience"));
  WaitingModel model{.gives_up = true, .least_is_one = true};
  model.queue = [patience](const Traffic& traffic, int agents) {
    return std::make_unique<ImpatientQueue>(traffic, agents, patience);
  };
  model.stable = always;
  return queue_answer(question, model);
}

// --capacity counts all calls in the system, --places those that wait.
Answer finite_queue_answer(const Question& question) {
  constexpr int kMost = 1'000'000;
  question.one_of({"capacity", "places"});
  const int capacity = question.has("capacity") ? question.whole("capacity", 1, kMost) : 0;
  const int places = question.has("places") ? question.whole("places", 0, kMost) : 0;
  const Seconds patience = question.has("patience") ? question.duration("patience")
                                                    : std::numeric_limits<double>::infinity();
  if (capacity > 0 && question.has("agents")) {
    const auto agents = question.range("agents", 1, kMostAgentsAsked);
    if (agents.to > capacity) {
      throw CommandLineError(
          fmt::format("--capacity {} is less than --agents {}", capacity, agents.to),
          "It counts all calls in the system; --places counts those that wait.");
    }
  }
  WaitingModel model{
      .gives_up = question.has("patience"), .turned_away = true, .least_is_one = true};
  model.queue = [=](const Traffic& traffic, int agents) {
    return std::make_unique<FiniteQueue>(traffic, agents, capacity > 0 ? capacity : agents + places,
                                         patience);
  };
  model.stable = [capacity](const Traffic&, int agents) {
    return capacity == 0 || agents <= capacity;
  };
  return queue_answer(question, model);
}

Answer constant_handling_answer(const Question& question) {
  // Nearer to saturation than this the law of the wait is not solved.
  constexpr double kMostOccupancy = 1 - 1e-4;
  WaitingModel model;
  model.queue = [](const Traffic& traffic, int agents) {
    return std::make_unique<ConstantHandlingQueue>(traffic, agents);
  };
  model.stable = [](const Traffic& traffic, int agents) {
    return traffic.offered_load() < kMostOccupancy * agents;
  };
  return queue_answer(question, model);
}

}  // namespace

std::vector<Calculator> queue_calculators() {
  constexpr CalculatorOption kPatience = {"patience", "TIME", "mean time before giving up: 4min"};
  return {
      {"c", "Erlang C (M/M/s)",
       "Poisson calls, exponential handling; everybody waits as long as it takes.",
       queue_options({}, false, false), "c --calls 100/30min --handling 3min --target 80/20s",
       erlang_c_answer},
      {"a", "Erlang A (M/M/s+M)", "As Erlang C, but callers give up after an exponential patience.",
       queue_options({kPatience}, true, false),
       "a --calls 100/30min --handling 3min --patience 4min --agents 8..16", erlang_a_answer},
      {"g", "M/M/s+G", "As Erlang A, with patience of any law; exact.",
       queue_options({{"patience", "LAW", "\"weibull shape=2 mean=4min\", as in scenarios"}}, true,
                     false),
       "g --calls 100/30min --handling 3min --patience \"uniform from=0s to=4min\" --agents 11",
       general_patience_answer},
      {"mmsk", "M/M/s/K and M/M/s/K+M",
       "As Erlang C or A with a limit to the calls in the system; others are turned away.",
       queue_options({{"capacity", "N", "most calls in the system, in service and waiting"},
                      {"places", "N", "or: most calls that wait"},
                      kPatience},
                     true, true),
       "mmsk --calls 100/30min --handling 3min --agents 12 --capacity 20", finite_queue_answer},
      {"mds", "M/D/s", "As Erlang C, but every call takes the same time; exact.",
       queue_options({}, false, false), "mds --calls 100/30min --handling 3min --target 80/20s",
       constant_handling_answer},
  };
}

}  // namespace hotline
