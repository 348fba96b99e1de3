#include <algorithm>
#include <map>
#include <optional>
#include <string>

#include "staffing.hpp"

namespace hotline::detail {
namespace {

// One person's time at work, from coming to going by the roster.
struct Duty {
  Seconds from = 0, to = 0;
  std::uint32_t late = 0, early = 0;  // in Model::habits
};

std::uint32_t add_habit(const std::optional<Distribution>& of_shift,
                        const std::optional<Distribution>& of_group, Model& model) {
  const auto& written = of_shift ? of_shift : of_group;
  if (!written) return 0;
  model.habits.emplace_back(*written);
  return static_cast<std::uint32_t>(model.habits.size() - 1);
}

bool is_worked_on(const Shift& shift, Date date) {
  return (!shift.from_date || *shift.from_date <= date) &&
         (!shift.to_date || date <= *shift.to_date);
}

void add_break(const Break& pause, const Shift& shift, Date date, const Days& days, AgentId agent,
               Model& model) {
  const bool next_day = shift.range.to <= shift.range.from && pause.from < shift.range.from;
  Step step;
  step.time = days.clock.instant(next_day ? date + std::chrono::days(1) : date, pause.from);
  step.length = pause.length;
  step.who = agent;
  step.count = (pause.paid ? Step::kPaid : 0) + (pause.slack > 0 ? Step::kOfWindow : 0);
  step.kind = Step::Kind::kBreakWindow;
  if (pause.slack > 0 && step.time >= 0 && step.time < model.length) model.steps.push_back(step);
  step.time += pause.slack;
  step.kind = Step::Kind::kBreak;
  if (step.time >= 0 && step.time < model.length) model.steps.push_back(step);
}

void add_duty(const Duty& duty, AgentId agent, std::uint32_t number, Model& model) {
  if (duty.late != 0 || duty.early != 0) {
    model.duties.push_back({duty.from, duty.to, agent, number, duty.late, duty.early});
    return;
  }
  Step step;
  step.who = agent;
  step.count = number;
  step.time = std::max(duty.from, 0.0);
  step.kind = Step::Kind::kDutyStart;
  model.steps.push_back(step);
  if (duty.to < model.length) {
    step.time = duty.to;
    step.kind = Step::Kind::kDutyEnd;
    model.steps.push_back(step);
  }
}

// A shift that begins when the one before ends (or a clock change makes it so) prolongs it.
std::vector<Duty> joined(std::vector<Duty> duties) {
  std::ranges::stable_sort(duties, {}, &Duty::from);
  std::vector<Duty> result;
  for (const Duty& duty : duties) {
    if (!result.empty() && duty.from <= result.back().to) {
      result.back().to = std::max(result.back().to, duty.to);
      result.back().early = duty.early;
    } else {
      result.push_back(duty);
    }
  }
  return result;
}

}  // namespace

// Each place of a shift is one person, who works it on all of its days.
void compile_shifts(const AgentGroup& written, const Days& days, GroupId id, Model& model) {
  GroupModel& group = model.groups[id];
  group.by_shift = true;
  std::map<std::string, AgentId> named;
  for (const Person& person : written.persons) {
    named.emplace(person.name, group.first_agent + group.agents++);
  }
  std::map<AgentId, std::vector<Duty>> rosters;
  for (const Shift& shift : std::get<std::vector<Shift>>(written.staffing)) {
    WeekTable<int> week;
    week.entries.push_back({shift.days, shift.range, shift.count});
    const std::uint32_t late = add_habit(shift.late, written.late, model);
    const std::uint32_t early = add_habit(shift.early, written.early, model);
    for (std::size_t place = 0; place < static_cast<std::size_t>(shift.count); ++place) {
      const AgentId agent = place < shift.persons.size() ? named.at(shift.persons[place])
                                                         : group.first_agent + group.agents++;
      for (const Date date : days.working) {
        if (!is_worked_on(shift, date)) continue;
        for (const Stretch<int>& duty : stretches_on(week, days.clock, date)) {
          if (duty.to <= 0) continue;
          rosters[agent].push_back({duty.from, duty.to, late, early});
          for (const Break& pause : shift.breaks) add_break(pause, shift, date, days, agent, model);
        }
      }
    }
  }
  for (const auto& [agent, duties] : rosters) {
    std::uint32_t number = 0;
    for (const Duty& duty : joined(duties)) add_duty(duty, agent, number++, model);
  }
}

}  // namespace hotline::detail
