#include "hotline/experiment/measures.hpp"

namespace hotline {
namespace {

// ---- Numerators and denominators ---------------------------------------------------------------

constexpr double number(std::uint64_t count) { return static_cast<double>(count); }

template <Outcome kOutcome>
double outcome(const CallView& view) {
  return number(view.sums.outcome(kOutcome));
}
constexpr auto served = outcome<Outcome::kServed>;
constexpr auto abandoned = outcome<Outcome::kAbandoned>;

double attempts(const CallView& view) { return number(view.sums.attempts); }
double callers(const CallView& view) { return number(view.sums.callers); }
double retries(const CallView& view) {
  return attempts(view) - callers(view) - number(view.sums.handed_over);
}
double offered(const CallView& view) { return number(view.sums.offered()); }
double in_target(const CallView& view) { return number(view.sums.in_target); }
double abandoned_in_target(const CallView& view) { return number(view.sums.abandoned_in_target); }

double staffed(const AgentView& view) { return view.sums.staffed; }
double staffed_hours(const AgentView& view) { return view.sums.staffed / kHour; }
double busy(const AgentView& view) { return view.sums.busy; }
double answered(const AgentView& view) { return number(view.sums.answered); }

// ---- Tables ------------------------------------------------------------------------------------

constexpr bool kByInterval = true;
constexpr bool kTotalOnly = false;
constexpr double (*kPerObservation)(const CallView&) = nullptr;
constexpr double (*kPerAgentObservation)(const AgentView&) = nullptr;

constexpr Measure<CallView> kCallMeasures[] = {
    {"callers", "callers", Unit::kCalls, "Attempts that are a caller's first.", callers,
     kPerObservation, kByInterval},
    {"attempts", "calls made", Unit::kCalls,
     "All attempts to call, first ones and retries, whatever became of them.", attempts,
     kPerObservation, kByInterval},
    {"retries", "calls made again", Unit::kCalls,
     "Attempts that are not a caller's first and were not handed over.", retries, kPerObservation,
     kTotalOnly},
    {"offered", "calls offered", Unit::kCalls,
     "Attempts that arrived while the lines were open and found a line: served, abandoned, balked, "
     "rejected or dismissed.",
     offered, kPerObservation, kByInterval},

    {"served", "served", Unit::kCalls, "Attempts that were answered by an agent.", served,
     kPerObservation, kByInterval},
    {"abandoned", "abandoned", Unit::kCalls,
     "Attempts whose caller hung up in queue when patience ended.", abandoned, kPerObservation,
     kByInterval},
    {"balked", "balked", Unit::kCalls,
     "Attempts whose caller hung up at once on being asked to wait.", outcome<Outcome::kBalked>,
     kPerObservation, kTotalOnly},
    {"rejected", "rejected", Unit::kCalls, "Attempts that found the queue full.",
     outcome<Outcome::kRejected>, kPerObservation, kTotalOnly},
    {"blocked", "blocked", Unit::kCalls, "Attempts that found no free line.",
     outcome<Outcome::kBlocked>, kPerObservation, kTotalOnly},
    {"closed", "closed", Unit::kCalls, "Attempts made while the lines were closed.",
     outcome<Outcome::kClosed>, kPerObservation, kByInterval},
    {"dismissed", "dismissed", Unit::kCalls,
     "Attempts that were sent away from the queue, at closing or when nobody was left to answer.",
     outcome<Outcome::kDismissed>, kPerObservation, kTotalOnly},
    {"self_served", "self served", Unit::kCalls,
     "Attempts that the machine which answers first served.", outcome<Outcome::kSelfServed>,
     kPerObservation, kTotalOnly},
    {"hung_up", "hung up", Unit::kCalls,
     "Attempts whose caller hung up on the machine which answers first.", outcome<Outcome::kHungUp>,
     kPerObservation, kTotalOnly},
    {"handed_over", "handed over", Unit::kCalls,
     "Attempts that came by transfer from another call type or as a consult.",
     [](const CallView& view) { return number(view.sums.handed_over); }, kPerObservation,
     kTotalOnly},

    {"service_level", "service level", Unit::kShare,
     "Calls answered within the target time, of calls offered.", in_target, offered, kByInterval},
    {"service_level_less_short_abandons", "service level, less short abandons", Unit::kShare,
     "Calls answered within the target time, of calls offered less those abandoned within it.",
     in_target, [](const CallView& view) { return offered(view) - abandoned_in_target(view); },
     kTotalOnly},
    {"service_level_of_answered", "service level of answered", Unit::kShare,
     "Calls answered within the target time, of calls answered.", in_target, served, kTotalOnly},
    {"service_level_abandons_good", "service level, short abandons good", Unit::kShare,
     "Calls answered or abandoned within the target time, of calls offered.",
     [](const CallView& view) { return in_target(view) + abandoned_in_target(view); }, offered,
     kTotalOnly},

    {"asa", "average speed of answer", Unit::kSeconds, "Mean wait of the calls answered.",
     [](const CallView& view) { return view.sums.wait_served; }, served, kByInterval},
    {"wait_all", "mean wait of all", Unit::kSeconds,
     "Mean wait of the calls offered, however they ended.",
     [](const CallView& view) {
       return view.sums.wait_served + view.sums.wait_abandoned + view.sums.wait_dismissed;
     },
     offered, kTotalOnly},
    {"wait_abandoned", "mean wait of abandoned", Unit::kSeconds,
     "Mean wait of the calls abandoned.",
     [](const CallView& view) { return view.sums.wait_abandoned; }, abandoned, kTotalOnly},
    {"wait_square", "mean square wait", Unit::kSquareSeconds,
     "Mean of the squared wait of the calls answered.",
     [](const CallView& view) { return view.sums.wait_served_squares; }, served, kTotalOnly},
    {"excess", "mean excess over target", Unit::kSeconds,
     "Mean over the calls answered of the wait beyond the target time, 0 for those within it.",
     [](const CallView& view) { return view.sums.excess_served; }, served, kTotalOnly},
    {"waited", "share that waited", Unit::kShare,
     "Calls that were not answered at once, of calls offered.",
     [](const CallView& view) { return number(view.sums.waited); }, offered, kByInterval},

    {"abandonment", "abandonment", Unit::kShare, "Calls abandoned, of calls offered.", abandoned,
     offered, kByInterval},
    {"abandonment_in_target", "abandonment within target", Unit::kShare,
     "Calls abandoned within the target time, of calls offered.", abandoned_in_target, offered,
     kTotalOnly},
    {"abandonment_after_target", "abandonment after target", Unit::kShare,
     "Calls abandoned after more than the target time, of calls offered.",
     [](const CallView& view) { return abandoned(view) - abandoned_in_target(view); }, offered,
     kTotalOnly},

    {"queue_mean", "mean queue", Unit::kCount, "Callers in queue, on average over time.",
     [](const CallView& view) { return view.sums.queue_time; },
     [](const CallView& view) { return view.length; }, kByInterval},
    {"queue_longest", "longest queue", Unit::kCount,
     "Most callers in queue at one time in an observation, on average over observations.",
     [](const CallView& view) { return number(view.longest_queue); }, kPerObservation, kTotalOnly},
    {"wait_longest", "longest wait", Unit::kSeconds,
     "Longest wait of any attempt in an observation, on average over observations.",
     [](const CallView& view) { return view.longest_wait; }, kPerObservation, kTotalOnly},

    {"coverage_calls", "calls that reached a person", Unit::kShare,
     "Attempts that were answered by an agent, of all attempts.", served, attempts, kByInterval},
    {"coverage_callers", "callers who reached a person", Unit::kShare,
     "Callers who were answered in the end, at whichever attempt, of all callers.",
     [](const CallView& view) { return number(view.sums.callers_reached); }, callers, kTotalOnly},
    {"caller_service_level", "service level of callers", Unit::kShare,
     "Callers who were answered in the end and waited at most the target time over all their "
     "attempts, of all callers.",
     [](const CallView& view) { return number(view.sums.callers_in_target); }, callers, kTotalOnly},
    {"target_met", "intervals that met the target", Unit::kShare,
     "Intervals whose service level met the target, of intervals in which a call was offered.",
     [](const CallView& view) { return number(view.targets.met); },
     [](const CallView& view) { return number(view.targets.judged); }, kByInterval},
};

constexpr Measure<AgentView> kAgentMeasures[] = {
    {"staffed_hours", "hours on duty", Unit::kHours,
     "Agent-hours on duty, overtime included, breaks and time off the phones not.", staffed_hours,
     kPerAgentObservation, kByInterval},
    {"busy_hours", "hours with a call", Unit::kHours, "Agent-hours of talk and after-call work.",
     [](const AgentView& view) { return busy(view) / kHour; }, kPerAgentObservation, kByInterval},
    {"talk_hours", "hours of talk", Unit::kHours, "Agent-hours busy, less after-call work.",
     [](const AgentView& view) { return (busy(view) - view.sums.after_call) / kHour; },
     kPerAgentObservation, kTotalOnly},
    {"after_call_hours", "hours of after-call work", Unit::kHours,
     "Agent-hours of after-call work of the calls answered.",
     [](const AgentView& view) { return view.sums.after_call / kHour; }, kPerAgentObservation,
     kTotalOnly},
    {"idle_hours", "idle hours", Unit::kHours, "Agent-hours on duty without a call.",
     [](const AgentView& view) { return (staffed(view) - busy(view)) / kHour; },
     kPerAgentObservation, kTotalOnly},
    {"break_hours", "hours on break", Unit::kHours, "Agent-hours on a break, paid or not.",
     [](const AgentView& view) { return view.sums.on_break / kHour; }, kPerAgentObservation,
     kTotalOnly},
    {"away_hours", "hours off the phones", Unit::kHours,
     "Agent-hours on the roster but off the phones by shrinkage.",
     [](const AgentView& view) { return view.sums.away / kHour; }, kPerAgentObservation,
     kTotalOnly},
    {"overtime_hours", "overtime hours", Unit::kHours,
     "Agent-hours on duty after the end of the shift, to finish a call or the queue.",
     [](const AgentView& view) { return view.sums.overtime / kHour; }, kPerAgentObservation,
     kTotalOnly},
    {"answered", "calls answered", Unit::kCalls, "Calls that agents answered.", answered,
     kPerAgentObservation, kTotalOnly},
    {"occupancy", "occupancy", Unit::kShare,
     "Time with a call, talk and after-call work, of time on duty.", busy, staffed, kByInterval},
    {"calls_per_hour", "calls per hour", Unit::kCount, "Calls answered per agent-hour on duty.",
     answered, staffed_hours, kTotalOnly},
};

constexpr Measure<HouseView> kHouseMeasures[] = {
    {"coverage_hours", "hours with somebody on duty", Unit::kShare,
     "Time in which at least one agent was on duty, of all time.",
     [](const HouseView& view) { return view.staffed_time; },
     [](const HouseView& view) { return view.length; }, kTotalOnly},
    {"coverage_demand", "calls made while staffed", Unit::kShare,
     "Attempts made while at least one agent was on duty, of all attempts.",
     [](const HouseView& view) { return number(view.sums.attempts_staffed); },
     [](const HouseView& view) { return number(view.sums.attempts); }, kTotalOnly},
};

}  // namespace

std::span<const Measure<CallView>> call_measures() { return kCallMeasures; }
std::span<const Measure<AgentView>> agent_measures() { return kAgentMeasures; }
std::span<const Measure<HouseView>> house_measures() { return kHouseMeasures; }

}  // namespace hotline
