#include <algorithm>
#include <cmath>

#include "hotline/staffing/plan.hpp"

// From numbers of agents to a model, and from a model's roster to numbers.
namespace hotline {
namespace {

using Kind = Step::Kind;

void add_change(Seconds time, GroupId group, int change, std::vector<Step>& steps) {
  if (change == 0) return;
  Step step;
  step.time = time;
  step.who = group;
  step.count = static_cast<std::uint32_t>(std::abs(change));
  step.kind = change > 0 ? Kind::kAddAgents : Kind::kDropAgents;
  steps.push_back(step);
}

bool comes_before(const Step& a, const Step& b) {
  return a.time != b.time ? a.time < b.time : a.kind < b.kind;
}

// How the number of people at work changes by the steps of a roster.
struct Change {
  Seconds time = 0;
  GroupId group = 0;
  int by = 0;
};

std::vector<Change> changes_of(const Model& model) {
  std::vector<GroupId> group_of(model.agents);
  std::vector<Change> changes;
  for (GroupId g = 0; g < model.groups.size(); ++g) {
    const GroupModel& group = model.groups[g];
    for (AgentId a = 0; a < group.agents; ++a) group_of[group.first_agent + a] = g;
    if (group.constant > 0) changes.push_back({0, g, static_cast<int>(group.constant)});
  }
  for (const Step& step : model.steps) {
    const auto count = static_cast<int>(step.count);
    switch (step.kind) {
      case Kind::kAddAgents:
        changes.push_back({step.time, step.who, count});
        break;
      case Kind::kDropAgents:
        changes.push_back({step.time, step.who, -count});
        break;
      case Kind::kDutyStart:
        changes.push_back({step.time, group_of[step.who], 1});
        break;
      case Kind::kDutyEnd:
        changes.push_back({step.time, group_of[step.who], -1});
        break;
      case Kind::kBreak:
        changes.push_back({step.time, group_of[step.who], -1});
        changes.push_back({step.time + step.length, group_of[step.who], 1});
        break;
      default:
        break;
    }
  }
  for (const DutyModel& duty : model.duties) {
    changes.push_back({std::max(0.0, duty.from), group_of[duty.who], 1});
    changes.push_back({duty.to, group_of[duty.who], -1});
  }
  return changes;
}

}  // namespace

Model staffed(const Plan& plan, const Staffing& staffing) {
  Model model = plan.bare;
  for (GroupId g = 0; g < model.groups.size(); ++g) {
    GroupModel& group = model.groups[g];
    int on_duty = 0, most = 0;
    for (std::size_t i = 0; i < model.intervals.size(); ++i) {
      const int wanted = plan.worked[i] ? staffing(plan.cell_of[i], g) : 0;
      if (i == 0) {
        group.constant = static_cast<std::uint32_t>(wanted);
      } else {
        add_change(model.intervals[i].start, g, wanted - on_duty, model.steps);
      }
      if (model.calendar && group.shrinkage > 0) {
        Step step;
        step.time = model.intervals[i].start;
        step.who = g;
        step.kind = Kind::kShrinkage;
        model.steps.push_back(step);
      }
      on_duty = wanted;
      most = std::max(most, wanted);
    }
    group.first_agent = model.agents;
    group.agents = static_cast<std::uint32_t>(most);
    model.agents += group.agents;
  }
  std::ranges::stable_sort(model.steps, comes_before);
  model.needs.rosters |= model.calendar;
  return model;
}

// A change counts in part in the interval in which it falls, and wholly in all that follow.
Table<double> scheduled(const Plan& plan, const Model& model) {
  const std::size_t count = model.intervals.size();
  Table<double> in_part(count + 1, model.groups.size()), from_here(count + 1, model.groups.size());
  for (const Change& change : changes_of(model)) {
    if (change.time >= model.length) continue;
    const auto next =
        std::ranges::upper_bound(model.intervals, change.time, {}, &IntervalModel::start);
    const auto i = static_cast<std::size_t>(next - model.intervals.begin()) - 1;
    const IntervalModel& interval = model.intervals[i];
    in_part(i, change.group) +=
        change.by * (interval.end - change.time) / (interval.end - interval.start);
    from_here(i + 1, change.group) += change.by;
  }
  Table<double> agents(plan.cells.size(), model.groups.size());
  for (GroupId g = 0; g < model.groups.size(); ++g) {
    double level = 0;
    for (std::size_t i = 0; i < count; ++i) {
      level += from_here(i, g);
      const Seconds length = model.intervals[i].end - model.intervals[i].start;
      const PlanCell& cell = plan.cells[plan.cell_of[i]];
      agents(plan.cell_of[i], g) +=
          (level + in_part(i, g)) * length / (cell.length * static_cast<double>(cell.times));
    }
  }
  for (std::size_t c = 0; c < agents.rows(); ++c) {
    for (std::size_t g = 0; g < agents.columns(); ++g) {
      // What is left of sums and differences that cancel is no agent.
      agents(c, g) = std::round(agents(c, g) * 1e6) / 1e6;
    }
  }
  return agents;
}

}  // namespace hotline
