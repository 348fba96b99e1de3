#include <cmath>

#include "hotline/model/model.hpp"

namespace hotline {
namespace {

// Whether expected_calls is exact, and not only near.
bool is_known(const ArrivalModel& arrivals) {
  switch (arrivals.kind) {
    case ArrivalModel::Kind::kRenewal:
      return false;
    case ArrivalModel::Kind::kCount: {
      const bool spread_alike = arrivals.factors.size() == 1;
      const bool whole = arrivals.count_cv == 0 && arrivals.count == std::floor(arrivals.count);
      return spread_alike && (arrivals.poisson || whole);
    }
    default:
      return true;
  }
}

}  // namespace

std::optional<FirstCalls> Model::expected_first_calls() const {
  FirstCalls expected;
  // Callers who wait from the start count as calls of its first instant. They came with their work
  // before, and in a steady run without a warm-up they are in one batch only.
  if (!start.waiting.empty() && !calendar && !warm_up) return std::nullopt;
  for (const StartModel::Waiting& caller : start.waiting) {
    if (calendar && !types[caller.type].deferred) expected.calls += 1;
  }
  for (TypeId t = 0; t < types.size(); ++t) {
    const TypeModel& type = types[t];
    if (type.deferred) continue;
    if (!is_known(type.arrivals)) return std::nullopt;
    for (IntervalId i = warm_up ? 1 : 0; i < intervals.size(); ++i) {
      const double calls = expected_calls(t, intervals[i].start, intervals[i].end);
      expected.calls += calls;
      expected.work += calls * (type.talk.mean_at(i) + type.after_call.mean_at(i));
    }
  }
  return expected;
}

}  // namespace hotline
