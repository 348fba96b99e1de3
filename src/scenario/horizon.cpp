#include <fmt/format.h>

#include <cmath>

#include "parts.hpp"

namespace hotline::reading {
namespace {

constexpr int kMostYears = 100;
constexpr int kMostBatches = 10'000;

std::optional<std::string> as_time_zone(const Field& field) {
  std::optional<std::string> name = as_text(field);
  if (!name || is_time_zone(*name)) return name;
  field.wrong(in_quotes(*name) + " is not a time zone", [&] {
    const std::string best = suggest(*name, time_zone_names(), "");
    return best.empty() ? "write it like \"America/Phoenix\" or \"UTC\"" : best;
  }());
  return std::nullopt;
}

std::optional<Seconds> as_interval(const Field& field) {
  const std::optional<Seconds> length = as_duration(field);
  if (!length) return std::nullopt;
  const bool divides =
      *length >= kMinute && *length == std::floor(*length) && std::fmod(kDay, *length) == 0;
  if (divides) return length;
  field.wrong(fmt::format("an interval of {} does not cut the day into equal parts of a minute or "
                          "more",
                          format_duration(*length)),
              "usual are \"15 min\", \"30 min\" and \"1 h\"");
  return std::nullopt;
}

void read_calendar(TableView& table, Draft& draft) {
  CalendarHorizon horizon;
  const std::size_t before = table.problems().count();
  const bool has_from = table.required("from", horizon.from, as_date);
  const bool has_to = table.required("to", horizon.to, as_date);
  table.optional("time_zone", horizon.time_zone, as_time_zone);
  table.optional("interval", horizon.interval, as_interval);
  if (has_from && has_to && horizon.to < horizon.from) {
    table.find("to")->wrong(fmt::format("the last day, {}, is before the first, {}",
                                        format_date(horizon.to), format_date(horizon.from)));
  } else if (has_from && has_to &&
             horizon.to >= horizon.from + std::chrono::days(std::llround(kMostYears * 365.25))) {
    table.find("to")->wrong(fmt::format("the horizon is longer than {} years", kMostYears));
  }
  if (!has_from || !has_to || table.problems().count() > before) return;
  draft.horizon = Draft::Kind::kCalendar;
  draft.scenario.horizon = horizon;
}

// A time, or the word "auto": then it is found from the run.
std::optional<Seconds> as_warm_up(const Field& field, bool& finds_it) {
  const std::string* word = field.node.as<std::string>();
  finds_it = word != nullptr && *word == "auto";
  if (finds_it) return 0;
  if (word != nullptr && word->find_first_of("0123456789") == std::string::npos) {
    field.wrong(in_quotes(*word) + " is neither a length of time nor \"auto\"",
                "write it like \"2 h\", or \"auto\" to have it found from the run");
    return std::nullopt;
  }
  return as_duration(field);
}

void read_steady(TableView& table, Draft& draft) {
  SteadyHorizon horizon;
  const std::size_t before = table.problems().count();
  table.required("steady", horizon.length, as_positive_duration);
  table.optional("warm_up", horizon.warm_up,
                 [&](const Field& field) { return as_warm_up(field, horizon.finds_warm_up); });
  table.optional("batches", horizon.batches, whole_between(2, kMostBatches));
  for (const char* key : {"from", "to", "time_zone", "interval"}) {
    if (table.find(key)) table.clash(key, "steady");
  }
  if (table.problems().count() > before) return;
  draft.horizon = Draft::Kind::kSteady;
  draft.scenario.horizon = horizon;
}

}  // namespace

void read_horizon(TableView& root, Draft& draft) {
  bool read = false;
  const auto as_horizon = [&](const Field& field) {
    in_table(field, "[horizon]", [&](TableView& table) {
      if (table.find("steady")) {
        read_steady(table, draft);
      } else {
        if (table.find("warm_up") || table.find("batches")) {
          table.wrong_key(table.find("warm_up") ? "warm_up" : "batches",
                          "only a steady horizon has a warm-up and batches",
                          "write steady = \"2000 h\" for one, or from and to for a calendar");
        }
        read_calendar(table, draft);
      }
    });
    return std::optional(true);
  };
  root.required("horizon", read, as_horizon, "[horizon]");
}

void refuse_if_steady(const Field& field, const Draft& draft) {
  if (!draft.is_steady()) return;
  field.wrong(fmt::format("{} goes by the clock, but the horizon is steady", field.title()),
              "in [horizon], write from and to instead of steady");
}

}  // namespace hotline::reading
