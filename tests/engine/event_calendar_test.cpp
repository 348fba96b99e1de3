#include "engine/event_calendar.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <vector>

using namespace hotline;
using namespace hotline::detail;

namespace {

// The obvious calendar to compare with: all pending events in the order in which they were
// scheduled, searched for the first of the earliest.
struct PlainCalendar {
  struct Event {
    NodeId id;
    Seconds time;
  };
  std::vector<Event> events;

  std::vector<Event>::iterator find(NodeId id) { return std::ranges::find(events, id, &Event::id); }
  std::vector<Event>::iterator earliest() {
    return std::ranges::min_element(events, {}, &Event::time);
  }
};

// Times on a coarse grid make ties likely; large ones fall beyond a year of buckets.
Seconds any_delay() {
  const auto grid = *rc::gen::inRange(0, 40);
  const auto scale = *rc::gen::element(0.25, 1.0, 1000.0);
  return grid * scale;
}

}  // namespace

TEST_CASE("the calendar gives the events that a plain list gives, in the same order") {
  CHECK(rc::check([] {
    constexpr NodeId kNodes = 12;
    const auto width = *rc::gen::element(0.001, 0.5, 7.0, 1e6);
    EventCalendar calendar(kNodes, 64, width);
    calendar.clear();
    PlainCalendar plain;
    Seconds now = 0;
    const int steps = *rc::gen::inRange(1, 200);
    for (int step = 0; step < steps; ++step) {
      const auto id = *rc::gen::inRange<NodeId>(0, kNodes);
      const auto pending = plain.find(id);
      const int action = *rc::gen::inRange(0, 3);
      if (pending == plain.events.end()) {
        const Seconds time = now + any_delay();
        calendar.schedule(id, time);
        plain.events.push_back({id, time});
      } else if (action == 0) {
        calendar.cancel(id);
        plain.events.erase(pending);
      } else {
        const auto next = plain.earliest();
        RC_ASSERT(calendar.next_time() == next->time);
        RC_ASSERT(calendar.take() == next->id);
        now = next->time;
        plain.events.erase(next);
      }
      RC_ASSERT(calendar.next_time() == (plain.events.empty() ? kNever : plain.earliest()->time));
    }
  }));
}

TEST_CASE("a calendar that is cleared is empty") {
  EventCalendar calendar(2, 64, 1.0);
  calendar.schedule(0, 3.0);
  calendar.clear();
  CHECK(calendar.next_time() == kNever);
  calendar.schedule(0, 5.0);
  CHECK(calendar.next_time() == 5.0);
}
