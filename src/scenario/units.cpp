#include "units.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "tree.hpp"

namespace hotline::reading {
namespace {

constexpr std::string_view kDurationHint = "write it like \"20 s\", \"4.5 min\" or \"1 h 30 min\"";
constexpr std::string_view kUnitsHint = "units of time are s, min, h, days and weeks";
constexpr std::string_view kWeekdaysHint =
    "write it like mon, \"mon-fri\", \"mon, wed, fri\" or every_day; the weekdays are mon, tue, "
    "wed, thu, fri, sat and sun";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return "";
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// Takes a number from the front of `text`, and the blanks behind it.
std::optional<double> take_number(std::string_view& text) {
  const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
  if (digits.empty() || (!is_digit(digits[0]) && digits[0] != '.')) return std::nullopt;
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc()) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  text = trimmed(text);
  return value;
}

// Takes the letters at the front of `text`, and the blanks behind them.
std::string_view take_word(std::string_view& text) {
  const auto end = std::ranges::find_if_not(text, is_letter);
  const std::string_view word(text.begin(), end);
  text.remove_prefix(word.size());
  text = trimmed(text);
  return word;
}

// Takes a number of `least` to `most` digits from the front of `text`.
std::optional<int> take_digits(std::string_view& text, std::size_t least, std::size_t most) {
  const auto end = std::ranges::find_if_not(text, is_digit);
  const auto count = static_cast<std::size_t>(end - text.begin());
  if (count < least || count > most) return std::nullopt;
  int value = 0;
  std::from_chars(text.data(), text.data() + count, value);
  text.remove_prefix(count);
  return value;
}

// Takes ":00" to ":59".
std::optional<int> take_after_colon(std::string_view& text) {
  if (!text.starts_with(':')) return std::nullopt;
  text.remove_prefix(1);
  const std::optional<int> value = take_digits(text, 2, 2);
  return value && *value < 60 ? value : std::nullopt;
}

std::optional<Weekday> weekday_named(std::string_view name) {
  for (const Weekday day : every_weekday()) {
    if (weekday_name(day) == name) return day;
  }
  return std::nullopt;
}

// The days from `first` through `last`, over Sunday if need be.
std::vector<Weekday> days_between(Weekday first, Weekday last) {
  std::vector<Weekday> days = {first};
  while (days.back() != last) {
    days.push_back(static_cast<Weekday>((static_cast<int>(days.back()) + 1) % kDaysPerWeek));
  }
  return days;
}

}  // namespace

std::optional<Seconds> unit_of_time(std::string_view name) {
  struct Unit {
    std::string_view name;
    Seconds length;
  };
  static constexpr std::array kUnits = {
      Unit{"s", 1},           Unit{"sec", 1},          Unit{"second", 1},        Unit{"seconds", 1},
      Unit{"min", kMinute},   Unit{"minute", kMinute}, Unit{"minutes", kMinute}, Unit{"h", kHour},
      Unit{"hour", kHour},    Unit{"hours", kHour},    Unit{"day", kDay},        Unit{"days", kDay},
      Unit{"week", 7 * kDay}, Unit{"weeks", 7 * kDay}};
  const auto unit = std::ranges::find(kUnits, name, &Unit::name);
  if (unit == kUnits.end()) return std::nullopt;
  return unit->length;
}

Parsed<Seconds> parse_duration(std::string_view text) {
  std::string_view rest = trimmed(text);
  Seconds total = 0;
  Seconds smallest = 0;  // unit so far
  do {
    const std::optional<double> number = take_number(rest);
    if (!number) {
      return {{}, in_quotes(text) + " is not a length of time", std::string(kDurationHint)};
    }
    const std::string_view name = take_word(rest);
    if (name.empty() && rest.empty()) {
      return {{}, fmt::format("a length of time needs a unit: write \"{} s\"", *number), ""};
    }
    if (name.empty()) {
      return {{}, in_quotes(text) + " is not a length of time", std::string(kDurationHint)};
    }
    const std::optional<Seconds> unit = unit_of_time(name);
    if (!unit) return {{}, in_quotes(name) + " is not a unit of time", std::string(kUnitsHint)};
    if (smallest > 0 && *unit >= smallest) {
      return {{}, in_quotes(text) + " is not a length of time", "write the largest unit first"};
    }
    if (*number < 0) return {{}, "a length of time cannot be negative", ""};
    smallest = *unit;
    total += *number * *unit;
  } while (!rest.empty());
  if (!(total <= kCentury)) return {{}, in_quotes(text) + " is longer than 100 years", ""};
  return {total, "", ""};
}

Parsed<PerSecond> parse_rate(std::string_view text) {
  constexpr std::string_view kHint = "write it like \"12/h\", \"6/min\" or \"100/30min\"";
  std::string_view rest = trimmed(text);
  const std::optional<double> number = take_number(rest);
  if (!number) return {{}, in_quotes(text) + " is not a rate", std::string(kHint)};
  if (rest.empty()) {
    return {{}, fmt::format("a rate needs a unit of time: write \"{}/h\"", *number), ""};
  }
  if (!rest.starts_with('/')) return {{}, in_quotes(text) + " is not a rate", std::string(kHint)};
  rest = trimmed(rest.substr(1));
  const double times = take_number(rest).value_or(1);
  const std::string_view name = take_word(rest);
  if (name.empty() || !rest.empty() || !(times > 0)) {
    return {{}, in_quotes(text) + " is not a rate", std::string(kHint)};
  }
  const std::optional<Seconds> unit = unit_of_time(name);
  if (!unit) return {{}, in_quotes(name) + " is not a unit of time", std::string(kUnitsHint)};
  if (*number < 0) return {{}, "a rate cannot be negative", ""};
  const PerSecond rate = *number / (times * *unit);
  if (!(rate <= kMostRate)) return {{}, in_quotes(text) + " is more than a million a second", ""};
  return {rate, "", ""};
}

Parsed<PerSecond> parse_growth(std::string_view text) {
  constexpr std::string_view kHint = "write it like \"5 %/min\"";
  const std::size_t percent = text.find('%');
  if (percent == std::string_view::npos) {
    return {{}, in_quotes(text) + " is not a growth", std::string(kHint)};
  }
  const std::string rate =
      std::string(text.substr(0, percent)) + std::string(text.substr(percent + 1));
  const Parsed<PerSecond> parsed = parse_rate(rate);
  if (!parsed.value) return {{}, in_quotes(text) + " is not a growth", std::string(kHint)};
  if (*parsed.value > 100) return {{}, in_quotes(text) + " is more than 100 % a second", ""};
  return {*parsed.value / 100, "", ""};
}

Parsed<ClockTime> parse_clock(std::string_view text) {
  std::string_view rest = trimmed(text);
  const std::optional<int> hours = take_digits(rest, 1, 2);
  const std::optional<int> minutes = take_after_colon(rest);
  const std::optional<int> seconds = rest.empty() ? 0 : take_after_colon(rest);
  if (hours && minutes && seconds && rest.empty()) {
    const ClockTime time = *hours * kHour + *minutes * kMinute + *seconds;
    if (time <= kDay) return {time, "", ""};
  }
  return {{},
          in_quotes(text) + " is not a time of day",
          "write it like \"08:00\"; the last is \"24:00\""};
}

Parsed<ClockRange> parse_clock_range(std::string_view text, bool overnight) {
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) {
    return {{}, in_quotes(text) + " is not a stretch of the day", "write it like \"08:00-14:00\""};
  }
  const Parsed<ClockTime> from = parse_clock(text.substr(0, dash));
  const Parsed<ClockTime> to = parse_clock(text.substr(dash + 1));
  if (!from.value) return {{}, from.message, from.hint};
  if (!to.value) return {{}, to.message, to.hint};
  if (*from.value >= kDay) {
    return {{}, in_quotes(text) + " begins at the end of the day", "the day begins at \"00:00\""};
  }
  if (*to.value <= *from.value && !overnight) {
    return {{},
            in_quotes(text) + " ends before it begins",
            "midnight at the end of the day is \"24:00\"; write the part after midnight apart"};
  }
  return {ClockRange{*from.value, *to.value}, "", ""};
}

Seconds length_of(const ClockRange& range) {
  return range.to > range.from ? range.to - range.from : range.to + kDay - range.from;
}

std::vector<Weekday> every_weekday() {
  return {Weekday::kMonday, Weekday::kTuesday,  Weekday::kWednesday, Weekday::kThursday,
          Weekday::kFriday, Weekday::kSaturday, Weekday::kSunday};
}

Parsed<std::vector<Weekday>> parse_weekdays(std::string_view text) {
  if (trimmed(text) == "every_day") return {every_weekday(), "", ""};
  std::vector<Weekday> days;
  std::string_view rest = text;
  while (true) {
    const std::size_t comma = rest.find(',');
    const std::string_view part = trimmed(rest.substr(0, comma));
    const std::size_t dash = part.find('-');
    const auto first = weekday_named(trimmed(part.substr(0, dash)));
    const auto last =
        dash == std::string_view::npos ? first : weekday_named(trimmed(part.substr(dash + 1)));
    if (!first || !last) {
      return {{}, in_quotes(text) + " is not a choice of weekdays", std::string(kWeekdaysHint)};
    }
    for (const Weekday day : days_between(*first, *last)) {
      if (std::ranges::count(days, day) > 0) {
        return {{}, fmt::format("{} names {} twice", in_quotes(text), weekday_name(day)), ""};
      }
      days.push_back(day);
    }
    if (comma == std::string_view::npos) return {days, "", ""};
    rest.remove_prefix(comma + 1);
  }
}

}  // namespace hotline::reading
