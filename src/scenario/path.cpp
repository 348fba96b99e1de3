#include "path.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "fields.hpp"
#include "merge.hpp"
#include "toml.hpp"

namespace hotline::reading {
namespace {

constexpr std::size_t kMostSteps = 32;

class PathReader {
 public:
  explicit PathReader(std::string_view text) : text_(text) {}

  std::optional<Path> read(bool with_value) {
    std::vector<PathStep> steps;
    while (steps.size() < kMostSteps) {
      if (!read_key(steps)) return std::nullopt;
      while (at() == '[') {
        if (!read_index(steps)) return std::nullopt;
      }
      skip_blanks();
      if (!with_value && at_ >= text_.size()) return Path{std::move(steps), at_};
      const char next = at();
      ++at_;
      if (with_value && next == '=') {
        skip_blanks();
        return Path{std::move(steps), at_};
      }
      if (next != '.') return std::nullopt;
    }
    return std::nullopt;
  }

 private:
  char at() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void skip_blanks() {
    while (at() == ' ' || at() == '\t') ++at_;
  }

  bool read_key(std::vector<PathStep>& steps) {
    skip_blanks();
    const std::size_t start = at_;
    if (at() == '"' || at() == '\'') {
      const std::size_t end = text_.find(at(), at_ + 1);
      if (end == std::string_view::npos) return false;
      steps.push_back({std::string(text_.substr(at_ + 1, end - at_ - 1)), {}, start});
      at_ = end + 1;
      return true;
    }
    const std::size_t end = std::min(text_.find_first_of(".[]=\"'", at_), text_.size());
    if (end == start) return false;
    const std::string_view key = text_.substr(start, end - start);
    const std::size_t last = key.find_last_not_of(" \t");
    steps.push_back({std::string(key.substr(0, last + 1)), {}, start});
    at_ = end;
    return true;
  }

  bool read_index(std::vector<PathStep>& steps) {
    const std::size_t start = ++at_;
    std::size_t index = 0;
    const auto [end, error] =
        std::from_chars(text_.data() + start, text_.data() + text_.size(), index);
    at_ = static_cast<std::size_t>(end - text_.data());
    if (error != std::errc() || at() != ']') return false;
    ++at_;
    steps.push_back({"", index, start});
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

// Walks down the tree along the path, making tables where there are none.
class Setter {
 public:
  Setter(std::string_view text, Spot spot, Problems& problems)
      : text_(text), spot_(spot), problems_(problems) {}

  // False after a problem, with a tree that is of no use.
  bool set(Node& root, const std::vector<PathStep>& steps, Node value) {
    Node* node = &root;
    const MergeRule* rule = &scenario_rule();
    std::string path;
    for (const PathStep& step : steps) {
      node = descend(*node, step, rule, path);
      if (node == nullptr) return false;
    }
    *node = std::move(value);
    return true;
  }

 private:
  Spot spot(const PathStep& step) const {
    return {spot_.source, spot_.line, spot_.column + column_of(text_, step.offset) - 1};
  }

  Node* descend(Node& node, const PathStep& step, const MergeRule*& rule, std::string& path) {
    if (step.index) return element_at(node, step, path);
    const bool is_new_list = rule != nullptr && rule->is_list && node.as<Table>() == nullptr;
    if (node.as<Array>() || is_new_list) return element_named(node, step, path);
    if (!node.as<Table>()) node = {Table{}, spot(step)};
    Table& table = *node.as<Table>();
    if (rule != nullptr) drop_rivals(table, *rule, {step.key});
    rule = rule_of(rule, step.key);
    path += (path.empty() ? "" : ".") + step.key;
    Member* member = find(table, step.key);
    if (member == nullptr) {
      Node empty;
      empty.spot = spot(step);
      if (rule != nullptr && rule->is_list) empty.value = Array{};
      table.push_back({step.key, {}, std::move(empty)});
      member = &table.back();
    }
    member->key_spot = spot(step);
    return &member->value;
  }

  Node* element_at(Node& node, const PathStep& step, const std::string& path) {
    auto* array = node.as<Array>();
    if (array == nullptr) {
      problems_.add(spot(step), in_quotes(path) + " is not a list");
      return nullptr;
    }
    if (*step.index < array->size()) return &(*array)[*step.index];
    problems_.add(spot(step), fmt::format("{} has {} elements, counted from 0", in_quotes(path),
                                          array->size()));
    return nullptr;
  }

  Node* element_named(Node& node, const PathStep& step, const std::string& path) {
    std::vector<std::string> names;
    if (auto* array = node.as<Array>()) {
      for (Node& element : *array) {
        const std::string* name = name_of(element);
        if (name == nullptr) continue;
        if (*name == step.key) return &element;
        names.push_back(*name);
      }
    }
    problems_.add(spot(step),
                  fmt::format("{} has no element {}", in_quotes(path), in_quotes(step.key)),
                  names.empty() ? fmt::format("give its index: {}[0]", path)
                                : suggest(step.key, names, "there are"));
    return nullptr;
  }

  std::string_view text_;
  Spot spot_;
  Problems& problems_;
};

}  // namespace

std::optional<Path> parse_path(std::string_view text, bool with_value) {
  return PathReader(text).read(with_value);
}

const Node* value_at(const Node& root, const std::vector<PathStep>& steps) {
  const Node* node = &root;
  for (const PathStep& step : steps) {
    const auto* array = node->as<Array>();
    if (step.index) {
      if (array == nullptr || *step.index >= array->size()) return nullptr;
      node = &(*array)[*step.index];
    } else if (array != nullptr) {
      const auto named = std::ranges::find_if(*array, [&](const Node& element) {
        const std::string* name = name_of(element);
        return name != nullptr && *name == step.key;
      });
      if (named == array->end()) return nullptr;
      node = &*named;
    } else {
      const auto* table = node->as<Table>();
      const Member* member = table != nullptr ? find(*table, step.key) : nullptr;
      if (member == nullptr) return nullptr;
      node = &member->value;
    }
  }
  return node;
}

bool set_value(Node& root, std::string_view text, Spot spot, const std::vector<PathStep>& steps,
               Node value, Problems& problems) {
  return Setter(text, spot, problems).set(root, steps, std::move(value));
}

}  // namespace hotline::reading
