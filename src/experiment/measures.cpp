#include "hotline/experiment/measures.hpp"

namespace hotline {
namespace {

constexpr bool kByInterval = true;
constexpr bool kTotalOnly = false;
constexpr bool kOfTime = true;
constexpr double (*kPerObservation)(const AgentView&) = nullptr;
constexpr double (*kPerHouseObservation)(const HouseView&) = nullptr;

constexpr double number(std::uint64_t count) { return static_cast<double>(count); }

double staffed(const AgentView& view) { return view.sums.staffed; }
double staffed_hours(const AgentView& view) { return view.sums.staffed / kHour; }
double busy(const AgentView& view) { return view.sums.busy; }
double cost(const HouseView& view) { return view.money.cost(); }
double answered(const AgentView& view) { return number(view.sums.answered); }

constexpr Measure<AgentView> kAgentMeasures[] = {
    {"staffed_hours", "hours on duty", Unit::kHours,
     "Agent-hours on duty, overtime included, breaks and time off the phones not.", staffed_hours,
     kPerObservation, kByInterval},
    {"busy_hours", "hours with a call", Unit::kHours, "Agent-hours of talk and after-call work.",
     [](const AgentView& view) { return busy(view) / kHour; }, kPerObservation, kByInterval},
    {"talk_hours", "hours of talk", Unit::kHours, "Agent-hours busy, less after-call work.",
     [](const AgentView& view) { return (busy(view) - view.sums.after_call) / kHour; },
     kPerObservation, kTotalOnly},
    {"after_call_hours", "hours of after-call work", Unit::kHours,
     "Agent-hours of after-call work of the calls answered.",
     [](const AgentView& view) { return view.sums.after_call / kHour; }, kPerObservation,
     kTotalOnly},
    {"idle_hours", "idle hours", Unit::kHours, "Agent-hours on duty without a call.",
     [](const AgentView& view) { return (staffed(view) - busy(view)) / kHour; }, kPerObservation,
     kTotalOnly},
    {"break_hours", "hours on break", Unit::kHours, "Agent-hours on a break, paid or not.",
     [](const AgentView& view) { return view.sums.on_break / kHour; }, kPerObservation, kTotalOnly},
    {"away_hours", "hours off the phones", Unit::kHours,
     "Agent-hours on the roster but off the phones, by shrinkage or for a pause after a call.",
     [](const AgentView& view) { return view.sums.away / kHour; }, kPerObservation, kTotalOnly},
    {"overtime_hours", "overtime hours", Unit::kHours,
     "Agent-hours on duty after the end of the shift, to finish a call or the queue.",
     [](const AgentView& view) { return view.sums.overtime / kHour; }, kPerObservation, kTotalOnly},
    {"paid_hours", "paid hours", Unit::kHours,
     "Agent-hours on duty, on paid breaks or off the phones by shrinkage.",
     [](const AgentView& view) { return view.sums.paid() / kHour; }, kPerObservation, kTotalOnly},
    {"wages", "wages", Unit::kMoney, "Paid hours times the wage of the group.",
     [](const AgentView& view) { return view.wages; }, kPerObservation, kTotalOnly},
    {"answered", "calls answered", Unit::kCalls, "Calls that agents answered.", answered,
     kPerObservation, kTotalOnly},
    {"occupancy", "occupancy", Unit::kShare,
     "Time with a call, talk and after-call work, of time on duty.", busy, staffed, kByInterval,
     kOfTime},
    {"calls_per_hour", "calls per hour", Unit::kCount, "Calls answered per agent-hour on duty.",
     answered, staffed_hours, kTotalOnly},
};

constexpr Measure<HouseView> kHouseMeasures[] = {
    {"coverage_hours", "hours with somebody on duty", Unit::kShare,
     "Time in which at least one agent was on duty, of all time.",
     [](const HouseView& view) { return view.staffed_time; },
     [](const HouseView& view) { return view.length; }, kTotalOnly, kOfTime},
    {"coverage_demand", "calls made while staffed", Unit::kShare,
     "Attempts made while at least one agent was on duty, of all attempts.",
     [](const HouseView& view) { return number(view.sums.attempts_staffed); },
     [](const HouseView& view) { return number(view.sums.attempts); }, kTotalOnly},
    {"wage_cost", "wages", Unit::kMoney, "Wages of all groups.",
     [](const HouseView& view) { return view.money.wages; }, kPerHouseObservation, kTotalOnly},
    {"line_cost", "lines", Unit::kMoney,
     "Price of the time for which calls held a line, from arrival to the end of talk.",
     [](const HouseView& view) { return view.money.lines; }, kPerHouseObservation, kTotalOnly},
    {"penalties", "penalties", Unit::kMoney, "Penalty for each call abandoned.",
     [](const HouseView& view) { return view.money.penalties; }, kPerHouseObservation, kTotalOnly},
    {"cost", "cost", Unit::kMoney, "Wages, lines and penalties together.", cost,
     kPerHouseObservation, kTotalOnly},
    {"cost_per_call", "cost per call served", Unit::kMoney, "Cost of each call served.", cost,
     [](const HouseView& view) { return number(view.sums.outcome(Outcome::kServed)); }, kTotalOnly},
    {"revenue", "revenue", Unit::kMoney, "Revenue of the calls served.",
     [](const HouseView& view) { return view.money.revenue; }, kPerHouseObservation, kTotalOnly},
    {"margin", "revenue less cost", Unit::kMoney, "Revenue less cost; negative if costs are more.",
     [](const HouseView& view) { return view.money.revenue - cost(view); }, kPerHouseObservation,
     kTotalOnly},
};

}  // namespace

std::span<const Measure<AgentView>> agent_measures() { return kAgentMeasures; }
std::span<const Measure<HouseView>> house_measures() { return kHouseMeasures; }

}  // namespace hotline
