#include "response_name.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "parts.hpp"
#include "path.hpp"

namespace hotline::reading {
namespace {

using Scope = ResponseName::Scope;

bool holds(const std::vector<std::string>& names, const std::string& name) {
  return std::ranges::find(names, name) != names.end();
}

void no_such_measure(const Field& field, const std::string& name,
                     const std::vector<std::string>& measures, const std::string& of) {
  std::string hint = suggest(name, measures, "");
  if (hint.empty()) hint = "docs/measures.md lists them all";
  field.wrong(fmt::format("there is no measure {}{}", in_quotes(name), of), hint);
}

std::optional<ResponseName> measure_of_all(const Field& field, ResponseName response,
                                           const MeasureNames& measures) {
  using Named = std::pair<Scope, const std::vector<std::string>*>;
  std::vector<std::string> all;
  for (const auto& [scope, names] :
       {Named{Scope::kCalls, &measures.calls}, Named{Scope::kAgents, &measures.agents},
        Named{Scope::kHouse, &measures.house}}) {
    if (holds(*names, response.measure)) {
      response.scope = scope;
      return response;
    }
    all.insert(all.end(), names->begin(), names->end());
  }
  no_such_measure(field, response.measure, all, "");
  return std::nullopt;
}

}  // namespace

std::optional<ResponseName> as_response(const Field& field, const KnownNames& known) {
  const std::optional<std::string> text = as_name(field);
  if (!text) return std::nullopt;
  const std::optional<Path> path = parse_path(*text, false);
  ResponseName response;
  response.text = *text;
  if (path && path->steps.size() == 1 && !path->steps[0].index) {
    response.measure = path->steps[0].key;
    return measure_of_all(field, std::move(response), known.measures);
  }
  const bool of_call = path && path->steps[0].key == "call";
  const bool of_agents = path && path->steps[0].key == "agents";
  const bool has_index = path && std::ranges::any_of(path->steps, [](const PathStep& step) {
                           return step.index.has_value();
                         });
  if (!path || path->steps.size() != 3 || has_index || (!of_call && !of_agents)) {
    field.wrong(fmt::format("{} is not a measure of the results", in_quotes(*text)),
                "write it like \"service_level\", 'call.\"migration information\".abandonment' or "
                "\"agents.operators.occupancy\"");
    return std::nullopt;
  }
  response.scope = of_call ? Scope::kCalls : Scope::kAgents;
  response.name = path->steps[1].key;
  response.measure = path->steps[2].key;
  const auto* names = of_call ? known.calls : known.agents;
  const auto& measures = of_call ? known.measures.calls : known.measures.agents;
  if (names != nullptr && !holds(*names, response.name)) {
    no_such_name(field.problems, field.node.spot, of_call ? "call type" : "agent group",
                 response.name, *names);
    return std::nullopt;
  }
  if (!holds(measures, response.measure)) {
    no_such_measure(field, response.measure, measures, of_call ? " of calls" : " of agents");
    return std::nullopt;
  }
  return response;
}

}  // namespace hotline::reading
