#include "profile.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "week.hpp"

namespace hotline::reading {
namespace {

constexpr std::size_t kFewestOfSpline = 4;

constexpr std::array<std::pair<const char*, bool>, 2> kBetween = {
    {{"straight lines", false}, {"spline", true}}};

using ReadValue = std::optional<double> (*)(const Field&);

std::optional<double> as_relative(const Field& field) { return as_number(field, 0, kMostFactor); }

bool starts_like_a_clock(const Member& member) {
  return !member.key.empty() && member.key[0] >= '0' && member.key[0] <= '9';
}

// The points of some days; nothing after a problem.
std::optional<SmoothTable::Line> as_line(const Field& field, std::vector<Weekday> days, bool spline,
                                         ReadValue read) {
  const auto* members = field.node.as<Table>();
  if (members == nullptr) {
    field.wrong_kind("a table by time of day",
                     fmt::format("write {} = {{ \"08:00\" = ..., \"12:00\" = ... }}", field.name));
    return std::nullopt;
  }
  const std::size_t before = field.problems.count();
  SmoothTable::Line line{std::move(days), {}};
  for (const Member& member : *members) {
    const auto at = parse_clock(member.key);
    if (!at.value) field.problems.add(member.key_spot, at.message, at.hint);
    const auto value = read({member.value, member.key, field.problems});
    if (!at.value || !value) continue;
    if (!line.points.empty() && *at.value <= line.points.back().at) {
      field.problems.add(member.key_spot,
                         fmt::format("points must be in the order of time: {} does not come "
                                     "after {}",
                                     format_clock(*at.value), format_clock(line.points.back().at)));
    }
    line.points.push_back({*at.value, *value});
  }
  if (field.problems.count() > before) return std::nullopt;
  if (line.points.size() < 2) {
    field.wrong("a line needs at least two points");
    return std::nullopt;
  }
  if (spline && line.points.size() < kFewestOfSpline) {
    field.wrong(fmt::format("a spline needs at least {} points, not {}", kFewestOfSpline,
                            line.points.size()),
                "add points, or write between = \"straight lines\"");
    return std::nullopt;
  }
  return line;
}

// Points for every day, or by weekday.
void read_points(const Field& field, ReadValue read, SmoothTable& table) {
  const auto* members = field.node.as<Table>();
  const bool by_weekday = members != nullptr && !members->empty() &&
                          std::ranges::none_of(*members, starts_like_a_clock);
  if (!by_weekday) {
    if (auto line = as_line(field, every_weekday(), table.spline, read)) {
      table.lines.push_back(std::move(*line));
    }
    return;
  }
  std::array<const Member*, kDaysPerWeek> taken{};
  for (const Member& member : *members) {
    const auto days = parse_weekdays(member.key);
    if (!days.value) {
      field.problems.add(member.key_spot, days.message, days.hint);
      continue;
    }
    for (const Weekday day : *days.value) {
      const Member*& first = taken[static_cast<std::size_t>(day)];
      if (first != nullptr) {
        field.problems.add(member.key_spot,
                           fmt::format("there are two lines for {}", weekday_name(day)),
                           "the other one is at " + place_text(first->key_spot));
        break;
      }
      first = &member;
    }
    if (auto line =
            as_line({member.value, member.key, field.problems}, *days.value, table.spline, read)) {
      table.lines.push_back(std::move(*line));
    }
  }
}

std::optional<Profile> as_smooth(const Field& field, ReadValue read) {
  SmoothTable smooth;
  const std::size_t before = field.problems.count();
  in_table(field, field.title(), [&](TableView& table) {
    table.optional("between", smooth.spline,
                   [](const Field& between) { return as_choice(between, kBetween); });
    if (const auto points = table.find("points")) read_points(*points, read, smooth);
  });
  if (field.problems.count() > before) return std::nullopt;
  return smooth;
}

std::optional<Profile> as_profile(const Field& field, const Draft& draft, ReadValue read) {
  if (const auto* members = field.node.as<Table>()) {
    if (find(*members, "points")) return as_smooth(field, read);
    if (find(*members, "file")) return as_profile_file(field, draft);
  }
  auto table = as_week_table<double>(field, false, read);
  if (!table) return std::nullopt;
  return std::move(*table);
}

bool is_zero(const WeekTable<double>& table) {
  return std::ranges::all_of(table.entries, [](const auto& entry) { return entry.value == 0; });
}
bool is_zero(const DateTable& table) {
  return std::ranges::all_of(table.entries, [](const auto& entry) { return entry.value == 0; });
}
bool is_zero(const SmoothTable& table) {
  return std::ranges::all_of(table.lines, [](const SmoothTable::Line& line) {
    return std::ranges::all_of(line.points, [](const auto& point) { return point.value == 0; });
  });
}

}  // namespace

std::optional<Profile> as_rates(const Field& field, const Draft& draft) {
  return as_profile(field, draft, as_rate);
}

std::optional<Profile> as_shape(const Field& field, const Draft& draft) {
  auto shape = as_profile(field, draft, as_relative);
  if (!shape) return std::nullopt;
  if (!std::visit([](const auto& table) { return is_zero(table); }, *shape)) return shape;
  field.wrong(field.title() + " is 0 all the time");
  return std::nullopt;
}

std::optional<ClockRange> as_clock_range(const Field& field) {
  const auto text = as_text(field);
  if (!text) return std::nullopt;
  const auto range = parse_clock_range(*text, false);
  if (!range.value) field.wrong(range.message, range.hint);
  return range.value;
}

}  // namespace hotline::reading
