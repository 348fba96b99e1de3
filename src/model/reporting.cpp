#include <algorithm>

#include "parts.hpp"

namespace hotline::detail {
namespace {

// Positions of the named things, in order; of all if nothing is named.
template <class Named>
std::vector<std::uint32_t> positions(const std::vector<std::string>& names,
                                     const std::vector<Named>& things) {
  std::vector<std::uint32_t> found;
  for (std::uint32_t i = 0; i < things.size(); ++i) {
    if (names.empty() || std::ranges::count(names, things[i].name) > 0) found.push_back(i);
  }
  return found;
}

bool holds(const Segment::Hours& hours, const CellInfo& cell) {
  return std::ranges::count(hours.days, cell.weekday) > 0 && hours.from <= cell.from &&
         cell.to <= hours.to;
}

SegmentModel compile_segment(const Segment& written, const Model& model) {
  SegmentModel segment;
  segment.name = written.name;
  segment.types = positions(written.calls, model.types);
  if (written.calls.empty()) {  // "all calls" are those of callers on the line
    std::erase_if(segment.types,
                  [&](TypeId type) { return model.types[type].deferred.has_value(); });
  }
  segment.groups = positions(written.agents, model.groups);
  segment.all_cells = written.hours.empty();
  for (std::uint32_t cell = 0; cell < model.cells; ++cell) {
    const bool inside = std::ranges::any_of(written.hours, [&](const Segment::Hours& hours) {
      return holds(hours, model.cell_info[cell]);
    });
    if (segment.all_cells || inside) segment.cells.push_back(cell);
  }
  return segment;
}

void compile_watches(const Scenario& scenario, Model& model) {
  for (const Watch& watch : scenario.reporting.watch) model.watches.push_back({.watch = watch});
  for (TypeId type = 0; type < scenario.calls.size(); ++type) {
    for (const Watch& watch : scenario.calls[type].watch) {
      model.watches.push_back({watch, WatchModel::Scope::kType, type});
    }
  }
  for (GroupId group = 0; group < scenario.agents.size(); ++group) {
    for (const Watch& watch : scenario.agents[group].watch) {
      model.watches.push_back({watch, WatchModel::Scope::kGroup, group});
    }
  }
}

}  // namespace

void compile_reporting(const Scenario& scenario, Model& model) {
  const Reporting& reporting = scenario.reporting;
  if (model.calendar) model.interval_of = reporting.interval_of;
  model.costs = reporting.costs;
  for (GroupId group = 0; group < scenario.agents.size(); ++group) {
    model.groups[group].wage = scenario.agents[group].wage;
  }
  for (const CallType& call : scenario.calls) {
    model.more_targets.insert(model.more_targets.end(), call.more_targets.begin(),
                              call.more_targets.end());
  }
  std::ranges::sort(model.more_targets);
  model.more_targets.erase(std::unique(model.more_targets.begin(), model.more_targets.end()),
                           model.more_targets.end());
  for (const Segment& segment : reporting.segments) {
    model.segments.push_back(compile_segment(segment, model));
  }
  compile_watches(scenario, model);
}

}  // namespace hotline::detail
