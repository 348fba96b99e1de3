#include "hotline/scenario/experiment_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <set>
#include <utility>

#include "csv_table.hpp"
#include "factor.hpp"
#include "parts.hpp"
#include "response_name.hpp"
#include "toml.hpp"
#include "whole.hpp"

namespace hotline {
namespace {

using namespace reading;  // NOLINT: this file is where the two meet

constexpr int kMostReplications = 10'000'000;
constexpr std::size_t kMostResponses = 100;

constexpr std::array kDesigns = {
    std::pair<const char*, DesignKind>{"grid", DesignKind::kGrid},
    std::pair<const char*, DesignKind>{"one at a time", DesignKind::kOneAtATime},
    std::pair<const char*, DesignKind>{"latin hypercube", DesignKind::kLatinHypercube},
    std::pair<const char*, DesignKind>{"sobol", DesignKind::kSobol},
    std::pair<const char*, DesignKind>{"sensitivity", DesignKind::kSensitivity}};

constexpr std::array kRandomNumbers = {std::pair<const char*, bool>{"common", true},
                                       std::pair<const char*, bool>{"independent", false}};

bool chooses_points(DesignKind design) {
  return design == DesignKind::kLatinHypercube || design == DesignKind::kSobol ||
         design == DesignKind::kSensitivity;
}

// Reads one experiment file and all that it leads to.
class Reader {
 public:
  Reader(const std::filesystem::path& path, const MeasureNames& measures, Texts& texts)
      : path_(path), measures_(measures), texts_(texts), sources_(texts) {}

  ExperimentFile read() {
    FileText text = texts_.read(path_);
    if (!text.text) throw Error(fmt::format("cannot read {}: {}", path_.string(), text.why_not));
    const Source& source = sources_.add(path_.string(), path_.parent_path(), std::move(*text.text));
    const std::optional<Node> tree = parse_toml(source, problems_);
    problems_.throw_if_any();
    TableView root(*tree, "an experiment", problems_);
    root.optional("title", file_.title, as_text);
    read_scenario_of(root);
    root.optional("replications", file_.replications, whole_between(1, kMostReplications));
    root.optional("seed", file_.seed, as_seed);
    root.optional("confidence", file_.confidence, as_level);
    root.optional("random_numbers", file_.common_random_numbers,
                  [](const Field& field) { return as_choice(field, kRandomNumbers); });
    read_design(root);
    read_factors(root);
    read_responses(root);
    read_points(root);
    root.finish();
    if (problems_.count() == 0) check_design(root);
    if (problems_.count() == 0) try_values();
    problems_.throw_if_any();
    for (FactorDraft& draft : drafts_) file_.factors.push_back(std::move(draft.factor));
    check_cells(root);
    problems_.throw_if_any();
    return std::move(file_);
  }

 private:
  static std::optional<std::uint64_t> as_seed(const Field& field) {
    const auto seed = as_whole(field, 0, std::numeric_limits<std::int64_t>::max());
    if (!seed) return std::nullopt;
    return static_cast<std::uint64_t>(*seed);
  }

  static std::optional<double> as_level(const Field& field) {
    const auto level = as_probability(field);
    if (!level || (*level > 0 && *level < 1)) return level;
    field.wrong(field.title() + " must lie between 0 and 1, like 0.95");
    return std::nullopt;
  }

  // ---- The scenario ----------------------------------------------------------------------------

  void read_scenario_of(TableView& root) {
    std::string written;
    if (!root.required("scenario", written, as_name)) return;
    const Field field = *root.find("scenario");
    file_.scenario = (field.node.spot.source->folder / written).lexically_normal();
    FileText text = texts_.read(file_.scenario);
    if (!text.text) {
      field.wrong(
          fmt::format("cannot read {}: {}", in_quotes(file_.scenario.string()), text.why_not));
      return;
    }
    const Source& source =
        sources_.add(file_.scenario.string(), file_.scenario.parent_path(), std::move(*text.text));
    const std::size_t before = problems_.count();
    scenario_ = load_tree(sources_, texts_, source, file_.scenario, problems_);
    if (!scenario_) return;
    const Scenario meaning = interpret(*scenario_, problems_);
    if (problems_.count() > before) {
      scenario_.reset();
      return;
    }
    for (const CallType& type : meaning.calls) calls_.push_back(type.name);
    for (const AgentGroup& group : meaning.agents) groups_.push_back(group.name);
  }

  // ---- The design ------------------------------------------------------------------------------

  void read_design(TableView& root) {
    const auto field = root.find("design");
    if (!field) return;
    if (field->node.as<Table>() == nullptr) {
      if (const auto design = as_choice(*field, kDesigns)) file_.design = *design;
      return;
    }
    file_.design = DesignKind::kFile;
    in_table(*field, "\"design\"", [&](TableView& table) {
      std::string name;
      if (table.required("csv", name, as_name)) points_file_.emplace(*table.find("csv"));
    });
  }

  void read_points(TableView& root) {
    const auto points = root.find("points");
    const auto seed = root.find("design_seed");
    root.optional("design_seed", file_.design_seed, as_seed);
    if (points) {
      const auto number = as_whole(*points, 2, kMostCells);
      if (number) file_.points = static_cast<std::size_t>(*number);
    }
    if (chooses_points(file_.design)) return;
    const std::string hint =
        "\"latin hypercube\", \"sobol\" and \"sensitivity\" choose points; this design has those "
        "that follow from its factors";
    if (points) root.wrong_key("points", "this design chooses no points", hint);
    if (seed) root.wrong_key("design_seed", "this design chooses no points", hint);
  }

  // As many points as a factor needs for a surface: ten (Loeppky, Sacks and Welch 2009); a power of
  // 2 of Sobol' points.
  void choose_points() {
    if (!chooses_points(file_.design) || file_.points > 0) return;
    const std::size_t wanted = 10 * drafts_.size();
    file_.points = file_.design == DesignKind::kLatinHypercube ? wanted : 16;
    if (file_.design == DesignKind::kLatinHypercube) return;
    while (file_.points < wanted) file_.points *= 2;
    if (file_.design == DesignKind::kSensitivity && file_.points < 64) file_.points = 64;
  }

  // ---- Factors and responses -------------------------------------------------------------------

  void read_factors(TableView& root) {
    if (!root.find("factor")) {
      Problems& problems = problems_;
      problems.add(root.spot(), "an experiment needs at least one [[factor]]",
                   "a factor is what is varied: a name, the path of a key, and its values");
      return;
    }
    Names names("factors");
    for_each_table(*root.find("factor"), "[[factor]]", [&](TableView& table) {
      drafts_.push_back(read_factor(table, file_.design, scenario_ ? &*scenario_ : nullptr));
      const Factor& factor = drafts_.back().factor;
      if (!factor.name.empty()) names.add(factor.name, table.find("name")->node.spot, problems_);
      for (std::size_t k = 0; k < factor.keys.size(); ++k) {
        const auto [taken, is_new] = keys_.emplace(factor.keys[k], drafts_.back().keys[k].spot);
        if (is_new) continue;
        problems_.add(drafts_.back().keys[k].spot,
                      fmt::format("{} is set twice", in_quotes(factor.keys[k])),
                      "the other one is at " + place_text(taken->second));
      }
      read_column(table);
    });
    if (drafts_.empty() || drafts_.size() > kMostFactors) {
      root.find("factor")->wrong(
          fmt::format("an experiment has 1 to {} factors, not {}", kMostFactors, drafts_.size()));
    }
    choose_points();
  }

  void read_responses(TableView& root) {
    const KnownNames known{measures_, scenario_ ? &calls_ : nullptr,
                           scenario_ ? &groups_ : nullptr};
    if (const auto field = root.find("response")) {
      std::set<std::string> seen;
      const auto responses = as_list<ResponseName>(*field, [&](const Field& element) {
        auto response = as_response(element, known);
        if (response && !seen.insert(response->text).second) {
          element.wrong(in_quotes(response->text) + " is asked for twice");
        }
        return response;
      });
      if (responses) file_.responses = *responses;
      if (responses && (responses->empty() || responses->size() > kMostResponses)) {
        field->wrong(fmt::format("\"response\" must have 1 to {} elements", kMostResponses));
      }
      return;
    }
    for (const char* measure : {"service_level", "abandonment", "asa"}) {
      file_.responses.push_back({ResponseName::Scope::kCalls, measure, "", measure});
    }
    file_.responses.push_back({ResponseName::Scope::kAgents, "occupancy", "", "occupancy"});
  }

  // ---- Points from a file ----------------------------------------------------------------------

  // The values of the factor just read, from the column of its name.
  void read_column(const TableView& table) {
    FactorDraft& draft = drafts_.back();
    if (!points_file_ || file_broken_ || draft.factor.name.empty() || draft.keys.empty()) return;
    if (!csv_) csv_ = CsvTable::read(*points_file_);
    if (!csv_) {
      file_broken_ = true;
      return;
    }
    if (columns_.empty()) {
      FileText text = texts_.read(csv_->name());
      lines_ = &sources_.add(csv_->name(), "", text.text.value_or(""));
      file_.rows.resize(csv_->rows().size());
    }
    const auto column = csv_->find(draft.factor.name);
    columns_.push_back(draft.factor.name);
    if (!column) {
      table.wrong_key("name", fmt::format("{} has no column {}", in_quotes(csv_->name()),
                                          in_quotes(draft.factor.name)));
      return;
    }
    std::map<std::string, std::size_t> known;  // values by their text
    std::vector<Node> nodes;
    nodes.reserve(csv_->rows().size());
    for (std::size_t r = 0; r < csv_->rows().size(); ++r) {
      const CsvTable::Row& row = csv_->rows()[r];
      const auto text = csv_->at(row, *column, "each row needs a value for each factor");
      if (!text) return;
      const auto [found, is_new] = known.emplace(*text, nodes.size());
      file_.rows[r].push_back(found->second);
      if (!is_new) continue;
      nodes.push_back(value_of(*text, row.line));
      add_value(draft, nodes.back(), *text, problems_);
    }
    std::vector<const Node*> pointers;
    for (const Node& node : nodes) pointers.push_back(&node);
    if (!nodes.empty()) number_values(draft.factor, pointers);
  }

  // A field of the file as an override would take it: TOML, or else text.
  Node value_of(const std::string& text, std::size_t line) {
    const Source& source = sources_.add("", "", text, true);
    Problems ignored;
    auto node = parse_override_value(source, 0, ignored);
    if (!node) node = Node{text, {}};
    place(*node, {lines_, line, 1});
    return std::move(*node);
  }

  static void place(Node& node, Spot spot) {
    node.spot = spot;
    if (auto* array = node.as<Array>()) {
      for (Node& element : *array) place(element, spot);
    }
    if (auto* table = node.as<Table>()) {
      for (Member& member : *table) {
        member.key_spot = spot;
        place(member.value, spot);
      }
    }
  }

  // ---- Checks of the whole ---------------------------------------------------------------------

  void check_design(TableView& root) {
    if (csv_ && !csv_->finish()) return;
    if (file_.design == DesignKind::kSensitivity && drafts_.size() < 2) {
      root.wrong_key("design", "a sensitivity design needs at least two factors");
    }
    if (file_.design == DesignKind::kLatinHypercube || file_.design == DesignKind::kSobol ||
        file_.design == DesignKind::kSensitivity) {
      return;
    }
    for (const FactorDraft& draft : drafts_) {
      std::set<std::vector<std::string>> seen;
      for (const Setting& value : draft.factor.values) {
        if (seen.insert(value.overrides).second || file_.design == DesignKind::kFile) continue;
        problems_.add(draft.spot,
                      fmt::format("[[factor]] {} has the value {} twice",
                                  in_quotes(draft.factor.name), in_quotes(value.label)));
      }
    }
  }

  // Reads the scenario with each factor at each of its values.
  void try_values() {
    for (const FactorDraft& draft : drafts_) {
      for (const std::vector<Node>& nodes : draft.tried) {
        const std::size_t before = problems_.count();
        Node changed = *scenario_;
        bool sound = true;
        for (std::size_t k = 0; k < nodes.size() && sound; ++k) {
          sound = set_value(changed, draft.factor.keys[k], draft.keys[k].spot, draft.keys[k].steps,
                            nodes[k], problems_);
        }
        if (sound) interpret(changed, problems_);
        if (problems_.count() > before) break;  // the others would be told the same
      }
    }
  }

  void check_cells(TableView& root) {
    const std::size_t cells = file_.cells();
    if (cells <= kMostCells) return;
    root.wrong_key(
        "design",
        fmt::format("the experiment has {} cells; at most {} are possible",
                    cells > kMostCells * 1000 ? "far too many" : fmt::format("{}", cells),
                    kMostCells),
        "give factors fewer values, or choose points: design = \"latin hypercube\"");
  }

  std::filesystem::path path_;
  const MeasureNames& measures_;
  Texts& texts_;
  Sources sources_;
  Problems problems_;
  ExperimentFile file_;
  std::optional<Node> scenario_;
  std::vector<std::string> calls_, groups_;
  std::vector<FactorDraft> drafts_;
  std::map<std::string, Spot> keys_;
  std::optional<Field> points_file_;
  std::optional<CsvTable> csv_;
  const Source* lines_ = nullptr;
  std::vector<std::string> columns_;
  bool file_broken_ = false;
};

// At the top of the file.
bool has_any_key(const std::filesystem::path& file, Texts& texts,
                 std::initializer_list<std::string_view> keys) {
  FileText text = texts.read(file);
  if (!text.text) return false;
  Sources sources(texts);
  Problems ignored;
  const std::optional<Node> tree = parse_toml(sources.add("", "", std::move(*text.text)), ignored);
  const auto* table = tree ? tree->as<Table>() : nullptr;
  return table != nullptr && std::ranges::any_of(keys, [&](std::string_view key) {
           return find(*table, key) != nullptr;
         });
}

}  // namespace

std::size_t ExperimentFile::cells() const {
  switch (design) {
    case DesignKind::kGrid: {
      std::size_t product = 1;
      for (const Factor& factor : factors) {
        if (product > kMostCells * 1000) return std::numeric_limits<std::size_t>::max();
        product *= factor.values.size();
      }
      return product;
    }
    case DesignKind::kOneAtATime: {
      std::size_t sum = 1;
      for (const Factor& factor : factors) sum += factor.values.size();
      return sum;
    }
    case DesignKind::kLatinHypercube:
    case DesignKind::kSobol:
      return points;
    case DesignKind::kSensitivity:
      return points * (factors.size() + 2);
    case DesignKind::kFile:
      return rows.size();
  }
  return 0;
}

ExperimentFile read_experiment(const std::filesystem::path& file, const MeasureNames& measures,
                               Texts& texts) {
  return Reader(file, measures, texts).read();
}

bool is_experiment(const std::filesystem::path& file, Texts& texts) {
  return has_any_key(file, texts, {"scenario", "factor"});
}

bool is_scenario(const std::filesystem::path& file, Texts& texts) {
  return !is_experiment(file, texts) && has_any_key(file, texts, {"horizon", "base", "call"});
}

}  // namespace hotline
