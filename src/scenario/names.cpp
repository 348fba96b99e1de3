#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "parts.hpp"

namespace hotline::reading {
namespace {

template <class Named>
std::vector<std::string> names_in(const std::vector<Named>& things) {
  std::vector<std::string> names;
  for (const Named& thing : things) names.push_back(thing.name);
  return names;
}

}  // namespace

void Names::add(const std::string& name, Spot spot, Problems& problems) {
  const auto first = std::ranges::find(taken_, name, &std::pair<std::string, Spot>::first);
  if (first != taken_.end()) {
    problems.add(spot, fmt::format("there are two {} named {}", title_, in_quotes(name)),
                 "the other one is at " + place_text(first->second));
  }
  taken_.emplace_back(name, spot);
}

std::vector<std::string> call_names(const Draft& draft) { return names_in(draft.scenario.calls); }

std::vector<std::string> group_names(const Draft& draft) { return names_in(draft.scenario.agents); }

void no_such_name(Problems& problems, Spot spot, const std::string& what, const std::string& name,
                  const std::vector<std::string>& known) {
  problems.add(spot, fmt::format("there is no {} {}", what, in_quotes(name)),
               problems.is_full() ? "" : suggest(name, known, "there are"));
}

std::optional<std::vector<std::string>> as_names_of(const Field& field,
                                                    const std::vector<std::string>& known,
                                                    bool complete, const std::string& what) {
  std::set<std::string> seen;
  return as_list<std::string>(field, [&](const Field& element) {
    std::optional<std::string> name = as_name(element);
    if (!name) return name;
    if (complete && std::ranges::count(known, *name) == 0) {
      no_such_name(element.problems, element.node.spot, what, *name, known);
      name.reset();
    } else if (!seen.insert(*name).second) {
      element.wrong(fmt::format("{} names {} twice", field.title(), in_quotes(*name)));
      name.reset();
    }
    return name;
  });
}

}  // namespace hotline::reading
