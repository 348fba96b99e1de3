#include "erlang_question.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "command.hpp"
#include "hotline/report/number.hpp"
#include "hotline/scenario/phrase.hpp"

namespace hotline {
namespace {

constexpr std::string_view kDots = "..";

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

template <class T>
std::optional<T> parsed(const std::string& text) {
  T value{};
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stop != end || text.empty()) return std::nullopt;
  return value;
}

// Calls read(text) and puts the option's name before its complaint.
template <class Read>
auto in_words(const std::string& name, const std::string& text, Read read) {
  try {
    return read(text);
  } catch (const PhraseError& error) {
    throw CommandLineError(fmt::format("--{}: {}", name, error.what()), error.hint());
  }
}

int whole_from(const std::string& name, const std::string& text, int least, int most) {
  const auto value = parsed<int>(trimmed(text));
  if (!value || *value < least || *value > most) {
    throw CommandLineError(fmt::format("--{} must be a whole number from {} to {}, not \"{}\"",
                                       name, least, most, text));
  }
  return *value;
}

// "3%", "3 %" or "0.03".
std::optional<double> share_from(const std::string& text) {
  std::string digits = trimmed(text);
  const bool percent = digits.ends_with('%');
  if (percent) digits = trimmed(digits.substr(0, digits.size() - 1));
  const auto value = parsed<double>(digits);
  if (!value) return std::nullopt;
  const double share = percent ? *value / 100 : *value;
  if (!(share >= 0 && share <= 1)) return std::nullopt;
  return share;
}

PerSecond positive_rate(const std::string& name, const std::string& text) {
  const PerSecond rate = in_words(name, text, rate_of_phrase);
  if (!(rate > 0)) throw CommandLineError(fmt::format("--{} must be more than 0", name));
  return rate;
}

Seconds positive_duration(const std::string& name, const std::string& text) {
  const Seconds length = in_words(name, text, duration_of_phrase);
  if (!(length > 0)) throw CommandLineError(fmt::format("--{} must be more than 0", name));
  return length;
}

std::string list_of(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? " or " : ", ";
    text += "--" + names[i];
  }
  return text;
}

}  // namespace

const std::string& Question::text(const std::string& name) const {
  const auto found = given_.find(name);
  if (found == given_.end()) throw CommandLineError(fmt::format("--{} is missing", name));
  return found->second;
}

const std::string& Question::file() const {
  if (files_.empty()) throw CommandLineError("the file with the day is missing");
  if (files_.size() > 1) {
    throw CommandLineError(
        fmt::format("one file is enough: both \"{}\" and \"{}\" are given", files_[0], files_[1]));
  }
  return files_.front();
}

int Question::whole(const std::string& name, int least, int most) const {
  return whole_from(name, text(name), least, most);
}

double Question::number(const std::string& name, double least, double most) const {
  const auto value = parsed<double>(trimmed(text(name)));
  if (!value || !(*value >= least && *value <= most)) {
    throw CommandLineError(fmt::format("--{} must be a number from {} to {}, not \"{}\"", name,
                                       plain_number(least), plain_number(most), text(name)));
  }
  return *value;
}

PerSecond Question::rate(const std::string& name) const { return positive_rate(name, text(name)); }

Seconds Question::duration(const std::string& name) const {
  return positive_duration(name, text(name));
}

double Question::share(const std::string& name) const {
  const auto value = share_from(text(name));
  if (!value) {
    throw CommandLineError(fmt::format("--{} must be a share, not \"{}\"", name, text(name)),
                           "Write it like 3% or 0.03.");
  }
  return *value;
}

Distribution Question::law(const std::string& name) const {
  return in_words(name, text(name), distribution_of_phrase);
}

std::vector<std::string> Question::words(const std::string& name) const {
  std::vector<std::string> words;
  std::string rest = text(name);
  while (true) {
    const auto comma = rest.find(',');
    words.push_back(trimmed(rest.substr(0, comma)));
    if (comma == std::string::npos) return words;
    rest = rest.substr(comma + 1);
  }
}

bool Question::is_range(const std::string& name) const {
  return has(name) && text(name).find(kDots) != std::string::npos;
}

Question::Range Question::range(const std::string& name, int least, int most) const {
  constexpr int kMostRows = 1000;
  const std::string& written = text(name);
  const auto dots = written.find(kDots);
  if (dots == std::string::npos) {
    const int value = whole_from(name, written, least, most);
    return {value, value};
  }
  const Range range = {whole_from(name, written.substr(0, dots), least, most),
                       whole_from(name, written.substr(dots + 2), least, most)};
  if (range.to < range.from) {
    throw CommandLineError(fmt::format("--{} {} ends before it begins", name, written));
  }
  if (range.to - range.from >= kMostRows) {
    throw CommandLineError(fmt::format("--{} {} has more than {} rows", name, written, kMostRows));
  }
  return range;
}

std::vector<PerSecond> Question::rates(const std::string& name) const {
  const std::string& written = text(name);
  const auto dots = written.find(kDots);
  if (dots == std::string::npos) {
    if (has("steps")) throw CommandLineError("--steps needs a range: --calls FROM..TO");
    return {positive_rate(name, written)};
  }
  const std::string last = trimmed(written.substr(dots + 2));
  std::string first = trimmed(written.substr(0, dots));
  // "80..120/30min" has its unit at the end only.
  if (first.find('/') == std::string::npos && last.find('/') != std::string::npos) {
    first += last.substr(last.find('/'));
  }
  const PerSecond from = positive_rate(name, first), to = positive_rate(name, last);
  if (!(to > from)) {
    throw CommandLineError(fmt::format("--{} {} ends before it begins", name, written));
  }
  const int steps = has("steps") ? whole("steps", 2, 1000) : 5;
  std::vector<PerSecond> rates;
  for (int i = 0; i < steps; ++i) rates.push_back(from + (to - from) * i / (steps - 1));
  return rates;
}

void Question::at_most_one_of(const std::vector<std::string>& names) const {
  std::vector<std::string> given;
  for (const std::string& name : names) {
    if (has(name)) given.push_back(name);
  }
  if (given.size() > 1) {
    throw CommandLineError(
        fmt::format("--{} and --{} contradict each other: give one", given[0], given[1]));
  }
}

void Question::one_of(const std::vector<std::string>& names) const {
  at_most_one_of(names);
  for (const std::string& name : names) {
    if (has(name)) return;
  }
  throw CommandLineError(fmt::format("{} is missing", list_of(names)));
}

// ---- Goals -------------------------------------------------------------------------------------

ServiceTarget target_of(const Question& question) {
  const std::string& written = question.text("target");
  const auto slash = written.find('/');
  const auto wrong = [&]() {
    return CommandLineError(fmt::format("--target must be a share and a wait, not \"{}\"", written),
                            "Write it like 80/20s: 80 % answered within 20 s.");
  };
  if (slash == std::string::npos) throw wrong();
  std::string share = trimmed(written.substr(0, slash));
  // "80" is meant as per cent, "0.8" and "1" as they stand.
  const auto plain = parsed<double>(share);
  if (plain && *plain > 1) share += '%';
  const auto value = share_from(share);
  if (!value || !(*value > 0)) throw wrong();
  if (*value == 1) {
    throw CommandLineError("--target cannot be 100 %: somebody may have to wait longer",
                           "Write it like 99/20s.");
  }
  return {*value, in_words("target", written.substr(slash + 1), duration_of_phrase)};
}

Seconds acceptable_wait_of(const Question& question) {
  if (question.has("target") && question.has("within")) {
    throw CommandLineError("--target has a wait already: --within is too much");
  }
  if (question.has("target")) return target_of(question).wait;
  if (question.has("within")) {
    return in_words("within", question.text("within"), duration_of_phrase);
  }
  return ServiceTarget{}.wait;
}

namespace {

theory::ServiceLevelKind kind_of(const Question& question) {
  using enum theory::ServiceLevelKind;
  if (!question.has("kind")) return kOfOffered;
  if (!question.has("target")) throw CommandLineError("--kind needs --target");
  const std::string& word = question.text("kind");
  if (word == "offered") return kOfOffered;
  if (word == "less-short-abandons") return kOfOfferedLessShortAbandons;
  if (word == "answered") return kOfAnswered;
  if (word == "abandons-good") return kAbandonsCountAsGood;
  const std::vector<std::string> words = {"offered", "less-short-abandons", "answered",
                                          "abandons-good"};
  throw CommandLineError(
      fmt::format("--kind must be offered, less-short-abandons, answered or abandons-good, not "
                  "\"{}\"",
                  word),
      suggestion(word, words));
}

}  // namespace

bool has_goal(const Question& question) {
  return std::ranges::any_of(
      std::vector<std::string>{"target", "asa", "abandoned", "delayed", "blocked", "occupancy"},
      [&](const std::string& name) { return question.has(name); });
}

theory::Goal goal_of(const Question& question) {
  theory::Goal goal;
  goal.kind = kind_of(question);
  if (question.has("target")) {
    goal.least_service_level = target_of(question).share;
    goal.acceptable_wait = target_of(question).wait;
  }
  if (question.has("asa")) goal.longest_mean_wait_answered = question.duration("asa");
  if (question.has("abandoned")) goal.most_abandoned = question.share("abandoned");
  if (question.has("delayed")) goal.most_delayed = question.share("delayed");
  if (question.has("blocked")) goal.most_blocked = question.share("blocked");
  if (question.has("occupancy")) goal.most_occupancy = question.share("occupancy");
  return goal;
}

std::string goal_in_words(const Question& question) {
  const theory::Goal goal = goal_of(question);
  std::vector<std::string> parts;
  const auto percent = [](double share) { return plain_number(100 * share) + " %"; };
  if (question.has("target")) {
    const std::string within = format_duration(goal.acceptable_wait);
    parts.push_back(
        fmt::format("{} answered within {}", percent(goal.least_service_level), within));
  }
  if (question.has("asa")) {
    parts.push_back("a mean wait of at most " + format_duration(goal.longest_mean_wait_answered));
  }
  if (question.has("abandoned")) {
    parts.push_back(fmt::format("at most {} give up", percent(goal.most_abandoned)));
  }
  if (question.has("delayed")) {
    parts.push_back(fmt::format("at most {} wait", percent(goal.most_delayed)));
  }
  if (question.has("blocked")) {
    parts.push_back(fmt::format("at most {} turned away", percent(goal.most_blocked)));
  }
  if (question.has("occupancy")) {
    parts.push_back(
        fmt::format("at most {} of the agents' time busy", percent(goal.most_occupancy)));
  }
  return fmt::format("{}", fmt::join(parts, " and "));
}

std::string plain_number(double value) { return fmt::format("{:.6g}", value); }

}  // namespace hotline
