#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "hotline/base/time.hpp"
#include "hotline/scenario/deferred.hpp"

// How callers and agents find each other, where callers may wait and how many of them, in the words
// of a planner.
namespace hotline {

// Which of the groups with an idle agent gets an arriving call.
enum class CallerPicks {
  kFirstInList,
  kLongestIdle,
  kMostIdle,
  kUniform,
  kFewestSkills,
  kLeastOccupied,
  kRandomByWeight,
};

// Which waiting call a freed agent takes.
enum class AgentPicks {
  kFirstInList,
  kHighestPriority,  // then longest waiting
  kLongestWaiting,
  kLongestWeightedWait,
  kLongestQueue,
  kEarliestDue,         // arrival + the target time of its type
  kQueueAgainstTarget,  // callers waiting for each agent on duty, in multiples of the target
};

// Groups of agents by name, in the order in which a caller tries them.
struct GroupOrder {
  std::vector<std::vector<std::string>> ranks;  // a later rank only when no earlier one is idle
  // A plain list of groups, each a rank of its own. Under any rule but "first in list" such groups
  // are of one rank, and the order decides between equals.
  bool plain = true;
};

// A comparison at the moment when a caller's terms may change.
struct Condition {
  enum class Of {
    kQueue,          // callers of a type who wait, the one concerned not counted
    kQueuePerAgent,  // the same for each agent on duty who can take them
    kIdleAgents,     // of a group
    kOccupancy,      // busy agents of a group / agents not on a break
    kServiceLevel,   // of a type's calls whose wait ended in the last `over`
    kExpectedWait,   // with a group: work ahead / agents on duty
    kMismatches,     // share of those who answered a dialler in the last `over` and found nobody
  };
  Of of = Of::kQueue;
  std::string name;      // of the call type or group
  bool at_least = true;  // the value or more; otherwise below it
  double value = 0;      // >= 0: callers, agents, a share, or seconds
  Seconds over = 0;      // > 0 for a service level and for mismatches
  std::string than;      // group whose expected wait is to be shorter, instead of a value
};

// After a wait, from then on, callers of a type are for these groups, with this priority. Several
// changes of one type at one time are alternatives: the first whose condition holds counts.
struct RankChange {
  std::string call;
  Seconds after = 0;
  std::optional<Condition> condition;
  std::optional<GroupOrder> groups;  // at least one of these two
  std::optional<int> priority;
};

// After a wait, one more group may serve the callers of a type, as the last rank.
struct Overflow {
  std::string call;
  Seconds after = 0;
  std::string to;  // takes the type, but is not in its order of groups
  std::optional<Condition> condition;
};

// A dialler keeps so many numbers ringing instead while the condition holds; of several rules for
// one type the first whose condition holds counts.
struct SlowDialling {
  std::string call;  // has a dialler
  Condition condition;
  Dials dials;  // 0 = none
};

// The agents of a group move together between callers and deferred work, by the service level of a
// call type over the last so many seconds. They begin with the callers.
struct Blend {
  std::string group;    // takes calls and deferred work
  std::string call;     // whose service level it goes by
  Seconds over = 0;     // > 0
  double at_least = 1;  // a level from which they turn to deferred work, 0..1
  double below = 0;     // a level under which they turn back; <= at_least
  Seconds stay = 0;     // with either for so long at least
};

// Lines that some call types share; the others have lines without limit.
struct LineGroup {
  std::string name;
  int count = 0;                   // >= 1
  std::vector<std::string> calls;  // names of call types, each in one line group at most
};

enum class WhenUnstaffed { kStay, kSendAway };
enum class BreakRule { kKeepLength, kKeepEnd };

// Overflow rules and stages of one type may come together in so many ways at most.
inline constexpr std::size_t kMostTerms = 200;

struct Routing {
  CallerPicks caller_picks = CallerPicks::kFirstInList;
  AgentPicks agent_picks = AgentPicks::kHighestPriority;
  // The order of groups for a call type, by type name; a type that is not named here tries the
  // groups that take it in the order of the file.
  std::map<std::string, GroupOrder> groups;
  // For "random by weight": by type name, the weights of groups, >= 0, a positive one in each.
  std::map<std::string, std::map<std::string, double>> group_weights;
  std::vector<RankChange> stages;  // those of one type in order of time
  std::vector<Overflow> overflow;  // of types without stages
  std::vector<SlowDialling> slow_dialling = {};
  std::vector<Blend> blend = {};  // a group in one of them at most
  std::optional<int>
      lines;  // calls in the house at most, from arrival to the end of talk: this, or
  std::vector<LineGroup> line_groups;
  std::optional<int> queue_limit;  // most callers waiting, of all types together: this, or
  std::optional<double> queue_limit_per_agent;  // so many for each agent on duty; > 0
  WhenUnstaffed when_unstaffed = WhenUnstaffed::kStay;
  BreakRule break_rule = BreakRule::kKeepLength;
};

}  // namespace hotline
