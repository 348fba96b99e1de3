#include <benchmark/benchmark.h>

#include <vector>

#include "engine/event_calendar.hpp"
#include "engine/house.hpp"
#include "engine/routing.hpp"
#include "hotline/hotline.hpp"

// The parts of the engine one by one.
namespace hotline {
namespace {

// Each event taken is set down anew, one mean service time later on average: the calendar in its
// steady state.
void calendar(benchmark::State& state) {
  const auto agents = static_cast<std::uint32_t>(state.range(0));
  detail::EventCalendar events(agents, 16 * std::size_t{agents}, 0.5 / agents);
  Generator bits = stream(1, 0, Purpose::kTalk, 0);
  const Sampler talk{Distribution(law::Exponential{1})};
  for (std::uint32_t agent = 0; agent < agents; ++agent) events.schedule(agent, talk(bits));
  for (auto _ : state) {
    const Seconds now = events.next_time();
    const detail::NodeId agent = events.take();
    events.schedule(agent, now + talk(bits));
  }
}
BENCHMARK(calendar)->RangeMultiplier(10)->Range(10, 100'000);

// A caller comes to the end of a queue of 100 and the first one leaves.
void queue(benchmark::State& state) {
  detail::CallPool pool;
  detail::Queue line;
  detail::Call call;
  for (int i = 0; i < 100; ++i) line.insert(pool, pool.take(call));
  for (auto _ : state) {
    const detail::CallId first = line.head;
    line.remove(pool, first);
    pool.give_back(first);
    call.since += 1;
    line.insert(pool, pool.take(call));
  }
}
BENCHMARK(queue);

// `groups` groups that take all of 3 types; a call finds an idle agent in the last of them.
Scenario several_groups(int groups, CallerPicks rule) {
  Scenario scenario;
  scenario.horizon = SteadyHorizon{kHour, 0, 2};
  for (const char* name : {"a", "b", "c"}) {
    CallType type;
    type.name = name;
    type.arrivals = Arrivals{1.0, {}};
    type.talk.usual = Distribution(law::Exponential{kMinute});
    scenario.calls.push_back(type);
  }
  for (int g = 0; g < groups; ++g) {
    AgentGroup group;
    group.name = std::to_string(g);
    group.takes = {"a", "b", "c"};
    group.staffing = 10;
    scenario.agents.push_back(group);
  }
  scenario.routing.caller_picks = rule;
  return scenario;
}

void router(benchmark::State& state, CallerPicks rule) {
  const auto groups = static_cast<int>(state.range(0));
  const Model model = compile(several_groups(groups, rule));
  detail::House house(model);
  house.start(1, 0);
  house.agents.put_idle(model.agents - 1, 0);
  CallGenerator bits(1);
  for (auto _ : state) benchmark::DoNotOptimize(detail::pick_agent(house, 0, bits));
}
BENCHMARK_CAPTURE(router, first_in_list, CallerPicks::kFirstInList)->Arg(1)->Arg(10)->Arg(100);
BENCHMARK_CAPTURE(router, longest_idle, CallerPicks::kLongestIdle)->Arg(1)->Arg(10)->Arg(100);
BENCHMARK_CAPTURE(router, uniform, CallerPicks::kUniform)->Arg(1)->Arg(10)->Arg(100);

void law(benchmark::State& state, const Distribution& distribution) {
  const Sampler sampler(distribution);
  Generator bits = stream(1, 0, Purpose::kTalk, 0);
  for (auto _ : state) benchmark::DoNotOptimize(sampler(bits));
}
BENCHMARK_CAPTURE(law, constant, Distribution(law::Constant{60}));
BENCHMARK_CAPTURE(law, exponential, Distribution(law::Exponential{60}));
BENCHMARK_CAPTURE(law, uniform, Distribution(law::Uniform{0, 60}));
BENCHMARK_CAPTURE(law, triangular, Distribution(law::Triangular{0, 20, 60}));
BENCHMARK_CAPTURE(law, lognormal, Distribution(law::LogNormal{60, 1}));
BENCHMARK_CAPTURE(law, gamma, Distribution(law::Gamma{2, 60}));
BENCHMARK_CAPTURE(law, weibull, Distribution(law::Weibull{0.8, 60}));

}  // namespace
}  // namespace hotline

BENCHMARK_MAIN();
