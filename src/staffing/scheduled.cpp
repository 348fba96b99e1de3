#include <algorithm>
#include <cmath>
#include <map>

#include "plan_parts.hpp"
#include "teams.hpp"

// A schedule as a scenario, and against what is required.
namespace hotline {
namespace {

ClockTime on_clock(Seconds time) { return std::fmod(time, kDay); }

// The days on which a person has the same breaks are one shift.
std::vector<Shift> shifts_of(const Plan& plan, const Schedule& schedule, const Slot& slot) {
  const ShiftKind& kind = schedule.kinds[slot.kind];
  const PermittedShift& permitted = plan.scenario.staffing.shifts[kind.permitted];
  std::map<std::vector<Seconds>, std::vector<Weekday>> days;
  for (std::size_t day = 0; day < slot.days.size(); ++day) {
    if (slot.days[day]) days[slot.breaks[day]].push_back(static_cast<Weekday>(day));
  }
  std::vector<Shift> shifts;
  for (const auto& [breaks, weekdays] : days) {
    Shift shift;
    shift.name = slot.name;
    if (days.size() > 1) shift.name += ", " + std::string(weekday_name(weekdays.front()));
    shift.days = weekdays;
    shift.range = {kind.start, on_clock(kind.start + kind.length)};
    if (shift.range.to == 0) shift.range.to = kDay;
    shift.count = 1;
    for (std::size_t b = 0; b < breaks.size(); ++b) {
      Break pause;
      pause.from = on_clock(kind.start + breaks[b]);
      pause.length = permitted.breaks[b].length;
      pause.paid = permitted.breaks[b].paid;
      shift.breaks.push_back(pause);
    }
    shifts.push_back(std::move(shift));
  }
  return shifts;
}

}  // namespace

Scenario with_schedule(const Plan& plan, const Schedule& schedule) {
  Scenario scenario = plan.scenario;
  for (AgentGroup& group : scenario.agents) {
    group.staffing = std::vector<Shift>();
    group.special.clear();
    group.persons.clear();
  }
  for (const Slot& slot : schedule.slots) {
    auto& all =
        std::get<std::vector<Shift>>(scenario.agents[schedule.kinds[slot.kind].group].staffing);
    for (Shift& shift : shifts_of(plan, schedule, slot)) all.push_back(std::move(shift));
  }
  return scenario;
}

// Who is too many in a group stands in where one is missing whose calls the group takes: those
// first who can do least, for those first who can do most.
namespace {

std::vector<double> lent(const Plan& plan, std::vector<double> spare) {
  std::vector<GroupId> order;
  for (GroupId g = 0; g < spare.size(); ++g) order.push_back(g);
  std::ranges::stable_sort(order, {},
                           [&](GroupId g) { return planning::types_taken(plan.bare, g).size(); });
  for (auto to = order.rbegin(); to != order.rend(); ++to) {
    for (const GroupId from : order) {
      if (spare[*to] >= 0 || spare[from] <= 0) continue;
      if (!planning::can_stand_in(plan.bare, from, *to)) continue;
      const double people = std::min(spare[from], -spare[*to]);
      spare[from] -= people;
      spare[*to] += people;
    }
  }
  return spare;
}

}  // namespace

Coverage coverage_of(const Plan& plan, const Staffing& required, const Table<double>& scheduled) {
  Coverage coverage;
  coverage.scheduled = scheduled;
  double open = 0, covered = 0;
  for (std::size_t c = 0; c < plan.cells.size(); ++c) {
    const double hours = plan.cells[c].length / kHour;
    std::vector<double> spare;
    for (std::size_t g = 0; g < required.columns(); ++g) {
      spare.push_back(scheduled(c, g) - required(c, g));
      coverage.hours_required += required(c, g) * hours;
      coverage.hours_scheduled += scheduled(c, g) * hours;
    }
    bool is_covered = true;
    for (const double more : lent(plan, std::move(spare))) {
      (more > 0 ? coverage.hours_surplus : coverage.hours_short) += std::abs(more) * hours;
      is_covered = is_covered && more > -1e-6;
    }
    if (plan.cells[c].open <= 0) continue;
    open += 1;
    covered += is_covered ? 1 : 0;
  }
  coverage.intervals_covered = open > 0 ? covered / open : 1;
  return coverage;
}

namespace planning {

bool can_stand_in(const Model& model, GroupId from, GroupId to) {
  if (from == to) return false;
  const std::vector<TypeId> can = types_taken(model, from), wanted = types_taken(model, to);
  return std::ranges::includes(can, wanted);
}

Model scheduled_model(const Plan& plan, const Schedule& schedule) {
  Model model = compile(with_schedule(plan, schedule));
  for (TypeId type = 0; type < model.types.size(); ++type) {
    model.types[type].target_time = plan.bare.types[type].target_time;
  }
  if (plan.busy != 1) plan_for_busy(model, plan.busy);
  return model;
}

}  // namespace planning
}  // namespace hotline
