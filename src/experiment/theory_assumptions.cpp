#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "theory_team.hpp"

namespace hotline::detail {
namespace {

struct LawName {
  std::string operator()(const law::Constant&) const { return "constant"; }
  std::string operator()(const law::Exponential&) const { return "exponential"; }
  std::string operator()(const law::Uniform&) const { return "uniform"; }
  std::string operator()(const law::Triangular&) const { return "triangular"; }
  std::string operator()(const law::LogNormal&) const { return "log-normal"; }
  std::string operator()(const law::Gamma&) const { return "gamma"; }
  std::string operator()(const law::Erlang&) const { return "Erlang"; }
  std::string operator()(const law::Weibull&) const { return "Weibull"; }
  std::string operator()(const law::TruncatedNormal&) const { return "normal"; }
  std::string operator()(const law::Hyperexponential&) const { return "hyperexponential"; }
  std::string operator()(const law::Empirical&) const { return "a list of values"; }
  std::string operator()(const law::Shifted&) const { return "shifted"; }
  std::string operator()(const law::Mixed&) const { return "mixed"; }
};

std::string name_of(const Distribution& distribution) {
  return std::visit(LawName{}, distribution.law());
}

bool is_exponential(const Distribution& distribution) {
  return std::holds_alternative<law::Exponential>(distribution.law());
}

class Assumptions {
 public:
  Assumptions(const Scenario& scenario, const Model& model, const Team& team)
      : scenario_(scenario), model_(model), team_(team) {}

  std::vector<std::string> broken(const FormulaKnows& knows) {
    arrivals();
    if (!knows.law) handling();
    patience(knows.any_patience);
    afterwards();
    if (!knows.limits) limits();
    order(knows.priority);
    agents();
    if (model_.calendar) calendar();
    return std::move(found_);
  }

 private:
  void say(bool holds, const std::string& sentence) {
    if (holds && std::ranges::find(found_, sentence) == found_.end()) found_.push_back(sentence);
  }

  void arrivals() {
    for (const TypeId t : team_.types) {
      const ArrivalModel& arrivals = model_.types[t].arrivals;
      say(arrivals.factors.size() > 1,
          "some times are busier by chance: the formula takes the mean rate for certain");
      say(arrivals.kind == ArrivalModel::Kind::kRenewal ||
              arrivals.kind == ArrivalModel::Kind::kCount ||
              arrivals.kind == ArrivalModel::Kind::kTimes,
          "calls do not come independently of each other: the formula assumes Poisson arrivals");
    }
  }

  // One sentence for each law of talk or patience that is not exponential.
  template <class LawOf>
  void laws(const std::string& what, const LawOf& law_of) {
    std::map<std::string, std::vector<std::string>> types;
    for (const TypeId t : team_.types) {
      const Distribution* law = law_of(scenario_.calls[t]);
      if (law == nullptr || is_exponential(*law)) continue;
      types[name_of(*law)].push_back(fmt::format("\"{}\"", scenario_.calls[t].name));
    }
    for (const auto& [law, names] : types) {
      const std::string of =
          names.size() == team_.types.size() ? "" : fmt::format(" of {}", fmt::join(names, ", "));
      say(true, fmt::format("{}{} is {}: the formula assumes exponential", what, of, law));
    }
  }

  void handling() {
    laws("talk", [](const CallType& type) { return &type.talk.usual; });
    Seconds least = INFINITY, most = 0;
    for (const TypeId t : team_.types) {
      const CallType& type = scenario_.calls[t];
      const bool after_call = type.after_call && type.after_call->usual.mean() > 0;
      say(after_call && is_exponential(type.talk.usual),
          "talk and after-call work together are not exponential");
      say(!type.talk.by_time.entries.empty() ||
              (type.after_call && !type.after_call->by_time.entries.empty()),
          "handling depends on the time of day: the formula takes the usual one");
      least = std::min(least, type.talk.usual.mean());
      most = std::max(most, type.talk.usual.mean());
    }
    say(most > least * (1 + 1e-9),
        "call types differ in their mean talk: the formula takes all as one kind");
  }

  void patience(bool any_law) {
    if (!team_.patience) return;
    const auto law_of = [](const CallType& type) {
      return type.patience ? &type.patience->usual : nullptr;
    };
    if (!any_law) laws("patience", law_of);
    Seconds least = INFINITY, most = 0;
    for (const TypeId t : team_.types) {
      const Distribution* law = law_of(scenario_.calls[t]);
      const Seconds mean = law != nullptr ? law->mean() : INFINITY;
      least = std::min(least, mean);
      most = std::max(most, mean);
    }
    say(most > least * (1 + 1e-9),
        "call types differ in their patience: the formula takes that of the first");
  }

  void afterwards() {
    for (const TypeId t : team_.types) {
      const TypeModel& type = model_.types[t];
      say(type.talk_growth > 0, "talk grows with the wait: the formula's does not");
      say(type.retries, "callers who fail call again: the formula knows first attempts only");
      say(!type.sequels.empty(),
          "calls lead to further calls (transfers, consults, calls again): the formula counts "
          "none of these");
      say(type.waits.callback || type.waits.voicemail,
          "callers may be called back or leave a message: the formula's wait or hang up");
      say(type.deferred.has_value(),
          "the calls are work that agents do when nobody waits: the formula has no other callers");
      say(type.balk > 0 || type.waits.balk,
          "callers hang up at once on being asked to wait: the formula lets them wait");
    }
  }

  void limits() {
    say(model_.counts_lines, "lines are limited: the formula has as many as need be");
    bool limited = model_.queue_limit != kNoLimit || model_.queue_limit_per_agent > 0;
    for (const TypeId t : team_.types) {
      const TypeModel& type = model_.types[t];
      limited = limited || type.queue_limit != kNoLimit || type.queue_limit_per_agent > 0;
    }
    say(limited, "the queue has a limit: the formula's has none");
  }

  void order(bool knows_priority) {
    for (const TypeId t : team_.types) {
      say(model_.types[t].last_come_first, "the last caller is served first");
      say(!model_.types[t].turns.empty(),
          "callers change their groups or priority while they wait: the formula's do not");
    }
    const bool several = team_.types.size() > 1;
    say(several && !knows_priority && model_.agent_picks != AgentPicks::kLongestWaiting,
        "agents pick among call types by a rule of their own: the formula serves in order of "
        "arrival");
  }

  void agents() {
    bool skills = false, own = false, absent = false, shrinks = false, kept = false;
    for (const GroupId g : team_.groups) {
      const GroupModel& group = model_.groups[g];
      skills = skills || types_of(model_, g).size() != team_.types.size();
      own = own || !group.own_talk.empty();
      absent = absent || group.absence > 0;
      kept = kept || !group.reserve.empty();
      shrinks = shrinks || group.shrinkage > 0;
    }
    say(skills, "not every agent takes every call type: the formula's agents do");
    bool work = false;
    for (const TypeId t : team_.types) work = work || model_.types[t].deferred;
    for (const GroupId g : team_.groups) {
      work = work || !model_.groups[g].deferred_queues.empty();
      for (const QueueId queue : model_.groups[g].queues) {
        work = work || model_.types[model_.queues[queue].type].deferred;
      }
    }
    say(work, "agents also do work without a caller on the line: the formula's only answer calls");
    say(!model_.start.waiting.empty() || !model_.start.busy.empty(),
        "people are in the house when a replication begins: the formula's begins with nobody or "
        "goes on for ever");
    say(kept, "agents are kept in reserve: the formula's take every call");
    say(own, "agent groups differ in their talk times: the formula's agents do not");
    say(absent || shrinks,
        "how many agents are on duty is left to chance: the formula takes the "
        "mean");
  }

  void calendar() {
    say(true,
        "who waits at the end of an interval waits on in the next: the formula takes each alone");
    bool breaks = false;
    for (const Step& step : model_.steps) breaks = breaks || step.kind == Step::Kind::kBreak;
    say(breaks,
        "agents take breaks, after the call in hand: the formula takes the mean number on "
        "duty");
    say(!model_.starts_open || scenario_.opening.hours.has_value(),
        "lines open and close: the queue begins empty and is served after closing");
  }

  const Scenario& scenario_;
  const Model& model_;
  const Team& team_;
  std::vector<std::string> found_;
};

}  // namespace

std::vector<std::string> broken_assumptions(const Scenario& scenario, const Model& model,
                                            const Team& team, const FormulaKnows& knows) {
  return Assumptions(scenario, model, team).broken(knows);
}

}  // namespace hotline::detail
