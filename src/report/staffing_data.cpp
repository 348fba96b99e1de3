#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "hotline/report/name.hpp"
#include "hotline/report/staffing.hpp"
#include "hotline/report/version.hpp"
#include "json_number.hpp"
#include "staffing_tables.hpp"

namespace hotline {
namespace {

using Json = nlohmann::ordered_json;

using detail::json_number;

Json json_estimate(const Estimate& estimate) {
  return {{"value", json_number(estimate.value)},
          {"low", json_number(estimate.low)},
          {"high", json_number(estimate.high)},
          {"error", json_number(estimate.error)}};
}

Json json_check(const Plan& plan, const StaffingCheck& check) {
  Json targets = Json::array();
  for (std::size_t t = 0; t < plan.targets.size(); ++t) {
    Json parts = Json::array();
    for (const TargetCheck& one : check.targets) {
      if (one.target != t) continue;
      Json part = {{"from", detail::name_of(plan.cells[one.cells.front()])}};
      if (one.cells.size() > 1) part["to"] = detail::name_of(plan.cells[one.cells.back()]);
      part["estimate"] = json_estimate(one.estimate);
      part["certainty"] = json_number(one.certainty);
      parts.push_back(std::move(part));
    }
    targets.push_back({{"target", describe(plan.targets[t], plan)},
                       {"limit", plan.targets[t].limit},
                       {"overall", json_estimate(check.overall[t])},
                       {"certainty", json_number(check.certainty[t])},
                       {"days_held", json_number(check.days_held[t])},
                       {"parts", std::move(parts)}});
  }
  return {{"replications", check.replications},
          {"service_level", json_estimate(check.service_level)},
          {"abandonment", json_estimate(check.abandonment)},
          {"asa", json_estimate(check.asa)},
          {"occupancy", json_estimate(check.occupancy)},
          {"callers_reached", json_number(check.reached)},
          {"targets", std::move(targets)}};
}

std::string_view key_of(StaffingTarget::Measure measure) {
  switch (measure) {
    case StaffingTarget::Measure::kServiceLevel:
      return "service_level";
    case StaffingTarget::Measure::kAbandonment:
      return "abandonment";
    case StaffingTarget::Measure::kAsa:
      return "asa";
    case StaffingTarget::Measure::kOccupancy:
      break;
  }
  return "occupancy";
}

std::string_view key_of(StaffingTarget::Each each) {
  switch (each) {
    case StaffingTarget::Each::kInterval:
      return "interval";
    case StaffingTarget::Each::kDay:
      return "day";
    case StaffingTarget::Each::kHorizon:
      break;
  }
  return "horizon";
}

// The target time of all call types that a target speaks of; null if they have several.
Json json_within(const StaffingTarget& target, const Plan& plan) {
  std::optional<Seconds> within;
  for (const TypeModel& type : plan.bare.types) {
    if (!target.calls.empty() && std::ranges::count(target.calls, type.name) == 0) continue;
    if (within && *within != type.target_time) return nullptr;
    within = type.target_time;
  }
  return within ? json_number(*within) : Json(nullptr);
}

Json json_target(const StaffingTarget& target, const Plan& plan) {
  using Measure = StaffingTarget::Measure;
  Json object = {{"measure", key_of(target.measure)}, {"limit", target.limit}};
  if (target.measure == Measure::kServiceLevel) object["within"] = json_within(target, plan);
  object["of"] = target.measure == Measure::kOccupancy ? target.agents : target.calls;
  if (plan.bare.calendar) object["each"] = key_of(target.each);
  if (plan.bare.calendar && target.in_days > 0) object["in_days"] = target.in_days;
  return object;
}

Json json_busy_day(const Plan& plan, const BusyDay& day) {
  Json object = json_check(plan, day.check);
  object["times_the_mean_demand"] = day.factor;
  return object;
}

Json json_cell(const Plan& plan, std::size_t c) {
  const PlanCell& cell = plan.cells[c];
  Json object = Json::object();
  if (cell.date) object["date"] = format_date(*cell.date);
  if (plan.bare.calendar) {
    object["weekday"] = weekday_name(cell.weekday);
    object["from"] = format_clock(cell.from);
    object["to"] = format_clock(cell.to);
  }
  object["calls"] = json_number(cell.first_calls);
  return object;
}

}  // namespace

std::string detail::check_json(const Plan& plan, const StaffingCheck& check) {
  return json_check(plan, check).dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string detail::targets_json(const Plan& plan) {
  Json targets = Json::array();
  for (const StaffingTarget& target : plan.targets) targets.push_back(json_target(target, plan));
  return targets.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string detail::currency_of(const Plan& plan) {
  const auto& costs = plan.scenario.reporting.costs;
  return plan.has_wages && costs ? costs->currency : std::string();
}

std::string detail::busy_day_json(const Plan& plan, const BusyDay& day) {
  return json_busy_day(plan, day).dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string staffing_json(const Plan& plan, const Requirement& requirement,
                          std::string_view scenario) {
  Json groups = Json::array();
  for (std::size_t g = 0; g < plan.bare.groups.size(); ++g) {
    groups.push_back({{"name", plan.bare.groups[g].name},
                      {"at_the_phones", plan.presence[g]},
                      {"wage_per_hour", plan.has_wages ? Json(plan.wage[g]) : Json(nullptr)}});
  }
  Json cells = Json::array();
  for (std::size_t c = 0; c < plan.cells.size(); ++c) {
    if (!detail::is_open(plan.cells[c])) continue;
    Json cell = json_cell(plan, c);
    Json agents = Json::object(), more = Json::object(), less = Json::object();
    for (std::size_t g = 0; g < plan.bare.groups.size(); ++g) {
      const std::string& name = plan.bare.groups[g].name;
      agents[name] = requirement.agents(c, g);
      if (requirement.marginal.rows() == 0) continue;
      more[name] = json_number(requirement.marginal(c, g).more);
      less[name] = json_number(requirement.marginal(c, g).less);
    }
    cell["agents"] = std::move(agents);
    if (requirement.marginal.rows() > 0) cell["one_more"] = more, cell["one_less"] = less;
    cells.push_back(std::move(cell));
  }
  Json formulas = Json::array();
  for (const FormulaError& error : requirement.formulas) {
    formulas.push_back({{"method", title_of(error.method)},
                        {"why_not", error.why_not},
                        {"hours", json_number(error.hours)},
                        {"hours_too_many", json_number(error.hours_too_many)},
                        {"hours_too_few", json_number(error.hours_too_few)},
                        {"intervals_too_many", error.cells_too_many},
                        {"intervals_too_few", error.cells_too_few}});
  }
  Json whole = {{"hotline", version()},
                {"title", plan.bare.title},
                {"scenario", scenario},
                {"method", title_of(requirement.method)},
                {"by", plan.by == PlanBy::kDate ? "date" : "weekday"},
                {"planned_for_times_the_mean_demand", plan.busy},
                {"stopped", requirement.stopped},
                {"targets", Json::parse(detail::targets_json(plan))},
                {"groups", std::move(groups)},
                {"currency", detail::currency_of(plan)},
                {"agent_hours", json_number(requirement.hours)},
                {"wages", plan.has_wages ? json_number(requirement.wages) : Json(nullptr)},
                {"lower_bound", json_number(requirement.lower_bound)},
                {"notes", requirement.notes},
                {"intervals", std::move(cells)},
                {"formulas", std::move(formulas)}};
  if (requirement.check.replications > 0) whole["check"] = json_check(plan, requirement.check);
  if (requirement.busy_day.check.replications > 0) {
    whole["busy_day"] = json_busy_day(plan, requirement.busy_day);
  }
  return whole.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

void write_staffing_csv(const Plan& plan, const Staffing& staffing, std::ostream& out) {
  out << (plan.by == PlanBy::kDate ? "date" : "weekday") << ",from,to";
  for (const GroupModel& group : plan.bare.groups) out << ',' << csv_field(group.name);
  out << '\n';
  for (std::size_t c = 0; c < plan.cells.size(); ++c) {
    const PlanCell& cell = plan.cells[c];
    if (!detail::is_open(cell)) continue;
    out << (cell.date ? format_date(*cell.date) : std::string(weekday_name(cell.weekday))) << ','
        << format_clock(cell.from) << ',' << format_clock(cell.to);
    for (std::size_t g = 0; g < staffing.columns(); ++g) out << ',' << staffing(c, g);
    out << '\n';
  }
}

}  // namespace hotline
