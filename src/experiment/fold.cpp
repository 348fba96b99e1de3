#include "fold.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace hotline::detail {
namespace {

// The mean of a measure over several scopes at once: the ratio of the summed means.
template <class View>
Estimates pooled(const std::vector<const Estimators<View>*>& scopes, double times) {
  Estimates estimates(scopes.front()->measures().size());
  for (std::size_t m = 0; m < scopes.front()->measures().size(); ++m) {
    double numerator = 0, denominator = 0;
    for (const auto* scope : scopes) {
      numerator += scope->moments()[m].numerator_mean();
      denominator += scope->moments()[m].denominator_mean();
    }
    if (scopes.front()->measures()[m]->denominator == nullptr) denominator = times;
    if (denominator > 0) estimates[m].value = numerator / denominator;
  }
  return estimates;
}

}  // namespace

Fold::Fold(const Model& model, Method method)
    : model_(model),
      method_(method),
      all_calls_(call_measures(), false, method),
      calls_(model.types.size(), Estimators<CallView>(call_measures(), false, method)),
      all_agents_(agent_measures(), false, method),
      agents_(model.groups.size(), Estimators<AgentView>(agent_measures(), false, method)),
      house_(house_measures(), false, method),
      waits_(model.types.size() + 1, WaitEstimators(method)),
      caller_waits_(model.types.size() + 1, WaitEstimators(method)),
      follows_callers_(std::ranges::any_of(model.types, &TypeModel::follows_callers)),
      targets_(model, method),
      segments_(model, method) {
  if (!model.calendar || !model.has_rows) return;
  const RowEstimators row(model.types.size(), model.groups.size(), method);
  cells_.assign(model.cells, row);
  days_.assign(model.days, row);
}

// What the controls of an observation are off what is expected, as a share of it; of a pair of
// antithetic replications, on average.
void Fold::add_controls(const Tally& tally) {
  if (!method_.expected) return;
  FirstCalls brought;
  for (std::size_t type = 0; type < model_.types.size(); ++type) {
    if (model_.types[type].deferred) continue;
    brought.calls += static_cast<double>(column_sum(tally.cell_calls, type).callers);
    brought.work += tally.work_brought[type];
  }
  const auto off = [](double value, double expected) {
    return expected > 0 ? value / expected - 1 : 0;
  };
  Controls::Values values = {off(brought.calls, method_.expected->calls),
                             off(brought.work, method_.expected->work)};
  if (method_.antithetic) {
    const Controls::Values first = std::exchange(first_controls_, values);
    if (observations_ % 2 == 0) return;
    for (std::size_t c = 0; c < values.size(); ++c) values[c] = (values[c] + first[c]) / 2;
  }
  controls_.add(values);
}

void Fold::add(const Tally& tally) {
  add_controls(tally);
  const Views views = views_of(model_, tally);
  for (std::size_t type = 0; type < calls_.size(); ++type) {
    calls_[type].add(views.calls[type], &controls_);
  }
  all_calls_.add(views.all_calls, &controls_);
  targets_.add(tally, views.calls, controls_);
  segments_.add(tally, controls_);
  add_waits(tally);
  for (std::size_t group = 0; group < agents_.size(); ++group) {
    agents_[group].add(views.agents[group], &controls_);
  }
  all_agents_.add(views.all_agents, &controls_);
  house_.add(views.house, &controls_);

  for (std::size_t cell = 0; cell < cells_.size(); ++cell) {
    add_row(cells_[cell], tally.cell_calls, tally.cell_targets, tally.cell_agents, cell,
            model_.cell_info[cell].length);
  }
  for (std::size_t day = 0; day < days_.size(); ++day) {
    add_row(days_[day], tally.day_calls, tally.day_targets, tally.day_agents, day,
            model_.day_length[day]);
  }
  attempts_ += static_cast<double>(views.all_calls.sums.attempts);
  events_ += static_cast<double>(tally.events);
  ++observations_;
}

void Fold::add_row(RowEstimators& estimators, const Table<CallSums>& calls,
                   const Table<TargetSums>& targets, const Table<AgentSums>& agents,
                   std::size_t row, Seconds length) {
  std::vector<CallView> views(estimators.calls.size());
  for (std::size_t type = 0; type < views.size(); ++type) {
    views[type] = {calls(row, type), targets(row, type), length, 0, 0};
    estimators.calls[type].add(views[type]);
  }
  estimators.all_calls.add(together(model_, views, targets(row, views.size()), length));
  AgentView all;
  for (std::size_t group = 0; group < estimators.agents.size(); ++group) {
    estimators.agents[group].add({.sums = agents(row, group)});
    all.sums += agents(row, group);
  }
  estimators.all_agents.add(all);
}

void Fold::add_waits(const Tally& tally) {
  const std::size_t types = model_.types.size();
  WaitHistogram all, all_callers;
  for (std::size_t type = 0; type < types; ++type) {
    const bool followed = model_.types[type].follows_callers;
    const WaitHistogram& waits = tally.waits[type];
    const WaitHistogram& caller_waits = followed ? tally.caller_waits[type] : waits;
    waits_[type].add(waits);
    if (followed) caller_waits_[type].add(caller_waits);
    if (alone() || model_.types[type].deferred) continue;
    all.merge(waits);
    if (follows_callers_) all_callers.merge(caller_waits);
  }
  if (alone()) return;
  waits_[types].add(all);
  if (follows_callers_) caller_waits_[types].add(all_callers);
}

// An interval of the day, over all days alike. Measures without a denominator are means per day.
Row Fold::average_slot(std::uint32_t slot) const {
  std::vector<const RowEstimators*> cells;
  for (std::uint32_t cell = 0; cell < model_.cells; ++cell) {
    if (model_.cell_info[cell].slot == slot) cells.push_back(&cells_[cell]);
  }
  const auto pool = [&]<class View>(auto member, std::type_identity<View>) {
    std::vector<const Estimators<View>*> scopes;
    for (const RowEstimators* cell : cells) scopes.push_back(&member(*cell));
    return pooled<View>(scopes, model_.days);
  };
  const std::type_identity<CallView> of_calls;
  const std::type_identity<AgentView> of_agents;
  Row row;
  row.all_calls = pool(
      [](const RowEstimators& r) -> auto& { return r.all_calls; }, of_calls);
  row.all_agents = pool(
      [](const RowEstimators& r) -> auto& { return r.all_agents; }, of_agents);
  for (std::size_t type = 0; type < model_.types.size(); ++type) {
    row.calls.push_back(pool(
        [type](const RowEstimators& r) -> auto& { return r.calls[type]; }, of_calls));
  }
  for (std::size_t group = 0; group < model_.groups.size(); ++group) {
    row.agents.push_back(pool(
        [group](const RowEstimators& r) -> auto& { return r.agents[group]; }, of_agents));
  }
  return row;
}

Result Fold::glance(const Levels& levels) const {
  const double confidence = levels.whole;
  Result result;
  result.observations = observations_;
  result.simulated_calls = attempts_;
  result.events = events_;
  for (const TypeModel& type : model_.types) {
    result.types.push_back(type.name);
    result.target_share.push_back(type.target_share);
    result.target_time.push_back(type.target_time);
  }
  for (const GroupModel& group : model_.groups) result.groups.push_back(group.name);

  result.all_calls = all_calls_.estimates(confidence, &controls_);
  for (const auto& type : calls_) result.calls.push_back(type.estimates(confidence, &controls_));
  result.all_agents = all_agents_.estimates(confidence, &controls_);
  for (const auto& group : agents_)
    result.agents.push_back(group.estimates(confidence, &controls_));
  result.house = house_.estimates(confidence, &controls_);
  if (model_.costs) result.currency = model_.costs->currency;
  return result;
}

Result Fold::result(const Levels& levels, bool keep_values) const {
  const double confidence = levels.whole;
  Result result = glance(levels);
  const std::size_t types = model_.types.size();
  const auto percentiles = [&](std::size_t scope) { return waits_[scope].estimates(confidence); };
  const auto of_callers = [&](std::size_t scope, bool followed) {
    return (followed ? caller_waits_ : waits_)[scope].estimates(confidence);
  };
  const std::size_t all = alone() ? 0 : types;
  result.all_wait_percentiles = percentiles(all);
  result.all_caller_wait_percentiles = of_callers(all, follows_callers_);
  for (std::size_t type = 0; type < types; ++type) {
    result.wait_percentiles.push_back(percentiles(type));
    result.caller_wait_percentiles.push_back(of_callers(type, model_.types[type].follows_callers));
  }

  const auto estimate_row = [](const RowEstimators& estimators, double level, double times) {
    Row row;
    row.all_calls = estimators.all_calls.estimates(level, nullptr, times);
    for (const auto& type : estimators.calls)
      row.calls.push_back(type.estimates(level, nullptr, times));
    row.all_agents = estimators.all_agents.estimates(level, nullptr, times);
    for (const auto& group : estimators.agents) {
      row.agents.push_back(group.estimates(level, nullptr, times));
    }
    return row;
  };
  result.calendar = model_.calendar && model_.has_rows;
  if (model_.has_rows) result.days = model_.dates;
  for (const RowEstimators& day : days_)
    result.by_day.push_back(estimate_row(day, levels.by_day, 1));
  for (std::size_t cell = 0; cell < cells_.size(); ++cell) {
    const CellInfo& info = model_.cell_info[cell];
    result.cells.push_back({info.weekday, info.from, info.to});
    result.by_cell.push_back(estimate_row(cells_[cell], levels.by_cell, info.times));
  }
  std::uint32_t slots = 0;
  if (result.calendar) {
    for (const CellInfo& info : model_.cell_info) slots = std::max(slots, info.slot + 1);
  }
  for (std::uint32_t slot = 0; slot < slots; ++slot) {
    const auto with_slot = std::ranges::find(model_.cell_info, slot, &CellInfo::slot);
    if (with_slot == model_.cell_info.end()) continue;
    result.slots.push_back({Weekday::kMonday, with_slot->from, with_slot->to});
    result.by_slot.push_back(average_slot(slot));
  }
  result.further_targets = targets_.results(confidence, controls_);
  result.segments = segments_.results(confidence, controls_);
  for (const WatchModel& watched : model_.watches) {
    const std::vector<Finding> findings = findings_of(watched, result);
    result.findings.insert(result.findings.end(), findings.begin(), findings.end());
  }
  if (keep_values) add_values(result);
  return result;
}

}  // namespace hotline::detail
