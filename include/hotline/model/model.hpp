#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "hotline/base/calendar.hpp"
#include "hotline/model/arrivals.hpp"
#include "hotline/model/deferred.hpp"
#include "hotline/random/sampler.hpp"
#include "hotline/scenario/scenario.hpp"

namespace hotline {

// Positions in the tables of a Model.
using GroupId = std::uint32_t;
using AgentId = std::uint32_t;
using IntervalId = std::uint32_t;
using QueueId = std::uint32_t;

inline constexpr std::uint32_t kNoLimit = std::numeric_limits<std::uint32_t>::max();

// Something whose time is known before the run: the engine walks through these with a cursor. At
// one instant they happen in the order of their kinds.
struct Step {
  enum class Kind : std::uint8_t {
    kInterval,     // the next interval begins
    kOpen,         // the lines open
    kClose,        // the lines close
    kAddAgents,    // `count` more agents of group `who`
    kDutyStart,    // agent `who` begins a shift
    kShrinkage,    // agents of group `who` are drawn anew to be on or off the phones
    kBreakWindow,  // agent `who` may take a break of `length` when idle
    kBreak,        // agent `who` is due a break of `length`
    kLeaveEarly,   // agent `who` goes before the shift ends
    kDutyEnd,      // agent `who` ends a shift
    kDropAgents,   // `count` fewer agents of group `who`
    kStart,        // those come to be there who are there at the start
    kWorkHours,    // work of queue `who` may be begun from now on (`count` is 1), or no longer
    kEnd,          // of the horizon: no call arrives any more
  };
  Seconds time = 0;
  Seconds length = 0;
  std::uint32_t who = 0;
  std::uint32_t count = 0;
  Kind kind = Kind::kInterval;

  // `count` of the start of a duty is its number among the person's; that of a break is a sum of:
  static constexpr std::uint32_t kPaid = 1;
  static constexpr std::uint32_t kOfWindow = 2;  // due if it was not taken since its window opened
};

// A shift of one person on one day whose beginning and end are drawn in each replication.
struct DutyModel {
  Seconds from = 0, to = 0;  // by the roster; may lie beyond the horizon
  AgentId who = 0;
  std::uint32_t number = 0;           // among the person's duties
  std::uint32_t late = 0, early = 0;  // in Model::habits
};

// A distribution that may differ by the interval of a call's arrival.
struct TimedSampler {
  std::vector<Sampler> laws;          // the usual one first; never empty
  std::vector<std::uint16_t> law_at;  // [interval]; empty if there is only one law
  std::vector<Seconds> means = {};    // as many as laws
  const Sampler& at(IntervalId interval) const {
    return law_at.empty() ? laws.front() : laws[law_at[interval]];
  }
  Seconds mean_at(IntervalId interval) const {
    return law_at.empty() ? means.front() : means[law_at[interval]];
  }
};

struct RetryModel {
  // [failure][number of the retry, from 0]; the last one holds for all that follow. Empty: never.
  std::vector<double> probability[kFailures];
  std::uint32_t at_most = 0;  // retries of one caller
  bool same_patience = false;
  Sampler delay;
};

struct SequelModel {
  Sequel::Kind kind = Sequel::Kind::kTransfer;
  TypeId to = 0;
  double probability = 0;
  bool warm = false;
  bool keeps_place = false;
  Sampler together;  // time for three of a warm transfer
  Sampler length;    // of a consult; delay of a call again
};

// A comparison whose answer decides whether callers change their terms.
struct ConditionModel {
  Condition::Of of = Condition::Of::kQueue;
  std::uint32_t who = 0;    // call type, group, or element of Model::recent_levels
  bool at_least = true;     // the value or more; otherwise less than it
  double value = 0;         // callers, agents, a share or seconds
  GroupId than = kNoLimit;  // compare with this group's expected wait instead
};

// At a given wait, the callers of a type who still wait may come onto other terms: by the first of
// these changes whose condition holds.
struct TurnModel {
  struct Change {
    std::uint32_t condition = kNoLimit;  // in Model::conditions; kNoLimit = always
    std::vector<QueueId> leads_to;       // [queue - first queue of the type]
  };
  Seconds after = 0;
  std::vector<Change> changes;
};

// The service level of a type over the last so many seconds, for conditions; or the share of those
// who answered its dialler and found an agent.
struct RecentLevelModel {
  TypeId type = 0;
  Seconds window = 0;
  bool of_dialler = false;
  bool operator==(const RecentLevelModel&) const = default;
};

// A group whose agents move together between callers and deferred work.
struct BlendModel {
  GroupId group = 0;
  std::uint32_t level = 0;  // in Model::recent_levels
  double at_least = 1, below = 0;
  Seconds stay = 0;
};

struct LineGroupModel {
  std::string name;
  std::uint32_t count = kNoLimit;
};

struct TypeModel {
  std::string name;
  Seconds target_time = 0;
  double target_share = 0;
  ArrivalModel arrivals;
  TimedSampler talk, after_call, patience;
  Seconds mean_handling = 0;  // talk and after-call work by their usual laws
  PerSecond talk_growth = 0;  // talk is longer by this share for each second of the wait
  bool impatient = false;     // patience is not infinite
  double balk = 0;
  bool has_ivr = false;
  double self_served = 0, hung_up = 0;  // probabilities at the end of the machine's message
  Sampler ivr_length;
  std::vector<SequelModel> sequels;
  bool last_come_first = false;
  // Callers of this type may come to it more than once, or from another type: whether they were
  // reached in the end is then counted caller by caller.
  bool follows_callers = false;
  bool retries = false;
  RetryModel retry;
  int priority = 0;
  double weight = 1;
  std::uint32_t queue_limit = kNoLimit;
  double queue_limit_per_agent = 0;  // on duty who can take it; 0 = none
  double queue_target = 1;           // callers waiting for each such agent
  std::uint16_t lines = 0;           // in line_groups, whose lines its calls take
  std::vector<GroupId> groups;       // that serve some queue of it
  QueueId queue = 0;                 // in which its callers begin to wait; its others follow
  std::vector<TurnModel> turns;      // in order of time
  TypeWaits waits;
  std::optional<DeferredModel> deferred;
};

// Callers of one type who wait for the same agents on the same terms. A type has one queue, and
// more where callers change their terms while they wait.
struct QueueModel {
  TypeId type = 0;
  int priority = 0;
  std::vector<GroupId> groups;  // in the order in which a caller tries them
  // Where each rank of groups ends in the list; empty if all are of one rank.
  std::vector<std::uint32_t> rank_ends = {};
  std::vector<double> weights = {};  // of the groups, for the rule that draws by weight
  // Of work that agents do when nobody waits: others of the group who stay idle, and whether it may
  // be begun at the start of the horizon.
  std::uint32_t reserve = 0;
  bool starts_open = true;
};

// A segment, by position; types, groups and cells are in order and at least one each.
struct SegmentModel {
  std::string name;
  std::vector<TypeId> types;
  std::vector<GroupId> groups;
  std::vector<std::uint32_t> cells;
  bool all_cells = true;
};

// Limits to be held against the result.
struct WatchModel {
  enum class Scope { kHouse, kType, kGroup };
  Watch watch;
  Scope scope = Scope::kHouse;
  std::uint32_t who = 0;  // type or group
};

struct GroupModel {
  std::string name;
  std::vector<QueueId> queues;  // that it serves, in the order in which a freed agent looks at them
  // Work without a caller on the line, taken only when nobody waits in these; likewise.
  std::vector<QueueId> deferred_queues;
  AgentId first_agent = 0;     // agents of a group are numbered one after another
  std::uint32_t agents = 0;    // most that can ever be on duty
  std::uint32_t constant = 0;  // on duty from the start
  bool by_shift = false;       // agents are persons with shifts of their own
  AtShiftEnd at_shift_end = AtShiftEnd::kFinishCall;
  double absence = 0;
  double shrinkage = 0;
  double pause_probability = 0;  // after a call, of being off the phones for `pause`
  Sampler pause;
  double wage = 0;  // per paid second
  // [type]: serves it only while more of its agents than this are idle; empty if 0 for all.
  std::vector<std::uint32_t> reserve;
  // [type]: talk time of this group's own, if any; empty if the group has none.
  std::vector<std::vector<Sampler>> own_talk;
  // Factors on talk and after-call work, 1 / speed; each is empty if all of its entries are 1.
  std::vector<double> pace;         // [type]
  std::vector<double> person_pace;  // [agent - first_agent]
};

// What an interval of the horizon is called in reports.
struct IntervalModel {
  Seconds start = 0, end = 0;
  std::uint32_t cell = 0;  // interval of the week
  std::uint32_t day = 0;
};

// An interval of the week.
struct CellInfo {
  Weekday weekday = Weekday::kMonday;
  ClockTime from = 0, to = kDay;
  std::uint32_t slot = 0;   // interval of the day
  Seconds length = 0;       // of all its intervals in the horizon
  std::uint32_t times = 1;  // number of those intervals
};

// Who is there when a replication begins.
struct StartModel {
  struct Waiting {
    TypeId type = 0;
    Seconds waited = 0;
  };
  struct Busy {
    GroupId group = 0;
    TypeId type = 0;
    std::uint32_t agents = 0;
  };
  std::vector<Waiting> waiting;  // in the order of their places in line
  std::vector<Busy> busy;
};

// First calls and the talk and after-call work that they bring, before the speed of agents.
struct FirstCalls {
  double calls = 0;
  Seconds work = 0;
};

// Which parts of the engine a model needs; the engine is compiled for several combinations and a
// run uses the leanest that has all of these.
struct Needs {
  bool choice = false;     // more than one call type or agent group
  bool patience = false;   // some caller may hang up in queue
  bool journeys = false;   // closing, machine, balking, retries, sequels, limits, handling by group
  bool rosters = false;    // staffing that changes
  bool stages = false;     // callers whose groups change while they wait
  bool deferred = false;   // callbacks, messages, numbers to be called
  bool campaigns = false;  // diallers, groups that move between callers and deferred work
};

// A scenario compiled for the engine: flat, validated, immutable, shared by all threads.
struct Model {
  std::string title;
  bool calendar = false;
  Seconds length = 0;                    // of the horizon; for steady runs with the warm-up
  std::vector<IntervalModel> intervals;  // of a calendar; of a steady run: warm-up, then batches
  bool warm_up = false;                  // the first interval is thrown away (steady)
  bool finds_warm_up = false;            // how long that should be is to be found from a run
  std::vector<TypeModel> types;
  std::vector<QueueModel> queues;
  std::vector<GroupModel> groups;
  std::uint32_t agents = 0;       // of all groups
  std::vector<Step> steps;        // in order of time, then kind, then position in the scenario
  std::vector<DutyModel> duties;  // those that are not among the steps
  std::vector<Sampler> habits;    // how late people come, how early they leave
  bool breaks_off_calls = false;  // some group does not finish the call in hand
  bool starts_open = true;
  AtClosing at_closing = AtClosing::kFinishQueue;
  std::vector<LineGroupModel> line_groups;  // never empty
  bool counts_lines = false;                // some of them may be all taken
  std::uint32_t queue_limit = kNoLimit;     // of all types together
  double queue_limit_per_agent = 0;         // on duty, likewise; 0 = none
  CallerPicks caller_picks = CallerPicks::kFirstInList;
  AgentPicks agent_picks = AgentPicks::kHighestPriority;
  bool has_reserves = false;
  std::vector<ConditionModel> conditions;
  std::vector<RecentLevelModel> recent_levels;
  std::vector<BlendModel> blends;
  StartModel start;
  std::vector<TypeId> dialled_types;  // those with a dialler
  WhenUnstaffed when_unstaffed = WhenUnstaffed::kStay;
  BreakRule break_rule = BreakRule::kKeepLength;
  std::vector<FactorLaw> factor_laws;  // of the random factors of all types
  std::uint32_t factor_values = 1;     // how many; the first is 1
  Needs needs;

  // For reports.
  bool has_rows = true;  // results by interval of the week and by day are wanted
  std::uint32_t cells = 1;
  std::uint32_t days = 1;
  std::vector<CellInfo> cell_info;  // [cell]
  std::vector<Date> dates;          // [day]; empty if steady
  std::vector<Seconds> day_length;  // [day]
  IntervalOf interval_of = IntervalOf::kArrival;
  std::vector<Seconds> more_targets;  // further times T, ascending, asked of every type
  std::vector<SegmentModel> segments;
  std::vector<WatchModel> watches;
  std::optional<Costs> costs;

  // Expected number of first calls of a type that arrive in [from, to): random factors have mean 1.
  // Of a renewal process: time over mean gap.
  double expected_calls(TypeId type, Seconds from = 0, Seconds to = kNever) const;

  // Expected first calls of all types but deferred ones over the horizon, a warm-up left out. None
  // if they are not known exactly: of renewal processes, and of counts that are random otherwise
  // than by Poisson's law or whose spread over the day is random; and of a steady run without a
  // warm-up that begins with callers in queue.
  std::optional<FirstCalls> expected_first_calls() const;
};

// Compiles a scenario. Throws Error if it is too large for memory (more than `kMostAgents` agents,
// or more interval rows than fit).
Model compile(const Scenario& scenario);

// The same model for whoever looks at the whole horizon only: without results by interval and by
// day, but as fine as its segments need. What happens does not change, and a tally is small.
Model without_rows(Model model);

// The same steady model with its whole length, warm-up included, cut anew: a warm-up of this length
// (0 for none, below the whole), then so many batches (>= 1). Nothing that is random changes.
Model with_batches(Model model, Seconds warm_up, int batches);

}  // namespace hotline
