#include "factor.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "quantity.hpp"
#include "toml_text.hpp"

// One [[factor]] of an experiment.
namespace hotline::reading {
namespace {

constexpr std::size_t kMostKeys = 100;
constexpr int kMostValues = 1000;

std::string number_text(const Factor& factor, double number) {
  return label_text(Quantity{number, factor.unit}.node({}));
}

// What each key is set to at a number.
std::vector<Node> nodes_at(const Factor& factor, double number, Spot spot) {
  std::vector<Node> nodes;
  for (std::size_t k = 0; k < factor.keys.size(); ++k) {
    if (factor.multiplied.empty()) {
      nodes.push_back(Quantity{number, factor.unit}.node(spot));
    } else {
      const Factor::Multiplied& by = factor.multiplied[k];
      nodes.push_back(Quantity{number * by.number, by.unit}.node(spot));
    }
  }
  return nodes;
}

std::vector<std::string> overrides_of(const Factor& factor, const std::vector<Node>& nodes) {
  std::vector<std::string> overrides;
  for (std::size_t k = 0; k < nodes.size(); ++k) {
    overrides.push_back(factor.keys[k] + "=" + toml_text(nodes[k]));
  }
  return overrides;
}

// Also of what is inside a list or a table.
bool has_moment(const Node& node) {
  if (node.as<Moment>() != nullptr) return true;
  if (const auto* array = node.as<Array>()) return std::ranges::any_of(*array, has_moment);
  const auto* table = node.as<Table>();
  return table != nullptr &&
         std::ranges::any_of(*table, [](const Member& member) { return has_moment(member.value); });
}

void read_key(const Field& element, FactorDraft& draft) {
  const std::optional<std::string> text = as_name(element);
  if (!text) return;
  std::optional<Path> path = parse_path(*text, false);
  if (!path || path->steps.front().key == "base") {
    element.wrong(fmt::format("{} is not the path of a key", in_quotes(*text)),
                  "write it like \"demand.volume\", 'call.\"migration information\".balk' or "
                  "\"demand.levels[0].calls_per_day\"");
    return;
  }
  if (path->steps.front().key == "run") {
    element.wrong(
        fmt::format("{} would change nothing: all cells are played alike", in_quotes(*text)),
        "the experiment itself has \"replications\", \"seed\" and \"confidence\"");
    return;
  }
  Spot spot = element.node.spot;
  ++spot.column;  // behind the quote
  draft.keys.push_back({spot, std::move(path->steps)});
  draft.factor.keys.push_back(*text);
}

void read_keys(TableView& table, FactorDraft& draft) {
  const auto which = table.one_of({"key", "keys"});
  if (!which) return;
  const auto field = table.find(*which);
  if (*which == "key") {
    read_key(*field, draft);
    return;
  }
  const auto* array = field->node.as<Array>();
  if (array == nullptr) {
    field->wrong_kind("a list", "put it in brackets: [ ... ], or write key = ...");
  } else if (array->empty() || array->size() > kMostKeys) {
    field->wrong(fmt::format("\"keys\" must have 1 to {} elements", kMostKeys));
  } else {
    for (const Field& element : as_elements(*field)) read_key(element, draft);
  }
}

// ---- Values ------------------------------------------------------------------------------------

void read_values(TableView& table, const Field& field, FactorDraft& draft) {
  const auto* array = field.node.as<Array>();
  if (array == nullptr) {
    field.wrong_kind("a list", "put it in brackets: [ ... ]");
    return;
  }
  if (array->size() < 2 || array->size() > kMostValues) {
    field.wrong(
        fmt::format("\"values\" must have 2 to {} elements, not {}", kMostValues, array->size()));
    return;
  }
  std::vector<std::string> labels;
  const auto labels_field = table.find("labels");
  if (labels_field) {
    labels = as_list<std::string>(*labels_field, as_name).value_or(std::vector<std::string>{});
    if (!labels.empty() && labels.size() != array->size()) {
      labels_field->wrong(
          fmt::format("there are {} labels for {} values", labels.size(), array->size()));
      labels.clear();
    }
  }
  std::vector<const Node*> nodes;
  for (std::size_t v = 0; v < array->size(); ++v) {
    const Node& node = (*array)[v];
    add_value(draft, node, labels.empty() ? label_text(node) : labels[v], field.problems);
    nodes.push_back(&node);
  }
  if (draft.factor.values.size() == nodes.size()) number_values(draft.factor, nodes);
}

// ---- Ranges ------------------------------------------------------------------------------------

// Enough for 10,000 steps from end to end.
int decimals_for(double width) {
  return std::clamp(4 - static_cast<int>(std::floor(std::log10(width))), 0, 15);
}

struct Ends {
  double from = 0, to = 0;
  std::string unit;
};

std::optional<Ends> read_ends(TableView& table, bool only_numbers) {
  const auto any = [](const Field& field) -> std::optional<const Node*> { return &field.node; };
  const Node *from = nullptr, *to = nullptr;
  table.required("from", from, any);
  table.required("to", to, any);
  if (from == nullptr || to == nullptr) return std::nullopt;
  const std::vector<const Node*> nodes = {from, to};
  const auto ends = comparable(nodes);
  if (!ends || (only_numbers && !(*ends)[0].unit.empty())) {
    table.wrong_key(
        "from",
        only_numbers ? "\"from\" and \"to\" must be numbers"
                     : "\"from\" and \"to\" must be numbers, or quantities with "
                       "the same unit",
        only_numbers ? "" : "like from = 2 and to = 6, or from = \"2 min\" and to = \"6 min\"");
    return std::nullopt;
  }
  if ((*ends)[0].number < (*ends)[1].number) {
    return Ends{(*ends)[0].number, (*ends)[1].number, (*ends)[0].unit};
  }
  table.wrong_key("to", "\"to\" must be more than \"from\"");
  return std::nullopt;
}

// The number of values that a range consists of; 0 if there is no end of them.
int steps_of(TableView& table, const Ends& ends, bool whole) {
  int steps = 0;
  table.optional("steps", steps, whole_between(2, kMostValues));
  const double width = ends.to - ends.from;
  if (!whole) return steps;
  if (ends.from != std::floor(ends.from) || ends.to != std::floor(ends.to)) {
    table.wrong_key("whole", "a range of whole numbers must begin and end with whole numbers");
  } else if (steps > 0 && width / (steps - 1) != std::floor(width / (steps - 1))) {
    table.wrong_key(
        "steps", fmt::format("{} steps do not cut a range of {} into whole numbers", steps, width));
  } else if (steps == 0 && width < kMostValues) {
    return static_cast<int>(width) + 1;
  }
  return steps;
}

void read_range(TableView& table, DesignKind design, FactorDraft& draft) {
  Factor& factor = draft.factor;
  bool whole = false;
  table.optional("whole", whole, as_yes_no);
  const auto ends = read_ends(table, !factor.multiplied.empty());
  if (!ends) {
    table.find("steps");
    return;
  }
  factor.unit = ends->unit;
  const int steps = steps_of(table, *ends, whole);
  const FactorRange range{ends->from, ends->to, whole,
                          whole ? 0 : decimals_for(ends->to - ends->from)};
  const auto at = [&](double number) {
    draft.tried.push_back(nodes_at(factor, number, table.spot()));
  };
  for (int step = 0; step < steps; ++step) {
    const double share = static_cast<double>(step) / (steps - 1);
    factor.range = range;  // for the rounding
    factor.values.push_back(setting_at(factor, range.from + share * (range.to - range.from)));
    at(factor.values.back().number);
  }
  factor.range.reset();
  if (steps > 0) return;
  if (design == DesignKind::kGrid || design == DesignKind::kOneAtATime) {
    table.wrong(fmt::format("{} needs a number of values",
                            design == DesignKind::kGrid ? "a grid" : "one at a time"),
                "say how many: range = { from = ..., to = ..., steps = 3 }");
  }
  factor.range = range;
  at(range.from);
  at(range.to);
}

// ---- Multiples ---------------------------------------------------------------------------------

// What the scenario says at the keys, to be multiplied. False after a problem.
bool find_multiplied(FactorDraft& draft, const Node* scenario, Problems& problems) {
  if (scenario == nullptr) return false;
  bool sound = true;
  for (std::size_t k = 0; k < draft.keys.size(); ++k) {
    const Node* node = value_at(*scenario, draft.keys[k].steps);
    const auto quantity = node != nullptr ? quantity_in(*node) : std::nullopt;
    if (quantity) {
      draft.factor.multiplied.push_back({quantity->number, quantity->unit});
      continue;
    }
    sound = false;
    problems.add(draft.keys[k].spot,
                 node == nullptr
                     ? fmt::format("the scenario says nothing at {}, which could be multiplied",
                                   in_quotes(draft.factor.keys[k]))
                     : fmt::format("the scenario says no number at {}, but {}",
                                   in_quotes(draft.factor.keys[k]), kind_of(*node)),
                 "\"scale\" multiplies numbers and quantities like \"4 min\"");
  }
  return sound && !draft.keys.empty();
}

void read_scale(const Field& field, DesignKind design, const Node* scenario, FactorDraft& draft) {
  if (!find_multiplied(draft, scenario, field.problems)) return;
  if (field.node.as<Table>() != nullptr) {
    in_table(field, "\"scale\"", [&](TableView& table) { read_range(table, design, draft); });
    return;
  }
  const auto numbers = as_list<double>(field, positive_up_to(1e6));
  if (!numbers) return;
  if (numbers->size() < 2 || numbers->size() > kMostValues) {
    field.wrong(fmt::format("\"scale\" must have 2 to {} elements", kMostValues));
    return;
  }
  for (const double number : *numbers) {
    draft.factor.values.push_back(setting_at(draft.factor, number));
    draft.tried.push_back(nodes_at(draft.factor, number, field.node.spot));
  }
}

// ---- The base ----------------------------------------------------------------------------------

// Where a factor stands while others change: as the scenario has it unless `base` says otherwise.
void read_base(TableView& table, const Node* scenario, FactorDraft& draft) {
  Factor& factor = draft.factor;
  const bool scaled = !factor.multiplied.empty();
  if (const auto field = table.find("base")) {
    const auto quantity = quantity_in(field->node);
    if (scaled && quantity && quantity->unit.empty()) {
      factor.base = setting_at(factor, quantity->number);
      draft.tried.push_back(nodes_at(factor, quantity->number, field->node.spot));
    } else if (scaled) {
      field->wrong_kind("a number");
    } else {
      FactorDraft single = draft;
      add_value(single, field->node, label_text(field->node), field->problems);
      if (single.factor.values.size() == factor.values.size()) return;
      factor.base = single.factor.values.back();
      draft.tried.push_back(single.tried.back());
      if (quantity && quantity->unit == factor.unit) factor.base->number = quantity->number;
    }
    return;
  }
  factor.base = Setting{"as it is", scaled ? 1.0 : std::nan(""), {}};
  const Node* node = scenario != nullptr && !draft.keys.empty()
                         ? value_at(*scenario, draft.keys[0].steps)
                         : nullptr;
  const bool is_simple =
      node != nullptr && node->as<Table>() == nullptr && node->as<Array>() == nullptr;
  if (scaled || !is_simple) return;
  factor.base->label = shortened(label_text(*node), 40);
  const auto quantity = quantity_in(*node);
  if (quantity && quantity->unit == factor.unit) factor.base->number = quantity->number;
}

void read_choice(TableView& table, DesignKind design, const Node* scenario, FactorDraft& draft) {
  const bool from_file = design == DesignKind::kFile;
  if (from_file) {
    for (const char* key : {"values", "range", "scale", "labels"}) {
      if (const auto field = table.find(key)) {
        table.wrong_key(key, "the values of factors come from the file of the design",
                        fmt::format("leave {} out", in_quotes(key)));
      }
    }
    return;
  }
  const auto which = table.one_of({"values", "range", "scale"});
  if (table.find("labels") && which != "values") {
    table.wrong_key("labels", "\"labels\" are for \"values\"");
  }
  if (!which || draft.keys.empty()) return;
  const Field field = *table.find(*which);
  if (*which == "values") read_values(table, field, draft);
  if (*which == "scale") read_scale(field, design, scenario, draft);
  if (*which == "range") {
    in_table(field, "\"range\"", [&](TableView& range) { read_range(range, design, draft); });
  }
}

}  // namespace

void add_value(FactorDraft& draft, const Node& node, std::string label, Problems& problems) {
  Factor& factor = draft.factor;
  if (has_moment(node)) {
    problems.add(node.spot, "a time of day is written in quotes, like \"08:00\"");
    return;
  }
  std::vector<Node> nodes(factor.keys.size(), node);
  const auto* array = node.as<Array>();
  if (factor.keys.size() > 1 && array != nullptr) {
    if (array->size() != factor.keys.size()) {
      problems.add(node.spot,
                   fmt::format("a value that is a list must have one element for each of "
                               "the {} keys, not {}",
                               factor.keys.size(), array->size()));
      return;
    }
    nodes = *array;
  }
  factor.values.push_back({std::move(label), std::nan(""), overrides_of(factor, nodes)});
  draft.tried.push_back(std::move(nodes));
}

void number_values(Factor& factor, const std::vector<const Node*>& nodes) {
  const auto quantities = comparable(nodes);
  if (!quantities) return;
  factor.unit = quantities->front().unit;
  for (std::size_t v = 0; v < nodes.size(); ++v) factor.values[v].number = (*quantities)[v].number;
}

FactorDraft read_factor(TableView& table, DesignKind design, const Node* scenario) {
  FactorDraft draft;
  draft.spot = table.spot();
  if (table.required("name", draft.factor.name, as_name)) {
    table.set_title("[[factor]] " + in_quotes(draft.factor.name));
  }
  read_keys(table, draft);
  read_choice(table, design, scenario, draft);
  if (design == DesignKind::kOneAtATime) {
    read_base(table, scenario, draft);
  } else if (table.find("base")) {
    table.wrong_key("base", "\"base\" is for design = \"one at a time\"");
  }
  return draft;
}

}  // namespace hotline::reading

namespace hotline {

bool Factor::is_number() const {
  return range.has_value() ||
         (!values.empty() && std::ranges::none_of(values, [](const Setting& some) {
           return std::isnan(some.number);
         }));
}

Setting setting_at(const Factor& factor, double number) {
  if (factor.range) {
    number = std::clamp(number, factor.range->from, factor.range->to);
    // By way of the text, so that 0.3 is 0.3.
    number = std::stod(fmt::format("{:.{}f}", number, factor.range->decimals));
  }
  Setting setting;
  setting.number = number;
  setting.label = factor.multiplied.empty() ? reading::number_text(factor, number)
                                            : fmt::format("x {}", number);
  setting.overrides = reading::overrides_of(factor, reading::nodes_at(factor, number, {}));
  return setting;
}

}  // namespace hotline
