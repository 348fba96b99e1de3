#include "override.hpp"

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <utility>
#include <vector>

#include "fields.hpp"
#include "merge.hpp"
#include "toml.hpp"

namespace hotline::reading {
namespace {

// One part of a path: a key, or the index of a list's element.
struct Step {
  std::string key;
  std::optional<std::size_t> index;
  std::size_t offset = 0;  // in the override, in bytes
};

constexpr std::string_view kPathHint =
    "write it like demand.volume=24000, call.\"migration information\".balk=0.02 or "
    "demand.levels[0].calls_per_day=150";
constexpr std::size_t kMostSteps = 32;

// Reads "call."migration information".retry.after[0]" up to the "=".
class PathReader {
 public:
  explicit PathReader(std::string_view text) : text_(text) {}

  // The steps; nothing if this is not a path. Afterwards `value_at` is the byte behind the "=".
  std::optional<std::vector<Step>> read() {
    std::vector<Step> steps;
    while (steps.size() < kMostSteps) {
      if (!read_key(steps)) return std::nullopt;
      while (at() == '[') {
        if (!read_index(steps)) return std::nullopt;
      }
      skip_blanks();
      const char next = at();
      ++at_;
      if (next == '=') {
        skip_blanks();
        return steps;
      }
      if (next != '.') return std::nullopt;
    }
    return std::nullopt;
  }

  std::size_t value_at() const { return at_; }

 private:
  char at() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void skip_blanks() {
    while (at() == ' ' || at() == '\t') ++at_;
  }

  bool read_key(std::vector<Step>& steps) {
    skip_blanks();
    const std::size_t start = at_;
    if (at() == '"' || at() == '\'') {
      const std::size_t end = text_.find(at(), at_ + 1);
      if (end == std::string_view::npos) return false;
      steps.push_back({std::string(text_.substr(at_ + 1, end - at_ - 1)), {}, start});
      at_ = end + 1;
      return true;
    }
    const std::size_t end = text_.find_first_of(".[]=\"'", at_);
    if (end == std::string_view::npos || end == start) return false;
    const std::string_view key = text_.substr(start, end - start);
    const std::size_t last = key.find_last_not_of(" \t");
    steps.push_back({std::string(key.substr(0, last + 1)), {}, start});
    at_ = end;
    return true;
  }

  bool read_index(std::vector<Step>& steps) {
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
  Setter(const Source& source, Problems& problems) : source_(source), problems_(problems) {}

  // False after a problem, with a tree that is of no use.
  bool set(Node& root, const std::vector<Step>& steps, Node value) {
    Node* node = &root;
    const MergeRule* rule = &scenario_rule();
    std::string path;
    for (const Step& step : steps) {
      node = descend(*node, step, rule, path);
      if (node == nullptr) return false;
    }
    *node = std::move(value);
    return true;
  }

 private:
  Spot spot(const Step& step) const { return {&source_, 0, column_of(source_.text, step.offset)}; }

  Node* descend(Node& node, const Step& step, const MergeRule*& rule, std::string& path) {
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

  Node* element_at(Node& node, const Step& step, const std::string& path) {
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

  Node* element_named(Node& node, const Step& step, const std::string& path) {
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

  const Source& source_;
  Problems& problems_;
};

}  // namespace

void apply_override(Node& root, const Source& source, Problems& problems) {
  PathReader reader(source.text);
  const auto steps = reader.read();
  if (!steps) {
    problems.add({&source, 0, 1}, "this is not a path and a value", std::string(kPathHint));
    return;
  }
  if (steps->front().key == "base") {
    problems.add({&source, 0, 1}, "\"base\" can only be set in a file");
    return;
  }
  auto value = parse_override_value(source, reader.value_at(), problems);
  if (!value) return;
  Node changed = root;  // a path that leads nowhere must not leave its beginnings behind
  if (Setter(source, problems).set(changed, *steps, std::move(*value))) root = std::move(changed);
}

}  // namespace hotline::reading
