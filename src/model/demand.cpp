#include <algorithm>
#include <numeric>

#include "factor_plan.hpp"
#include "hotline/base/error.hpp"
#include "parts.hpp"
#include "rate_line.hpp"

namespace hotline::detail {
namespace {

double surge_factor(const Demand& demand, Date date, bool included) {
  double factor = 1;
  for (const Surge& surge : demand.surges) {
    const bool holds = surge.from <= date && date <= surge.to && !is_restricted(surge);
    if (holds && surge.included == included) factor *= mean_factor(surge);
  }
  return factor;
}

// Expected first calls of each day. A level's total is its daily mean times its days; it is spread
// in proportion to the weekday's weight and the surges that the level includes, over the days on
// which the shape leaves room for calls; the other surges come on top. Surges that may not happen
// count with their mean, those for some types or hours come later.
std::vector<double> calls_by_day(const Demand& demand, const std::vector<double>& shape_totals,
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
      if (shape_totals[day] <= 0) continue;
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

}  // namespace

RateLine shared_line(const Scenario& scenario, const Days& days) {
  const Demand& demand = *scenario.demand;
  RateLine line = line_of(demand.day_shape.value_or(usual_hours(scenario.opening)), days);
  const std::vector<double> totals = day_totals(line, days.dates.size());
  const std::vector<double> calls = calls_by_day(demand, totals, days);
  for (RatePart& part : line) {
    scale(part, calls[part.day] > 0 ? calls[part.day] / totals[part.day] : 0);
  }
  return line;
}

}  // namespace hotline::detail
