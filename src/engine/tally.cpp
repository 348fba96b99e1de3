#include "hotline/engine/tally.hpp"

#include <algorithm>

namespace hotline {
namespace {

template <class Value>
void add(Table<Value>& to, const Table<Value>& from) {
  for (std::size_t row = 0; row < to.rows(); ++row) {
    for (std::size_t column = 0; column < to.columns(); ++column) {
      to(row, column) += from(row, column);
    }
  }
}

template <class Value>
void raise(std::vector<Value>& to, const std::vector<Value>& from) {
  for (std::size_t i = 0; i < to.size(); ++i) to[i] = std::max(to[i], from[i]);
}

}  // namespace

void Tally::merge(const Tally& other) {
  add(cell_calls, other.cell_calls);
  add(day_calls, other.day_calls);
  add(cell_targets, other.cell_targets);
  add(day_targets, other.day_targets);
  add(cell_agents, other.cell_agents);
  add(day_agents, other.day_agents);
  for (std::size_t type = 0; type < waits.size(); ++type) {
    waits[type].merge(other.waits[type]);
    caller_waits[type].merge(other.caller_waits[type]);
  }
  add(within, other.within);
  for (std::size_t type = 0; type < line_time.size(); ++type) {
    line_time[type] += other.line_time[type];
  }
  for (std::size_t type = 0; type < work_brought.size(); ++type) {
    work_brought[type] += other.work_brought[type];
  }
  raise(longest_queue, other.longest_queue);
  raise(longest_wait, other.longest_wait);
  waiting_after = other.waiting_after;  // `other` is the later one
  length += other.length;
  staffed_time += other.staffed_time;
  last_call_end = std::max(last_call_end, other.last_call_end);
  events += other.events;
}

}  // namespace hotline
