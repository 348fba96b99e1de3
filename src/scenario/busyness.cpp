#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "hotline/random/correlation.hpp"
#include "parts.hpp"

namespace hotline::reading {
namespace {

constexpr double kMostCv = 100;
constexpr std::size_t kMostShared = 100;  // factors that multiply each other
constexpr std::size_t kMostTypes = 1000;  // with correlated factors

constexpr std::array<std::pair<const char*, Busyness::Per>, 3> kPer = {
    {{"day", Busyness::Per::kDay},
     {"replication", Busyness::Per::kReplication},
     {"interval", Busyness::Per::kInterval}}};

const auto as_cv = positive_up_to(kMostCv);

std::optional<std::vector<double>> as_row(const Field& field) {
  return as_list<double>(field, number_between(-1, 1));
}

// Adds a problem unless the matrix is one of correlations.
void check_matrix(const Field& field, const std::vector<std::vector<double>>& matrix) {
  const std::size_t size = matrix.size();
  std::vector<double> flat;
  for (std::size_t i = 0; i < size; ++i) {
    if (matrix[i].size() != size) {
      field.wrong(
          fmt::format("{} must be a square matrix, but row {} has {} numbers and there are "
                      "{} rows",
                      field.title(), i + 1, matrix[i].size(), size));
      return;
    }
    flat.insert(flat.end(), matrix[i].begin(), matrix[i].end());
  }
  for (std::size_t i = 0; i < size; ++i) {
    if (matrix[i][i] != 1) {
      field.wrong(fmt::format("{} must have 1 on its diagonal, not {} in row {}", field.title(),
                              matrix[i][i], i + 1));
      return;
    }
    for (std::size_t j = 0; j < i; ++j) {
      if (matrix[i][j] == matrix[j][i]) continue;
      field.wrong(fmt::format("{} must be symmetric, but row {} has {} where row {} has {}",
                              field.title(), j + 1, matrix[j][i], i + 1, matrix[i][j]));
      return;
    }
  }
  if (!correlation_root(flat, size)) {
    field.wrong(field.title() +
                    " cannot be a matrix of correlations: it is not positive "
                    "semidefinite",
                "some of them contradict each other, as if A and B, and B and C, always went "
                "together, but A and C did not");
  }
}

// One number, or a matrix as a list of rows.
std::optional<Correlation> as_correlation(const Field& field) {
  Correlation correlation;
  if (!field.node.as<Array>()) {
    const auto r = as_number(field, -1, 1);
    if (!r) return std::nullopt;
    correlation.r = *r;
    return correlation;
  }
  auto rows = as_list<std::vector<double>>(field, as_row);
  if (!rows) return std::nullopt;
  if (rows->empty()) {
    field.wrong(field.title() + " must not be empty");
    return std::nullopt;
  }
  const std::size_t before = field.problems.count();
  check_matrix(field, *rows);
  if (field.problems.count() > before) return std::nullopt;
  correlation.matrix = std::move(*rows);
  return correlation;
}

void read_intervals(TableView& table, Busyness& busyness, const Draft& draft) {
  const auto field = table.find("interval_correlation");
  if (!field) return;
  busyness.intervals = as_correlation(*field);
  if (busyness.per != Busyness::Per::kInterval) {
    field->wrong("only a factor for each interval can be correlated between intervals",
                 "write per = \"interval\"");
    return;
  }
  if (!busyness.intervals || busyness.intervals->matrix.empty() || !draft.is_calendar()) return;
  const auto& horizon = std::get<CalendarHorizon>(draft.scenario.horizon);
  const auto slots = static_cast<std::size_t>(kDay / horizon.interval);
  if (busyness.intervals->matrix.size() != slots) {
    field->wrong(fmt::format("{} has {} rows, but a day has {} intervals of {}", field->title(),
                             busyness.intervals->matrix.size(), slots,
                             format_duration(horizon.interval)));
  }
}

// The law, how often it is drawn, and how intervals are correlated: what every busyness has.
void read_law(TableView& table, Busyness& busyness, const Draft& draft) {
  const auto law = table.one_of({"gamma_cv", "lognormal_cv"});
  if (law) {
    busyness.law = *law == "gamma_cv" ? Busyness::Law::kGamma : Busyness::Law::kLogNormal;
    const Field cv = *table.find(*law);
    if (busyness.types && cv.node.as<Array>()) {
      if (auto cvs = as_list<double>(cv, as_cv)) busyness.cvs = std::move(*cvs);
      if (!busyness.cvs.empty() && busyness.cvs.size() != busyness.calls.size()) {
        cv.wrong(fmt::format("{} has {} numbers, but \"calls\" names {}", cv.title(),
                             busyness.cvs.size(), busyness.calls.size()));
      }
    } else {
      table.optional(*law, busyness.cv, as_cv);
    }
  }
  table.optional("per", busyness.per, [](const Field& per) { return as_choice(per, kPer); });
  if (draft.is_steady() && busyness.per != Busyness::Per::kReplication) {
    table.wrong(busyness.per == Busyness::Per::kDay
                    ? "a steady horizon has no days to be busy"
                    : "a steady horizon has no intervals to be busy",
                "write per = \"replication\"");
  }
  read_intervals(table, busyness, draft);
}

void read_types(TableView& table, Busyness& busyness, Draft& draft) {
  const auto calls = table.find("calls");
  if (calls) busyness.calls = read_named_calls(*calls, draft);
  const auto field = table.find("correlation");
  draft.type_correlations.push_back(field ? std::optional(field->node.spot) : std::nullopt);
  if (!field) return;
  busyness.types = as_correlation(*field);
  if (!busyness.types || busyness.types->matrix.empty()) return;
  const std::size_t rows = busyness.types->matrix.size();
  if (!calls) {
    field->wrong("a matrix of correlations needs \"calls\", which say whose its rows are");
  } else if (rows != busyness.calls.size()) {
    field->wrong(fmt::format("{} has {} rows, but \"calls\" names {}", field->title(), rows,
                             busyness.calls.size()));
  }
}

// Numbers of types and their common correlation must fit together.
void check_types(const Busyness& busyness, Spot spot, const Draft& draft, Problems& problems) {
  std::size_t types = busyness.calls.size();
  if (types == 0) {
    types = static_cast<std::size_t>(std::ranges::count_if(draft.scenario.calls, has_rate));
  }
  if (types < 2) {
    problems.add(spot, "only two call types or more can be correlated");
  } else if (types > kMostTypes) {
    problems.add(spot,
                 fmt::format("at most {} call types can be correlated, not {}", kMostTypes, types));
  } else if (busyness.types->matrix.empty() &&
             busyness.types->r < -1 / static_cast<double>(types - 1)) {
    problems.add(spot, fmt::format("{} call types cannot all be correlated by {}: at least {:.4g}",
                                   types, busyness.types->r, -1 / static_cast<double>(types - 1)));
  }
}

}  // namespace

std::optional<Busyness> as_own_busyness(const Field& field, const Draft& draft) {
  Busyness busyness;
  const std::size_t before = field.problems.count();
  in_table(field, field.title(), [&](TableView& table) { read_law(table, busyness, draft); });
  if (field.problems.count() > before) return std::nullopt;
  return busyness;
}

void read_shared_busyness(const Field& field, Draft& draft) {
  const auto read = [&](TableView& table) {
    Busyness busyness;
    read_types(table, busyness, draft);
    read_law(table, busyness, draft);
    draft.scenario.demand->busyness.push_back(std::move(busyness));
  };
  if (field.node.as<Array>()) {
    for_each_table(field, "a busyness", read);
    if (draft.scenario.demand->busyness.size() > kMostShared) {
      field.wrong(fmt::format("at most {} factors of busyness can be shared", kMostShared));
    }
  } else {
    in_table(field, field.title(), read);
  }
}

std::vector<std::string> read_named_calls(const Field& field, Draft& draft) {
  const auto names = as_names_of(field, {}, false, "call type");
  if (!names) return {};
  if (names->empty()) field.wrong(field.title() + " must not be empty");
  const std::vector<Field> elements = as_elements(field);
  for (std::size_t i = 0; i < names->size(); ++i) {
    draft.named_in_demand.emplace_back((*names)[i], elements[i].node.spot);
  }
  return *names;
}

void check_named_in_demand(const Draft& draft, Problems& problems) {
  if (!draft.call_names_known || !draft.scenario.demand) return;
  const std::vector<std::string> names = call_names(draft);
  const std::size_t before = problems.count();
  for (const auto& [name, spot] : draft.named_in_demand) {
    const auto place = std::ranges::find(names, name);
    if (place == names.end()) {
      no_such_name(problems, spot, "call type", name, names);
      continue;
    }
    const auto index = static_cast<std::size_t>(place - names.begin());
    if (draft.calls[index].sound && !has_rate(draft.scenario.calls[index])) {
      problems.add(spot,
                   fmt::format("the calls of {} do not come at a rate, which could be multiplied",
                               in_quotes(name)),
                   "its \"arrivals\" are at " + place_text(draft.calls[index].spot));
    }
  }
  if (problems.count() > before || !draft.demand_known) return;
  const std::vector<Busyness>& busyness = draft.scenario.demand->busyness;
  for (std::size_t i = 0; i < busyness.size(); ++i) {
    if (draft.type_correlations[i]) {
      check_types(busyness[i], *draft.type_correlations[i], draft, problems);
    }
  }
}

}  // namespace hotline::reading
