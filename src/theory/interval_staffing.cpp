#include "hotline/theory/interval_staffing.hpp"

#include <algorithm>
#include <functional>

#include "hotline/theory/offered_load.hpp"
#include "theory/check.hpp"

namespace hotline::theory {
namespace {

double greatest_load(const RateProfile& arrivals, const DurationLaw& handling, Seconds from,
                     Seconds to) {
  constexpr int kPoints = 33;
  double most = 0;
  for (int i = 0; i <= kPoints; ++i) {
    most = std::max(most, offered_load(arrivals, handling, from + (to - from) * i / kPoints));
  }
  for (std::size_t piece = 0; piece < arrivals.pieces(); ++piece) {
    const Seconds border = arrivals.end(piece);
    if (border > from && border < to)
      most = std::max(most, offered_load(arrivals, handling, border));
  }
  return most;
}

// Never falls, and is higher at the end than at the start.
bool rises(const RateProfile& arrivals, Seconds from, Seconds to) {
  double first = -1, last = -1;
  for (std::size_t i = 0; i < arrivals.pieces(); ++i) {
    if (arrivals.end(i) <= from || arrivals.start(i) >= to) continue;
    if (first < 0) first = arrivals.value(i);
    if (arrivals.value(i) < last) return false;
    last = arrivals.value(i);
  }
  return last > first;
}

}  // namespace

std::vector<PerSecond> interval_rates(IntervalMethod method, const RateProfile& arrivals,
                                      const DurationLaw& handling,
                                      const std::vector<Seconds>& borders) {
  require(borders.size() >= 2 && std::adjacent_find(borders.begin(), borders.end(),
                                                    std::greater_equal<>()) == borders.end(),
          "intervals need at least two rising borders");
  require_finite_positive(handling.mean, "the mean handling time");
  const bool lagged = method == IntervalMethod::kLagAverage || method == IntervalMethod::kLagMax;
  const Seconds lag = lagged ? handling.mean : 0;
  std::vector<PerSecond> rates;
  for (std::size_t i = 0; i + 1 < borders.size(); ++i) {
    const Seconds from = borders[i] - lag, to = borders[i + 1] - lag;
    switch (method) {
      case IntervalMethod::kSippAverage:
      case IntervalMethod::kLagAverage:
        rates.push_back(arrivals.mean(from, to));
        break;
      case IntervalMethod::kSippMax:
      case IntervalMethod::kLagMax:
        rates.push_back(arrivals.greatest(from, to));
        break;
      case IntervalMethod::kSippMix:
        rates.push_back(rises(arrivals, from, to) ? arrivals.mean(from, to)
                                                  : arrivals.greatest(from, to));
        break;
      case IntervalMethod::kModifiedOfferedLoad:
        rates.push_back(greatest_load(arrivals, handling, from, to) / handling.mean);
        break;
    }
  }
  return rates;
}

std::vector<int> agents_by_interval(IntervalMethod method, const RateProfile& arrivals,
                                    const DurationLaw& handling,
                                    const std::vector<Seconds>& borders,
                                    const std::function<int(const Traffic&)>& agents_for) {
  std::vector<int> agents;
  for (const PerSecond rate : interval_rates(method, arrivals, handling, borders)) {
    agents.push_back(rate > 0 ? agents_for({rate, handling.mean}) : 0);
  }
  return agents;
}

double pointwise_stationary(const RateProfile& arrivals, Seconds mean_handling,
                            const std::function<double(const Traffic&, Seconds)>& measure) {
  double calls = 0, sum = 0;
  for (std::size_t i = 0; i < arrivals.pieces(); ++i) {
    const double here = arrivals.value(i) * (arrivals.end(i) - arrivals.start(i));
    if (here == 0) continue;
    calls += here;
    sum += here * measure({arrivals.value(i), mean_handling}, arrivals.start(i));
  }
  require(calls > 0, "a day without arrivals has no measures");
  return sum / calls;
}

}  // namespace hotline::theory
