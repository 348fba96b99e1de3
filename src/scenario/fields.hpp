#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "problems.hpp"
#include "tree.hpp"
#include "units.hpp"

// Readers of single values. Each returns the value, or nothing after it has added a problem, so
// that a caller never has to say again what is wrong.
namespace hotline::reading {

// A value and the name under which it was written, for messages.
struct Field {
  const Node& node;
  std::string name;
  Problems& problems;

  std::string title() const { return in_quotes(name); }
  void wrong(std::string message, std::string hint = "") const {
    problems.add(node.spot, std::move(message), std::move(hint));
  }
  // `expected` follows "must be": "a number".
  void wrong_kind(std::string_view expected, std::string hint = "") const;
};

std::optional<std::string> as_text(const Field& field);
std::optional<std::string> as_name(const Field& field);  // text that is not empty
std::optional<bool> as_yes_no(const Field& field);
std::optional<Date> as_date(const Field& field);
std::optional<Seconds> as_duration(const Field& field);
std::optional<Seconds> as_positive_duration(const Field& field);
std::optional<PerSecond> as_rate(const Field& field);
std::optional<PerSecond> as_positive_rate(const Field& field);
std::optional<PerSecond> as_growth(const Field& field);  // "5 %/min", as a share a second
std::optional<ClockTime> as_clock(const Field& field);
std::optional<std::vector<Weekday>> as_weekdays(const Field& field);

// A number from `least` to `most`, both included.
std::optional<double> as_number(const Field& field, double least, double most);
std::optional<double> as_positive(const Field& field, double most);  // above 0
std::optional<std::int64_t> as_whole(const Field& field, std::int64_t least, std::int64_t most);

// The same with the limits given first, for TableView.
inline auto number_between(double least, double most) {
  return [=](const Field& field) { return as_number(field, least, most); };
}
inline auto positive_up_to(double most) {
  return [=](const Field& field) { return as_positive(field, most); };
}
inline auto whole_between(int least, int most) {
  return [=](const Field& field) -> std::optional<int> {
    const auto value = as_whole(field, least, most);
    if (!value) return std::nullopt;
    return static_cast<int>(*value);
  };
}
inline const auto as_probability = number_between(0, 1);

// The choice that `word` is a misspelling of, if there is one.
std::optional<std::string> meant(std::string_view word, const std::vector<std::string>& choices);

// "did you mean ...?", or else all that there is to choose from, after `introduction`, if any.
std::string suggest(std::string_view word, const std::vector<std::string>& choices,
                    std::string_view introduction);

// One of a few words.
template <class Choice, std::size_t kSize>
std::optional<Choice> as_choice(const Field& field,
                                const std::array<std::pair<const char*, Choice>, kSize>& choices) {
  const std::optional<std::string> text = as_text(field);
  if (!text) return std::nullopt;
  std::vector<std::string> words;
  for (const auto& [word, choice] : choices) {
    if (*text == word) return choice;
    words.emplace_back(word);
  }
  field.wrong(field.title() + " cannot be " + in_quotes(*text),
              suggest(*text, words, "it is one of"));
  return std::nullopt;
}

// The elements of a list, or the value itself if it is no list; the elements carry the list's name.
std::vector<Field> as_elements(const Field& field);

}  // namespace hotline::reading
