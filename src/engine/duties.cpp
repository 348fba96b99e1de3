#include "duties.hpp"

#include <algorithm>

#include "hotline/random/stream.hpp"

namespace hotline::detail {
namespace {

void add_steps(const DutyModel& duty, std::uint64_t key, const Model& model,
               std::vector<Step>& steps) {
  CallGenerator bits(mix(key ^ mix(duty.number)));
  const Seconds from = duty.from + model.habits[duty.late](bits);
  const Seconds leaves = duty.to - model.habits[duty.early](bits);
  if (from >= leaves || leaves <= 0 || from >= model.length) return;
  Step step;
  step.who = duty.who;
  step.count = duty.number;
  const auto add = [&](Step::Kind kind, Seconds time) {
    step.kind = kind;
    step.time = std::max(time, 0.0);
    if (step.time < model.length) steps.push_back(step);
  };
  add(Step::Kind::kDutyStart, from);
  if (leaves < duty.to) add(Step::Kind::kLeaveEarly, leaves);
  add(Step::Kind::kDutyEnd, duty.to);
}

}  // namespace

void draw_steps(const Model& model, std::uint64_t seed, ReplicationId replication,
                std::vector<Step>& steps) {
  steps.assign(model.steps.begin(), model.steps.end());
  const auto known = static_cast<std::ptrdiff_t>(steps.size());
  std::size_t next = 0;  // duties stand in the order of their groups and persons
  for (GroupId group = 0; group < model.groups.size(); ++group) {
    const GroupModel& people = model.groups[group];
    const std::uint64_t key = stream(seed, replication, Purpose::kPunctuality, group)();
    for (; next < model.duties.size(); ++next) {
      const DutyModel& duty = model.duties[next];
      if (duty.who >= people.first_agent + people.agents) break;
      add_steps(duty, mix(key ^ mix(duty.who - people.first_agent)), model, steps);
    }
  }
  const auto earlier = [](const Step& a, const Step& b) {
    return a.time != b.time ? a.time < b.time : a.kind < b.kind;
  };
  std::stable_sort(steps.begin() + known, steps.end(), earlier);
  std::inplace_merge(steps.begin(), steps.begin() + known, steps.end(), earlier);
}

}  // namespace hotline::detail
