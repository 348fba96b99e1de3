#include "table_view.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace hotline::reading {
namespace {

std::vector<std::string> all_in_quotes(const std::vector<std::string>& words) {
  std::vector<std::string> result;
  for (const std::string& word : words) result.push_back(in_quotes(word));
  return result;
}

// Longer lists of tables are refused: they would be a mistake, and their names are compared in
// pairs.
constexpr std::size_t kMostTables = 2000;

// "a, b or c".
std::string any_of(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
    text += words[i];
  }
  return text;
}

}  // namespace

TableView::TableView(const Node& node, std::string title, Problems& problems)
    : node_(node), members_(*node.as<Table>()), title_(std::move(title)), problems_(problems) {}

bool TableView::is_known(std::string_view key) const {
  return std::ranges::find(known_, key) != known_.end();
}

std::optional<Field> TableView::find(std::string_view key) {
  if (!is_known(key)) known_.emplace_back(key);
  const Member* member = reading::find(members_, key);
  if (member == nullptr) return std::nullopt;
  return Field{member->value, member->key, problems_};
}

std::optional<std::string> TableView::one_of(const std::vector<std::string>& keys, bool needed) {
  for (const std::string& key : keys) find(key);
  std::vector<std::string> present;  // in the order in which they were written
  for (const Member& member : members_) {
    if (std::ranges::count(keys, member.key) > 0) present.push_back(member.key);
  }
  if (present.size() == 1) return present[0];
  for (std::size_t i = 1; i < present.size(); ++i) clash(present[i], present[0]);
  if (present.empty() && needed) missing_.push_back({keys, any_of(all_in_quotes(keys))});
  return std::nullopt;
}

std::optional<std::size_t> TableView::combination(
    const std::vector<std::vector<std::string>>& combinations) {
  Missing missing{{}, "", true};
  std::vector<std::string> texts;
  std::optional<std::size_t> matching;
  for (std::size_t i = 0; i < combinations.size(); ++i) {
    const auto& keys = combinations[i];
    missing.keys.insert(missing.keys.end(), keys.begin(), keys.end());
    texts.push_back(fmt::format("{}", fmt::join(all_in_quotes(keys), " and ")));
    const auto present = std::ranges::count_if(
        keys, [this](const std::string& key) { return find(key).has_value(); });
    if (static_cast<std::size_t>(present) == keys.size()) matching = i;
  }
  missing.text = fmt::format("{}", fmt::join(texts, ", or "));
  if (matching) {
    const auto& keys = combinations[*matching];
    for (const Member& member : members_) {
      const bool superfluous = std::ranges::count(missing.keys, member.key) > 0 &&
                               std::ranges::count(keys, member.key) == 0;
      if (!superfluous) continue;
      wrong_key(member.key, fmt::format("{} is too much: {} needs only {}", in_quotes(member.key),
                                        title_, missing.text));
      return std::nullopt;
    }
    return matching;
  }
  missing_.push_back(std::move(missing));
  return std::nullopt;
}

void TableView::wrong_key(std::string_view key, std::string message, std::string hint) const {
  const Member* member = reading::find(members_, key);
  problems_.add(member != nullptr ? member->key_spot : node_.spot, std::move(message),
                std::move(hint));
}

void TableView::wrong(std::string message, std::string hint) const {
  problems_.add(node_.spot, std::move(message), std::move(hint));
}

void TableView::clash(std::string_view key, std::string_view other) const {
  const Member* first = reading::find(members_, other);
  wrong_key(
      key, fmt::format("{} has both {} and {}", title_, in_quotes(other), in_quotes(key)),
      fmt::format("keep one of them; {} is at {}", in_quotes(other), place_text(first->key_spot)));
}

std::vector<const Member*> TableView::take_rest() {
  std::vector<const Member*> rest;
  for (const Member& member : members_) {
    if (!is_known(member.key)) rest.push_back(&member);
  }
  rest_taken_ = true;
  return rest;
}

void TableView::finish() const {
  std::vector<std::string> misspelt;  // the keys that unknown ones were meant to be
  bool any_unknown = false;
  for (const Member& member : members_) {
    if (rest_taken_ || is_known(member.key)) continue;
    any_unknown = true;
    const std::string hint = problems_.is_full() ? "" : suggest(member.key, known_, "its keys are");
    problems_.add(member.key_spot,
                  fmt::format("{} is not a key of {}", in_quotes(member.key), title_), hint);
    if (hint.starts_with("did")) misspelt.push_back(*meant(member.key, known_));
  }
  for (const Missing& missing : missing_) {
    const bool is_misspelt = std::ranges::any_of(
        missing.keys, [&](const auto& key) { return std::ranges::count(misspelt, key) > 0; });
    if (is_misspelt || (missing.doubtful && any_unknown)) continue;
    problems_.add(node_.spot, fmt::format("{} needs {}", title_, missing.text));
  }
}

void in_table(const Field& field, std::string title, const std::function<void(TableView&)>& read) {
  if (!field.node.as<Table>()) {
    field.wrong_kind("a table");
    return;
  }
  TableView table(field.node, std::move(title), field.problems);
  read(table);
  table.finish();
}

void for_each_table(const Field& field, const std::string& title,
                    const std::function<void(TableView&)>& read) {
  const auto* array = field.node.as<Array>();
  if (array == nullptr) {
    const bool one_table = field.node.as<Table>() != nullptr;
    field.wrong_kind(
        "a list of tables",
        one_table ? fmt::format("write [[{0}]] with two brackets, or {0} = [ ... ]", field.name)
                  : "");
    return;
  }
  if (array->size() > kMostTables) {
    field.wrong(
        fmt::format("{} has {} elements, more than {}", field.title(), array->size(), kMostTables));
    return;
  }
  for (const Field& element : as_elements(field)) in_table(element, title, read);
}

}  // namespace hotline::reading
