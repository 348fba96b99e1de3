#include "toml_text.hpp"

#include <fmt/format.h>

#include <cassert>
#include <cmath>

namespace hotline::reading {
namespace {

std::string toml_string(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    const auto code = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      result += {'\\', c};
    } else if (code < 0x20 || code == 0x7F) {
      result += fmt::format("\\u{:04X}", code);
    } else {
      result += c;
    }
  }
  return result + '"';
}

std::string number_text(double value) {
  if (!std::isfinite(value)) return std::isnan(value) ? "nan" : value > 0 ? "inf" : "-inf";
  std::string text = fmt::format("{}", value);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

struct Writer {
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(std::int64_t value) const { return fmt::format("{}", value); }
  std::string operator()(double value) const { return number_text(value); }
  std::string operator()(const std::string& value) const { return toml_string(value); }
  std::string operator()(Date value) const { return format_date(value); }
  // Refused where values are read.
  std::string operator()(Moment) const {
    assert(false);
    return "\"\"";
  }
  std::string operator()(const Array& array) const {
    std::string text = "[";
    for (const Node& element : array) text += (text.size() > 1 ? ", " : "") + toml_text(element);
    return text + "]";
  }
  std::string operator()(const Table& table) const {
    std::string text = "{";
    for (const Member& member : table) {
      text += (text.size() > 1 ? ", " : " ") + toml_string(member.key) + " = " +
              toml_text(member.value);
    }
    return text + " }";
  }
};

}  // namespace

std::string toml_text(const Node& node) { return std::visit(Writer(), node.value); }

std::string label_text(const Node& node) {
  if (const auto* text = node.as<std::string>()) return *text;
  if (const auto* number = node.as<double>()) return fmt::format("{}", *number);
  return toml_text(node);
}

}  // namespace hotline::reading
