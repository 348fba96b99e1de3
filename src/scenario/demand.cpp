#include <fmt/format.h>

#include <algorithm>

#include "parts.hpp"
#include "profile.hpp"

namespace hotline::reading {
namespace {

const auto as_factor = number_between(0, kMostFactor);

void read_level_list(const Field& field, Demand& demand, std::vector<Spot>& starts) {
  for_each_table(field, "a level", [&](TableView& table) {
    Level level;
    table.required("calls_per_day", level.calls_per_day, number_between(0, kMostCalls));
    if (!table.required("from", level.from, as_date)) return;
    if (!demand.levels.empty() && level.from <= demand.levels.back().from) {
      table.find("from")->wrong(
          fmt::format("levels must be in the order of their dates: {} does not come after {}",
                      format_date(level.from), format_date(demand.levels.back().from)));
    }
    demand.levels.push_back(level);
    starts.push_back(table.find("from")->node.spot);
  });
}

void read_levels(const Field& field, Demand& demand, const Draft& draft) {
  std::vector<Spot> starts;
  const std::size_t before = field.problems.count();
  if (field.node.as<Table>()) {
    if (auto levels = as_level_file(field)) demand.levels = std::move(*levels);
    starts.assign(demand.levels.size(), field.node.spot);
  } else {
    read_level_list(field, demand, starts);
  }
  if (field.problems.count() > before) return;
  if (demand.levels.empty()) {
    field.wrong("\"levels\" must not be empty");
  } else if (draft.is_calendar()) {
    const auto& horizon = std::get<CalendarHorizon>(draft.scenario.horizon);
    if (demand.levels.front().from > horizon.from) {
      field.problems.add(
          starts.front(),
          fmt::format("the first level begins on {}, after the horizon, which "
                      "begins on {}",
                      format_date(demand.levels.front().from), format_date(horizon.from)));
    }
  }
}

// One level for all days, from `volume` or `calls_per_day`.
void read_single_level(TableView& table, const std::string& key, Demand& demand,
                       const Draft& draft) {
  double calls = 0;
  if (!table.optional(key, calls, number_between(0, kMostCalls)) || !draft.is_calendar()) return;
  const auto& horizon = std::get<CalendarHorizon>(draft.scenario.horizon);
  const auto days = (horizon.to - horizon.from).count() + 1;
  const double per_day = key == "volume" ? calls / static_cast<double>(days) : calls;
  demand.levels = {{horizon.from, per_day}};
}

void read_weekdays(const Field& field, Demand& demand) {
  in_table(field, field.title(), [&](TableView& table) {
    const std::size_t before = table.problems().count();
    for (const Weekday day : every_weekday()) {
      table.optional(weekday_name(day), demand.weekdays[static_cast<std::size_t>(day)], as_factor);
    }
    const bool all_zero = std::ranges::all_of(demand.weekdays, [](double x) { return x == 0; });
    if (all_zero && table.problems().count() == before) {
      table.wrong(field.title() + " are 0 on every day");
    }
  });
}

void check_surge_dates(TableView& table, const Surge& surge, const Draft& draft) {
  if (surge.to < surge.from) {
    table.find("to")->wrong(fmt::format("the surge ends on {}, before it begins on {}",
                                        format_date(surge.to), format_date(surge.from)));
  } else if (draft.is_calendar()) {
    const auto& horizon = std::get<CalendarHorizon>(draft.scenario.horizon);
    if (surge.from > horizon.to || surge.to < horizon.from) {
      table.find("from")->wrong(fmt::format("the surge lies outside the horizon, {} to {}",
                                            format_date(horizon.from), format_date(horizon.to)));
    }
  }
}

void read_surges(const Field& field, Demand& demand, Draft& draft) {
  for_each_table(field, "a surge", [&](TableView& table) {
    Surge surge;
    const bool has_from = table.required("from", surge.from, as_date);
    const bool has_to = table.required("to", surge.to, as_date);
    table.required("factor", surge.factor, as_factor);
    table.optional("included", surge.included, as_yes_no);
    table.optional("note", surge.note, as_text);
    table.optional("probability", surge.probability, as_probability);
    if (const auto calls = table.find("calls")) surge.calls = read_named_calls(*calls, draft);
    table.optional("hours", surge.hours, as_clock_range);
    for (const char* key : {"calls", "hours"}) {
      if (!surge.included || !table.find(key)) continue;
      table.find(key)->wrong(
          fmt::format("a surge that the level includes is for all its calls, without \"{}\"", key),
          "write included = false, or leave it out");
    }
    demand.surges.push_back(surge);
    if (has_from && has_to) check_surge_dates(table, surge, draft);
  });
}

}  // namespace

void read_demand(TableView& root, Draft& draft) {
  const auto field = root.find("demand");
  if (!field) return;
  refuse_if_steady(*field, draft);
  Demand& demand = draft.scenario.demand.emplace();
  const std::size_t before = field->problems.count();
  in_table(*field, "[demand]", [&](TableView& table) {
    // Calls with arrivals of their own may share no more than busyness and surges.
    const bool has_shape =
        table.find("weekdays") || table.find("day_shape") || table.find("dirichlet");
    const bool only_factors = (table.find("busyness") || table.find("surges")) && !has_shape;
    const auto key = table.one_of({"volume", "calls_per_day", "levels"}, !only_factors);
    if (key == "levels") {
      read_levels(*table.find("levels"), demand, draft);
    } else if (key) {
      read_single_level(table, *key, demand, draft);
    }
    if (const auto weekdays = table.find("weekdays")) read_weekdays(*weekdays, demand);
    table.optional("day_shape", demand.day_shape,
                   [&](const Field& shape) { return as_shape(shape, draft); });
    if (const auto busyness = table.find("busyness")) read_shared_busyness(*busyness, draft);
    table.optional("dirichlet", demand.dirichlet, as_dirichlet);
    if (const auto surges = table.find("surges")) read_surges(*surges, demand, draft);
  });
  draft.demand_known = field->problems.count() == before;
}

}  // namespace hotline::reading
