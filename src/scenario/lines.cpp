#include <fmt/format.h>

#include <map>

#include "parts.hpp"

namespace hotline::reading {
namespace {

constexpr int kMostLines = 1'000'000;

// No call type is on the lines of two groups.
void check_calls(const Field& field, const std::vector<std::string>& calls,
                 std::map<std::string, Spot>& taken) {
  const std::vector<Field> elements = as_elements(field);
  for (std::size_t i = 0; i < calls.size(); ++i) {
    const auto [first, is_new] = taken.emplace(calls[i], elements[i].node.spot);
    if (is_new) continue;
    elements[i].wrong(fmt::format("{} is on two groups of lines", in_quotes(calls[i])),
                      "the other one names it at " + place_text(first->second));
  }
}

}  // namespace

void read_lines(TableView& root, Draft& draft) {
  const auto field = root.find("lines");
  if (!field) return;
  Names names("[[lines]]");
  std::map<std::string, Spot> taken;
  for_each_table(*field, "[[lines]]", [&](TableView& table) {
    LineGroup lines;
    if (table.required("name", lines.name, as_name)) {
      table.set_title("[[lines]] " + in_quotes(lines.name));
      names.add(lines.name, table.find("name")->node.spot, table.problems());
    }
    table.required("count", lines.count, whole_between(1, kMostLines));
    const bool has_calls = table.required("calls", lines.calls, [&](const Field& calls) {
      return as_names_of(calls, call_names(draft), draft.call_names_known, "call type");
    });
    if (has_calls && lines.calls.empty()) table.find("calls")->wrong("\"calls\" must not be empty");
    if (has_calls) check_calls(*table.find("calls"), lines.calls, taken);
    draft.scenario.routing.line_groups.push_back(std::move(lines));
  });
}

}  // namespace hotline::reading
