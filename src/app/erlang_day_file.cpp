#include "erlang_day_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <string>

#include "command.hpp"
#include "hotline/base/error.hpp"
#include "hotline/scenario/phrase.hpp"

namespace hotline {
namespace {

constexpr std::size_t kMostIntervals = 1440;
constexpr double kMostCalls = 1e7;
constexpr int kMostAgents = 100'000;

struct Line {
  std::string file;
  std::size_t number = 0;
  std::string text;

  [[noreturn]] void wrong(std::string message, std::string hint = "") const {
    throw InputError({Problem{{file, number, 1}, std::move(message), std::move(hint), text}});
  }
};

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\"");
  if (first == std::string_view::npos) return "";
  return std::string(text.substr(first, text.find_last_not_of(" \t\r\"") - first + 1));
}

std::vector<std::string> cells_of(const std::string& text) {
  std::vector<std::string> cells;
  std::size_t start = 0;
  while (true) {
    const auto comma = text.find(',', start);
    cells.push_back(trimmed(std::string_view(text).substr(start, comma - start)));
    if (comma == std::string::npos) return cells;
    start = comma + 1;
  }
}

template <class T>
T number_in(const Line& line, const std::string& column, const std::string& cell, T most) {
  T value{};
  const char* end = cell.data() + cell.size();
  const auto [stop, error] = std::from_chars(cell.data(), end, value);
  if (error != std::errc() || stop != end || cell.empty() || !(value >= 0 && value <= most)) {
    line.wrong(fmt::format("\"{}\" must be a number from 0 to {}, not \"{}\"", column, most, cell));
  }
  return value;
}

struct Header {
  std::size_t from = 0, calls = 0, columns = 0;
  std::optional<std::size_t> agents;
};

Header header_of(const Line& line) {
  const std::vector<std::string> names = {"from", "calls", "agents"};
  std::optional<std::size_t> found[3];
  const auto cells = cells_of(line.text);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto name = std::ranges::find(names, cells[i]);
    if (name == names.end()) {
      const std::string hint = suggestion(cells[i], names);
      line.wrong(fmt::format("there is no column \"{}\"", cells[i]),
                 hint.empty() ? "the columns are from, calls and, if wanted, agents" : hint);
    }
    auto& place = found[name - names.begin()];
    if (place) line.wrong(fmt::format("the column \"{}\" is there twice", cells[i]));
    place = i;
  }
  for (const std::size_t i : {0u, 1u}) {
    if (!found[i]) line.wrong(fmt::format("the column \"{}\" is missing", names[i]));
  }
  return {*found[0], *found[1], cells.size(), found[2]};
}

DayInterval interval_of(const Line& line, const Header& header) {
  const auto cells = cells_of(line.text);
  if (cells.size() != header.columns) {
    line.wrong(fmt::format("the line has {} fields, the header {}", cells.size(), header.columns));
  }
  DayInterval interval;
  try {
    interval.from = clock_of_phrase(cells[header.from]);
  } catch (const PhraseError& error) {
    line.wrong(error.what(), error.hint());
  }
  interval.calls = number_in(line, "calls", cells[header.calls], kMostCalls);
  if (header.agents)
    interval.agents = number_in(line, "agents", cells[*header.agents], kMostAgents);
  return interval;
}

}  // namespace

std::vector<DayInterval> read_day(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in || std::filesystem::is_directory(file)) {
    throw Error(fmt::format("cannot read {}", file.string()));
  }
  std::vector<DayInterval> day;
  std::optional<Header> header;
  Line line{file.string(), 0, ""};
  while (std::getline(in, line.text)) {
    ++line.number;
    if (trimmed(line.text).empty()) continue;
    if (!header) {
      header = header_of(line);
      continue;
    }
    day.push_back(interval_of(line, *header));
    if (day.size() > kMostIntervals) line.wrong("a day has at most 1440 intervals");
    if (day.size() < 2) continue;
    DayInterval& before = day[day.size() - 2];
    before.length = day.back().from - before.from;
    if (!(before.length > 0)) line.wrong("an interval must begin after the one before it");
  }
  if (day.empty()) throw Error(fmt::format("{} has no intervals", file.string()));
  day.back().length = day.size() > 1 ? day[day.size() - 2].length : 30 * kMinute;
  return day;
}

}  // namespace hotline
