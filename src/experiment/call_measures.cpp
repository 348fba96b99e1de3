#include <algorithm>
#include <vector>

#include "hotline/experiment/measures.hpp"

// The measures of call types, first those of attempts, then those of callers.
namespace hotline {
namespace {

// ---- Numerators and denominators ---------------------------------------------------------------

constexpr double number(std::uint64_t count) { return static_cast<double>(count); }

double attempts(const CallView& view) { return number(view.sums.attempts); }
double callers(const CallView& view) { return number(view.sums.callers); }
double retries(const CallView& view) {
  return attempts(view) - callers(view) - number(view.sums.handed_over);
}

double told(const CallView& view) { return number(view.sums.told); }

// The two bases on which calls are counted.
const Fates& by_attempt(const CallView& view) { return view.sums; }
const Fates& by_caller(const CallView& view) { return view.sums.by_caller; }
using Basis = const Fates& (*)(const CallView&);

template <Basis kBasis, Outcome kOutcome>
double outcome(const CallView& view) {
  return number(kBasis(view).outcome(kOutcome));
}
template <Basis kBasis>
constexpr auto served = outcome<kBasis, Outcome::kServed>;
template <Basis kBasis>
constexpr auto abandoned = outcome<kBasis, Outcome::kAbandoned>;

template <Basis kBasis>
double offered(const CallView& view) {
  return number(kBasis(view).offered());
}
template <Basis kBasis>
double in_target(const CallView& view) {
  return number(kBasis(view).in_target);
}
template <Basis kBasis>
double abandoned_in_target(const CallView& view) {
  return number(kBasis(view).abandoned_in_target);
}
template <Basis kBasis>
double abandoned_after_target(const CallView& view) {
  return abandoned<kBasis>(view) - abandoned_in_target<kBasis>(view);
}
template <Basis kBasis>
double offered_less_short_abandons(const CallView& view) {
  return offered<kBasis>(view) - abandoned_in_target<kBasis>(view);
}
template <Basis kBasis>
double in_target_or_abandoned(const CallView& view) {
  return in_target<kBasis>(view) + abandoned_in_target<kBasis>(view);
}
template <Basis kBasis>
double waited(const CallView& view) {
  return number(kBasis(view).waited);
}
template <Basis kBasis>
double wait_all(const CallView& view) {
  return kBasis(view).wait_all();
}
template <Basis kBasis, auto kSum>
double sum(const CallView& view) {
  return kBasis(view).*kSum;
}

// ---- Tables ------------------------------------------------------------------------------------

constexpr bool kByInterval = true;
constexpr bool kTotalOnly = false;
constexpr double (*kPerObservation)(const CallView&) = nullptr;

constexpr Measure<CallView> kAttemptMeasures[] = {
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
     "rejected, dismissed, called back, message left or dropped.",
     offered<by_attempt>, kPerObservation, kByInterval},

    {"served", "served", Unit::kCalls, "Attempts that were answered by an agent.",
     served<by_attempt>, kPerObservation, kByInterval},
    {"abandoned", "abandoned", Unit::kCalls,
     "Attempts whose caller hung up in queue when patience ended.", abandoned<by_attempt>,
     kPerObservation, kByInterval},
    {"balked", "balked", Unit::kCalls,
     "Attempts whose caller hung up at once on being asked to wait.",
     outcome<by_attempt, Outcome::kBalked>, kPerObservation, kTotalOnly},
    {"rejected", "rejected", Unit::kCalls, "Attempts that found the queue full.",
     outcome<by_attempt, Outcome::kRejected>, kPerObservation, kTotalOnly},
    {"blocked", "blocked", Unit::kCalls, "Attempts that found no free line.",
     outcome<by_attempt, Outcome::kBlocked>, kPerObservation, kTotalOnly},
    {"closed", "closed", Unit::kCalls, "Attempts made while the lines were closed.",
     outcome<by_attempt, Outcome::kClosed>, kPerObservation, kByInterval},
    {"dismissed", "dismissed", Unit::kCalls,
     "Attempts that were sent away from the queue, at closing or when nobody was left to answer.",
     outcome<by_attempt, Outcome::kDismissed>, kPerObservation, kTotalOnly},
    {"self_served", "self served", Unit::kCalls,
     "Attempts that the machine which answers first served.",
     outcome<by_attempt, Outcome::kSelfServed>, kPerObservation, kTotalOnly},
    {"hung_up", "hung up", Unit::kCalls,
     "Attempts whose caller hung up on the machine which answers first.",
     outcome<by_attempt, Outcome::kHungUp>, kPerObservation, kTotalOnly},
    {"called_back", "called back", Unit::kCalls,
     "Attempts whose caller asked to be called back instead of waiting.",
     outcome<by_attempt, Outcome::kCalledBack>, kPerObservation, kTotalOnly},
    {"message_left", "message left", Unit::kCalls,
     "Attempts whose caller left a message instead of waiting on.",
     outcome<by_attempt, Outcome::kMessageLeft>, kPerObservation, kTotalOnly},
    {"message_left_closed", "message left, closed", Unit::kCalls,
     "Attempts whose caller found the lines closed and left a message.",
     outcome<by_attempt, Outcome::kMessageLeftClosed>, kPerObservation, kTotalOnly},
    {"unreached", "unreached", Unit::kCalls,
     "Attempts to call somebody, by agents or a dialler, that nobody answered.",
     outcome<by_attempt, Outcome::kUnreached>, kPerObservation, kTotalOnly},
    {"wrong_person", "wrong person", Unit::kCalls,
     "Attempts to call somebody that somebody else answered.",
     outcome<by_attempt, Outcome::kWrongPerson>, kPerObservation, kTotalOnly},
    {"dropped", "dropped", Unit::kCalls,
     "Attempts of a dialler that somebody answered and that were cut off, as no agent was idle.",
     outcome<by_attempt, Outcome::kDropped>, kPerObservation, kTotalOnly},
    {"called_off", "called off", Unit::kCalls,
     "Attempts of a dialler that it broke off while it rang.",
     outcome<by_attempt, Outcome::kCalledOff>, kPerObservation, kTotalOnly},
    {"not_dialled", "not dialled", Unit::kCalls,
     "Numbers that were still to be dialled at the end, of types with a dialler.",
     outcome<by_attempt, Outcome::kNotDialled>, kPerObservation, kTotalOnly},
    {"handed_over", "handed over", Unit::kCalls,
     "Attempts that came by transfer from another call type, as a consult, a callback or a "
     "message, "
     "or from an agent whose shift ended.",
     [](const CallView& view) { return number(view.sums.handed_over); }, kPerObservation,
     kTotalOnly},
    {"cut_off", "cut off", Unit::kCalls,
     "Calls answered whose agent broke off the talk at the end of a shift.",
     [](const CallView& view) { return number(view.sums.cut_off); }, kPerObservation, kTotalOnly},

    {"service_level", "service level", Unit::kShare,
     "Calls answered within the target time, of calls offered.", in_target<by_attempt>,
     offered<by_attempt>, kByInterval},
    {"service_level_less_short_abandons", "service level, less short abandons", Unit::kShare,
     "Calls answered within the target time, of calls offered less those abandoned within it.",
     in_target<by_attempt>, offered_less_short_abandons<by_attempt>, kTotalOnly},
    {"service_level_of_answered", "service level of answered", Unit::kShare,
     "Calls answered within the target time, of calls answered.", in_target<by_attempt>,
     served<by_attempt>, kTotalOnly},
    {"service_level_abandons_good", "service level, short abandons good", Unit::kShare,
     "Calls answered or abandoned within the target time, of calls offered.",
     in_target_or_abandoned<by_attempt>, offered<by_attempt>, kTotalOnly},

    {"asa", "average speed of answer", Unit::kSeconds, "Mean wait of the calls answered.",
     sum<by_attempt, &Fates::wait_served>, served<by_attempt>, kByInterval},
    {"wait_all", "mean wait of all", Unit::kSeconds,
     "Mean wait of the calls offered, however they ended.", wait_all<by_attempt>,
     offered<by_attempt>, kTotalOnly},
    {"wait_abandoned", "mean wait of abandoned", Unit::kSeconds,
     "Mean wait of the calls abandoned.", sum<by_attempt, &Fates::wait_abandoned>,
     abandoned<by_attempt>, kTotalOnly},
    {"wait_square", "mean square wait", Unit::kSquareSeconds,
     "Mean of the squared wait of the calls answered.",
     sum<by_attempt, &Fates::wait_served_squares>, served<by_attempt>, kTotalOnly},
    {"excess", "mean excess over target", Unit::kSeconds,
     "Mean over the calls answered of the wait beyond the target time, 0 for those within it.",
     sum<by_attempt, &Fates::excess_served>, served<by_attempt>, kTotalOnly},
    {"waited", "share that waited", Unit::kShare,
     "Calls that were not answered at once, of calls offered.", waited<by_attempt>,
     offered<by_attempt>, kByInterval},

    {"announced_wait_error", "error of the announced wait", Unit::kSeconds,
     "Mean, over the calls answered that were told a wait, of that wait less the real one.",
     [](const CallView& view) { return view.sums.told_error; }, told, kTotalOnly},
    {"announced_wait_square_error", "square error of the announced wait", Unit::kSquareSeconds,
     "Mean, over the same calls, of the squared difference.",
     [](const CallView& view) { return view.sums.told_error_squares; }, told, kTotalOnly},
    {"abandonment", "abandonment", Unit::kShare, "Calls abandoned, of calls offered.",
     abandoned<by_attempt>, offered<by_attempt>, kByInterval},
    {"abandonment_in_target", "abandonment within target", Unit::kShare,
     "Calls abandoned within the target time, of calls offered.", abandoned_in_target<by_attempt>,
     offered<by_attempt>, kTotalOnly},
    {"abandonment_after_target", "abandonment after target", Unit::kShare,
     "Calls abandoned after more than the target time, of calls offered.",
     abandoned_after_target<by_attempt>, offered<by_attempt>, kTotalOnly},

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
     "Attempts that were answered by an agent, of all attempts.", served<by_attempt>, attempts,
     kByInterval},
    {"target_met", "intervals that met the target", Unit::kShare,
     "Intervals whose service level met the target, of intervals in which a call was offered.",
     [](const CallView& view) { return number(view.targets.met); },
     [](const CallView& view) { return number(view.targets.judged); }, kByInterval},
};

constexpr Measure<CallView> kCallerMeasures[] = {
    {"coverage_callers", "callers who reached a person", Unit::kShare,
     "Callers who were answered in the end, at whichever attempt, of all callers.",
     served<by_caller>, callers, kTotalOnly},
    {"callers_offered", "callers offered", Unit::kCalls,
     "Callers of whom at least one attempt was offered.", offered<by_caller>, kPerObservation,
     kTotalOnly},
    {"callers_served", "callers served", Unit::kCalls, "Callers who were answered in the end.",
     served<by_caller>, kPerObservation, kTotalOnly},
    {"callers_abandoned", "callers who gave up", Unit::kCalls,
     "Callers never answered whose last offered attempt was abandoned.", abandoned<by_caller>,
     kPerObservation, kTotalOnly},
    {"callers_turned_away", "callers turned away", Unit::kCalls,
     "Callers never answered whose last offered attempt balked, was rejected or dismissed, ended "
     "with a message, or led to a callback that reached nobody.",
     [](const CallView& view) {
       return offered<by_caller>(view) - served<by_caller>(view) - abandoned<by_caller>(view);
     },
     kPerObservation, kTotalOnly},
    {"callers_never_offered", "callers never offered", Unit::kCalls,
     "Callers whose attempts all found the lines closed or taken, or ended at the machine.",
     [](const CallView& view) {
       return number(by_caller(view).ended()) - offered<by_caller>(view);
     },
     kPerObservation, kTotalOnly},

    {"caller_service_level", "service level of callers", Unit::kShare,
     "Callers answered who waited at most the target time over all their attempts, of callers "
     "offered.",
     in_target<by_caller>, offered<by_caller>, kTotalOnly},
    {"caller_service_level_less_short_abandons", "service level of callers, less short abandons",
     Unit::kShare,
     "Callers answered within the target time, of callers offered less those who gave up within "
     "it.",
     in_target<by_caller>, offered_less_short_abandons<by_caller>, kTotalOnly},
    {"caller_service_level_of_answered", "service level of callers answered", Unit::kShare,
     "Callers answered within the target time, of callers answered.", in_target<by_caller>,
     served<by_caller>, kTotalOnly},
    {"caller_service_level_abandons_good", "service level of callers, short abandons good",
     Unit::kShare,
     "Callers who were answered or gave up within the target time, of callers offered.",
     in_target_or_abandoned<by_caller>, offered<by_caller>, kTotalOnly},

    {"caller_asa", "mean wait of callers answered", Unit::kSeconds,
     "Mean wait, over all attempts, of the callers answered.", sum<by_caller, &Fates::wait_served>,
     served<by_caller>, kTotalOnly},
    {"caller_wait_all", "mean wait of all callers", Unit::kSeconds,
     "Mean wait, over all attempts, of the callers offered.", wait_all<by_caller>,
     offered<by_caller>, kTotalOnly},
    {"caller_wait_abandoned", "mean wait of callers who gave up", Unit::kSeconds,
     "Mean wait, over all attempts, of the callers who gave up.",
     sum<by_caller, &Fates::wait_abandoned>, abandoned<by_caller>, kTotalOnly},
    {"caller_wait_square", "mean square wait of callers", Unit::kSquareSeconds,
     "Mean of the squared wait, over all attempts, of the callers answered.",
     sum<by_caller, &Fates::wait_served_squares>, served<by_caller>, kTotalOnly},
    {"caller_excess", "mean excess over target of callers", Unit::kSeconds,
     "Mean over the callers answered of their wait beyond the target time, 0 for those within it.",
     sum<by_caller, &Fates::excess_served>, served<by_caller>, kTotalOnly},
    {"caller_waited", "callers who waited", Unit::kShare,
     "Callers who waited in queue or were never answered, of callers offered.", waited<by_caller>,
     offered<by_caller>, kTotalOnly},

    {"caller_abandonment", "callers who gave up for good", Unit::kShare,
     "Callers who gave up, of callers offered.", abandoned<by_caller>, offered<by_caller>,
     kTotalOnly},
    {"caller_abandonment_in_target", "callers who gave up within target", Unit::kShare,
     "Callers who gave up after waiting at most the target time, of callers offered.",
     abandoned_in_target<by_caller>, offered<by_caller>, kTotalOnly},
    {"caller_abandonment_after_target", "callers who gave up after target", Unit::kShare,
     "Callers who gave up after waiting more than the target time, of callers offered.",
     abandoned_after_target<by_caller>, offered<by_caller>, kTotalOnly},
};

}  // namespace

std::span<const Measure<CallView>> call_measures() {
  static const std::vector<Measure<CallView>> kMeasures = [] {
    std::vector<Measure<CallView>> measures(std::begin(kAttemptMeasures),
                                            std::end(kAttemptMeasures));
    measures.insert(measures.end(), std::begin(kCallerMeasures), std::end(kCallerMeasures));
    return measures;
  }();
  return kMeasures;
}

std::span<const Measure<CallView>> target_measures() {
  static const std::vector<Measure<CallView>> kMeasures = [] {
    constexpr std::string_view kKeys[] = {"service_level",
                                          "service_level_less_short_abandons",
                                          "service_level_of_answered",
                                          "service_level_abandons_good",
                                          "abandonment_in_target",
                                          "abandonment_after_target",
                                          "caller_service_level",
                                          "caller_service_level_less_short_abandons",
                                          "caller_service_level_of_answered",
                                          "caller_service_level_abandons_good",
                                          "caller_abandonment_in_target",
                                          "caller_abandonment_after_target"};
    std::vector<Measure<CallView>> measures;
    for (const Measure<CallView>& measure : call_measures()) {
      if (std::ranges::count(kKeys, measure.key) > 0) measures.push_back(measure);
    }
    return measures;
  }();
  return kMeasures;
}

}  // namespace hotline
