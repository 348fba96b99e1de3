#include "hotline/scenario/reporting.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "parts.hpp"
#include "watch.hpp"

namespace hotline::reading {
namespace {

constexpr double kMostMoney = 1e9;
constexpr std::size_t kMostSegments = 1000;

constexpr std::array<std::pair<const char*, IntervalOf>, 3> kIntervalOf = {
    {{"arrival", IntervalOf::kArrival},
     {"service", IntervalOf::kService},
     {"exit", IntervalOf::kExit}}};

// "mon-fri 08:00-12:00", "sat-sun", "18:00-20:00".
std::optional<Segment::Hours> as_segment_hours(const Field& field) {
  const std::optional<std::string> text = as_name(field);
  if (!text) return std::nullopt;
  Segment::Hours hours;
  const std::size_t clock = std::min(text->find_first_of("0123456789"), text->size());
  const std::string days = text->substr(0, clock), range = text->substr(clock);
  hours.days = every_weekday();
  if (days.find_first_not_of(' ') != std::string::npos) {
    auto parsed = parse_weekdays(days);
    if (!parsed.value) {
      field.wrong(parsed.message, parsed.hint);
      return std::nullopt;
    }
    hours.days = std::move(*parsed.value);
  }
  if (!range.empty()) {
    const auto parsed = parse_clock_range(range, false);
    if (!parsed.value) {
      field.wrong(parsed.message, parsed.hint);
      return std::nullopt;
    }
    hours.from = parsed.value->from;
    hours.to = parsed.value->to;
  }
  return hours;
}

// Counts are kept by interval, so hours cannot cut one.
void check_borders(const Field& field, const std::vector<Segment::Hours>& hours,
                   const Draft& draft) {
  if (!draft.is_calendar()) return;
  const Seconds interval = std::get<CalendarHorizon>(draft.scenario.horizon).interval;
  for (const Segment::Hours& stretch : hours) {
    for (const ClockTime border : {stretch.from, stretch.to}) {
      if (std::fmod(border, interval) == 0) continue;
      field.wrong(fmt::format("{} is not the border of an interval of {}", format_clock(border),
                              format_duration(interval)),
                  "move it, or make the interval in [horizon] shorter");
    }
  }
}

void read_hours(TableView& table, Segment& segment, const Draft& draft) {
  const auto field = table.find("hours");
  if (!field) return;
  refuse_if_steady(*field, draft);
  for (const Field& element : as_elements(*field)) {
    if (auto hours = as_segment_hours(element)) segment.hours.push_back(std::move(*hours));
  }
  check_borders(*field, segment.hours, draft);
}

void read_segment(TableView& table, Names& names, Draft& draft) {
  Segment segment;
  if (table.required("name", segment.name, as_name)) {
    table.set_title("[[segment]] " + in_quotes(segment.name));
    names.add(segment.name, table.find("name")->node.spot, table.problems());
  }
  const auto names_of = [&](std::string_view key, std::vector<std::string>& into,
                            const std::vector<std::string>& known, bool complete,
                            const char* what) {
    table.optional(key, into,
                   [&](const Field& list) { return as_names_of(list, known, complete, what); });
    if (const auto list = table.find(key);
        list && list->node.as<Array>() && list->node.as<Array>()->empty()) {
      list->wrong(list->title() + " must not be empty");
    }
  };
  names_of("calls", segment.calls, call_names(draft), draft.call_names_known, "call type");
  names_of("agents", segment.agents, group_names(draft), draft.group_names_known,
           "group of agents");
  read_hours(table, segment, draft);
  if (!table.find("calls") && !table.find("agents") && !table.find("hours")) {
    table.wrong(table.title() + " needs calls, agents or hours",
                "without any of them it would be the whole");
  }
  draft.scenario.reporting.segments.push_back(std::move(segment));
}

std::optional<double> as_money(const Field& field) { return as_number(field, 0, kMostMoney); }

void read_costs(const Field& field, Draft& draft) {
  in_table(field, "[cost]", [&](TableView& table) {
    Costs costs;
    table.required("currency", costs.currency, as_name);
    table.optional("line", costs.line_second, as_rate);
    table.optional("abandoned_call", costs.abandoned_call, as_money);
    table.optional("served_call", costs.served_call, as_money);
    draft.scenario.reporting.costs = std::move(costs);
  });
}

// Wages are sums of money, and so need to be called something.
void check_wages(const Draft& draft, Problems& problems) {
  if (draft.scenario.reporting.costs) return;
  for (const Spot& wage : draft.wages) {
    problems.add(wage, "a wage needs a currency", "add [cost] with currency = \"USD\"");
  }
}

}  // namespace

void read_reporting(TableView& root, Draft& draft) {
  if (const auto field = root.find("report")) {
    in_table(*field, "[report]", [&](TableView& table) {
      table.optional("interval_of", draft.scenario.reporting.interval_of,
                     [](const Field& word) { return as_choice(word, kIntervalOf); });
      if (draft.scenario.reporting.interval_of != IntervalOf::kArrival) {
        refuse_if_steady(*table.find("interval_of"), draft);
      }
    });
  }
  if (const auto field = root.find("watch")) {
    read_watch(*field, "[watch]", std::nullopt, draft, draft.scenario.reporting.watch);
  }
  if (const auto field = root.find("segment")) {
    Names names("[[segment]]");
    for_each_table(*field, "[[segment]]",
                   [&](TableView& table) { read_segment(table, names, draft); });
    if (draft.scenario.reporting.segments.size() > kMostSegments) {
      field->wrong(fmt::format("there are more than {} segments", kMostSegments));
    }
  }
  if (const auto field = root.find("cost")) read_costs(*field, draft);
  check_wages(draft, root.problems());
}

}  // namespace hotline::reading
