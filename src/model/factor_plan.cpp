#include "factor_plan.hpp"

#include <algorithm>
#include <map>

#include "hotline/base/error.hpp"
#include "hotline/random/correlation.hpp"

namespace hotline::detail {
namespace {

constexpr std::size_t kMostValues = 20'000'000;

// Streams of busyness: 0 is the first factor that types share, t + 1 type t's own, and all others
// lie above.
std::uint32_t shared_stream(std::size_t busyness, std::size_t member) {
  constexpr std::uint32_t kOthers = 1U << 31;
  constexpr std::size_t kMembers = 1024;
  if (busyness == 0 && member == 0) return 0;
  return kOthers + static_cast<std::uint32_t>(busyness * kMembers + member);
}

// Precondition: the matrix is a correlation matrix.
std::vector<double> root_of(const Correlation& correlation, std::size_t size) {
  std::vector<double> matrix;
  if (correlation.matrix.empty()) {
    matrix = equal_correlations(correlation.r, size);
  } else {
    for (const auto& row : correlation.matrix) matrix.insert(matrix.end(), row.begin(), row.end());
  }
  return correlation_root(matrix, size).value();
}

FactorLaw law_of(const Busyness& busyness, const Model& model, std::uint32_t slots) {
  FactorLaw law;
  law.lognormal = busyness.law == Busyness::Law::kLogNormal;
  law.cv = {busyness.cv};
  if (busyness.per != Busyness::Per::kReplication) law.periods = model.days;
  if (busyness.per == Busyness::Per::kInterval) {
    law.slots = slots;
    if (busyness.intervals && !busyness.intervals->matrix.empty()) {
      law.slot_root = root_of(*busyness.intervals, slots);
    } else if (busyness.intervals) {
      law.slot_correlation = busyness.intervals->r;
    }
  }
  return law;
}

}  // namespace

double mean_factor(const Surge& surge) { return 1 + surge.probability * (surge.factor - 1); }

bool is_restricted(const Surge& surge) { return !surge.calls.empty() || surge.hours.has_value(); }

FactorPlan::FactorPlan(const Scenario& scenario, const Days* days, Model& model)
    : scenario_(scenario), days_(days), model_(model), concerns_(model.types.size()) {}

void FactorPlan::add_shared() {
  if (!scenario_.demand || days_ == nullptr) return;
  for (std::size_t i = 0; i < scenario_.demand->busyness.size(); ++i) add_shared_busyness(i);
  for (std::size_t i = 0; i < scenario_.demand->surges.size(); ++i) add_surge(i);
}

void FactorPlan::add_shared_busyness(std::size_t index) {
  const Busyness& busyness = scenario_.demand->busyness[index];
  std::vector<TypeId> types;
  for (TypeId type = 0; type < model_.types.size(); ++type) {
    const auto& named = busyness.calls;
    const bool is_named = std::ranges::count(named, model_.types[type].name) > 0;
    if (has_rate(scenario_.calls[type]) && (named.empty() || is_named)) types.push_back(type);
  }
  FactorLaw law = law_of(busyness, model_, slots_a_day());
  law.streams = {shared_stream(index, 0)};
  if (busyness.types) {
    // Members are the types in the order of `calls`, or of the file.
    if (!busyness.calls.empty()) {
      std::ranges::sort(types, {}, [&](TypeId type) {
        return std::ranges::find(busyness.calls, model_.types[type].name) - busyness.calls.begin();
      });
    }
    law.member_root = root_of(*busyness.types, types.size());
    law.cv = busyness.cvs.empty() ? std::vector<double>(types.size(), busyness.cv) : busyness.cvs;
    for (std::size_t m = 1; m < types.size(); ++m) law.streams.push_back(shared_stream(index, m));
  }
  const std::size_t added = add_law(std::move(law));
  for (std::size_t m = 0; m < types.size(); ++m) {
    const auto member = static_cast<std::uint32_t>(busyness.types ? m : 0);
    concerns_[types[m]].push_back({added, member, nullptr});
  }
}

void FactorPlan::add_surge(std::size_t index) {
  const Surge& surge = scenario_.demand->surges[index];
  if (surge.probability == 1) return;
  FactorLaw law;
  law.kind = FactorLaw::Kind::kSurge;
  law.streams = {static_cast<std::uint32_t>(index)};
  law.probability = surge.probability;
  law.if_so = surge.factor / mean_factor(surge);
  law.if_not = 1 / mean_factor(surge);
  const std::size_t added = add_law(std::move(law));
  for (TypeId type = 0; type < model_.types.size(); ++type) {
    if (concerns(surge, type)) concerns_[type].push_back({added, 0, &surge});
  }
}

void FactorPlan::add_busyness(const Busyness& busyness, TypeId type) {
  FactorLaw law = law_of(busyness, model_, slots_a_day());
  law.streams = {type + 1};
  concerns_[type].push_back({add_law(std::move(law)), 0, nullptr});
}

void FactorPlan::add_shares(double sum, const RateLine& line, std::optional<TypeId> type) {
  FactorLaw law;
  law.kind = FactorLaw::Kind::kDirichlet;
  law.periods = model_.days;
  law.slots = slots_a_day();
  law.streams = {type ? *type + 1 : 0};
  const std::size_t added = add_law(law);

  RateLine parts = line;
  std::vector<Seconds> starts;
  for (const IntervalModel& interval : model_.intervals) starts.push_back(interval.start);
  cut(parts, starts);
  const std::vector<double> totals = day_totals(line, model_.days);
  std::vector<double> shapes(std::size_t{law.periods} * law.slots, 0.0);
  for (const RatePart& part : parts) {
    if (totals[part.day] <= 0) continue;
    const std::uint32_t slot = model_.cell_info[interval_at(part.curve.start).cell].slot;
    shapes[std::size_t{part.day} * law.slots + slot] +=
        sum * part.curve.integral(part.curve.start, part.end) / totals[part.day];
  }
  model_.factor_laws[added].shapes = std::move(shapes);
  for (TypeId t = 0; t < model_.types.size(); ++t) {
    if (type ? t == *type : scenario_.calls[t].share.has_value()) {
      concerns_[t].push_back({added, 0, nullptr});
    }
  }
}

std::size_t FactorPlan::add_law(FactorLaw law) {
  const std::size_t values = std::size_t{law.periods} * law.slots * law.members();
  if (values + model_.factor_values > kMostValues) {
    throw Error("the factors of busyness are more than fit in memory: " + std::to_string(values) +
                " for one law; make the horizon shorter or the intervals "
                "longer");
  }
  law.first = model_.factor_values;
  model_.factor_values += static_cast<std::uint32_t>(values);
  model_.factor_laws.push_back(std::move(law));
  return model_.factor_laws.size() - 1;
}

void FactorPlan::apply(TypeId type, RateLine& line) {
  cut(line, cuts_of(type));
  apply_restricted_surges(type, line);
  auto& factors = model_.types[type].arrivals.factors;
  std::map<std::vector<std::uint32_t>, std::uint32_t> known = {{{}, 0}};
  for (RatePart& part : line) {
    if (part.curve.is_constant() && part.curve.c[0] == 0) continue;
    const auto [place, is_new] =
        known.emplace(values_of(type, part), static_cast<std::uint32_t>(factors.size()));
    if (is_new) factors.push_back(place->first);
    part.factor = place->second;
  }
}

void FactorPlan::apply_restricted_surges(TypeId type, RateLine& line) const {
  if (!scenario_.demand || days_ == nullptr) return;
  for (const Surge& surge : scenario_.demand->surges) {
    if (!is_restricted(surge) || !concerns(surge, type)) continue;
    for (RatePart& part : line) {
      if (covers(surge, part)) scale(part, mean_factor(surge));
    }
  }
}

bool FactorPlan::concerns(const Surge& surge, TypeId type) const {
  if (!has_rate(scenario_.calls[type])) return false;
  if (surge.calls.empty()) return scenario_.calls[type].share.has_value();
  return std::ranges::count(surge.calls, model_.types[type].name) > 0;
}

// Parts are cut where the hours begin and end.
bool FactorPlan::covers(const Surge& surge, const RatePart& part) const {
  const Date date = days_->dates[part.day];
  if (date < surge.from || date > surge.to) return false;
  return !surge.hours || (days_->clock.instant(date, surge.hours->from) <= part.curve.start &&
                          part.curve.start < days_->clock.instant(date, surge.hours->to));
}

std::vector<Seconds> FactorPlan::cuts_of(TypeId type) const {
  std::vector<Seconds> cuts;
  const bool by_interval = std::ranges::any_of(concerns_[type], [&](const Concern& concern) {
    return model_.factor_laws[concern.law].slots > 1;
  });
  if (by_interval) {
    for (const IntervalModel& interval : model_.intervals) cuts.push_back(interval.start);
  }
  if (scenario_.demand && days_ != nullptr) {
    for (const Surge& surge : scenario_.demand->surges) {
      if (!surge.hours || !concerns(surge, type)) continue;
      for (const Date date : days_->dates) {
        if (date < surge.from || date > surge.to) continue;
        cuts.push_back(days_->clock.instant(date, surge.hours->from));
        cuts.push_back(days_->clock.instant(date, surge.hours->to));
      }
    }
  }
  std::ranges::sort(cuts);
  return cuts;
}

std::vector<std::uint32_t> FactorPlan::values_of(TypeId type, const RatePart& part) const {
  std::vector<std::uint32_t> values;
  for (const Concern& concern : concerns_[type]) {
    const FactorLaw& law = model_.factor_laws[concern.law];
    if (concern.surge != nullptr && !covers(*concern.surge, part)) continue;
    const std::uint32_t period = law.periods > 1 ? part.day : 0;
    const std::uint32_t slot =
        law.slots > 1 ? model_.cell_info[interval_at(part.curve.start).cell].slot : 0;
    values.push_back(law.value(period, slot, concern.member));
  }
  return values;
}

const IntervalModel& FactorPlan::interval_at(Seconds time) const {
  const auto after = std::ranges::upper_bound(model_.intervals, time, {}, &IntervalModel::start);
  return *(after - 1);
}

std::uint32_t FactorPlan::slots_a_day() const {
  const auto* calendar = std::get_if<CalendarHorizon>(&scenario_.horizon);
  return calendar == nullptr ? 1 : static_cast<std::uint32_t>(kDay / calendar->interval);
}

}  // namespace hotline::detail
