#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "hotline/base/calendar.hpp"
#include "hotline/base/error.hpp"
#include "hotline/base/time.hpp"
#include "hotline/random/distribution.hpp"
#include "hotline/scenario/deferred.hpp"
#include "hotline/scenario/reporting.hpp"
#include "hotline/scenario/routing.hpp"
#include "hotline/scenario/run_settings.hpp"
#include "hotline/scenario/staffing.hpp"
#include "hotline/scenario/week_table.hpp"

// A hotline as its planner describes it, in the planner's words. Every time is in seconds and every
// rate per second: the units that the file was written in end at the reader. A `Scenario` that
// comes from `read_scenario` has passed every check; for one made by hand the ranges and rules
// written here are preconditions.
namespace hotline {

// ---- Time --------------------------------------------------------------------------------------

// From the first to the last day, both included, on one wall clock.
struct CalendarHorizon {
  Date from, to;
  std::string time_zone = "UTC";
  Seconds interval = 30 * kMinute;  // divides 24 h, at least 1 min
};

// One endless interval with constant rates: a warm-up that is thrown away, then a length that is
// cut into batches.
struct SteadyHorizon {
  Seconds length = 0;          // > 0
  Seconds warm_up = 0;         // >= 0
  int batches = 20;            // >= 2
  bool finds_warm_up = false;  // from the run itself; `warm_up` is then 0
};

using Horizon = std::variant<CalendarHorizon, SteadyHorizon>;

enum class AtClosing { kFinishQueue, kSendAway };

struct Opening {
  // By weekday, possibly several stretches a day. No value = the lines are always open.
  std::optional<WeekTable<bool>> hours;
  std::vector<Date> closed_on;
  struct SpecialDay {
    Date on;
    std::vector<ClockRange> hours;
  };
  std::vector<SpecialDay> special;  // replaces the weekday's hours
  AtClosing at_closing = AtClosing::kFinishQueue;
};

// ---- Demand ------------------------------------------------------------------------------------

// A mean number of first calls a day over the days from `from` to the day before the next level,
// or to the end of the horizon.
struct Level {
  Date from;
  double calls_per_day = 0;  // >= 0
};

// Days on which demand is `factor` times the usual. If `included`, the level's mean already counts
// it (the rest of the level gets less); if not, it comes on top. A surge that may fail to happen is
// drawn once for a replication; a mean that counts it counts its expectation.
struct Surge {
  Date from, to;
  double factor = 1;  // >= 0
  bool included = false;
  std::string note;
  double probability = 1;  // 0..1
  // The call types that it concerns; empty = those with a share. One that is `included` has neither
  // of these.
  std::vector<std::string> calls = {};
  std::optional<ClockRange> hours = {};  // none = the whole day
};

// How far normal variables are correlated: a matrix (symmetric, 1 on the diagonal, no negative
// eigenvalue), or if it is empty one number, whose meaning its owner states.
struct Correlation {
  double r = 0;  // -1..1
  std::vector<std::vector<double>> matrix;
};

// How busy it is by chance: a factor of mean 1 on rates. The counts of a Poisson process of mean m
// under a factor of coefficient of variation c have the variance m + (c m)^2.
struct Busyness {
  enum class Per { kDay, kReplication, kInterval };
  enum class Law { kGamma, kLogNormal };
  double cv = 0;  // coefficient of variation, > 0
  Per per = Per::kDay;
  Law law = Law::kGamma;
  // Intervals of one day are joined by a normal copula (only `kInterval`); one number: r^distance.
  std::optional<Correlation> intervals = {};

  // Only of what call types share:
  std::vector<std::string> calls = {};  // the types that it concerns; empty = all
  // Each of the types has a factor of its own, and these are joined by a normal copula; one number:
  // between any two.
  std::optional<Correlation> types = {};
  std::vector<double> cvs = {};  // then: one for each of `calls`, instead of `cv`; or empty
};

// A value for stretches of some dates' wall clock; elsewhere 0. Stretches do not overlap.
struct DateTable {
  struct Entry {
    Date date;
    ClockRange range;
    double value = 0;
  };
  std::vector<Entry> entries;
};

// A value that changes smoothly between points of the wall clock, and is 0 before the first and
// after the last. A weekday has one line at most.
struct SmoothTable {
  struct Point {
    ClockTime at = 0;
    double value = 0;  // >= 0
  };
  struct Line {
    std::vector<Weekday> days;
    std::vector<Point> points;  // in order of time; at least 2, of a spline at least 4
  };
  std::vector<Line> lines;
  // Monotone cubic pieces (Fritsch and Butland 1984) instead of straight lines: no value lies
  // outside those of the two points around it.
  bool spline = false;
};

// Something per unit of time, absolute or relative, that follows the clock.
using Profile = std::variant<WeekTable<double>, DateTable, SmoothTable>;

// The demand that call types share by their `share`. Only with a calendar horizon.
struct Demand {
  std::vector<Level> levels;  // by `from`, the first from the start on; empty without shares
  std::array<double, kDaysPerWeek> weekdays = {1, 1, 1, 1,
                                               1, 1, 1};  // relative, >= 0, Monday first
  std::optional<Profile> day_shape;  // relative rates; none = even over the day
  // Factors that multiply each other.
  std::vector<Busyness> busyness;
  // The day's calls are divided among its intervals by random shares, the same for all types: a
  // Dirichlet law whose mean is the day shape and whose parameters have this sum (> 0).
  std::optional<double> dirichlet;
  std::vector<Surge> surges;
};

// A renewal process: the times between calls are independent draws of one law.
struct Renewal {
  Distribution gap;  // mean > 0
  // How fast the gaps pass, by the clock: 1 = as they are, 0 = not at all. None = 1 around the
  // clock.
  std::optional<WeekTable<double>> speed;
};

// A number of calls that is drawn first and then spread: given the number, the times of the calls
// are independent, with a density in proportion to the shape.
struct CallCount {
  double mean = 0;       // whole and fixed, or
  bool poisson = false;  // the mean of a Poisson number,
  double cv = 0;         // itself multiplied by a factor of this coefficient of variation, if > 0
  Busyness::Law law = Busyness::Law::kGamma;
  bool per_day = true;  // a number for each day on which the shape is not 0, or for the horizon
  std::optional<Profile> shape;     // none = even over the usual opening hours
  std::optional<double> dirichlet;  // as in Demand
};

// Exactly these calls, in seconds since the start of the horizon, in order.
struct CallTimes {
  std::vector<Seconds> times;
};

// So many numbers, letters or cases that are all there from the beginning, of each day or of the
// horizon.
struct NumberList {
  int count = 0;  // >= 0
  bool per_day = true;
};

// Arrivals of one call type of its own: Poisson at a rate that is constant or follows the clock, or
// something else.
struct Arrivals {
  std::variant<PerSecond, Profile, Renewal, CallCount, CallTimes, NumberList> source = 0.0;
  std::optional<Busyness> busyness;  // of this type alone; only of rates and renewals
};

// ---- Calls -------------------------------------------------------------------------------------

// Ways in which an attempt can fail, after which the caller may try again.
enum class Failure { kAbandoned, kBalked, kRejected, kBlocked, kClosed, kDismissed };
inline constexpr int kFailures = 6;

struct Retry {
  std::vector<Failure> after = {Failure::kAbandoned};
  double probability = 0;      // 0..1
  Distribution delay;          // from the failure to the next attempt
  int at_most = 0;             // retries of one caller; 0 = no limit (probability must be below 1)
  bool same_patience = false;  // keep the first patience, or draw it afresh each time
  // By the number of the retry, the last one for all that follow; overrides `probability`.
  std::vector<double> by_attempt = {};
  std::map<Failure, double> by_failure = {};  // overrides both
};

// The machine that answers before anybody else: what a caller hears or keys in.
struct Ivr {
  Distribution length;
  double self_served = 0;  // probability of leaving satisfied at its end
  double hung_up = 0;      // probability of giving up at its end; the sum is at most 1
};

// What may follow once an agent has answered a call; at most one of a type's sequels happens.
struct Sequel {
  enum class Kind {
    kTransfer,   // the caller goes on to another call type when talk is over
    kConsult,    // the agent calls a colleague, as a call of another type, and holds the caller
    kCallAgain,  // not resolved: the caller calls again later
  };
  Kind kind = Kind::kTransfer;
  std::string to;          // call type of a transfer or consult
  double probability = 0;  // 0..1; those of a type sum to at most 1
  // Warm transfer: time for three once the next agent answers, until when the first one stays with
  // the caller; none = cold, the first agent is free at once.
  std::optional<Distribution> together;
  Distribution length;  // of a consult, instead of the other type's talk; delay of a call again
  bool keeps_place = false;  // a transferred caller is queued by the time of the first waiting
};

struct Target {
  Seconds answered_within = 20;  // T
  double share = 0.8;            // 0..1
};

// A length of time whose law depends on the wall clock at the call's (first) arrival.
struct TimedDistribution {
  Distribution usual;
  WeekTable<Distribution> by_time;  // overrides `usual` where listed
};

struct CallType {
  std::string name;
  std::optional<double> share;       // of the shared demand, 0..1: this, or
  std::optional<Arrivals> arrivals;  // arrivals of its own
  TimedDistribution talk;
  PerSecond talk_growth = 0;  // talk is longer by this share for each second of waiting; >= 0
  std::optional<TimedDistribution> after_call;
  std::optional<TimedDistribution> patience;  // none = waits for ever
  double balk = 0;                            // probability of leaving at once when asked to wait
  std::optional<BalkCurve> balk_by_wait;      // the same by the announced wait, instead of `balk`
  std::optional<AnnouncedWait> announced_wait;
  std::optional<Callback> callback;
  std::optional<Voicemail> voicemail;
  std::optional<Deferred> deferred;  // its calls are work without a caller on the line
  std::optional<Retry> retry;
  std::optional<Ivr> ivr;
  std::vector<Sequel> then;
  Target target;
  std::vector<Seconds> more_targets;  // further times T within which calls should be answered
  std::vector<Watch> watch;           // limits of measures of this type
  int priority = 0;                   // larger goes first where the routing looks at priority
  std::optional<int> queue_limit;     // most callers of this type waiting: this, or
  // so many for each agent on duty who can take the type; > 0
  std::optional<double> queue_limit_per_agent;
  // Callers waiting for each such agent, for "queue against target"; > 0
  double queue_target = 1;
  bool last_come_first = false;  // order within the type's queue
  double weight = 1;             // of a second of waiting, for "longest weighted wait"; > 0
};

// Whether first calls of the type come at a rate, which busyness and surges multiply: not if their
// number or their times are given, nor if there are none.
inline bool has_rate(const CallType& type) {
  if (!type.arrivals) return type.share.has_value();
  return !std::holds_alternative<CallCount>(type.arrivals->source) &&
         !std::holds_alternative<CallTimes>(type.arrivals->source) &&
         !std::holds_alternative<NumberList>(type.arrivals->source);
}

// ---- Agents ------------------------------------------------------------------------------------

struct Break {
  ClockTime from = 0;  // or when its window opens
  Seconds length = 0;
  bool paid = false;
  // With a window: how much later it may begin, so that it ends with the window at the latest. It
  // begins when the agent is idle and nobody waits, at the latest so much after `from`.
  Seconds slack = 0;
};

struct Shift {
  std::string name;  // optional; lets overrides address the shift by name
  std::vector<Weekday> days;
  ClockRange range;  // may run overnight
  int count = 0;
  std::vector<Break> breaks = {};
  // Named persons of the group who work this shift, among the `count`; the others have no name and
  // no other shift.
  std::vector<std::string> persons = {};
  std::optional<Date> from_date = {}, to_date = {};   // both included; none = the whole horizon
  std::optional<Distribution> late = {}, early = {};  // instead of the group's
};

// Numbers of agents on one date, instead of those of its weekday.
struct StaffedDay {
  Date on;
  std::vector<std::pair<ClockRange, int>> numbers;
};

// What becomes of a call in hand when its agent's shift ends or the number of agents falls.
enum class AtShiftEnd {
  kFinishCall,  // in overtime
  kDropCall,    // it is cut off
  kHandOver,    // it goes back to the queue, with the rest of its talk
};

// Time off the phones that some calls cost the agent.
struct Pause {
  double probability = 0;
  Distribution length;
};

// An agent with a name, who works faster or slower than others of the group.
struct Person {
  std::string name;
  double speed = 1;  // times that of the group
};

struct AgentGroup {
  std::string name;
  std::vector<std::string> takes;  // names of call types, in order of preference
  // Staffing is one of: a constant number, numbers by wall clock and weekday, or shifts.
  std::variant<int, WeekTable<int>, std::vector<Shift>> staffing = 0;
  std::map<std::string, Distribution> talk;  // of calls of a type, instead of the type's own
  // Talk and after-call work are divided by it: 1.2 takes 5/6 of the time. One number, or by the
  // name of a call type those that differ from it.
  double speed = 1;
  std::map<std::string, double> speed_by_type;
  std::vector<StaffedDay> special;  // with numbers by the clock
  std::vector<Person> persons;      // with a number or shifts; the others have speed 1 and no name
  AtShiftEnd at_shift_end = AtShiftEnd::kFinishCall;
  // Of each person and shift: how much later than its start the agent comes, and how much before
  // its end leaves.
  std::optional<Distribution> late, early;
  std::optional<Pause> pause_after_call;
  double absence = 0;    // probability that an agent of a shift stays away that day
  double shrinkage = 0;  // share of paid time in which an agent is not on the phones
  double wage = 0;       // of one agent, in units of the currency per second of paid time; >= 0
  std::vector<Watch> watch = {};  // limits of measures of this group
  // By call type that it takes: it serves that type only while more than so many of its agents are
  // idle; >= 1
  std::map<std::string, int> reserve;
};

// ---- The whole ---------------------------------------------------------------------------------

// Who is there when a replication begins, instead of nobody.
struct Start {
  // By call type: callers in queue, each with the time waited so far; longest first.
  std::map<std::string, std::vector<Seconds>> waiting;
  // By group and call type: agents with such a call in hand.
  std::map<std::string, std::map<std::string, int>> busy;
};

struct Scenario {
  std::string title;
  Horizon horizon;
  Opening opening;
  std::optional<Demand> demand;
  std::vector<CallType> calls;
  std::vector<AgentGroup> agents;
  Routing routing;
  RunSettings run;
  Reporting reporting;
  Start start = {};
  StaffingWishes staffing = {};
};

}  // namespace hotline
