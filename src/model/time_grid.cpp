#include <algorithm>
#include <map>
#include <utility>

#include "parts.hpp"

namespace hotline::detail {
namespace {

// Cuts [0, length) into a warm-up, if any, and batches of equal length.
void cut_into_batches(Seconds length, Seconds warm_up, int batches, Model& model) {
  model.length = length;
  model.warm_up = warm_up > 0;
  model.intervals.clear();
  if (model.warm_up) model.intervals.push_back({0, warm_up, 0, 0});
  for (int batch = 0; batch < batches; ++batch) {
    const Seconds batch_length = (length - warm_up) / batches;
    const Seconds start = warm_up + batch * batch_length;
    const bool last = batch + 1 == batches;
    model.intervals.push_back({start, last ? length : start + batch_length, 0, 0});
  }
  CellInfo cell;
  cell.length = length - warm_up;
  model.cell_info = {cell};
  model.day_length = {cell.length};
}

void add_interval_steps(Model& model) {
  for (IntervalId i = 1; i < model.intervals.size(); ++i) {
    Step step;
    step.time = model.intervals[i].start;
    step.kind = Step::Kind::kInterval;
    model.steps.push_back(step);
  }
}

void compile_calendar(const CalendarHorizon& horizon, const Days& days, Model& model) {
  model.calendar = true;
  model.length = days.clock.length();
  model.dates = days.dates;
  model.days = static_cast<std::uint32_t>(days.dates.size());

  const std::vector<CivilInterval> intervals = days.clock.intervals(horizon.interval);
  // Cells are numbered in the order of the week, whatever the weekday of the first date.
  std::map<std::pair<Weekday, int>, std::uint32_t> cells;
  const auto week_place = [&](const CivilInterval& interval) {
    return std::pair(weekday_of(days.dates[static_cast<std::size_t>(interval.day)]), interval.slot);
  };
  for (const CivilInterval& interval : intervals) cells.emplace(week_place(interval), 0);
  for (auto& [place, cell] : cells) {
    cell = static_cast<std::uint32_t>(model.cell_info.size());
    CellInfo info;
    info.weekday = place.first;
    info.times = 0;
    info.slot = static_cast<std::uint32_t>(place.second);
    info.from = place.second * horizon.interval;
    info.to = info.from + horizon.interval;
    model.cell_info.push_back(info);
  }
  model.day_length.assign(model.days, 0.0);
  for (const CivilInterval& interval : intervals) {
    const std::uint32_t cell = cells.at(week_place(interval));
    model.cell_info[cell].length += interval.end - interval.start;
    ++model.cell_info[cell].times;
    model.day_length[static_cast<std::size_t>(interval.day)] += interval.end - interval.start;
    model.intervals.push_back(
        {interval.start, interval.end, cell, static_cast<std::uint32_t>(interval.day)});
  }
}

}  // namespace

Days::Days(const CalendarHorizon& horizon, const Opening& opening)
    : clock(horizon.from, horizon.to, horizon.time_zone) {
  const std::chrono::days one(1);
  for (Date date = horizon.from - one; date <= horizon.to; date += one) {
    if (date >= horizon.from) dates.push_back(date);
    if (std::ranges::count(opening.closed_on, date) == 0) working.push_back(date);
  }
}

void compile_time(const Scenario& scenario, const Days* days, Model& model) {
  if (const auto* steady = std::get_if<SteadyHorizon>(&scenario.horizon)) {
    cut_into_batches(steady->warm_up + steady->length, steady->warm_up, steady->batches, model);
    model.finds_warm_up = steady->finds_warm_up;
  } else {
    compile_calendar(std::get<CalendarHorizon>(scenario.horizon), *days, model);
  }
  model.cells = static_cast<std::uint32_t>(model.cell_info.size());
  add_interval_steps(model);
  Step end;
  end.time = model.length;
  end.kind = Step::Kind::kEnd;
  model.steps.push_back(end);
}

}  // namespace hotline::detail

namespace hotline {

Model with_batches(Model model, Seconds warm_up, int batches) {
  detail::cut_into_batches(model.length, warm_up, batches, model);
  std::erase_if(model.steps, [](const Step& step) { return step.kind == Step::Kind::kInterval; });
  detail::add_interval_steps(model);
  std::ranges::stable_sort(model.steps, [](const Step& a, const Step& b) {
    return std::pair(a.time, a.kind) < std::pair(b.time, b.kind);
  });
  return model;
}

}  // namespace hotline
