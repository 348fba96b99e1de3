#pragma once

#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fields.hpp"

namespace hotline::reading {

// A table while it is being read. It learns its keys from the questions that it is asked, and when
// reading ends tells of the keys that nobody asked for and of those that are missing.
class TableView {
 public:
  // Precondition: `node` holds a table.
  TableView(const Node& node, std::string title, Problems& problems);

  const std::string& title() const { return title_; }
  void set_title(std::string title) { title_ = std::move(title); }
  Spot spot() const { return node_.spot; }
  Problems& problems() const { return problems_; }

  // The value of a key, if it is there.
  std::optional<Field> find(std::string_view key);

  // Reads a key that may be missing; returns whether it is there and sound.
  template <class T, class Read>
  bool optional(std::string_view key, T& into, Read read) {
    const std::optional<Field> field = find(key);
    if (!field) return false;
    auto value = read(*field);
    if (value) into = std::move(*value);
    return value.has_value();
  }

  // Reads a key that must be there, in messages called `shown` if not by the key in quotes; returns
  // whether it is there and sound.
  template <class T, class Read>
  bool required(std::string_view key, T& into, Read read, std::string_view shown = "") {
    if (!find(key)) {
      missing_.push_back({{std::string(key)}, shown.empty() ? in_quotes(key) : std::string(shown)});
    }
    return optional(key, into, read);
  }

  // The one of `keys` that is there; none after a problem if there are several, or if there is none
  // and one is `needed`.
  std::optional<std::string> one_of(const std::vector<std::string>& keys, bool needed = true);

  // The index of the combination of keys that is there; none after a problem if it is not one of
  // these.
  std::optional<std::size_t> combination(const std::vector<std::vector<std::string>>& combinations);

  // Problems at the value of a key, at the table, and that two keys contradict each other.
  void wrong_key(std::string_view key, std::string message, std::string hint = "") const;
  void wrong(std::string message, std::string hint = "") const;
  void clash(std::string_view key, std::string_view other) const;

  // The keys that nobody asked for so far, with their values; they count as known from now on.
  std::vector<const Member*> take_rest();

  void finish() const;

 private:
  struct Missing {
    std::vector<std::string> keys;  // any of them would do
    std::string text;               // follows "needs"
    bool doubtful = false;  // any unknown key may be the missing one: names are short and alike
  };

  bool is_known(std::string_view key) const;

  const Node& node_;
  const Table& members_;
  std::string title_;
  Problems& problems_;
  std::vector<std::string> known_;
  std::vector<Missing> missing_;
  bool rest_taken_ = false;
};

// Reads the table in `field` by `read`, then lets it finish. `title` is how messages call it.
void in_table(const Field& field, std::string title, const std::function<void(TableView&)>& read);

// The same for each table of a list.
void for_each_table(const Field& field, const std::string& title,
                    const std::function<void(TableView&)>& read);

// Reads the elements of a list; nothing if one of them is wrong.
template <class T, class Read>
std::optional<std::vector<T>> as_list(const Field& field, Read read) {
  if (!field.node.as<Array>()) {
    field.wrong_kind("a list", "put it in brackets: [ ... ]");
    return std::nullopt;
  }
  std::vector<T> values;
  bool sound = true;
  for (const Field& element : as_elements(field)) {
    std::optional<T> value = read(element);
    sound = sound && value.has_value();
    if (value) values.push_back(std::move(*value));
  }
  if (!sound) return std::nullopt;
  return values;
}

}  // namespace hotline::reading
