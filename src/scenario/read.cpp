#include "hotline/scenario/read.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "files.hpp"
#include "merge.hpp"
#include "override.hpp"
#include "parts.hpp"
#include "size.hpp"
#include "toml.hpp"
#include "whole.hpp"

namespace hotline {
namespace {

using namespace reading;  // NOLINT: this file is where the two meet

// A file and the bases that it inherits from, the most distant one last.
class Chain {
 public:
  Chain(Sources& sources, Texts& texts, Problems& problems)
      : sources_(sources), texts_(texts), problems_(problems) {}

  // The whole tree; nothing after a problem that leaves it unknown. `file` is empty for a text that
  // comes from no file.
  std::optional<Node> load(const Source& first, const std::filesystem::path& file) {
    if (!file.empty()) visited_.push_back(identity(file));
    std::vector<Node> trees;
    const Source* source = &first;
    while (source != nullptr) {
      std::optional<Node> tree = parse_toml(*source, problems_);
      if (!tree) return std::nullopt;
      const std::optional<Member> base = take_base(*tree);
      trees.push_back(std::move(*tree));
      source = base ? base_source(*base) : nullptr;
      if (base && source == nullptr) return std::nullopt;
    }
    Node whole{Table{}, {&first, 0, 0}};
    for (auto tree = trees.rbegin(); tree != trees.rend(); ++tree) {
      whole = merged(std::move(whole), std::move(*tree), problems_);
    }
    return whole;
  }

 private:
  static std::filesystem::path identity(const std::filesystem::path& file) {
    std::error_code error;
    const auto canonical = std::filesystem::weakly_canonical(file, error);
    return error ? file : canonical;
  }

  static std::optional<Member> take_base(Node& tree) {
    Table& members = *tree.as<Table>();
    const auto base = std::ranges::find(members, "base", &Member::key);
    if (base == members.end()) return std::nullopt;
    Member taken = std::move(*base);
    members.erase(base);
    return taken;
  }

  const Source* base_source(const Member& base) {
    const auto written = as_name({base.value, base.key, problems_});
    if (!written) return nullptr;
    const Spot spot = base.value.spot;
    const std::filesystem::path file = (spot.source->folder / *written).lexically_normal();
    if (std::ranges::count(visited_, identity(file)) > 0) {
      problems_.add(spot, fmt::format("{} inherits from itself", in_quotes(file.string())));
      return nullptr;
    }
    visited_.push_back(identity(file));
    FileText text = texts_.read(file);
    if (!text.text) {
      problems_.add(spot,
                    fmt::format("cannot read {}: {}", in_quotes(file.string()), text.why_not));
      return nullptr;
    }
    return &sources_.add(file.string(), file.parent_path(), std::move(*text.text));
  }

  Sources& sources_;
  Texts& texts_;
  Problems& problems_;
  std::vector<std::filesystem::path> visited_;
};

}  // namespace

namespace reading {

std::optional<Node> load_tree(Sources& sources, Texts& texts, const Source& first,
                              const std::filesystem::path& file, Problems& problems) {
  return Chain(sources, texts, problems).load(first, file);
}

Scenario interpret(const Node& tree, Problems& problems) {
  Draft draft;
  TableView root(tree, "a scenario", problems);
  root.find("base");  // a known key, although it is gone by now
  root.optional("title", draft.scenario.title, as_text);
  read_horizon(root, draft);
  read_opening(root, draft);
  read_demand(root, draft);
  read_calls(root, draft);
  read_agents(root, draft);
  read_lines(root, draft);
  read_routing(root, draft);
  read_start(root, draft);
  read_run(root, draft);
  read_reporting(root, draft);
  read_staffing_wishes(root, draft);
  root.finish();
  if (problems.count() == 0) check_size(root, draft);
  return std::move(draft.scenario);
}

}  // namespace reading

namespace {

Scenario read(std::string name, const std::filesystem::path& file, std::string text,
              const std::vector<std::string>& overrides, Texts& texts) {
  Sources sources(texts);
  Problems problems;
  const Source& first = sources.add(std::move(name), file.parent_path(), std::move(text));
  std::optional<Node> tree = load_tree(sources, texts, first, file, problems);
  problems.throw_if_any();
  for (const std::string& override_text : overrides) {
    const Source& source = sources.add("--set " + override_text, "", override_text, true);
    apply_override(*tree, source, problems);
  }
  Scenario scenario = interpret(*tree, problems);
  problems.throw_if_any();
  return scenario;
}

}  // namespace

Scenario read_scenario(const std::filesystem::path& file,
                       const std::vector<std::string>& overrides) {
  Texts texts;
  return read_scenario(file, overrides, texts);
}

Scenario read_scenario(const std::filesystem::path& file, const std::vector<std::string>& overrides,
                       Texts& texts) {
  FileText text = texts.read(file);
  if (!text.text) throw Error(fmt::format("cannot read {}: {}", file.string(), text.why_not));
  return read(file.string(), file, std::move(*text.text), overrides, texts);
}

Scenario parse_scenario(std::string_view text, std::string_view name,
                        const std::vector<std::string>& overrides) {
  Texts texts;
  return read(std::string(name), "", std::string(text), overrides, texts);
}

}  // namespace hotline
