#include <algorithm>
#include <map>
#include <optional>

#include "hotline/base/error.hpp"
#include "parts.hpp"

namespace hotline {
namespace {

using detail::Days;

constexpr std::uint32_t kMostAgents = 1'000'000;
constexpr std::size_t kMostRows = 20'000'000;  // intervals x call types; each takes about 100 bytes

// Which law of a timed distribution holds in each interval: that in force when the interval begins.
TimedSampler compile_law(const std::optional<TimedDistribution>& written, const Days* days,
                         const Model& model) {
  TimedSampler sampler;
  const Distribution usual = written ? written->usual : Distribution();
  sampler.laws.emplace_back(usual);
  sampler.means.push_back(usual.mean());
  if (!written || written->by_time.entries.empty() || days == nullptr) return sampler;
  for (const auto& entry : written->by_time.entries) {
    sampler.laws.emplace_back(entry.value);
    sampler.means.push_back(entry.value.mean());
  }
  sampler.law_at.assign(model.intervals.size(), 0);
  for (std::size_t e = 0; e < written->by_time.entries.size(); ++e) {
    WeekTable<bool> when;
    when.entries.push_back(
        {written->by_time.entries[e].days, written->by_time.entries[e].range, true});
    for (std::size_t i = 0; i < model.intervals.size(); ++i) {
      const IntervalModel& interval = model.intervals[i];
      for (const auto& stretch :
           detail::stretches_on(when, days->clock, days->dates[interval.day])) {
        if (stretch.from <= interval.start && interval.start < stretch.to) {
          sampler.law_at[i] = static_cast<std::uint16_t>(e + 1);
        }
      }
    }
  }
  return sampler;
}

RetryModel compile_retry(const Retry& written) {
  RetryModel retry;
  for (const Failure failure : written.after) {
    auto& probability = retry.probability[static_cast<std::size_t>(failure)];
    probability = written.by_attempt;
    if (probability.empty()) probability = {written.probability};
    const auto own = written.by_failure.find(failure);
    if (own != written.by_failure.end()) probability = {own->second};
  }
  retry.at_most = written.at_most > 0 ? static_cast<std::uint32_t>(written.at_most) : kNoLimit;
  retry.same_patience = written.same_patience;
  retry.delay = Sampler(written.delay);
  return retry;
}

TypeModel compile_type(const CallType& call, const Days* days, const Model& model) {
  TypeModel type;
  type.name = call.name;
  type.target_time = call.target.answered_within;
  type.target_share = call.target.share;
  type.talk = compile_law(call.talk, days, model);
  type.after_call = compile_law(call.after_call, days, model);
  type.patience = compile_law(call.patience, days, model);
  type.mean_handling =
      call.talk.usual.mean() + (call.after_call ? call.after_call->usual.mean() : 0.0);
  type.talk_growth = call.talk_growth;
  type.impatient = call.patience.has_value();
  type.balk = call.balk;
  type.retries = call.retry.has_value();
  if (type.retries) type.retry = compile_retry(*call.retry);
  type.has_ivr = call.ivr.has_value();
  if (type.has_ivr) {
    type.ivr_length = Sampler(call.ivr->length);
    type.self_served = call.ivr->self_served;
    type.hung_up = call.ivr->hung_up;
  }
  type.last_come_first = call.last_come_first;
  type.priority = call.priority;
  type.weight = call.weight;
  if (call.queue_limit) type.queue_limit = static_cast<std::uint32_t>(*call.queue_limit);
  type.queue_limit_per_agent = call.queue_limit_per_agent.value_or(0);
  type.queue_target = call.queue_target;
  return type;
}

void compile_sequels(const Scenario& scenario, const std::map<std::string, TypeId>& types,
                     Model& model) {
  bool any = false;
  for (TypeId t = 0; t < model.types.size(); ++t) {
    for (const Sequel& written : scenario.calls[t].then) {
      SequelModel sequel;
      sequel.kind = written.kind;
      sequel.to = written.kind == Sequel::Kind::kCallAgain ? t : types.at(written.to);
      sequel.probability = written.probability;
      sequel.warm = written.together.has_value() || written.kind == Sequel::Kind::kConsult;
      sequel.keeps_place = written.keeps_place;
      if (written.together) sequel.together = Sampler(*written.together);
      sequel.length = Sampler(written.length);
      model.types[t].sequels.push_back(std::move(sequel));
      any = true;
    }
  }
  for (const AgentGroup& group : scenario.agents) {
    any |= group.at_shift_end == AtShiftEnd::kHandOver;
  }
  for (TypeModel& type : model.types) type.follows_callers = any || type.retries;
}

GroupModel compile_group(const AgentGroup& written, const std::map<std::string, TypeId>& types) {
  GroupModel group;
  group.name = written.name;
  if (!written.talk.empty()) {
    group.own_talk.resize(types.size());
    for (const auto& [name, talk] : written.talk) group.own_talk[types.at(name)] = {Sampler(talk)};
  }
  if (written.speed != 1 || !written.speed_by_type.empty()) {
    group.pace.assign(types.size(), 1 / written.speed);
    for (const auto& [name, speed] : written.speed_by_type) {
      group.pace[types.at(name)] = 1 / speed;
    }
  }
  return group;
}

void check_size(const Model& model) {
  if (model.agents > kMostAgents) {
    throw Error("the scenario has " + std::to_string(model.agents) + " agents; at most " +
                std::to_string(kMostAgents) + " can be simulated");
  }
  if (model.intervals.size() * std::max<std::size_t>(1, model.types.size()) > kMostRows) {
    throw Error("the scenario has " + std::to_string(model.intervals.size()) + " intervals and " +
                std::to_string(model.types.size()) +
                " call types, too many to keep apart: make the horizon shorter or the interval "
                "longer");
  }
}

Needs needs_of(const Model& model) {
  Needs needs = model.needs;
  needs.choice = model.types.size() > 1 || model.groups.size() > 1 || model.has_reserves;
  needs.journeys = model.calendar || model.counts_lines || model.queue_limit != kNoLimit ||
                   model.queue_limit_per_agent > 0;
  // What is counted only for those who ask is counted by the full engine.
  needs.journeys |= model.interval_of != IntervalOf::kArrival || !model.more_targets.empty() ||
                    (model.costs && model.costs->line_second > 0);
  for (const TypeModel& type : model.types) {
    needs.patience |= type.impatient;
    needs.journeys |= type.balk > 0 || type.follows_callers || type.has_ivr ||
                      type.last_come_first || type.talk_growth > 0 ||
                      type.queue_limit != kNoLimit || type.queue_limit_per_agent > 0;
    needs.stages |= !type.turns.empty();
  }
  for (const GroupModel& group : model.groups) {
    needs.journeys |= !group.own_talk.empty() || !group.pace.empty() || !group.person_pace.empty();
    needs.rosters |= group.by_shift || group.shrinkage > 0 || group.pause_probability > 0;
  }
  for (const Step& step : model.steps) {
    needs.rosters |= step.kind == Step::Kind::kAddAgents || step.kind == Step::Kind::kDropAgents;
    needs.journeys |= step.kind == Step::Kind::kStart;
  }
  return needs;
}

}  // namespace

Model compile(const Scenario& scenario) {
  Model model;
  model.title = scenario.title;
  std::optional<Days> days;
  if (const auto* calendar = std::get_if<CalendarHorizon>(&scenario.horizon)) {
    days.emplace(*calendar, scenario.opening);
  }
  const Days* civil = days ? &*days : nullptr;

  detail::compile_time(scenario, civil, model);
  std::map<std::string, TypeId> types;
  for (const CallType& call : scenario.calls) {
    types.emplace(call.name, static_cast<TypeId>(model.types.size()));
    model.types.push_back(compile_type(call, civil, model));
  }
  for (const AgentGroup& group : scenario.agents) {
    model.groups.push_back(compile_group(group, types));
  }
  compile_sequels(scenario, types, model);
  if (civil != nullptr) detail::compile_opening(scenario.opening, *civil, model);
  detail::compile_demand(scenario, civil, model);
  detail::compile_rosters(scenario, civil, model);
  detail::compile_routing(scenario, types, model);
  detail::compile_deferred(scenario, civil, model);
  detail::compile_campaigns(scenario, types, model);
  detail::compile_start(scenario, types, model);
  check_size(model);
  detail::compile_reporting(scenario, model);

  std::ranges::stable_sort(model.steps, [](const Step& a, const Step& b) {
    return a.time != b.time ? a.time < b.time : a.kind < b.kind;
  });
  model.needs = needs_of(model);
  return model;
}

double Model::expected_calls(TypeId type, Seconds from, Seconds to) const {
  const ArrivalModel& arrivals = types[type].arrivals;
  switch (arrivals.kind) {
    case ArrivalModel::Kind::kTimes: {
      const auto first = std::ranges::lower_bound(arrivals.times, from);
      return static_cast<double>(std::ranges::lower_bound(first, arrivals.times.end(), to) - first);
    }
    case ArrivalModel::Kind::kCount: {
      double calls = 0;
      for (const ArrivalModel::Period& period : arrivals.periods) {
        const Seconds end = arrivals.pieces[period.last].end;
        calls += arrivals.count *
                 arrivals.integral(std::max(from, period.start), std::min(to, end)) /
                 arrivals.integral(period.start, end);
      }
      return calls;
    }
    case ArrivalModel::Kind::kRenewal:
      return arrivals.count * arrivals.integral(from, to);
    default:
      return arrivals.integral(from, to);
  }
}

}  // namespace hotline
