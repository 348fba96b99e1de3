#include <algorithm>

#include "parts.hpp"
#include "staffing.hpp"

namespace hotline::detail {
namespace {

// The first agents of the group are its named persons.
void set_pace(const std::vector<Person>& persons, GroupModel& group) {
  if (std::ranges::all_of(persons, [](const Person& person) { return person.speed == 1; })) return;
  group.person_pace.assign(group.agents, 1.0);
  for (std::size_t i = 0; i < persons.size(); ++i) group.person_pace[i] = 1 / persons[i].speed;
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
  model.habits.emplace_back(Distribution());  // on time
  for (GroupId id = 0; id < model.groups.size(); ++id) {
    const AgentGroup& written = scenario.agents[id];
    GroupModel& group = model.groups[id];
    group.first_agent = model.agents;
    group.absence = written.absence;
    group.shrinkage = written.shrinkage;
    group.at_shift_end = written.at_shift_end;
    model.breaks_off_calls |= group.at_shift_end != AtShiftEnd::kFinishCall;
    if (written.pause_after_call) {
      group.pause_probability = written.pause_after_call->probability;
      group.pause = Sampler(written.pause_after_call->length);
    }
    if (const int* count = std::get_if<int>(&written.staffing)) {
      group.agents = group.constant = static_cast<std::uint32_t>(*count);
    } else if (std::holds_alternative<WeekTable<int>>(written.staffing)) {
      compile_counts(written, *days, id, model);
    } else {
      compile_shifts(written, *days, id, model);
    }
    set_pace(written.persons, group);
    if (group.shrinkage > 0) add_shrinkage_steps(id, model);
    model.agents += group.agents;
  }
}

}  // namespace hotline::detail
