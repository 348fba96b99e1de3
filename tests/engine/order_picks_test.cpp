#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "support/builder.hpp"
#include "theory/solved_chain.hpp"
#include "validation/observe.hpp"

// Rules by which an agent goes by the order in which callers came, against exact Markov chains
// whose states remember that order. 16 estimates from 30 batches each may deviate by 4.5 of their
// standard errors: a right program fails one check in 10,000. The seeds are fixed.
using namespace hotline;
using namespace hotline::test;
using theory::test::SolvedChain;

namespace {

constexpr double kLimit = 4.5;
constexpr int kBatches = 30;
constexpr Seconds kTalk = 60;  // mean
constexpr int kAgents = 2;
constexpr int kRoom = 3;  // of each queue
const double kRates[2] = {1.5 / kMinute, 1.2 / kMinute};

using State = SolvedChain::State;
using Moves = SolvedChain::Moves;

// The types of the callers who wait, in the order in which they came.
using Line = std::vector<int>;

int waiting(const Line& line, int type) {
  return static_cast<int>(std::count(line.begin(), line.end(), type));
}

// A line as a number: a 1, then a bit for each caller.
int code_of(const Line& line) {
  int code = 1;
  for (const int type : line) code = 2 * code + type;
  return code;
}

Line line_of(int code) {
  Line line;
  for (; code > 1; code /= 2) line.insert(line.begin(), code % 2);
  return line;
}

// Who of a line is next: its place.
using Next = std::function<std::size_t(const Line&)>;

void check_rule(const Scenario& scenario, const Next& next, std::uint64_t seed) {
  // State: busy agents and the line. Talk is alike, so it does not matter whose.
  const SolvedChain chain({0, 1}, [&](const State& state) {
    Moves moves;
    const Line line = line_of(state[1]);
    for (int type = 0; type < 2; ++type) {
      Line longer = line;
      const bool joins = state[0] == kAgents && waiting(line, type) < kRoom;
      if (joins) longer.push_back(type);
      moves.emplace_back(kRates[type], State{std::min(state[0] + 1, kAgents), code_of(longer)});
    }
    Line shorter = line;
    if (!line.empty()) shorter.erase(shorter.begin() + static_cast<long>(next(line)));
    moves.emplace_back(state[0] / kTalk,
                       State{line.empty() ? state[0] - 1 : state[0], code_of(shorter)});
    return moves;
  });
  const auto sums = observe(compile(scenario), seed, 1);
  for (std::size_t type = 0; type < 2; ++type) {
    const int id = static_cast<int>(type);
    check_exact("queue of type " + std::to_string(type),
                ratio(
                    sums, [type](const Sums& s) { return s.types[type].queue_time; },
                    [](const Sums& s) { return s.length; }),
                chain.mean([=](const State& state) { return waiting(line_of(state[1]), id); }),
                kLimit);
    check_exact(
        "rejected of type " + std::to_string(type),
        ratio(
            sums, [type](const Sums& s) { return count(s.types[type], Outcome::kRejected); },
            [type](const Sums& s) { return number(s.types[type].attempts); }),
        chain.mean([=](const State& state) { return waiting(line_of(state[1]), id) == kRoom; }),
        kLimit);
  }
}

Scenario two_queues(AgentPicks rule) {
  const Seconds batch = 8'000 / 2.7 * kMinute;
  Scenario scenario = steady(kBatches * batch, batch / 4, kBatches);
  scenario.calls = {call("a", kRates[0], kTalk), call("b", kRates[1], kTalk)};
  for (CallType& type : scenario.calls) type.queue_limit = kRoom;
  scenario.agents = {agents("g", kAgents, {"b", "a"})};
  scenario.routing.agent_picks = rule;
  return scenario;
}

std::size_t first(const Line&) { return 0; }

std::size_t first_of(const Line& line, int type) {
  const auto found = std::find(line.begin(), line.end(), type);
  return found == line.end() ? 0 : static_cast<std::size_t>(found - line.begin());
}

}  // namespace

TEST_CASE("longest waiting agrees with the Markov chain of the line") {
  check_rule(two_queues(AgentPicks::kLongestWaiting), first, 51);
}

TEST_CASE("earliest due with equal targets is the order of the line") {
  Scenario scenario = two_queues(AgentPicks::kEarliestDue);
  for (CallType& type : scenario.calls) type.target.answered_within = 30;
  check_rule(scenario, first, 52);
}

TEST_CASE("earliest due with targets far apart agrees with the chain of two priorities") {
  Scenario scenario = two_queues(AgentPicks::kEarliestDue);
  scenario.calls[0].target.answered_within = 0;
  scenario.calls[1].target.answered_within = 365 * kDay;
  check_rule(
      scenario, [](const Line& line) { return first_of(line, 0); }, 53);
}

TEST_CASE("last come first served within a type agrees with the chain of its order") {
  // In line, the last of type a goes before the others of its type; between the types it is the
  // time of arrival of the caller who is next.
  Scenario scenario = two_queues(AgentPicks::kLongestWaiting);
  scenario.calls[0].last_come_first = true;
  check_rule(
      scenario,
      [](const Line& line) {
        std::size_t last_a = line.size();
        for (std::size_t i = 0; i < line.size(); ++i) {
          if (line[i] == 0) last_a = i;
        }
        const std::size_t first_b = first_of(line, 1);
        if (last_a == line.size()) return std::size_t{0};
        if (waiting(line, 1) == 0) return last_a;
        return std::min(last_a, first_b);
      },
      54);
}
