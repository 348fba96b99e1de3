#include <algorithm>
#include <map>

#include "parts.hpp"
#include "terms.hpp"

namespace hotline::detail {
namespace {

DiallerModel compile_dialler(const Dialler& written, const std::string& call,
                             const Scenario& scenario, TermsCompiler& terms) {
  DiallerModel dialler;
  dialler.dials = written.dials;
  dialler.when_idle = static_cast<std::uint32_t>(written.when_idle);
  dialler.mismatch = written.mismatch;
  for (const SlowDialling& rule : scenario.routing.slow_dialling) {
    if (rule.call == call) dialler.slower.push_back({terms.add(rule.condition), rule.dials});
  }
  return dialler;
}

}  // namespace

void compile_campaigns(const Scenario& scenario, const std::map<std::string, TypeId>& types,
                       Model& model) {
  TermsCompiler terms(scenario, types, model);
  for (TypeId t = 0; t < model.types.size(); ++t) {
    const CallType& written = scenario.calls[t];
    if (!written.deferred || !written.deferred->dialler) continue;
    model.types[t].deferred->dialler =
        compile_dialler(*written.deferred->dialler, written.name, scenario, terms);
    model.dialled_types.push_back(t);
  }
  for (const Blend& written : scenario.routing.blend) {
    const auto group = std::ranges::find(model.groups, written.group, &GroupModel::name);
    BlendModel blend;
    blend.group = static_cast<GroupId>(group - model.groups.begin());
    blend.level = terms.recent_level({types.at(written.call), written.over, false});
    blend.at_least = written.at_least;
    blend.below = written.below;
    blend.stay = written.stay;
    model.blends.push_back(blend);
  }
  model.needs.campaigns = !model.dialled_types.empty() || !model.blends.empty();
  // Conditions may speak of mismatches, wherever they stand.
  for (std::uint32_t i = 0; i < model.recent_levels.size(); ++i) {
    if (!model.recent_levels[i].of_dialler) continue;
    model.types[model.recent_levels[i].type].deferred->dialler->watched_by.push_back(i);
  }
  // A group that moves keeps all of its agents back from what it does not do at the time.
  for (const BlendModel& blend : model.blends) {
    model.groups[blend.group].reserve.resize(model.types.size());
    model.has_reserves = true;
  }
}

}  // namespace hotline::detail
