#include <algorithm>
#include <map>

#include "parts.hpp"

namespace hotline::detail {
namespace {

// Numbers of agents by wall clock: the steps at which the number changes. Nobody leaves at the very
// end of the horizon: who is there then stays until the last call is done.
void compile_counts(const WeekTable<int>& table, const Days& days, GroupId id, Model& model) {
  std::map<Seconds, int> changes;
  for (const Date date : days.working) {
    for (const Stretch<int>& stretch : stretches_on(table, days.clock, date)) {
      if (stretch.to <= 0) continue;
      changes[std::max(stretch.from, 0.0)] += stretch.value;
      if (stretch.to < model.length) changes[stretch.to] -= stretch.value;
    }
  }
  int on_duty = 0;
  int most = 0;
  for (const auto& [time, change] : changes) {
    on_duty += change;
    most = std::max(most, on_duty);
    if (time <= 0) {
      model.groups[id].constant = static_cast<std::uint32_t>(on_duty);
    } else if (change != 0) {
      Step step;
      step.time = time;
      step.who = id;
      step.count = static_cast<std::uint32_t>(std::abs(change));
      step.kind = change > 0 ? Step::Kind::kAddAgents : Step::Kind::kDropAgents;
      model.steps.push_back(step);
    }
  }
  model.groups[id].agents = static_cast<std::uint32_t>(most);
}

void compile_breaks(const Shift& shift, Date date, const Days& days, AgentId agent, Model& model) {
  for (const Break& pause : shift.breaks) {
    const bool next_day = shift.range.to <= shift.range.from && pause.from < shift.range.from;
    Step step;
    step.time = days.clock.instant(next_day ? date + std::chrono::days(1) : date, pause.from);
    step.length = pause.length;
    step.who = agent;
    step.count = pause.paid ? 1 : 0;
    step.kind = Step::Kind::kBreak;
    if (step.time >= 0 && step.time < model.length) model.steps.push_back(step);
  }
}

// Each place of a shift is one person, who works it on all of its days.
void compile_shifts(const std::vector<Shift>& shifts, const Days& days, GroupId id, Model& model) {
  GroupModel& group = model.groups[id];
  group.by_shift = true;
  for (const Shift& shift : shifts) {
    WeekTable<int> week;
    week.entries.push_back({shift.days, shift.range, shift.count});
    for (int person = 0; person < shift.count; ++person) {
      const AgentId agent = group.first_agent + group.agents++;
      for (const Date date : days.working) {
        for (const Stretch<int>& duty : stretches_on(week, days.clock, date)) {
          if (duty.to <= 0) continue;
          Step step;
          step.who = agent;
          step.time = std::max(duty.from, 0.0);
          step.kind = Step::Kind::kDutyStart;
          model.steps.push_back(step);
          if (duty.to < model.length) {
            step.time = duty.to;
            step.kind = Step::Kind::kDutyEnd;
            model.steps.push_back(step);
          }
          compile_breaks(shift, date, days, agent, model);
        }
      }
    }
  }
}

void add_shrinkage_steps(GroupId id, Model& model) {
  for (const IntervalModel& interval : model.intervals) {
    Step step;
    step.time = interval.start;
    step.who = id;
    step.kind = Step::Kind::kShrinkage;
    model.steps.push_back(step);
  }
}

}  // namespace

void compile_rosters(const Scenario& scenario, const Days* days, Model& model) {
  for (GroupId id = 0; id < model.groups.size(); ++id) {
    const AgentGroup& written = scenario.agents[id];
    GroupModel& group = model.groups[id];
    group.first_agent = model.agents;
    group.absence = written.absence;
    group.shrinkage = written.shrinkage;
    if (const int* count = std::get_if<int>(&written.staffing)) {
      group.agents = group.constant = static_cast<std::uint32_t>(*count);
    } else if (const auto* table = std::get_if<WeekTable<int>>(&written.staffing)) {
      compile_counts(*table, *days, id, model);
    } else {
      compile_shifts(std::get<std::vector<Shift>>(written.staffing), *days, id, model);
    }
    if (group.shrinkage > 0) add_shrinkage_steps(id, model);
    model.agents += group.agents;
  }
}

}  // namespace hotline::detail
