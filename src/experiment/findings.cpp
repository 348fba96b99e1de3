#include <algorithm>
#include <cmath>
#include <numbers>

#include "fold.hpp"

// Limits held against what was found out.
namespace hotline::detail {
namespace {

double normal_cdf(double z) { return 0.5 * std::erfc(-z / std::numbers::sqrt2); }

bool is_beyond(double value, double limit, bool good_if_large) {
  return good_if_large ? value < limit : value > limit;
}

// Probability that the long-run value is beyond the limit.
double chance_beyond(const Estimate& estimate, double limit, bool good_if_large) {
  if (std::isnan(estimate.error)) return kUnknown;
  if (estimate.error == 0) return is_beyond(estimate.value, limit, good_if_large) ? 1 : 0;
  const double z = (limit - estimate.value) / estimate.error;
  return normal_cdf(good_if_large ? z : -z);
}

double share_beyond(const std::vector<double>& values, double limit, bool good_if_large) {
  if (values.size() < 2) return kUnknown;
  const auto beyond = std::ranges::count_if(
      values, [&](double value) { return is_beyond(value, limit, good_if_large); });
  return static_cast<double>(beyond) / static_cast<double>(values.size());
}

void judge(const Watch& watch, Finding& finding) {
  const Estimate& estimate = finding.estimate;
  if (!estimate.known()) return;
  const bool large = watch.good_if_large();
  if (is_beyond(estimate.value, watch.red, large)) {
    finding.light = Light::kRed;
    finding.certainty = chance_beyond(estimate, watch.red, large);
  } else if (is_beyond(estimate.value, watch.yellow, large)) {
    finding.light = Light::kYellow;
    finding.certainty = chance_beyond(estimate, watch.yellow, large);
  } else {
    finding.light = Light::kGreen;
    finding.certainty = 1 - chance_beyond(estimate, watch.yellow, large);
  }
}

template <class View>
std::size_t position(const Estimators<View>& estimators, std::string_view key) {
  const auto measures = estimators.measures();
  const auto found =
      std::ranges::find(measures, key, [](const Measure<View>* measure) { return measure->key; });
  return static_cast<std::size_t>(found - measures.begin());
}

template <class View>
bool is_in(std::span<const Measure<View>> table, std::string_view key) {
  return std::ranges::find(table, key, &Measure<View>::key) != table.end();
}

// Over the whole horizon.
template <class View>
Finding finding_of(const Watch& watch, const Estimators<View>& estimators,
                   const Estimates& estimates, Finding finding) {
  const std::size_t m = position(estimators, watch.measure);
  finding.estimate = estimates[m];
  finding.beyond_yellow = share_beyond(estimators.values(m), watch.yellow, watch.good_if_large());
  finding.beyond_red = share_beyond(estimators.values(m), watch.red, watch.good_if_large());
  judge(watch, finding);
  return finding;
}

}  // namespace

// One finding, or one for each interval of the week.
std::vector<Finding> Fold::findings_of(const WatchModel& watched, const Result& result) const {
  const Watch& watch = watched.watch;
  const bool of_calls = is_in(call_measures(), watch.measure);
  const bool of_agents = is_in(agent_measures(), watch.measure);
  const bool by_type = watched.scope == WatchModel::Scope::kType;
  const bool by_group = watched.scope == WatchModel::Scope::kGroup;
  Finding start;
  start.measure = watch.measure;
  start.yellow = watch.yellow;
  start.red = watch.red;
  if (by_type) {
    start.scope = Finding::Scope::kType;
    start.name = result.types[watched.who];
  } else if (by_group) {
    start.scope = Finding::Scope::kGroup;
    start.name = result.groups[watched.who];
  }
  std::vector<Finding> findings;
  if (!watch.each_interval) {
    if (of_calls) {
      findings.push_back(finding_of(watch, by_type ? calls_[watched.who] : all_calls_,
                                    by_type ? result.calls[watched.who] : result.all_calls, start));
    } else if (of_agents) {
      findings.push_back(finding_of(watch, by_group ? agents_[watched.who] : all_agents_,
                                    by_group ? result.agents[watched.who] : result.all_agents,
                                    start));
    } else {
      findings.push_back(finding_of(watch, house_, result.house, start));
    }
    return findings;
  }
  for (std::size_t cell = 0; cell < cells_.size(); ++cell) {
    const Row& row = result.by_cell[cell];
    Finding finding = start;
    finding.interval = result.cells[cell];
    if (of_calls) {
      const Estimates& estimates = by_type ? row.calls[watched.who] : row.all_calls;
      finding.estimate = estimates[position(cells_[cell].all_calls, watch.measure)];
    } else {
      const Estimates& estimates = by_group ? row.agents[watched.who] : row.all_agents;
      finding.estimate = estimates[position(cells_[cell].all_agents, watch.measure)];
    }
    judge(watch, finding);
    if (finding.light != Light::kNone) findings.push_back(std::move(finding));
  }
  return findings;
}

// What single observations show, for whoever wants to look at their distribution.
void Fold::add_values(Result& result) const {
  const auto add = [](const auto& estimators, Estimates& estimates) {
    for (std::size_t m = 0; m < estimates.size(); ++m) {
      estimates[m].values = estimators.values(m);
      estimates[m].pseudo_values = estimators.pseudo_values(m);
    }
  };
  add(all_calls_, result.all_calls);
  for (std::size_t type = 0; type < calls_.size(); ++type) add(calls_[type], result.calls[type]);
  add(all_agents_, result.all_agents);
  for (std::size_t group = 0; group < agents_.size(); ++group) {
    add(agents_[group], result.agents[group]);
  }
  add(house_, result.house);
}

}  // namespace hotline::detail
