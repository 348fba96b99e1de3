#include <algorithm>
#include <map>
#include <vector>

#include "parts.hpp"

namespace hotline::detail {
namespace {

TypeWaits compile_waits(const CallType& written, const std::map<std::string, TypeId>& types) {
  TypeWaits waits;
  waits.announced = written.announced_wait;
  waits.balk = written.balk_by_wait;
  if (written.patience) {
    const Seconds mean = written.patience->usual.mean();
    waits.hang_up_rate = mean > 0 ? 1 / mean : kNever;
  }
  if (written.callback) {
    const Callback& offer = *written.callback;
    CallbackModel& callback = waits.callback.emplace();
    callback.to = types.at(offer.to);
    callback.always = !offer.if_wait && !offer.if_queue;
    callback.if_wait = offer.if_wait.value_or(kNever);
    if (offer.if_queue) callback.if_queue = static_cast<std::uint32_t>(*offer.if_queue);
    callback.after = offer.after;
    callback.accepted = offer.accepted;
  }
  if (written.voicemail) {
    const Voicemail& recorder = *written.voicemail;
    waits.voicemail =
        VoicemailModel{types.at(recorder.to), recorder.after.value_or(kNever), recorder.probability,
                       recorder.when_closed, Sampler(recorder.length)};
  }
  return waits;
}

DeferredModel compile_terms(const Deferred& written) {
  DeferredModel terms;
  terms.keeps_turn = written.keeps_turn;
  terms.dials = written.dial.has_value();
  if (terms.dials) terms.dial = Sampler(*written.dial);
  terms.answered = written.answered;
  terms.wrong_person = written.wrong_person;
  terms.wrong_person_length = Sampler(written.wrong_person_length);
  terms.tries = static_cast<std::uint32_t>(written.tries);
  terms.again_after = Sampler(written.again_after);
  return terms;
}

// All stretches of the table that touch the horizon, in order of time.
std::vector<Stretch<bool>> stretches_of(const WeekTable<bool>& table, const Days& days) {
  std::vector<Stretch<bool>> all;
  const Date eve = days.dates.front() - std::chrono::days(1);  // its night may run into the horizon
  for (Date date = eve; date <= days.dates.back(); date += std::chrono::days(1)) {
    for (const Stretch<bool>& stretch : stretches_on(table, days.clock, date)) {
      if (stretch.to > 0) all.push_back(stretch);
    }
  }
  std::ranges::sort(all, {}, &Stretch<bool>::from);
  return all;
}

// The steps at which work of a queue may be begun, or not any more: where one stretch ends as the
// next begins, the beginning comes last.
void compile_hours(const WeekTable<bool>& hours, const Days& days, QueueId queue, Model& model) {
  model.queues[queue].starts_open = false;
  const auto add = [&](Seconds time, std::uint32_t may_begin) {
    if (time >= model.length) return;
    Step step;
    step.kind = Step::Kind::kWorkHours;
    step.time = time;
    step.who = queue;
    step.count = may_begin;
    model.steps.push_back(step);
  };
  for (const Stretch<bool>& stretch : stretches_of(hours, days)) {
    if (stretch.from > 0) {
      add(stretch.from, 1);
    } else {
      model.queues[queue].starts_open = true;
    }
    add(stretch.to, 0);
  }
}

}  // namespace

void compile_deferred(const Scenario& scenario, const Days* days, Model& model) {
  std::map<std::string, TypeId> types;
  for (TypeId t = 0; t < model.types.size(); ++t) types.emplace(model.types[t].name, t);
  for (TypeId t = 0; t < model.types.size(); ++t) {
    const CallType& written = scenario.calls[t];
    TypeModel& type = model.types[t];
    type.waits = compile_waits(written, types);
    model.needs.deferred |= type.waits.announced || type.waits.callback || type.waits.voicemail;
    if (!written.deferred) continue;
    model.needs.deferred = true;
    type.deferred = compile_terms(*written.deferred);
    QueueModel& queue = model.queues[type.queue];
    queue.reserve = static_cast<std::uint32_t>(written.deferred->reserve);
    if (written.deferred->hours) compile_hours(*written.deferred->hours, *days, type.queue, model);
  }
  if (!model.needs.deferred) return;
  for (TypeModel& type : model.types) type.follows_callers = true;
  const auto waits_for_its_turn = [&](QueueId queue) {
    const auto& terms = model.types[model.queues[queue].type].deferred;
    return !terms || terms->keeps_turn ||
           scenario.calls[model.queues[queue].type].deferred->dialler;
  };
  for (GroupModel& group : model.groups) {
    const auto work = std::ranges::stable_partition(group.queues, waits_for_its_turn);
    group.deferred_queues.assign(work.begin(), work.end());
    group.queues.erase(work.begin(), work.end());
  }
}

}  // namespace hotline::detail
