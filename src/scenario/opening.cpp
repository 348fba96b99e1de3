#include <fmt/format.h>

#include <algorithm>

#include "parts.hpp"
#include "week.hpp"

namespace hotline::reading {
namespace {

struct PlacedRange {
  ClockRange range;
  Spot spot;
};

// What a weekday's key says: its stretches, none for "closed".
std::optional<std::vector<PlacedRange>> as_hours(const Field& field) {
  const auto* text = field.node.as<std::string>();
  if (text != nullptr && *text == "closed") return std::vector<PlacedRange>{};
  if (text == nullptr && !field.node.as<Array>()) {
    field.wrong_kind("hours such as \"08:00-20:00\", or \"closed\"");
    return std::nullopt;
  }
  std::vector<PlacedRange> hours;
  bool sound = true;
  for (const Field& element : as_elements(field)) {
    const std::optional<std::string> written = as_text(element);
    const auto range = written ? parse_clock_range(*written, true) : Parsed<ClockRange>{};
    if (written && !range.value) element.wrong(range.message, range.hint);
    sound = sound && range.value.has_value();
    if (range.value) hours.push_back({*range.value, element.node.spot});
  }
  if (!sound) return std::nullopt;
  return hours;
}

// The keys of [open] that name weekdays.
class WeekHours {
 public:
  void add(const Member& member, Problems& problems) {
    const auto days = parse_weekdays(member.key);
    if (!days.value) {
      problems.add(member.key_spot, in_quotes(member.key) + " is not a key of [open]",
                   problems.is_full() ? "" : suggest(member.key, known_keys(), "its keys are"));
      return;
    }
    const auto hours = as_hours({member.value, member.key, problems});
    if (!hours) return;
    if (hours->empty()) closed_.push_back({*days.value, {}, member.key_spot});
    for (const PlacedRange& stretch : *hours) {
      stretches_.push_back({*days.value, stretch.range, stretch.spot});
    }
  }

  // The table of all keys; nothing if there was none.
  std::optional<WeekTable<bool>> table(Problems& problems) const {
    if (stretches_.empty() && closed_.empty()) return std::nullopt;
    const std::size_t before = problems.count();
    check_overlaps(stretches_, problems);
    if (problems.count() == before) check_closed(problems);
    WeekTable<bool> result;
    for (const WeekStretch& stretch : stretches_) {
      result.entries.push_back({stretch.days, stretch.range, true});
    }
    return result;
  }

 private:
  static std::vector<std::string> known_keys() {
    std::vector<std::string> keys = {"every_day", "mon-fri",   "sat-sun", "mon-sun",
                                     "always",    "closed_on", "special", "at_closing"};
    for (const Weekday day : every_weekday()) keys.emplace_back(weekday_name(day));
    return keys;
  }

  void check_closed(Problems& problems) const {
    for (const WeekStretch& closed : closed_) {
      for (const WeekStretch& open : stretches_) {
        const auto both = std::ranges::find_if(
            closed.days, [&](Weekday day) { return std::ranges::count(open.days, day) > 0; });
        if (both == closed.days.end()) continue;
        problems.add(closed.spot, fmt::format("{} is both closed and open", weekday_name(*both)),
                     "its hours are at " + place_text(open.spot));
        break;
      }
    }
  }

  std::vector<WeekStretch> stretches_;
  std::vector<WeekStretch> closed_;  // without a range
};

constexpr std::array<std::pair<const char*, AtClosing>, 2> kAtClosing = {
    {{"finish queue", AtClosing::kFinishQueue}, {"send away", AtClosing::kSendAway}}};

void read_special(TableView& table, Opening& opening) {
  const auto special = table.find("special");
  if (!special) return;
  for_each_table(*special, "a special day", [&](TableView& day) {
    Opening::SpecialDay read;
    const bool has_date = day.required("on", read.on, as_date);
    std::vector<PlacedRange> hours;
    const bool has_hours = day.required("hours", hours, as_hours);
    if (!has_date || !has_hours) return;
    std::vector<WeekStretch> stretches;
    for (const PlacedRange& stretch : hours) {
      read.hours.push_back(stretch.range);
      stretches.push_back({{weekday_of(read.on)}, stretch.range, stretch.spot});
    }
    check_overlaps(stretches, day.problems());
    const auto same_day = [&](const auto& other) { return other.on == read.on; };
    if (std::ranges::any_of(opening.special, same_day) ||
        std::ranges::count(opening.closed_on, read.on) > 0) {
      day.find("on")->wrong(format_date(read.on) + " is named twice");
    }
    opening.special.push_back(std::move(read));
  });
}

void read_closed_on(TableView& table, Opening& opening) {
  const auto dates = [](const Field& field) { return as_list<Date>(field, as_date); };
  table.optional("closed_on", opening.closed_on, dates);
}

}  // namespace

void read_opening(TableView& root, Draft& draft) {
  const auto open = root.find("open");
  if (!open) return;
  refuse_if_steady(*open, draft);
  in_table(*open, "[open]", [&](TableView& table) {
    Opening& opening = draft.scenario.opening;
    bool always = false;
    table.optional("always", always, as_yes_no);
    read_closed_on(table, opening);
    read_special(table, opening);
    table.optional("at_closing", opening.at_closing,
                   [](const Field& field) { return as_choice(field, kAtClosing); });
    WeekHours week;
    const auto rest = table.take_rest();
    for (const Member* member : rest) week.add(*member, table.problems());
    opening.hours = week.table(table.problems());
    if (always && opening.hours) table.clash(rest.front()->key, "always");
  });
}

}  // namespace hotline::reading
