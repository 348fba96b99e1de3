#include "toml.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <tuple>

namespace hotline::reading {
namespace {

// Keys of more parts than this are refused before the TOML library sees them: it follows them by
// recursion without a limit of its own.
constexpr int kMostKeyParts = 16;

struct Conversion {
  const Source& source;
  std::size_t column_shift = 0;  // of an override: added to every column

  Spot spot(const toml::source_region& region) const {
    if (source.is_override) return {&source, 0, region.begin.column + column_shift};
    return {&source, region.begin.line, region.begin.column};
  }
};

Node convert(const toml::node& node, const Conversion& conversion);

Table convert_table(const toml::table& table, const Conversion& conversion) {
  Table members;
  for (const auto& [key, value] : table) {
    members.push_back(
        {std::string(key.str()), conversion.spot(key.source()), convert(value, conversion)});
  }
  // The library sorts by key; people expect their own order.
  std::ranges::stable_sort(members, {}, [](const Member& member) {
    return std::tuple(member.key_spot.line, member.key_spot.column);
  });
  return members;
}

Node convert(const toml::node& node, const Conversion& conversion) {
  Node result;
  result.spot = conversion.spot(node.source());
  node.visit([&](const auto& value) {
    using Kind = std::remove_cvref_t<decltype(value)>;
    if constexpr (toml::is_table<Kind>) {
      result.value = convert_table(value, conversion);
    } else if constexpr (toml::is_array<Kind>) {
      Array array;
      for (const toml::node& element : value) array.push_back(convert(element, conversion));
      result.value = std::move(array);
    } else if constexpr (toml::is_date<Kind>) {
      const toml::date date = value.get();
      result.value = Date(std::chrono::year(date.year) / std::chrono::month(date.month) /
                          std::chrono::day(date.day));
    } else if constexpr (toml::is_time<Kind> || toml::is_date_time<Kind>) {
      result.value = Moment{};
    } else {
      result.value = value.get();
    }
  });
  return result;
}

// Walks through TOML as far as is needed to tell keys from text and comments.
class KeyScan {
 public:
  explicit KeyScan(std::string_view text) : text_(text) {}

  // The byte at which a key becomes too long, or npos.
  std::size_t too_long_key() {
    int dots = 0;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '"' || c == '\'') {
        if (!skip_quoted(c)) return std::string_view::npos;
        continue;
      }
      if (c == '#') {
        at_ = std::min(text_.find('\n', at_), text_.size());
        continue;
      }
      if (c == '.' && ++dots >= kMostKeyParts) return at_;
      if (std::string_view("=[]{},\n").find(c) != std::string_view::npos) dots = 0;
      ++at_;
    }
    return std::string_view::npos;
  }

 private:
  // False if the text does not end: the library will say so.
  bool skip_quoted(char quote) {
    const std::string three(3, quote);
    const bool is_long = text_.substr(at_, 3) == three;
    at_ += is_long ? 3 : 1;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '\\' && quote == '"') {
        at_ += 2;
      } else if (is_long ? text_.substr(at_, 3) == three : c == quote) {
        at_ += is_long ? 3 : 1;
        return true;
      } else if (!is_long && c == '\n') {
        return false;
      } else {
        ++at_;
      }
    }
    return false;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

bool refuse_long_keys(const Source& source, Problems& problems) {
  const std::size_t offset = KeyScan(source.text).too_long_key();
  if (offset == std::string_view::npos) return false;
  const std::string_view before = std::string_view(source.text).substr(0, offset);
  const auto line = static_cast<std::size_t>(std::ranges::count(before, '\n')) + 1;
  const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 = 0
  const std::size_t column = column_of(before.substr(line_start), offset - line_start);
  problems.add({&source, source.is_override ? 0 : line, column},
               fmt::format("a key has at most {} parts", kMostKeyParts));
  return true;
}

void add_syntax_problem(const toml::parse_error& error, const Conversion& conversion,
                        Problems& problems) {
  problems.add(conversion.spot(error.source()),
               fmt::format("this is not TOML: {}", shortened(error.description(), 200)));
}

}  // namespace

std::size_t column_of(std::string_view text, std::size_t offset) {
  const auto is_first_byte = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; };
  return static_cast<std::size_t>(std::ranges::count_if(text.substr(0, offset), is_first_byte)) + 1;
}

std::optional<Node> parse_toml(const Source& source, Problems& problems) {
  if (refuse_long_keys(source, problems)) return std::nullopt;
  const Conversion conversion{source};
  try {
    const toml::table table = toml::parse(source.text);
    Node root;
    root.spot = {&source, 0, 0};
    root.value = convert_table(table, conversion);
    return root;
  } catch (const toml::parse_error& error) {
    add_syntax_problem(error, conversion, problems);
    return std::nullopt;
  }
}

std::optional<Node> parse_override_value(const Source& source, std::size_t start,
                                         Problems& problems) {
  if (refuse_long_keys(source, problems)) return std::nullopt;
  const std::string_view written = std::string_view(source.text).substr(start);
  constexpr std::string_view kPrefix = "v=";
  const std::size_t column = column_of(source.text, start);
  const Conversion conversion{source, column - kPrefix.size() - 1};
  try {
    const toml::table table = toml::parse(std::string(kPrefix) + std::string(written));
    if (table.size() == 1) return convert(*table.get("v"), conversion);
  } catch (const toml::parse_error& error) {
    if (!written.empty() && std::string_view("{[\"'").find(written[0]) != std::string_view::npos) {
      add_syntax_problem(error, conversion, problems);
      return std::nullopt;
    }
  }
  Node text;
  text.value = std::string(written);
  text.spot = {&source, 0, column};
  return text;
}

}  // namespace hotline::reading
