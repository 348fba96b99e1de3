#include <algorithm>
#include <map>

#include "parts.hpp"

namespace hotline::detail {

void compile_start(const Scenario& scenario, const std::map<std::string, TypeId>& types,
                   Model& model) {
  for (const auto& [call, waits] : scenario.start.waiting) {
    for (const Seconds waited : waits) model.start.waiting.push_back({types.at(call), waited});
  }
  std::ranges::stable_sort(model.start.waiting, [](const auto& a, const auto& b) {
    return a.waited != b.waited ? a.waited > b.waited : a.type < b.type;
  });
  for (GroupId g = 0; g < model.groups.size(); ++g) {
    const auto written = scenario.start.busy.find(model.groups[g].name);
    if (written == scenario.start.busy.end()) continue;
    for (const std::string& call : scenario.agents[g].takes) {
      const auto agents = written->second.find(call);
      if (agents == written->second.end()) continue;
      model.start.busy.push_back({g, types.at(call), static_cast<std::uint32_t>(agents->second)});
    }
  }
  if (model.start.waiting.empty() && model.start.busy.empty()) return;
  Step step;
  step.kind = Step::Kind::kStart;
  model.steps.push_back(step);
}

}  // namespace hotline::detail
