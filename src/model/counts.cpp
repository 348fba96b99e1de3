#include <algorithm>
#include <cstdlib>
#include <map>

#include "staffing.hpp"

namespace hotline::detail {
namespace {

// The numbers of one date: its own if it is a special day, else those of its weekday.
std::vector<Stretch<int>> numbers_on(const AgentGroup& written, const Days& days, Date date) {
  const auto special = std::ranges::find(written.special, date, &StaffedDay::on);
  if (special == written.special.end()) {
    return stretches_on(std::get<WeekTable<int>>(written.staffing), days.clock, date);
  }
  WeekTable<int> table;
  for (const auto& [range, number] : special->numbers) {
    table.entries.push_back({{weekday_of(date)}, range, number});
  }
  return stretches_on(table, days.clock, date);
}

}  // namespace

// Nobody leaves at the very end of the horizon: who is there then stays until the last call is
// done.
void compile_counts(const AgentGroup& written, const Days& days, GroupId id, Model& model) {
  std::map<Seconds, int> changes;
  for (const Date date : days.working) {
    for (const Stretch<int>& stretch : numbers_on(written, days, date)) {
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

}  // namespace hotline::detail
