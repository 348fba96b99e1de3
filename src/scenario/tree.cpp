#include "tree.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace hotline::reading {

std::string_view kind_of(const Node& node) {
  static constexpr std::array<std::string_view, 8> kKinds = {
      "true or false",         "a number", "a number", "text", "a date",
      "a time without quotes", "a list",   "a table"};
  return kKinds[node.value.index()];
}

const Member* find(const Table& table, std::string_view key) {
  const auto member = std::ranges::find(table, key, &Member::key);
  return member == table.end() ? nullptr : &*member;
}

Member* find(Table& table, std::string_view key) {
  return const_cast<Member*>(find(std::as_const(table), key));
}

const std::string* name_of(const Node& table) {
  const auto* members = table.as<Table>();
  const Member* name = members != nullptr ? find(*members, "name") : nullptr;
  return name != nullptr ? name->value.as<std::string>() : nullptr;
}

std::string shortened(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80)
    --end;  // whole letters
  return std::string(text.substr(0, end)) + "...";
}

std::string in_quotes(std::string_view text) { return '"' + shortened(text, 60) + '"'; }

}  // namespace hotline::reading
