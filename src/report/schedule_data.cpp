#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "hotline/report/name.hpp"
#include "hotline/report/schedule.hpp"
#include "hotline/report/staffing.hpp"
#include "hotline/report/version.hpp"
#include "json_number.hpp"
#include "staffing_tables.hpp"

namespace hotline {
namespace {

using Json = nlohmann::ordered_json;

using detail::json_number;

std::string clock(Seconds time) { return format_clock(std::fmod(time, kDay)); }

// "10:30-10:45" for each break of a day.
std::vector<std::string> breaks_of(const Plan& plan, const Schedule& schedule, const Slot& slot,
                                   std::size_t day) {
  const ShiftKind& kind = schedule.kinds[slot.kind];
  const auto& permitted = plan.scenario.staffing.shifts[kind.permitted].breaks;
  std::vector<std::string> text;
  for (std::size_t b = 0; b < slot.breaks[day].size(); ++b) {
    const Seconds from = kind.start + slot.breaks[day][b];
    text.push_back(clock(from) + "-" + clock(from + permitted[b].length));
  }
  return text;
}

Json json_slots(const Plan& plan, const Schedule& schedule) {
  Json slots = Json::array();
  for (const Slot& slot : schedule.slots) {
    const ShiftKind& kind = schedule.kinds[slot.kind];
    Json days = Json::object();
    for (std::size_t day = 0; day < slot.days.size(); ++day) {
      if (!slot.days[day]) continue;
      days[std::string(weekday_name(static_cast<Weekday>(day)))] = {
          {"from", clock(kind.start)},
          {"to", clock(kind.start + kind.length)},
          {"breaks", breaks_of(plan, schedule, slot, day)}};
    }
    slots.push_back({{"name", slot.name},
                     {"group", plan.bare.groups[kind.group].name},
                     {"shift", plan.scenario.staffing.shifts[kind.permitted].name},
                     {"days", std::move(days)}});
  }
  return slots;
}

Json json_cost(const Schedule& schedule) {
  return {{"people", schedule.slots.size()},
          {"cost_a_week", json_number(schedule.cost)},
          {"paid_hours_a_week", json_number(schedule.paid_hours)}};
}

std::string toml_text(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    if (static_cast<unsigned char>(c) < 0x20) {
      quoted += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}

// "4500 s": exact, whatever the length.
std::string toml_length(Seconds length) {
  if (std::fmod(length, kMinute) == 0) return fmt::format("\"{:g} min\"", length / kMinute);
  return fmt::format("\"{} s\"", length);
}

std::string toml_shift(const Shift& shift) {
  std::string days;
  for (const Weekday day : shift.days) {
    days += (days.empty() ? "" : ", ") + std::string(weekday_name(day));
  }
  std::string breaks;
  for (const Break& pause : shift.breaks) {
    breaks +=
        fmt::format("{}{{ from = \"{}\", length = {}, paid = {} }}", breaks.empty() ? "" : ", ",
                    format_clock(pause.from), toml_length(pause.length), pause.paid);
  }
  return fmt::format(
      "  {{ name = {}, days = \"{}\", from = \"{}\", to = \"{}\", count = {}{} }},\n",
      toml_text(shift.name), days, format_clock(shift.range.from), format_clock(shift.range.to),
      shift.count, breaks.empty() ? "" : fmt::format(", breaks = [{}]", breaks));
}

}  // namespace

std::string schedule_json(const Plan& plan, const ScheduleAnswer& answer,
                          std::string_view scenario) {
  const Coverage& coverage = answer.coverage;
  Json cells = Json::array();
  for (std::size_t c = 0; c < plan.cells.size(); ++c) {
    const PlanCell& cell = plan.cells[c];
    if (!detail::is_open(cell)) continue;
    Json groups = Json::object();
    for (std::size_t g = 0; g < plan.bare.groups.size(); ++g) {
      Json& group = groups[plan.bare.groups[g].name];
      group = {{"required", answer.required.agents(c, g)},
               {"scheduled", json_number(coverage.scheduled(c, g))}};
      if (answer.improved.marginal.rows() == 0) continue;
      group["one_more"] = json_number(answer.improved.marginal(c, g).more);
      group["one_less"] = json_number(answer.improved.marginal(c, g).less);
    }
    cells.push_back({{"weekday", weekday_name(cell.weekday)},
                     {"from", format_clock(cell.from)},
                     {"to", format_clock(cell.to)},
                     {"groups", std::move(groups)}});
  }
  const Schedule& covered = answer.covered;
  const Improved& improved = answer.improved;
  Json cover = json_cost(covered);
  cover["optimal"] = covered.optimal;
  cover["lower_bound"] = json_number(covered.bound);
  cover["hours_short"] = json_number(covered.hours_short);
  cover["obstacles"] = covered.obstacles;
  Json result = json_cost(improved.schedule);
  result["targets_hold_in_search"] = improved.holds;
  result["stopped"] = improved.stopped;
  result["chosen_anew"] = improved.passes;
  result["let_go"] = improved.let_go;
  result["shortened"] = improved.shortened;
  result["added"] = improved.added;
  result["played"] = improved.tried;
  Json whole = {{"hotline", version()},
                {"title", plan.bare.title},
                {"scenario", scenario},
                {"method", title_of(answer.required.method)},
                {"planned_for_times_the_mean_demand", plan.busy},
                {"targets", Json::parse(detail::targets_json(plan))},
                {"currency", detail::currency_of(plan)},
                {"cover", std::move(cover)},
                {"improved", std::move(result)},
                {"coverage",
                 {{"hours_required", json_number(coverage.hours_required)},
                  {"hours_scheduled", json_number(coverage.hours_scheduled)},
                  {"hours_short", json_number(coverage.hours_short)},
                  {"hours_surplus", json_number(coverage.hours_surplus)},
                  {"intervals_covered", json_number(coverage.intervals_covered)},
                  {"intervals", std::move(cells)}}},
                {"check", Json::parse(detail::check_json(plan, improved.check))},
                {"roster", json_slots(plan, improved.schedule)}};
  if (answer.busy_day.check.replications > 0) {
    whole["busy_day"] = Json::parse(detail::busy_day_json(plan, answer.busy_day));
  }
  return whole.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

void write_roster_csv(const Plan& plan, const Schedule& schedule, std::ostream& out) {
  out << "slot,group,shift,weekday,from,to,breaks\n";
  for (const Slot& slot : schedule.slots) {
    const ShiftKind& kind = schedule.kinds[slot.kind];
    for (std::size_t day = 0; day < slot.days.size(); ++day) {
      if (!slot.days[day]) continue;
      out << fmt::format("{},{},{},{},{},{},{}\n", csv_field(slot.name),
                         csv_field(plan.bare.groups[kind.group].name),
                         csv_field(plan.scenario.staffing.shifts[kind.permitted].name),
                         weekday_name(static_cast<Weekday>(day)), clock(kind.start),
                         clock(kind.start + kind.length),
                         fmt::join(breaks_of(plan, schedule, slot, day), " "));
    }
  }
}

void write_schedule_toml(const Plan& plan, const Schedule& schedule,
                         const std::filesystem::path& base, std::ostream& out) {
  const Scenario scenario = with_schedule(plan, schedule);
  out << "# Shifts chosen by \"hotline schedule\": ready to run, and to compare with its base.\n\n"
      << "base  = " << toml_text(base.generic_string()) << "\n"
      << "title = " << toml_text(plan.bare.title + ": scheduled") << "\n";
  for (const AgentGroup& group : scenario.agents) {
    out << "\n[[agents]]\nname  = " << toml_text(group.name) << "\n";
    const auto before = std::ranges::find(plan.scenario.agents, group.name, &AgentGroup::name);
    if (!before->persons.empty()) out << "persons = [{ remove = \"inherited\" }]\n";
    out << "shift = [\n  { remove = \"inherited\" },\n";
    for (const Shift& shift : std::get<std::vector<Shift>>(group.staffing))
      out << toml_shift(shift);
    out << "]\n";
  }
}

std::string frontier_json(const Plan& plan, const std::vector<FrontierPoint>& points) {
  Json list = Json::array();
  for (const FrontierPoint& point : points) {
    const auto estimate = [](const Estimate& e) -> Json {
      return {{"value", json_number(e.value)},
              {"low", json_number(e.low)},
              {"high", json_number(e.high)}};
    };
    list.push_back({{"limit", point.limit},
                    {"agent_hours", json_number(point.hours)},
                    {"wages", plan.has_wages ? json_number(point.wages) : Json(nullptr)},
                    {"service_level", estimate(point.service_level)},
                    {"abandonment", estimate(point.abandonment)}});
  }
  return Json{{"title", plan.bare.title}, {"frontier", std::move(list)}}.dump(
             2, ' ', false, Json::error_handler_t::replace) +
         "\n";
}

void write_frontier_csv(const std::vector<FrontierPoint>& points, std::ostream& out) {
  out << "limit,agent_hours,wages,service_level,service_level_low,service_level_high,abandonment\n";
  for (const FrontierPoint& point : points) {
    out << fmt::format("{},{},{},{},{},{},{}\n", point.limit, point.hours, point.wages,
                       point.service_level.value, point.service_level.low, point.service_level.high,
                       point.abandonment.value);
  }
}

}  // namespace hotline
