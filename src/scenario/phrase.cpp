#include "hotline/scenario/phrase.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <sstream>
#include <vector>

#include "distribution.hpp"
#include "laws.hpp"
#include "toml.hpp"
#include "units.hpp"

namespace hotline {
namespace {

using namespace reading;  // NOLINT: this file is where the two meet

template <class T>
T value_or_throw(const Parsed<T>& parsed) {
  if (!parsed.value) throw PhraseError(parsed.message, parsed.hint);
  return *parsed.value;
}

bool is_number(const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}

// A value as TOML: numbers, lists and tables as they are, anything else in quotes. A quote inside
// would end the text early, and no value has one.
std::string toml_value(const std::string& text) {
  if (is_number(text) || text.starts_with('[') || text.starts_with('{')) return text;
  if (text.find_first_of("'\n") != std::string::npos) {
    throw PhraseError(in_quotes(text) + " is not a parameter of a law", "");
  }
  return "'" + text + "'";
}

// "shape=2 mean=4 min" as "shape = 2, mean = '4 min'": a word without "=" belongs to the value
// before it.
std::string toml_parameters(std::istringstream& words, const std::string& law) {
  std::vector<std::pair<std::string, std::string>> parameters;
  for (std::string word; words >> word;) {
    if (word.ends_with(',')) word.pop_back();
    const auto equal = word.find('=');
    if (equal != std::string::npos) {
      parameters.emplace_back(word.substr(0, equal), word.substr(equal + 1));
    } else if (parameters.empty() && law == "exponential") {
      parameters.emplace_back("mean", word);
    } else if (parameters.empty()) {
      throw PhraseError(fmt::format("the law \"{}\" needs named parameters", law),
                        "write it like \"weibull shape=2 mean=4min\"");
    } else {
      parameters.back().second += (parameters.back().second.empty() ? "" : " ") + word;
    }
  }
  std::string text;
  for (const auto& [key, value] : parameters) {
    if (!text.empty()) text += ", ";
    text += fmt::format("{} = {}", key, toml_value(value));
  }
  return text;
}

// The phrase as a TOML value.
std::string as_toml(std::string_view text) {
  std::istringstream words{std::string(text)};
  std::string first;
  words >> first;
  if (first.starts_with('{')) return std::string(text);
  const bool is_name = !first.empty() && std::ranges::all_of(first, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
  });
  if (!is_name) return toml_value(std::string(text));
  return fmt::format("{{ {} = {{ {} }} }}", first, toml_parameters(words, first));
}

}  // namespace

Seconds duration_of_phrase(std::string_view text) { return value_or_throw(parse_duration(text)); }

PerSecond rate_of_phrase(std::string_view text) { return value_or_throw(parse_rate(text)); }

ClockTime clock_of_phrase(std::string_view text) { return value_or_throw(parse_clock(text)); }

Distribution distribution_of_phrase(std::string_view text) {
  Source source;
  source.name = text;
  source.text = "law = " + as_toml(text);
  Problems problems;
  std::optional<Distribution> law;
  const std::optional<Node> tree = parse_toml(source, problems);
  const bool alone = tree && tree->as<Table>()->size() == 1;
  const Member* member = alone ? find(*tree->as<Table>(), "law") : nullptr;
  if (member != nullptr) law = as_distribution({member->value, "law", problems});
  try {
    problems.throw_if_any();
  } catch (const InputError& error) {
    const Problem& first = error.problems().front();
    throw PhraseError(first.message, first.hint);
  }
  if (!law) throw PhraseError(in_quotes(text) + " is not a law", "");
  return std::move(*law);
}

}  // namespace hotline
