#include "rate_line.hpp"

#include <math.h>  // pchip.hpp of Boost 1.74 needs isnan in the global namespace

#include <algorithm>
#include <boost/math/interpolators/pchip.hpp>
#include <map>
#include <type_traits>

namespace hotline::detail {
namespace {

// Lays parts of one day one behind the other, with 0 in the gaps.
class DayLayer {
 public:
  DayLayer(RateLine& line, const Days& days, std::size_t day)
      : line_(line), day_(static_cast<std::uint32_t>(day)) {
    now_ = days.clock.instant(days.dates[day], 0);
  }

  void add(Seconds end, const RateCurve& curve) {
    if (end <= now_) return;
    line_.push_back({end, curve.start < now_ ? curve.from(now_) : curve, day_});
    now_ = end;
  }
  void add_constant(Seconds end, PerSecond rate) { add(end, {now_, {rate, 0, 0, 0}}); }

 private:
  RateLine& line_;
  std::uint32_t day_;
  Seconds now_ = 0;
};

void lay_stretches(std::vector<Stretch<double>> stretches, DayLayer& layer) {
  std::ranges::sort(stretches, {}, &Stretch<double>::from);
  for (const Stretch<double>& stretch : stretches) {
    layer.add_constant(stretch.from, 0);
    layer.add_constant(stretch.to, stretch.value);
  }
}

RateLine lay(const WeekTable<double>& table, const Days& days) {
  RateLine line;
  for (std::size_t day = 0; day < days.dates.size(); ++day) {
    DayLayer layer(line, days, day);
    lay_stretches(stretches_on(table, days.clock, days.dates[day]), layer);
    layer.add_constant(days.clock.instant(days.dates[day], kDay), 0);
  }
  return line;
}

RateLine lay(const DateTable& table, const Days& days) {
  std::map<Date, std::vector<Stretch<double>>> stretches;
  for (const DateTable::Entry& entry : table.entries) {
    if (entry.date < days.dates.front() || entry.date > days.dates.back()) continue;
    stretches[entry.date].push_back({days.clock.instant(entry.date, entry.range.from),
                                     days.clock.instant(entry.date, entry.range.to), entry.value});
  }
  RateLine line;
  for (std::size_t day = 0; day < days.dates.size(); ++day) {
    DayLayer layer(line, days, day);
    lay_stretches(std::move(stretches[days.dates[day]]), layer);
    layer.add_constant(days.clock.instant(days.dates[day], kDay), 0);
  }
  return line;
}

// One curve for each gap between points, in seconds of the wall clock since the earlier point.
std::vector<RateCurve> curves_of(const std::vector<SmoothTable::Point>& points, bool spline) {
  std::vector<double> slopes;
  if (spline) {
    std::vector<double> at, value;
    for (const auto& point : points) {
      at.push_back(point.at);
      value.push_back(point.value);
    }
    const boost::math::interpolators::pchip<std::vector<double>> smooth(std::move(at),
                                                                        std::move(value));
    for (const auto& point : points) slopes.push_back(smooth.prime(point.at));
  }
  std::vector<RateCurve> curves;
  for (std::size_t i = 0; i + 1 < points.size(); ++i) {
    const double length = points[i + 1].at - points[i].at;
    const double secant = (points[i + 1].value - points[i].value) / length;
    RateCurve curve{0, {points[i].value, secant, 0, 0}};
    if (spline) {  // the cubic with these values and slopes at both ends (Hermite)
      curve.c[1] = slopes[i];
      curve.c[2] = (3 * secant - 2 * slopes[i] - slopes[i + 1]) / length;
      curve.c[3] = (slopes[i] + slopes[i + 1] - 2 * secant) / (length * length);
    }
    curves.push_back(curve);
  }
  return curves;
}

// On a day on which the clock is changed a curve takes as long as the clock does.
RateCurve stretched(RateCurve curve, Seconds start, double clock_per_second) {
  curve.start = start;
  double power = 1;
  for (double& coefficient : curve.c) {
    coefficient *= power;
    power *= clock_per_second;
  }
  return curve;
}

RateLine lay(const SmoothTable& table, const Days& days) {
  std::vector<std::vector<RateCurve>> curves;
  for (const auto& line : table.lines) curves.push_back(curves_of(line.points, table.spline));
  RateLine parts;
  for (std::size_t day = 0; day < days.dates.size(); ++day) {
    const Date date = days.dates[day];
    DayLayer layer(parts, days, day);
    for (std::size_t l = 0; l < table.lines.size(); ++l) {
      if (std::ranges::count(table.lines[l].days, weekday_of(date)) == 0) continue;
      const auto& points = table.lines[l].points;
      for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        const Seconds from = days.clock.instant(date, points[i].at);
        const Seconds to = days.clock.instant(date, points[i + 1].at);
        layer.add_constant(from, 0);
        if (to <= from) continue;
        layer.add(to,
                  stretched(curves[l][i], from, (points[i + 1].at - points[i].at) / (to - from)));
      }
    }
    layer.add_constant(days.clock.instant(date, kDay), 0);
  }
  return parts;
}

}  // namespace

RateLine constant_line(PerSecond rate, const Days* days, Seconds length) {
  RateLine line;
  if (days == nullptr) return {{length, {0, {rate, 0, 0, 0}}}};
  for (std::size_t day = 0; day < days->dates.size(); ++day) {
    DayLayer(line, *days, day).add_constant(days->clock.instant(days->dates[day], kDay), rate);
  }
  return line;
}

RateLine line_of(const Profile& profile, const Days& days) {
  return std::visit([&](const auto& table) { return lay(table, days); }, profile);
}

std::vector<double> day_totals(const RateLine& line, std::size_t days) {
  std::vector<double> totals(days, 0.0);
  for (const RatePart& part : line) {
    totals[part.day] += part.curve.integral(part.curve.start, part.end);
  }
  return totals;
}

void scale(RatePart& part, double by) {
  for (double& coefficient : part.curve.c) coefficient *= by;
}

void cut(RateLine& line, const std::vector<Seconds>& at) {
  RateLine parts;
  auto next = at.begin();
  for (RatePart part : line) {
    while (next != at.end() && *next <= part.curve.start) ++next;
    for (; next != at.end() && *next < part.end; ++next) {
      RatePart before = part;
      before.end = *next;
      parts.push_back(before);
      part.curve = part.curve.from(*next);
    }
    parts.push_back(part);
  }
  line = std::move(parts);
}

Profile usual_hours(const Opening& opening) {
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

}  // namespace hotline::detail
