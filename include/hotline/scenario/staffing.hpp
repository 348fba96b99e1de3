#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "hotline/base/calendar.hpp"
#include "hotline/base/time.hpp"

// What a planner promises to callers, and which shifts may be worked. Nothing here changes what
// happens in a simulation: it is what the commands "staff" and "schedule" plan for.
namespace hotline {

// One promise. The measures are those of docs/measures.md, of attempts.
struct StaffingTarget {
  enum class Measure {
    kServiceLevel,  // answered within `within`, of offered: at least `limit`
    kAbandonment,   // of offered: at most `limit`
    kAsa,           // mean wait of those answered: at most `limit` seconds
    kOccupancy,     // of agents: at most `limit`
  };
  // Over what the measure is taken: each half-hour, each day, or all of it together.
  enum class Each { kInterval, kDay, kHorizon };
  Measure measure = Measure::kServiceLevel;
  double limit = 0.8;
  std::optional<Seconds> within = {};    // none = the target time of each call type
  std::vector<std::string> calls = {};   // together; empty = all. Not of an occupancy
  std::vector<std::string> agents = {};  // of an occupancy: groups together; empty = all
  Each each = Each::kInterval;
  // 0: in the mean. Otherwise the share of days (0..1) on which the day's own value must hold the
  // limit; `each` is then `kDay`.
  double in_days = 0;
};

// A break of a permitted shift, by its place after the shift's start.
struct PermittedBreak {
  Seconds after = 0;   // begins at the earliest
  Seconds until = 0;   // is over at the latest
  Seconds length = 0;  // > 0
  bool paid = false;
};

// Shifts that people may work: every start with every length.
struct PermittedShift {
  std::string name;
  std::vector<std::string> agents = {};  // groups; empty = all
  std::vector<Weekday> days = {};        // on which it may begin; empty = all
  std::vector<ClockTime> starts;
  std::vector<Seconds> lengths;  // 0 < length <= 24 h
  std::vector<PermittedBreak> breaks = {};
  std::optional<PerSecond> wage = {};  // of one person and second of paid time; none = the group's
  std::optional<int> people = {};      // at most so many work it
  bool part_time = false;
};

// What holds for the people who work the shifts.
struct WorkRules {
  int days_a_week = 5;                      // 1..7 that everybody works
  bool days_off_together = false;           // days off follow each other in the week's circle
  int days_in_a_row = 6;                    // at most, also over the end of a week; 1..7
  Seconds rest = 11 * kHour;                // at least, between two shifts of a person
  std::optional<int> people = {};           // at most, of all groups
  std::map<std::string, int> group_people;  // at most, by group
  double part_time = 1;                     // at most this share of people
};

struct StaffingWishes {
  std::vector<StaffingTarget> targets;  // empty: each call type's own target in each interval
  std::vector<PermittedShift> shifts;
  WorkRules rules;
};

}  // namespace hotline
