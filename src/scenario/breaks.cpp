#include <fmt/format.h>

#include <optional>

#include "group.hpp"

namespace hotline::reading {
namespace {

// Since the start of the shift, which may run over midnight.
Seconds since_start(ClockTime time, const Shift& shift) {
  return time >= shift.range.from ? time - shift.range.from : time + kDay - shift.range.from;
}

std::optional<ClockRange> as_window(const Field& field) {
  const std::optional<std::string> written = as_text(field);
  if (!written) return std::nullopt;
  const auto range = parse_clock_range(*written, true);
  if (!range.value) field.wrong(range.message, range.hint);
  return range.value;
}

// The break without its `paid`; nothing after a problem.
std::optional<Break> read_times(TableView& table) {
  const auto key = table.one_of({"from", "window"});
  Break pause;
  const bool has_length = table.required("length", pause.length, as_positive_duration);
  if (key == "window") {
    ClockRange window;
    if (!table.optional("window", window, as_window) || !has_length) return std::nullopt;
    pause.from = window.from;
    pause.slack = length_of(window) - pause.length;
    if (pause.slack >= 0) return pause;
    table.find("length")->wrong(
        fmt::format("a break of {} does not fit into its window", format_duration(pause.length)),
        "the window is at " + place_text(table.find("window")->node.spot));
    return std::nullopt;
  }
  if (!table.optional("from", pause.from, as_clock) || !has_length) return std::nullopt;
  return pause;
}

std::string words_for(const Break& pause) {
  if (pause.slack == 0) return "from " + format_clock(pause.from);
  return fmt::format("in the window from {}", format_clock(pause.from));
}

bool is_within(const Break& pause, const Shift& shift) {
  return since_start(pause.from, shift) + pause.slack + pause.length <= length_of(shift.range);
}

}  // namespace

void read_break(TableView& table, const Shift& shift, Spot shift_spot, std::vector<Break>& breaks) {
  const std::optional<Break> pause = read_times(table);
  bool paid = false;
  table.optional("paid", paid, as_yes_no);
  if (!pause) return;
  const std::string key = table.find("window") ? "window" : "from";
  if (!is_within(*pause, shift)) {
    table.find(key)->wrong(
        fmt::format("the break {} for {} is not within its shift, {}-{}", words_for(*pause),
                    format_duration(pause->length), format_clock(shift.range.from),
                    format_clock(shift.range.to)),
        "the shift is at " + place_text(shift_spot));
    return;
  }
  const Seconds start = since_start(pause->from, shift);
  for (const Break& other : breaks) {
    const Seconds other_start = since_start(other.from, shift);
    if (start >= other_start + other.slack + other.length ||
        other_start >= start + pause->slack + pause->length) {
      continue;
    }
    table.find(key)->wrong(
        fmt::format("the breaks {} and {} overlap", words_for(other), words_for(*pause)));
  }
  breaks.push_back(*pause);
  breaks.back().paid = paid;
}

}  // namespace hotline::reading
