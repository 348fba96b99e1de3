#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "hotline/model/model.hpp"

namespace hotline {

// Intervals of the week that lie in the same segments become one.
Model without_rows(Model model) {
  if (!model.calendar) return model;
  std::map<std::vector<bool>, std::uint32_t> merged;  // by the segments that a cell is in
  std::vector<std::uint32_t> cell_of(model.cells);    // [old cell]
  std::vector<CellInfo> infos;
  for (std::uint32_t cell = 0; cell < model.cells; ++cell) {
    std::vector<bool> inside;
    for (const SegmentModel& segment : model.segments) {
      inside.push_back(std::ranges::binary_search(segment.cells, cell));
    }
    const auto [place, is_new] =
        merged.try_emplace(std::move(inside), static_cast<std::uint32_t>(infos.size()));
    cell_of[cell] = place->second;
    const CellInfo& info = model.cell_info[cell];
    if (is_new) {
      infos.push_back({.length = info.length, .times = info.times});
    } else {
      infos[place->second].length += info.length;
      infos[place->second].times += info.times;
    }
  }
  for (SegmentModel& segment : model.segments) {
    for (std::uint32_t& cell : segment.cells) cell = cell_of[cell];
    std::ranges::sort(segment.cells);
    const auto repeated = std::ranges::unique(segment.cells);
    segment.cells.erase(repeated.begin(), repeated.end());
  }
  for (IntervalModel& interval : model.intervals) {
    interval.cell = cell_of[interval.cell];
    interval.day = 0;
  }
  std::erase_if(model.watches, [](const WatchModel& watch) { return watch.watch.each_interval; });
  Seconds length = 0;
  for (const Seconds day : model.day_length) length += day;
  model.has_rows = false;
  model.cells = static_cast<std::uint32_t>(infos.size());
  model.cell_info = std::move(infos);
  model.days = 1;
  model.day_length = {length};
  return model;
}

}  // namespace hotline
