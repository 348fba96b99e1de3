#include "hotline/report/name.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

namespace hotline {
namespace {

struct Range {
  char32_t first, last;
};

// Control characters, and signs that reorder or hide the text around them.
constexpr Range kHarmful[] = {{0x00, 0x1F},     {0x7F, 0x9F},     {0x061C, 0x061C},
                              {0x200B, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F},
                              {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE0FFF}};
// Combining marks, the ranges that occur in practice.
constexpr Range kNoColumn[] = {{0x0300, 0x036F}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}};
// Wide and full-width characters of Unicode's East Asian Width (UAX #11), by block.
constexpr Range kTwoColumns[] = {{0x1100, 0x115F},   {0x2E80, 0xA4CF},   {0xAC00, 0xD7A3},
                                 {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},
                                 {0xFFE0, 0xFFE6},   {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF},
                                 {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};

bool is_in(char32_t value, std::span<const Range> ranges) {
  return std::ranges::any_of(
      ranges, [value](Range range) { return range.first <= value && value <= range.last; });
}

struct CodePoint {
  char32_t value = 0;
  std::size_t bytes = 1;
  bool valid = false;
};

// The first code point of `text`, which is not empty (RFC 3629: no overlong forms, no surrogates).
CodePoint first_of(std::string_view text) {
  const auto byte = [text](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t lead = byte(0);
  if (lead < 0x80) return {lead, 1, true};
  const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < bytes) return {};
  char32_t value = lead & (0x7FU >> bytes);
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return {};
    value = value << 6U | (byte(i) & 0x3FU);
  }
  constexpr std::array<char32_t, 5> kLeast = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = 0xD800 <= value && value <= 0xDFFF;
  if (value < kLeast[bytes] || value > 0x10FFFF || surrogate) return {};
  return {value, bytes, true};
}

std::size_t columns_of(char32_t value) {
  return is_in(value, kNoColumn) ? 0 : is_in(value, kTwoColumns) ? 2 : 1;
}

// The longest beginning of `text` that takes at most `columns` columns.
std::string_view beginning(std::string_view text, std::size_t columns) {
  std::size_t taken = 0;
  std::size_t bytes = 0;
  while (bytes < text.size()) {
    const CodePoint point = first_of(text.substr(bytes));
    taken += columns_of(point.value);
    if (taken > columns) break;
    bytes += point.bytes;
  }
  return text.substr(0, bytes);
}

}  // namespace

std::string shown(std::string_view text, bool unicode) {
  std::string result;
  while (!text.empty()) {
    const CodePoint point = first_of(text);
    const bool harmful = !point.valid || is_in(point.value, kHarmful);
    if (harmful) {
      result += unicode ? "\xEF\xBF\xBD" : "?";
    } else if (point.bytes > 1 && !unicode) {
      result += '?';
    } else {
      result += text.substr(0, point.bytes);
    }
    text.remove_prefix(point.bytes);
  }
  return result;
}

std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  while (!text.empty()) {
    const CodePoint point = first_of(text);
    columns += columns_of(point.value);
    text.remove_prefix(point.bytes);
  }
  return columns;
}

std::string fitted(std::string_view text, std::size_t columns, bool unicode) {
  constexpr std::string_view kCut = "...";
  std::string result = shown(text, unicode);
  if (columns_of(result) > columns) {
    result = std::string(beginning(result, columns - kCut.size()));
    result += kCut;
  }
  result.append(columns - columns_of(result), ' ');
  return result;
}

std::string csv_field(std::string_view text) {
  const bool is_formula =
      !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
  std::string field = is_formula ? "'" : "";
  field += text;
  if (field.find_first_of(",\"\r\n") == std::string::npos) return field;
  std::string quoted = "\"";
  for (const char c : field) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace hotline
