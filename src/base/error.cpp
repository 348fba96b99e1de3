#include "hotline/base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace hotline {
namespace {

// What a terminal shows in one or two cells, or on top of the glyph before it (no cell).
struct Glyph {
  std::string text;
  std::size_t cells = 1;
};

struct CodePoint {
  char32_t value = 0;
  std::size_t bytes = 1;  // in UTF-8
};

struct Range {
  char32_t first;
  char32_t last;
};

constexpr char32_t kInvalid = 0xFFFD;  // shown for whatever cannot or must not be shown
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::size_t kTabCells = 4;
constexpr std::size_t kShownCells = 100;  // of a long line, about the caret

// Controls, and the signs that reorder the text around them.
constexpr Range kHarmful[] = {
    {0x00, 0x1F}, {0x7F, 0x9F}, {0x200E, 0x200F}, {0x2028, 0x202E}, {0x2066, 0x2069}};
// Combining marks and joiners, the ranges that occur in practice.
constexpr Range kNoCell[] = {
    {0x0300, 0x036F}, {0x200B, 0x200D}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF}};
// Wide and full-width characters of Unicode's East Asian Width (UAX #11), by block.
constexpr Range kTwoCells[] = {{0x1100, 0x115F},   {0x2E80, 0xA4CF},   {0xAC00, 0xD7A3},
                               {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},
                               {0xFFE0, 0xFFE6},   {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF},
                               {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};

template <std::size_t kSize>
bool is_in(char32_t value, const Range (&ranges)[kSize]) {
  return std::any_of(std::begin(ranges), std::end(ranges), [value](const Range& range) {
    return range.first <= value && value <= range.last;
  });
}

// The first code point of `text`, which is not empty; kInvalid and one byte if it is not UTF-8.
CodePoint first_code_point(std::string_view text) {
  const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < bytes) return {kInvalid, 1};
  char32_t value = lead & (0xFFU >> (bytes + 1));
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((byte(i) & 0xC0U) != 0x80) return {kInvalid, 1};
    value = (value << 6U) | (byte(i) & 0x3FU);
  }
  constexpr char32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool is_surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < kLeast[bytes] || value > 0x10FFFF || is_surrogate) return {kInvalid, 1};
  return {value, bytes};
}

// One glyph for each code point, so that the index of a glyph is its column minus 1.
std::vector<Glyph> glyphs_of(std::string_view text) {
  std::vector<Glyph> glyphs;
  std::size_t cell = 0;
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    Glyph glyph;
    if (point.value == '\t') {
      glyph.cells = kTabCells - cell % kTabCells;
      glyph.text.assign(glyph.cells, ' ');
    } else if (point.value == kInvalid || is_in(point.value, kHarmful)) {
      glyph.text = kReplacement;
    } else {
      glyph.text = text.substr(0, point.bytes);
      glyph.cells = is_in(point.value, kNoCell) ? 0 : is_in(point.value, kTwoCells) ? 2 : 1;
    }
    cell += glyph.cells;
    glyphs.push_back(std::move(glyph));
    text.remove_prefix(point.bytes);
  }
  return glyphs;
}

// `text` on one line, without anything that could command a terminal.
std::string harmless(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  std::string result;
  for (const Glyph& glyph : glyphs_of(text)) result += glyph.text;
  return result;
}

std::string_view without_trailing_space(std::string_view text) {
  const std::size_t last = text.find_last_not_of(" \t\r\n");
  return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

// The line and, under column `column` (from 1), a caret. Of a long line only a part is shown.
std::string line_with_caret(std::string_view line, std::size_t column) {
  const std::vector<Glyph> glyphs = glyphs_of(without_trailing_space(line));
  const std::size_t caret = std::min(column - 1, glyphs.size());
  const auto cells = [&glyphs](std::size_t from, std::size_t to) {
    std::size_t sum = 0;
    for (std::size_t i = from; i < to; ++i) sum += glyphs[i].cells;
    return sum;
  };
  std::size_t from = 0;
  std::size_t to = glyphs.size();
  if (cells(from, to) > kShownCells) {
    while (cells(from, caret) > kShownCells / 2) ++from;
    while (cells(from, to) > kShownCells) --to;
  }
  const std::string_view before = from > 0 ? "..." : "";
  const std::string_view after = to < glyphs.size() ? "..." : "";
  std::string shown;
  for (std::size_t i = from; i < to; ++i) shown += glyphs[i].text;
  return fmt::format("  {}{}{}\n  {:{}}^\n", before, shown, after, "",
                     before.size() + cells(from, caret));
}

std::string describe_all(const std::vector<Problem>& problems) {
  std::string text;
  for (const Problem& problem : problems) text += describe(problem);
  return text;
}

}  // namespace

InputError::InputError(std::vector<Problem> problems)
    : Error(describe_all(problems)), problems_(std::move(problems)) {}

std::string describe(const Problem& problem) {
  const Place& place = problem.place;
  std::string text;
  if (!place.file.empty()) text += harmless(place.file) + ":";
  if (place.line > 0) text += fmt::format("{}:", place.line);
  if (place.line > 0 && place.column > 0) text += fmt::format("{}:", place.column);
  if (!text.empty()) text += " ";
  text += fmt::format("error: {}\n", harmless(problem.message));
  if (!problem.line_text.empty() && place.column > 0) {
    text += line_with_caret(problem.line_text, place.column);
  }
  if (!problem.hint.empty()) text += fmt::format("  {}\n", harmless(problem.hint));
  return text;
}

}  // namespace hotline
