#include "merge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "units.hpp"

namespace hotline::reading {
namespace {

bool contains(const std::vector<std::string>& keys, const std::string& key) {
  return std::ranges::find(keys, key) != keys.end();
}

bool is_alternative(const MergeRule& rule, const std::string& key) {
  return std::ranges::any_of(rule.alternatives,
                             [&](const auto& keys) { return contains(keys, key); });
}

// Whether the hours under `old_key` are replaced by those under `new_key`.
bool replaces_hours(const std::string& old_key, const std::string& new_key) {
  const auto old_days = parse_weekdays(old_key).value;
  const auto new_days = parse_weekdays(new_key).value;
  if (old_key == "always") return new_days.has_value();
  if (!old_days) return false;
  if (new_key == "always") return true;
  return new_days && std::ranges::all_of(*old_days, [&](Weekday day) {
           return std::ranges::count(*new_days, day) > 0;
         });
}

class Merger {
 public:
  explicit Merger(Problems& problems) : problems_(problems) {}

  void merge(Node& base, Node child, const MergeRule* rule) {
    const bool tables = base.as<Table>() && child.as<Table>();
    const bool lists = base.as<Array>() && child.as<Array>();
    if (rule != nullptr && rule->is_list && lists) {
      merge_lists(*base.as<Array>(), std::move(*child.as<Array>()), *rule);
      base.spot = child.spot;
    } else if (rule != nullptr && tables) {
      merge_tables(*base.as<Table>(), std::move(*child.as<Table>()), *rule);
      base.spot = child.spot;
    } else {
      base = std::move(child);
    }
  }

 private:
  void merge_tables(Table& base, Table child, const MergeRule& rule) {
    std::vector<std::string> new_keys;
    for (const Member& member : child) new_keys.push_back(member.key);
    drop_rivals(base, rule, new_keys);
    std::unordered_map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < base.size(); ++i) places.emplace(base[i].key, i);
    for (Member& member : child) {
      const auto place = places.find(member.key);
      const MergeRule* member_rule = rule_of(&rule, member.key);
      if (place != places.end()) {
        Member& inherited = base[place->second];
        inherited.key_spot = member.key_spot;
        merge(inherited.value, std::move(member.value), member_rule);
      } else {
        base.push_back({std::move(member.key), member.key_spot, empty_like(member.value)});
        merge(base.back().value, std::move(member.value), member_rule);
      }
    }
  }

  // What a new value is merged with, so that its own elements are looked at as well.
  static Node empty_like(const Node& node) {
    Node empty;
    if (node.as<Table>()) empty.value = Table{};
    if (node.as<Array>()) empty.value = Array{};
    return empty;
  }

  // { remove = "inherited" } in a list of named tables.
  static bool removes_all(const Node& element) {
    const Table* members = element.as<Table>();
    if (members == nullptr || members->size() != 1 || members->front().key != "remove")
      return false;
    const auto* what = members->front().value.as<std::string>();
    return what != nullptr && *what == "inherited";
  }

  void merge_lists(Array& base, Array child, const MergeRule& rule) {
    if (std::erase_if(child, removes_all) > 0) base.clear();
    std::unordered_map<std::string, std::size_t> places;  // of inherited elements not yet met
    for (std::size_t i = 0; i < base.size(); ++i) {
      if (const std::string* name = name_of(base[i])) places.emplace(*name, i);
    }
    std::vector<std::size_t> removed;
    for (Node& element : child) {
      const std::string* name = name_of(element);
      const auto place = name != nullptr ? places.find(*name) : places.end();
      const bool remove = take_remove(element, place != places.end());
      if (place == places.end()) {
        if (remove) continue;
        base.push_back(empty_like(element));
        merge_element(base.back(), std::move(element), rule);
      } else if (remove) {
        removed.push_back(place->second);
        places.erase(place);
      } else {
        merge_element(base[place->second], std::move(element), rule);
        places.erase(place);
      }
    }
    std::ranges::sort(removed, std::greater());
    for (const std::size_t i : removed) base.erase(base.begin() + static_cast<std::ptrdiff_t>(i));
  }

  // Elements are tables, to which the list's rule applies.
  void merge_element(Node& base, Node child, const MergeRule& rule) {
    if (base.as<Table>() && child.as<Table>()) {
      merge_tables(*base.as<Table>(), std::move(*child.as<Table>()), rule);
      base.spot = child.spot;
    } else {
      base = std::move(child);
    }
  }

  // Takes the key `remove` out of an element; true if the element is to go.
  bool take_remove(Node& element, bool is_inherited) {
    auto* members = element.as<Table>();
    const Member* remove = members != nullptr ? find(*members, "remove") : nullptr;
    if (remove == nullptr) return false;
    const Spot spot = remove->key_spot;
    const bool* value = remove->value.as<bool>();
    if (value == nullptr) {
      problems_.add(remove->value.spot, "\"remove\" must be true or false");
    } else if (*value && !is_inherited) {
      const std::string* name = name_of(element);
      problems_.add(spot, fmt::format("there is no {} to remove: none is inherited",
                                      name != nullptr ? in_quotes(*name) : "element"));
    } else if (*value && members->size() > 2) {
      problems_.add(spot, "what is removed has only its name and \"remove\"");
    }
    const bool goes = value == nullptr || *value;
    std::erase_if(*members, [](const Member& member) { return member.key == "remove"; });
    return goes;
  }

  Problems& problems_;
};

}  // namespace

void drop_rivals(Table& table, const MergeRule& rule, const std::vector<std::string>& new_keys) {
  const auto stays = [&](const Member& old) {
    if (contains(new_keys, old.key)) return true;
    if (rule.is_opening) {
      return std::ranges::none_of(new_keys,
                                  [&](const auto& key) { return replaces_hours(old.key, key); });
    }
    if (!is_alternative(rule, old.key)) return true;
    return std::ranges::any_of(rule.alternatives, [&](const auto& keys) {
      return contains(keys, old.key) && std::ranges::all_of(new_keys, [&](const auto& key) {
               return contains(keys, key) || contains(rule.followers, key) ||
                      !is_alternative(rule, key);
             });
    });
  };
  std::erase_if(table, [&](const Member& old) { return !stays(old); });
}

Node merged(Node base, Node child, Problems& problems) {
  Merger(problems).merge(base, std::move(child), &scenario_rule());
  return base;
}

}  // namespace hotline::reading
