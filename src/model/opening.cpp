#include <algorithm>

#include "parts.hpp"

namespace hotline::detail {
namespace {

using OpenHours = std::vector<Stretch<bool>>;

OpenHours hours_on(const Opening& opening, const Days& days, Date date) {
  for (const Opening::SpecialDay& special : opening.special) {
    if (special.on != date) continue;
    WeekTable<bool> table;
    for (const ClockRange& range : special.hours) {
      table.entries.push_back({{weekday_of(date)}, range, true});
    }
    return stretches_on(table, days.clock, date);
  }
  if (std::ranges::count(opening.closed_on, date) > 0) return {};
  if (opening.hours) return stretches_on(*opening.hours, days.clock, date);
  return {{days.clock.instant(date, 0), days.clock.instant(date, kDay), true}};
}

// All open hours within the horizon, in order and joined where one ends as the next begins.
OpenHours open_hours(const Opening& opening, const Days& days, Seconds length) {
  OpenHours all;
  const Date eve = days.dates.front() - std::chrono::days(1);  // its night may run into the horizon
  for (Date date = eve; date <= days.dates.back(); date += std::chrono::days(1)) {
    for (const Stretch<bool>& stretch : hours_on(opening, days, date)) all.push_back(stretch);
  }
  std::ranges::sort(all, {}, &Stretch<bool>::from);
  OpenHours joined;
  for (Stretch<bool> stretch : all) {
    stretch.from = std::max(stretch.from, 0.0);
    stretch.to = std::min(stretch.to, length);
    if (stretch.from >= stretch.to) continue;
    if (!joined.empty() && stretch.from <= joined.back().to) {
      joined.back().to = std::max(joined.back().to, stretch.to);
    } else {
      joined.push_back(stretch);
    }
  }
  return joined;
}

}  // namespace

void compile_opening(const Opening& opening, const Days& days, Model& model) {
  model.at_closing = opening.at_closing;
  model.starts_open = false;
  for (const Stretch<bool>& open : open_hours(opening, days, model.length)) {
    Step step;
    if (open.from <= 0) {
      model.starts_open = true;
    } else {
      step.time = open.from;
      step.kind = Step::Kind::kOpen;
      model.steps.push_back(step);
    }
    if (open.to < model.length) {
      step.time = open.to;
      step.kind = Step::Kind::kClose;
      model.steps.push_back(step);
    }
  }
}

}  // namespace hotline::detail
