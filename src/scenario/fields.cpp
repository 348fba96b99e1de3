#include "fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "hotline/base/text.hpp"

namespace hotline::reading {
namespace {

// The number in a node, whole or not.
std::optional<double> number_in(const Node& node) {
  if (const auto* whole = node.as<std::int64_t>()) return static_cast<double>(*whole);
  if (const auto* number = node.as<double>()) return *number;
  return std::nullopt;
}

// What `parse` makes of a text. `example` completes the hint for a value that is no text.
template <class T, class Parse>
std::optional<T> parsed(const Field& field, std::string_view expected, Parse parse) {
  const auto* text = field.node.as<std::string>();
  if (text == nullptr) {
    field.wrong_kind(expected);
    return std::nullopt;
  }
  Parsed<T> result = parse(*text);
  if (!result.value) field.wrong(result.message, result.hint);
  return std::move(result.value);
}

// "write it without quotes", if that is all that is wrong with a value that must be a number.
std::string unquote_hint(const Node& node) {
  const auto* text = node.as<std::string>();
  if (text == nullptr) return "";
  double value = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  const bool is_number = error == std::errc() && end == text->data() + text->size();
  return is_number ? "write it without quotes" : "";
}

template <class T>
std::optional<T> if_positive(const Field& field, std::optional<T> value) {
  if (!value || *value > 0) return value;
  field.wrong(field.title() + " must be more than 0");
  return std::nullopt;
}

}  // namespace

void Field::wrong_kind(std::string_view expected, std::string hint) const {
  wrong(fmt::format("{} must be {}, not {}", title(), expected, kind_of(node)), std::move(hint));
}

std::optional<std::string> as_text(const Field& field) {
  if (const auto* text = field.node.as<std::string>()) return *text;
  field.wrong_kind("text in quotes");
  return std::nullopt;
}

std::optional<std::string> as_name(const Field& field) {
  std::optional<std::string> text = as_text(field);
  if (!text || text->find_first_not_of(" \t\r\n") != std::string::npos) return text;
  field.wrong(field.title() + " must not be empty");
  return std::nullopt;
}

std::optional<bool> as_yes_no(const Field& field) {
  if (const auto* value = field.node.as<bool>()) return *value;
  const auto* text = field.node.as<std::string>();
  const bool is_quoted = text != nullptr && (*text == "true" || *text == "false");
  field.wrong_kind("true or false", is_quoted ? "write it without quotes" : "");
  return std::nullopt;
}

std::optional<Date> as_date(const Field& field) {
  if (const auto* date = field.node.as<Date>()) return *date;
  const bool is_text = field.node.as<std::string>() != nullptr;
  field.wrong_kind("a date such as 2013-07-04", is_text ? "write dates without quotes" : "");
  return std::nullopt;
}

std::optional<Seconds> as_duration(const Field& field) {
  if (const auto number = number_in(field.node)) {
    field.wrong(fmt::format("a length of time needs a unit: write \"{} s\"", *number));
    return std::nullopt;
  }
  return parsed<Seconds>(field, "a length of time such as \"20 s\"", parse_duration);
}

std::optional<Seconds> as_positive_duration(const Field& field) {
  return if_positive(field, as_duration(field));
}

std::optional<PerSecond> as_rate(const Field& field) {
  if (const auto number = number_in(field.node)) {
    field.wrong(fmt::format("a rate needs a unit of time: write \"{}/h\"", *number));
    return std::nullopt;
  }
  return parsed<PerSecond>(field, "a rate such as \"12/h\"", parse_rate);
}

std::optional<PerSecond> as_growth(const Field& field) {
  return parsed<PerSecond>(field, "a growth such as \"5 %/min\"", parse_growth);
}

std::optional<PerSecond> as_positive_rate(const Field& field) {
  return if_positive(field, as_rate(field));
}

std::optional<ClockTime> as_clock(const Field& field) {
  return parsed<ClockTime>(field, "a time of day in quotes, such as \"08:00\"", parse_clock);
}

std::optional<std::vector<Weekday>> as_weekdays(const Field& field) {
  return parsed<std::vector<Weekday>>(field, "weekdays in quotes, such as \"mon-fri\"",
                                      parse_weekdays);
}

std::optional<double> as_number(const Field& field, double least, double most) {
  const std::optional<double> number = number_in(field.node);
  if (!number) {
    field.wrong_kind("a number", unquote_hint(field.node));
    return std::nullopt;
  }
  if (*number >= least && *number <= most) return number;  // false for "nan"
  field.wrong(fmt::format("{} must be from {} to {}, not {}", field.title(), least, most, *number));
  return std::nullopt;
}

std::optional<double> as_positive(const Field& field, double most) {
  return if_positive(field, as_number(field, 0, most));
}

std::optional<std::int64_t> as_whole(const Field& field, std::int64_t least, std::int64_t most) {
  const auto* number = field.node.as<std::int64_t>();
  if (number == nullptr) {
    if (const auto* fraction = field.node.as<double>()) {
      field.wrong(fmt::format("{} must be a whole number, not {}", field.title(), *fraction));
    } else {
      field.wrong_kind("a whole number", unquote_hint(field.node));
    }
    return std::nullopt;
  }
  if (*number >= least && *number <= most) return *number;
  field.wrong(fmt::format("{} must be from {} to {}, not {}", field.title(), least, most, *number));
  return std::nullopt;
}

std::string suggest(std::string_view word, const std::vector<std::string>& choices,
                    std::string_view introduction) {
  constexpr std::size_t kLongestWord = 100;  // the search costs the product of the lengths
  constexpr std::size_t kMostListed = 30;
  if (const auto best = word.size() <= kLongestWord ? meant(word, choices) : std::nullopt) {
    return fmt::format("did you mean {}?", in_quotes(*best));
  }
  if (choices.empty() || choices.size() > kMostListed || introduction.empty()) return "";
  std::vector<std::string> quoted;
  for (const std::string& choice : choices) quoted.push_back(in_quotes(choice));
  return fmt::format("{} {}", introduction, fmt::join(quoted, ", "));
}

std::optional<std::string> meant(std::string_view word, const std::vector<std::string>& choices) {
  // Letters in the wrong order are a usual slip, too far apart for `nearest` in a short word.
  const auto has_same_letters = [&](const std::string& choice) {
    return choice.size() == word.size() && std::ranges::is_permutation(choice, word);
  };
  const auto found = std::ranges::find_if(choices, has_same_letters);
  return found != choices.end() ? std::optional(*found) : nearest(word, choices);
}

std::vector<Field> as_elements(const Field& field) {
  std::vector<Field> elements;
  if (const auto* array = field.node.as<Array>()) {
    for (const Node& node : *array) elements.push_back({node, field.name, field.problems});
  } else {
    elements.push_back(field);
  }
  return elements;
}

}  // namespace hotline::reading
