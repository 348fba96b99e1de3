#include <algorithm>

#include "fold.hpp"

namespace hotline::detail {
namespace {

// A view as it would be if the target time were that of `within`.
CallView by_target(CallView view, const WithinSums& within, bool follows_callers) {
  view.sums.in_target = within.served;
  view.sums.abandoned_in_target = within.abandoned;
  view.sums.by_caller.in_target = follows_callers ? within.callers_served : within.served;
  view.sums.by_caller.abandoned_in_target =
      follows_callers ? within.callers_abandoned : within.abandoned;
  return view;
}

CallView calls_of(const SegmentModel& segment, const Model& model, const Tally& tally) {
  CallView view;
  for (const std::uint32_t cell : segment.cells) {
    for (const TypeId type : segment.types) {
      view.sums += tally.cell_calls(cell, type);
      view.targets += tally.cell_targets(cell, type);
    }
    view.length += model.cell_info[cell].length;
  }
  if (segment.all_cells) view.length = tally.length;
  for (const TypeId type : segment.types) {
    view.longest_wait = std::max(view.longest_wait, tally.longest_wait[type]);
  }
  return view;
}

AgentView agents_of(const SegmentModel& segment, const Model& model, const Tally& tally) {
  AgentView view;
  if (model.costs) view.wages = 0;
  for (const GroupId group : segment.groups) {
    AgentSums sums;
    for (const std::uint32_t cell : segment.cells) sums += tally.cell_agents(cell, group);
    view.sums += sums;
    view.wages += sums.paid() * model.groups[group].wage;
  }
  return view;
}

}  // namespace

TargetEstimators::TargetEstimators(const Model& model, Method method) : model_(model) {
  const Estimators<CallView> empty(target_measures(), false, method);
  all_.assign(model.more_targets.size(), empty);
  types_.assign(model.more_targets.size(), {model.types.size(), empty});
}

void TargetEstimators::add(const Tally& tally, const std::vector<CallView>& calls,
                           const Controls& controls) {
  for (std::size_t k = 0; k < all_.size(); ++k) {
    CallView all;
    for (TypeId type = 0; type < calls.size(); ++type) {
      const CallView view =
          by_target(calls[type], tally.within(type, k), model_.types[type].follows_callers);
      types_[k][type].add(view, &controls);
      all.sums += view.sums;
    }
    all_[k].add(all, &controls);
  }
}

std::vector<FurtherTarget> TargetEstimators::results(double confidence,
                                                     const Controls& controls) const {
  std::vector<FurtherTarget> results;
  for (std::size_t k = 0; k < all_.size(); ++k) {
    FurtherTarget target{model_.more_targets[k], all_[k].estimates(confidence, &controls), {}};
    for (const auto& type : types_[k])
      target.calls.push_back(type.estimates(confidence, &controls));
    results.push_back(std::move(target));
  }
  return results;
}

SegmentEstimators::SegmentEstimators(const Model& model, Method method)
    : model_(model),
      calls_(model.segments.size(), Estimators<CallView>(call_measures(), false, method)),
      agents_(model.segments.size(), Estimators<AgentView>(agent_measures(), false, method)) {}

void SegmentEstimators::add(const Tally& tally, const Controls& controls) {
  for (std::size_t s = 0; s < calls_.size(); ++s) {
    calls_[s].add(calls_of(model_.segments[s], model_, tally), &controls);
    agents_[s].add(agents_of(model_.segments[s], model_, tally), &controls);
  }
}

std::vector<SegmentResult> SegmentEstimators::results(double confidence,
                                                      const Controls& controls) const {
  std::vector<SegmentResult> results;
  for (std::size_t s = 0; s < calls_.size(); ++s) {
    const SegmentModel& segment = model_.segments[s];
    SegmentResult result{segment.name, calls_[s].estimates(confidence, &controls),
                         agents_[s].estimates(confidence, &controls)};
    // Maxima are kept by type and horizon only, and those of queues do not add up.
    for (std::size_t m = 0; m < call_measures().size(); ++m) {
      const std::string_view key = call_measures()[m].key;
      if (key == "queue_longest" || (key == "wait_longest" && !segment.all_cells)) {
        result.calls[m] = Estimate{};
      }
    }
    results.push_back(std::move(result));
  }
  return results;
}

}  // namespace hotline::detail
