#include <fmt/format.h>

#include "call_times.hpp"
#include "distribution.hpp"
#include "parts.hpp"
#include "profile.hpp"
#include "week.hpp"

namespace hotline::reading {
namespace {

constexpr double kMostCv = 100;
constexpr double kMostSpeed = 1e6;
constexpr std::int64_t kMostCount = 10'000'000'000;
constexpr int kMostListed = 1'000'000;
constexpr std::int64_t kMostListedInAll = 10'000'000;

constexpr std::array<std::pair<const char*, bool>, 2> kCountPer = {
    {{"day", true}, {"horizon", false}}};

// The law of the time between two calls.
std::optional<Distribution> as_gap(const Field& field) {
  auto gap = as_distribution(field);
  if (!gap) return std::nullopt;
  if (gap->mean() >= 1 / kMostRate) return gap;
  field.wrong(
      fmt::format("the time between two calls is {} on average, so the calls would never "
                  "end",
                  format_duration(gap->mean())));
  return std::nullopt;
}

void read_renewal(TableView& table, Arrivals& arrivals, const Draft& draft) {
  Renewal renewal;
  table.optional("every", renewal.gap, as_gap);
  if (const auto speed = table.find("speed")) {
    refuse_if_steady(*speed, draft);
    table.optional("speed", renewal.speed, [](const Field& field) {
      return as_week_table<double>(field, false, number_between(0, kMostSpeed));
    });
  }
  arrivals.source = std::move(renewal);
}

// A number of calls, or the law of one: { mean = 500, gamma_cv = 0.3 }.
void read_number(const Field& field, CallCount& count) {
  if (!field.node.as<Table>()) {
    if (const auto number = as_whole(field, 0, kMostCount)) {
      count.mean = static_cast<double>(*number);
    }
    return;
  }
  in_table(field, field.title(), [&](TableView& table) {
    count.poisson = true;
    table.required("mean", count.mean, number_between(0, kMostCalls));
    const auto law = table.one_of({"gamma_cv", "lognormal_cv"}, false);
    if (!law) return;
    count.law = *law == "gamma_cv" ? Busyness::Law::kGamma : Busyness::Law::kLogNormal;
    table.optional(*law, count.cv, positive_up_to(kMostCv));
  });
}

void read_count(TableView& table, Arrivals& arrivals, const Draft& draft) {
  CallCount count;
  read_number(*table.find("count"), count);
  count.per_day = !draft.is_steady();
  table.optional("per", count.per_day, [](const Field& per) { return as_choice(per, kCountPer); });
  if (draft.is_steady() && count.per_day && table.find("per")) {
    table.find("per")->wrong("a steady horizon has no days", "write per = \"horizon\"");
  }
  if (const auto shape = table.find("shape")) {
    refuse_if_steady(*shape, draft);
    table.optional("shape", count.shape,
                   [&](const Field& field) { return as_shape(field, draft); });
  }
  if (const auto dirichlet = table.find("dirichlet")) {
    refuse_if_steady(*dirichlet, draft);
    table.optional("dirichlet", count.dirichlet, as_dirichlet);
  }
  if (const auto busyness = table.find("busyness")) {
    busyness->wrong("busyness multiplies a rate, and here the number of calls is given",
                    "give the number a law: count = { mean = 500, gamma_cv = 0.3 }");
  }
  arrivals.source = std::move(count);
}

// The days of a horizon, 1 if it has none.
std::int64_t days_of(const Draft& draft) {
  const auto* calendar = std::get_if<CalendarHorizon>(&draft.scenario.horizon);
  return calendar == nullptr || !draft.is_calendar() ? 1
                                                     : (calendar->to - calendar->from).count() + 1;
}

void read_list(TableView& table, Arrivals& arrivals, const Draft& draft) {
  NumberList list;
  list.per_day = !draft.is_steady();
  const bool has_count = table.optional("list", list.count, whole_between(0, kMostListed));
  table.optional("per", list.per_day, [](const Field& per) { return as_choice(per, kCountPer); });
  if (draft.is_steady() && list.per_day && table.find("per")) {
    table.find("per")->wrong("a steady horizon has no days", "write per = \"horizon\"");
  }
  if (has_count && list.per_day && list.count * days_of(draft) > kMostListedInAll) {
    table.find("list")->wrong(fmt::format("these are {} numbers in all {} days, more than {}",
                                          list.count * days_of(draft), days_of(draft),
                                          kMostListedInAll));
  }
  if (const auto busyness = table.find("busyness")) {
    busyness->wrong("busyness multiplies a rate, and here the number is given");
  }
  arrivals.source = list;
}

}  // namespace

std::optional<Arrivals> as_arrivals(const Field& field, const Draft& draft) {
  Arrivals arrivals;
  const std::size_t before = field.problems.count();
  in_table(field, field.title(), [&](TableView& table) {
    const auto key = table.one_of({"rate", "rates", "every", "count", "times", "list"});
    if (key == "rate") {
      table.optional("rate", arrivals.source, as_rate);
    } else if (key == "rates") {
      refuse_if_steady(*table.find("rates"), draft);
      table.optional("rates", arrivals.source,
                     [&](const Field& rates) { return as_rates(rates, draft); });
    } else if (key == "every") {
      read_renewal(table, arrivals, draft);
    } else if (key == "count") {
      return read_count(table, arrivals, draft);
    } else if (key == "list") {
      return read_list(table, arrivals, draft);
    } else if (key == "times") {
      if (auto times = as_call_times(*table.find("times"), draft)) {
        arrivals.source = std::move(*times);
      }
      if (const auto busyness = table.find("busyness")) {
        busyness->wrong("busyness multiplies a rate, and here every call is given");
      }
      return;
    }
    if (const auto busyness = table.find("busyness")) {
      arrivals.busyness = as_own_busyness(*busyness, draft);
    }
  });
  if (field.problems.count() > before) return std::nullopt;
  return arrivals;
}

}  // namespace hotline::reading
