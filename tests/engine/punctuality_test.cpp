#include <doctest/doctest.h>

#include <cmath>

#include "played.hpp"

// People who come late and leave early.
using namespace hotline;
using namespace hotline::test;

namespace {

constexpr Seconds kEight = 8 * kHour;

Scenario one_hour() {
  Scenario scenario = crowded_day(310);
  scenario.agents[0].staffing = std::vector<Shift>{shift(kEight, 9 * kHour)};
  return scenario;
}

// Many people on many days whom nearly nobody calls.
Scenario quiet_months(int persons) {
  Scenario scenario = calendar(100);
  scenario.calls = {call("a", 1 / kHour, 60)};
  scenario.agents = {agents("g", 0, {"a"})};
  scenario.agents[0].staffing = std::vector<Shift>{shift(kEight, 12 * kHour, persons)};
  return scenario;
}

}  // namespace

TEST_CASE("who is late answers the first call on arrival, and the lost time is not on duty") {
  Scenario scenario = one_hour();
  scenario.agents[0].late = constant(600);
  scenario.agents[0].at_shift_end = AtShiftEnd::kDropCall;
  const Played day = play(scenario);
  CHECK(answered_at(day.answered().front()) == doctest::Approx(kEight + 600));
  CHECK(day.agents().staffed == doctest::Approx(3000));
}

TEST_CASE("who leaves early finishes the call in hand, beyond the shift's end that is overtime") {
  // Calls begin at 8:00 + k x 310 s, the twelfth at 8:56:50 until 9:02.
  Scenario scenario = one_hour();
  scenario.agents[0].early = constant(300);  // 8:55: the eleventh call ends at 8:56:50
  const Played within = play(scenario);
  CHECK(within.answered().size() == 11);
  CHECK(within.agents().staffed == doctest::Approx(11 * 310));
  CHECK(within.agents().overtime == 0);
  scenario.agents[0].early = constant(100);  // 8:58:20
  const Played beyond = play(scenario);
  CHECK(beyond.answered().size() == 12);
  CHECK(beyond.agents().overtime == doctest::Approx(120));
  scenario.agents[0].at_shift_end = AtShiftEnd::kDropCall;  // holds at the shift's own end
  const Played dropped = play(scenario);
  CHECK(ended_at(dropped.answered().back()) == doctest::Approx(9 * kHour));
  CHECK(dropped.agents().overtime == 0);
}

TEST_CASE("a shift has its own lateness, or else that of its group") {
  Scenario scenario = one_hour();
  Shift second = shift(10 * kHour, 11 * kHour);
  second.late = constant(60);
  std::get<std::vector<Shift>>(scenario.agents[0].staffing).push_back(second);
  scenario.agents[0].late = constant(600);
  scenario.agents[0].at_shift_end = AtShiftEnd::kDropCall;
  CHECK(play(scenario).agents().staffed == doctest::Approx(3000 + 3540));
}

TEST_CASE("lateness follows its law over persons and days") {
  // 4,000 shifts of 4 h, each shorter by an exponential of mean 300 s and a uniform to 600 s.
  Scenario scenario = quiet_months(40);
  scenario.agents[0].late = exponential(300);
  scenario.agents[0].early = Distribution(law::Uniform{0, 600});
  const Played played = play(scenario);
  const double variance = 300.0 * 300 + 600.0 * 600 / 12;
  const double lost = 4000 * 4 * kHour - played.agents().staffed;
  CHECK(std::abs(lost - 4000 * 600) < 4.5 * std::sqrt(4000 * variance));
}

TEST_CASE("lateness is the same whatever the calls do") {
  Scenario scenario = quiet_months(5);
  scenario.agents[0].late = exponential(900);
  scenario.agents[0].at_shift_end = AtShiftEnd::kDropCall;
  const Seconds quiet = play(scenario).agents().staffed;
  scenario.calls[0].arrivals = Arrivals{80 / kHour, {}};
  const Seconds busy = play(scenario).agents().staffed;
  CHECK(busy == doctest::Approx(quiet).epsilon(1e-12));
  CHECK(quiet < 500 * 4 * kHour);
}

TEST_CASE("who is later than the shift is long does not come") {
  Scenario scenario = one_hour();
  scenario.agents[0].late = constant(30 * kMinute);
  scenario.agents[0].early = constant(30 * kMinute);
  CHECK(play(scenario).agents().staffed == 0);
}

TEST_CASE("a night shift of the eve is late by its own start, not by midnight") {
  Scenario scenario = crowded_day(310);
  scenario.agents[0].staffing = std::vector<Shift>{shift(23 * kHour, 1 * kHour)};
  scenario.agents[0].late = constant(2 * kHour - 600);
  scenario.agents[0].at_shift_end = AtShiftEnd::kDropCall;
  // From 0:50 to 1:00; the second night comes after the end of the horizon.
  CHECK(play(scenario).agents().staffed == doctest::Approx(600));
}

TEST_CASE(
    "who is absent is the same whatever the lateness, and for all others when one comes more") {
  Scenario scenario = crowded_day(60);
  scenario.horizon = calendar(20).horizon;
  scenario.agents[0].staffing = std::vector{shift(8 * kHour, 16 * kHour, 6)};
  scenario.agents[0].absence = 0.3;
  const auto absent = [&] {
    const Model model = compile(scenario);
    std::vector<std::pair<int, AgentId>> who;
    Replication(model).trace(1, 0, [&](const TraceEvent& event) {
      if (event.how == "absent") who.emplace_back(static_cast<int>(event.time / kDay), event.agent);
    });
    std::ranges::sort(who);
    return who;
  };
  const auto punctual = absent();
  CHECK(punctual.size() > 15);
  scenario.agents[0].late = Distribution(law::Uniform{0, 2 * kHour});
  CHECK(absent() == punctual);
  // A seventh person comes.
  scenario.agents[0].staffing = std::vector{shift(8 * kHour, 16 * kHour, 7)};
  auto with_another = absent();
  std::erase_if(with_another, [](const auto& entry) { return entry.second == 6; });
  CHECK(with_another == punctual);
}
