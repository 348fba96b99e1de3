#include "problems.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace hotline::reading {
namespace {

constexpr std::size_t kLongestLine = 4000;  // shown; a longer one was not written by hand

std::string line_at(const Source& source, std::size_t line) {
  if (source.is_override) return source.text;
  std::size_t start = 0;
  for (std::size_t i = 1; i < line; ++i) {
    start = source.text.find('\n', start);
    if (start == std::string::npos) return "";
    ++start;
  }
  return source.text.substr(start, source.text.find('\n', start) - start);
}

}  // namespace

void Problems::add(Spot spot, std::string message, std::string hint) {
  ++count_;
  if (found_.size() < kMostKept) found_.push_back({spot, std::move(message), std::move(hint)});
}

void Problems::throw_if_any() const {
  if (count_ == 0) return;
  std::vector<Found> sorted = found_;
  std::ranges::stable_sort(sorted, {}, [](const Found& found) {
    return std::tuple(found.spot.source->rank, found.spot.line, found.spot.column);
  });
  std::vector<Problem> problems;
  for (Found& found : sorted) {
    problems.push_back(problem_at(found.spot, std::move(found.message), std::move(found.hint)));
  }
  if (count_ > kMostKept) {
    Problem rest;
    rest.message = fmt::format("and {} more mistakes", count_ - kMostKept);
    problems.push_back(std::move(rest));
  }
  throw InputError(std::move(problems));
}

Problem problem_at(Spot spot, std::string message, std::string hint) {
  Problem problem;
  problem.place = {spot.source->name, spot.line, spot.column};
  problem.message = std::move(message);
  problem.hint = std::move(hint);
  if (spot.column > 0) problem.line_text = line_at(*spot.source, spot.line);
  if (problem.line_text.size() > kLongestLine) problem.line_text.clear();
  return problem;
}

std::string place_text(Spot spot) {
  if (spot.line == 0) return spot.source->name;
  return fmt::format("{}:{}:{}", spot.source->name, spot.line, spot.column);
}

}  // namespace hotline::reading
