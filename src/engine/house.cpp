#include "house.hpp"

#include "duties.hpp"

namespace hotline::detail {
namespace {

// A quarter of the mean gap between the ends of calls when everybody is busy (see EventCalendar).
Seconds date_width(const Model& model) {
  Seconds handling = 0;
  for (const TypeModel& type : model.types) {
    const Seconds mean = type.mean_handling;
    if (mean > 0 && (handling == 0 || mean < handling)) handling = mean;
  }
  if (handling == 0) handling = kMinute;
  return handling / (4.0 * std::max<double>(1.0, model.agents));
}

constexpr std::size_t kBucketsPerAgent = 16;

}  // namespace

House::House(const Model& model_in)
    : model(model_in),
      calendar(model_in.agents, kBucketsPerAgent * model_in.agents, date_width(model_in)),
      arrivals(model_in),
      agents(model_in),
      queues(model_in.queues.size()),
      ledger(model_in),
      in_hand(model_in.breaks_off_calls ? model_in.agents : 0),
      steps(model_in.steps),
      lines_in_use(model_in.line_groups.size()) {
  for (const RecentLevelModel& level : model_in.recent_levels) {
    recent_levels.emplace_back(level.window);
  }
}

void House::start(std::uint64_t seed, ReplicationId index) {
  calendar.clear();
  arrivals.start(seed, index);
  agents.clear(model);
  calls.clear();
  queues.assign(queues.size(), Queue{});
  may_begin.clear();
  for (const QueueModel& queue : model.queues) may_begin.push_back(queue.starts_open);
  past_waits.clear();
  for (const TypeModel& type : model.types) past_waits.emplace_back(type.waits.announced);
  streams.clear();
  for (TypeId type = 0; type < model.types.size(); ++type) {
    const TypeModel& law = model.types[type];
    streams.push_back({{law.talk, stream(seed, index, Purpose::kTalk, type)},
                       {law.after_call, stream(seed, index, Purpose::kAfterCall, type)},
                       {law.patience, stream(seed, index, Purpose::kPatience, type)},
                       stream(seed, index, Purpose::kFate, type)});
  }
  absence.clear();
  for (GroupId group = 0; group < model.groups.size(); ++group) {
    absence.push_back(stream(seed, index, Purpose::kAbsence, group)());
  }
  shrinkage_key = stream(seed, index, Purpose::kShrinkage, 0)();
  if (!model.duties.empty()) {
    draw_steps(model, seed, index, own_steps);
    steps = own_steps;
  }
  ledger.start();
  now = 0;
  last_call_end = 0;
  next_step = 0;
  next_step_time = steps.empty() ? kNever : steps.front().time;
  lines_in_use.assign(lines_in_use.size(), 0);
  for (RecentLevel& level : recent_levels) level.clear();
  start_campaigns();
  open = model.starts_open;
  over = false;
  events = 0;
}

void House::start_campaigns() {
  if (model.has_reserves) {
    kept_back.clear();
    for (const GroupModel& group : model.groups) kept_back.push_back(group.reserve);
  }
  if (!model.needs.campaigns) return;
  campaigns.assign(model.types.size(), Campaign{});
  blends.assign(model.blends.size(), BlendState{});
  look = kNoCall;
  look_is_set = false;
}

}  // namespace hotline::detail
