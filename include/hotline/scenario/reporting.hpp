#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hotline/base/calendar.hpp"
#include "hotline/base/time.hpp"

// What a planner wants to be told about a hotline. Nothing here changes what happens in it.
namespace hotline {

// The interval of the day to which an attempt belongs: that in which it arrived, in which its
// service began, or in which it left. An attempt without service left when it ended.
enum class IntervalOf { kArrival, kService, kExit };

// What a measure that can be watched is about, and how its limits are written.
struct Watchable {
  enum class About { kCalls, kAgents, kHouse };
  enum class Written { kShare, kSeconds, kNumber };
  std::string_view measure;  // key, as in docs/measures.md
  About about;
  Written written;
  bool by_interval;  // is also estimated for each interval of the week
};

// All of them; a test holds them against the tables of measures.
std::span<const Watchable> watchables();

// Limits that a measure should not pass. The measure is better the larger it is if yellow > red,
// and better the smaller if yellow < red; they are never equal.
struct Watch {
  std::string measure;  // key of one of `watchables`
  double yellow = 0, red = 0;
  bool each_interval = false;  // judged for each interval of the week, not over all
  bool good_if_large() const { return yellow > red; }
};

// A named union of call types, agent groups and hours of the week, which is reported like a type.
struct Segment {
  struct Hours {
    std::vector<Weekday> days;
    ClockTime from = 0, to = kDay;  // 0 <= from < to <= 24 h, at borders of intervals
  };
  std::string name;
  std::vector<std::string> calls;   // names of call types; empty = all
  std::vector<std::string> agents;  // names of groups; empty = all
  std::vector<Hours> hours;         // empty = all; may overlap
};

// What things cost, in units of the currency.
struct Costs {
  std::string currency;
  double line_second = 0;     // of a call on a line, from its arrival to the end of talk
  double abandoned_call = 0;  // penalty for each attempt that is abandoned
  double served_call = 0;     // revenue of each attempt that is served
};

struct Reporting {
  IntervalOf interval_of = IntervalOf::kArrival;
  std::vector<Watch> watch;  // over the whole house
  std::vector<Segment> segments;
  std::optional<Costs> costs;
};

}  // namespace hotline
