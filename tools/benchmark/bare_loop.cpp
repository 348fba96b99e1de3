#include "bare_loop.hpp"

#include <boost/random/exponential_distribution.hpp>
#include <deque>
#include <limits>
#include <vector>

#include "engine/event_calendar.hpp"
#include "hotline/random/stream.hpp"

namespace hotline::benchmark {
namespace {

double exponential(Xoshiro& bits) {
  return boost::random::exponential_distribution<double>()(bits);
}

// Keeps the compiler from dropping a result that nobody looks at.
void keep(double value) {
  static volatile double sink = 0;
  sink = value;
  static_cast<void>(sink);
}

}  // namespace

Work draw_only(std::uint64_t calls) {
  Xoshiro arrivals = stream(1, 0, Purpose::kArrival, 0).plain();
  Xoshiro talks = stream(1, 0, Purpose::kTalk, 0).plain();
  Xoshiro patience = stream(1, 0, Purpose::kPatience, 0).plain();
  double sum = 0;
  for (std::uint64_t i = 0; i < calls; ++i) {
    sum += exponential(arrivals) + exponential(talks) + exponential(patience);
  }
  keep(sum);
  return {static_cast<double>(calls), 0};
}

Work bare_loop(std::uint64_t calls, std::uint32_t agents, double load, double mean_patience) {
  struct Waiting {
    double arrived, talk, deadline;
  };
  Xoshiro arrivals = stream(1, 0, Purpose::kArrival, 0).plain();
  Xoshiro talks = stream(1, 0, Purpose::kTalk, 0).plain();
  Xoshiro patience = stream(1, 0, Purpose::kPatience, 0).plain();
  detail::EventCalendar calendar(agents, 16 * std::size_t{agents}, 0.5 / agents);
  std::vector<std::uint32_t> idle(agents);
  for (std::uint32_t agent = 0; agent < agents; ++agent) idle[agent] = agent;
  std::deque<Waiting> queue;
  std::uint64_t served = 0, abandoned = 0, events = 0, arrived = 0;
  double waits = 0;
  double next_arrival = exponential(arrivals) / load;
  while (arrived < calls) {
    ++events;
    if (calendar.next_time() <= next_arrival) {
      const double now = calendar.next_time();
      const std::uint32_t agent = calendar.take();
      // Who has lost patience meanwhile is found when an agent would have come.
      while (!queue.empty() && queue.front().deadline < now) {
        ++abandoned;
        waits += queue.front().deadline - queue.front().arrived;
        queue.pop_front();
      }
      if (queue.empty()) {
        idle.push_back(agent);
        continue;
      }
      ++served;
      waits += now - queue.front().arrived;
      calendar.schedule(agent, now + queue.front().talk);
      queue.pop_front();
      continue;
    }
    const double now = next_arrival;
    ++arrived;
    next_arrival = now + exponential(arrivals) / load;
    const double talk = exponential(talks);
    const double limit = mean_patience * exponential(patience);
    if (idle.empty()) {
      queue.push_back({now, talk, now + limit});
    } else {
      ++served;
      calendar.schedule(idle.back(), now + talk);
      idle.pop_back();
    }
  }
  keep(waits + static_cast<double>(served) + static_cast<double>(abandoned));
  return {static_cast<double>(arrived), static_cast<double>(events)};
}

}  // namespace hotline::benchmark
