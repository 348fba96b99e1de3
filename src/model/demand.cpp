#include <algorithm>
#include <numeric>

#include "hotline/base/error.hpp"
#include "parts.hpp"

namespace hotline::detail {
namespace {

// Pieces that cover [0, length) day by day: the rate of the first stretch that holds an instant,
// elsewhere 0. The factor of a day multiplies its stretches.
std::vector<RatePiece> pieces_of(const WeekTable<double>& table, const std::vector<double>& factors,
                                 const Days& days) {
  std::vector<RatePiece> pieces;
  for (std::size_t day = 0; day < days.dates.size(); ++day) {
    auto stretches = stretches_on(table, days.clock, days.dates[day]);
    std::ranges::sort(stretches, {}, &Stretch<double>::from);
    Seconds now = days.clock.instant(days.dates[day], 0);
    const auto add = [&](Seconds end, double rate) {
      if (end <= now) return;
      pieces.push_back({end, rate, static_cast<std::uint32_t>(day)});
      now = end;
    };
    for (const Stretch<double>& stretch : stretches) {
      add(stretch.from, 0);
      add(stretch.to, stretch.value * factors[day]);
    }
    add(days.clock.instant(days.dates[day], kDay), 0);
  }
  return pieces;
}

// The integral of the shape over a day, in relative rate x seconds.
double shape_total(const WeekTable<double>& shape, const Days& days, Date date) {
  double total = 0;
  for (const auto& stretch : stretches_on(shape, days.clock, date)) {
    total += stretch.value * (stretch.to - stretch.from);
  }
  return total;
}

double surge_factor(const Demand& demand, Date date, bool included) {
  double factor = 1;
  for (const Surge& surge : demand.surges) {
    if (surge.included == included && surge.from <= date && date <= surge.to) {
      factor *= surge.factor;
    }
  }
  return factor;
}

// Without a shape of its own, demand is even over the hours in which the weekday is usually open.
WeekTable<double> default_shape(const Opening& opening) {
  WeekTable<double> shape;
  if (!opening.hours) {
    const std::vector<Weekday> week = {Weekday::kMonday,   Weekday::kTuesday, Weekday::kWednesday,
                                       Weekday::kThursday, Weekday::kFriday,  Weekday::kSaturday,
                                       Weekday::kSunday};
    shape.entries.push_back({week, {0, kDay}, 1.0});
    return shape;
  }
  for (const auto& entry : opening.hours->entries) {
    if (entry.range.from < entry.range.to) {
      shape.entries.push_back({entry.days, entry.range, 1.0});
      continue;
    }
    // The part of the night after midnight is demand of the next day.
    std::vector<Weekday> next_days;
    for (const Weekday day : entry.days) {
      next_days.push_back(static_cast<Weekday>((static_cast<int>(day) + 1) % kDaysPerWeek));
    }
    shape.entries.push_back({entry.days, {entry.range.from, kDay}, 1.0});
    if (entry.range.to > 0) shape.entries.push_back({next_days, {0, entry.range.to}, 1.0});
  }
  return shape;
}

// Expected first calls of each day. A level's total is its daily mean times its days; it is spread
// in proportion to the weekday's weight and the surges that the level includes, over the days on
// which the shape leaves room for calls; the other surges come on top.
std::vector<double> calls_by_day(const Demand& demand, const WeekTable<double>& shape,
                                 const Days& days) {
  const std::size_t count = days.dates.size();
  std::vector<double> calls(count, 0.0);
  for (std::size_t l = 0; l < demand.levels.size(); ++l) {
    const Date from = demand.levels[l].from;
    const bool last = l + 1 == demand.levels.size();
    std::size_t level_days = 0;
    std::vector<double> weights(count, 0.0);
    for (std::size_t day = 0; day < count; ++day) {
      const Date date = days.dates[day];
      if (date < from || (!last && date >= demand.levels[l + 1].from)) continue;
      ++level_days;
      if (shape_total(shape, days, date) <= 0) continue;
      const auto weekday = static_cast<std::size_t>(weekday_of(date));
      weights[day] = demand.weekdays[weekday] * surge_factor(demand, date, true);
    }
    const double total = demand.levels[l].calls_per_day * static_cast<double>(level_days);
    const double weight = std::accumulate(weights.begin(), weights.end(), 0.0);
    if (total > 0 && weight <= 0) {
      throw Error("the demand from " + format_date(from) +
                  " has no day on which its calls could come: the weights of its weekdays, its "
                  "surges or its day shape are all 0");
    }
    for (std::size_t day = 0; day < count && total > 0; ++day) {
      calls[day] += total * weights[day] / weight * surge_factor(demand, days.dates[day], false);
    }
  }
  return calls;
}

std::vector<RatePiece> shared_pieces(const Scenario& scenario, const Days& days) {
  const Demand& demand = *scenario.demand;
  const WeekTable<double> shape =
      demand.day_shape ? *demand.day_shape : default_shape(scenario.opening);
  std::vector<double> factors = calls_by_day(demand, shape, days);
  for (std::size_t day = 0; day < factors.size(); ++day) {
    if (factors[day] > 0) factors[day] /= shape_total(shape, days, days.dates[day]);
  }
  return pieces_of(shape, factors, days);
}

std::vector<RatePiece> own_pieces(const Arrivals& arrivals, const Days* days, Seconds length) {
  if (days == nullptr) return {{length, std::get<PerSecond>(arrivals.rate), 0}};
  const std::vector<double> ones(days->dates.size(), 1.0);
  if (const auto* table = std::get_if<WeekTable<PerSecond>>(&arrivals.rate)) {
    return pieces_of(*table, ones, *days);
  }
  std::vector<RatePiece> pieces;
  for (std::size_t day = 0; day < days->dates.size(); ++day) {
    pieces.push_back({days->clock.instant(days->dates[day], kDay),
                      std::get<PerSecond>(arrivals.rate), static_cast<std::uint32_t>(day)});
  }
  return pieces;
}

// Joins neighbours of the same rate and day: fewer pieces to walk through.
void join(std::vector<RatePiece>& pieces, bool by_day) {
  std::vector<RatePiece> joined;
  for (const RatePiece& piece : pieces) {
    const bool same = !joined.empty() && joined.back().rate == piece.rate &&
                      (!by_day || joined.back().day == piece.day || piece.rate == 0);
    if (same) {
      joined.back().end = piece.end;
    } else {
      joined.push_back(piece);
    }
  }
  pieces = std::move(joined);
}

}  // namespace

void compile_demand(const Scenario& scenario, const Days* days, Model& model) {
  std::vector<RatePiece> shared;
  if (scenario.demand && days != nullptr) {
    if (!scenario.demand->levels.empty()) shared = shared_pieces(scenario, *days);
    if (scenario.demand->busyness) {
      model.busyness_cv = scenario.demand->busyness->cv;
      model.busyness_per = scenario.demand->busyness->per;
    }
  }
  for (TypeId t = 0; t < model.types.size(); ++t) {
    const CallType& call = scenario.calls[t];
    TypeModel& type = model.types[t];
    if (call.arrivals) {
      type.rates = own_pieces(*call.arrivals, days, model.length);
      if (call.arrivals->busyness) {
        type.busyness_cv = call.arrivals->busyness->cv;
        type.busyness_per = call.arrivals->busyness->per;
      }
    } else if (call.share) {
      type.rates = shared;
      for (RatePiece& piece : type.rates) piece.rate *= *call.share;
    }
    join(type.rates, type.busyness_cv > 0 || model.busyness_cv > 0);
  }
}

}  // namespace hotline::detail
