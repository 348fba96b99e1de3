#include <algorithm>
#include <optional>

#include "factor_plan.hpp"
#include "parts.hpp"
#include "rate_line.hpp"

namespace hotline::detail {
namespace {

bool is_even(const RatePart& a, const RatePart& b) {
  return a.curve.is_constant() && b.curve.is_constant() && a.curve.c[0] == b.curve.c[0];
}

// Joins neighbours of the same rate and factor: fewer pieces to walk through.
void join(RateLine& line, bool over_midnight) {
  RateLine joined;
  for (const RatePart& part : line) {
    const bool same = !joined.empty() && is_even(joined.back(), part) &&
                      (part.curve.c[0] == 0 || (joined.back().factor == part.factor &&
                                                (over_midnight || joined.back().day == part.day)));
    if (same) {
      joined.back().end = part.end;
    } else {
      joined.push_back(part);
    }
  }
  line = std::move(joined);
}

void set_pieces(const RateLine& line, ArrivalModel& arrivals) {
  const bool smooth =
      std::ranges::any_of(line, [](const RatePart& part) { return !part.curve.is_constant(); });
  for (const RatePart& part : line) {
    arrivals.pieces.push_back({part.end, part.curve.highest(part.end), part.factor});
    if (smooth) arrivals.curves.push_back(part.curve);
  }
}

// The periods of a count: each day, or the whole line, as far as calls may come.
void set_periods(const RateLine& line, bool per_day, ArrivalModel& arrivals) {
  for (std::uint32_t i = 0; i < line.size(); ++i) {
    if (arrivals.pieces[i].rate <= 0) continue;
    auto& periods = arrivals.periods;
    const bool begins =
        periods.empty() || (per_day && line[periods.back().first].day != line[i].day);
    if (begins) periods.push_back({i, i, line[i].curve.start});
    periods.back().last = i;
  }
}

// Compiles a type's arrivals, of whichever kind they are.
class ArrivalCompiler {
 public:
  ArrivalCompiler(const Scenario& scenario, const Days* days, FactorPlan& plan, TypeId type,
                  Model& model)
      : scenario_(scenario),
        days_(days),
        plan_(plan),
        type_(type),
        model_(model),
        arrivals_(model.types[type].arrivals) {}

  void compile_rates(RateLine line) {
    plan_.apply(type_, line);
    join(line, true);
    set_pieces(line, arrivals_);
    arrivals_.kind =
        arrivals_.curves.empty() ? ArrivalModel::Kind::kPoisson : ArrivalModel::Kind::kSmooth;
  }

  void operator()(PerSecond rate) { compile_rates(constant_line(rate, days_, model_.length)); }

  void operator()(const Profile& profile) { compile_rates(line_of(profile, *days_)); }

  void operator()(const Renewal& renewal) {
    compile_rates(renewal.speed ? line_of(*renewal.speed, *days_)
                                : constant_line(1, days_, model_.length));
    arrivals_.kind = ArrivalModel::Kind::kRenewal;
    arrivals_.gap = Sampler(renewal.gap);
    arrivals_.count = 1 / renewal.gap.mean();
  }

  void operator()(const CallCount& count) {
    RateLine line = days_ == nullptr
                        ? constant_line(1, nullptr, model_.length)
                        : line_of(count.shape.value_or(usual_hours(scenario_.opening)), *days_);
    if (count.dirichlet) {
      plan_.add_shares(*count.dirichlet, line, type_);
      plan_.apply(type_, line);
    }
    join(line, false);
    set_pieces(line, arrivals_);
    set_periods(line, count.per_day && days_ != nullptr, arrivals_);
    arrivals_.kind = ArrivalModel::Kind::kCount;
    arrivals_.count = count.mean;
    arrivals_.poisson = count.poisson;
    arrivals_.count_cv = count.cv;
    arrivals_.count_lognormal = count.law == Busyness::Law::kLogNormal;
  }

  void operator()(const CallTimes& times) {
    arrivals_.kind = ArrivalModel::Kind::kTimes;
    arrivals_.times = times.times;
  }

  void operator()(const NumberList& list) {
    arrivals_.kind = ArrivalModel::Kind::kTimes;
    const auto count = static_cast<std::size_t>(list.count);
    if (days_ == nullptr || !list.per_day) return arrivals_.times.assign(count, 0);
    for (const Date date : days_->dates) {
      arrivals_.times.insert(arrivals_.times.end(), count, days_->clock.instant(date, 0));
    }
  }

 private:
  const Scenario& scenario_;
  const Days* days_;
  FactorPlan& plan_;
  TypeId type_;
  Model& model_;
  ArrivalModel& arrivals_;
};

}  // namespace

void compile_demand(const Scenario& scenario, const Days* days, Model& model) {
  FactorPlan plan(scenario, days, model);
  plan.add_shared();
  RateLine shared;
  if (scenario.demand && days != nullptr && !scenario.demand->levels.empty()) {
    shared = shared_line(scenario, *days);
    if (scenario.demand->dirichlet) {
      plan.add_shares(*scenario.demand->dirichlet, shared, std::nullopt);
    }
  }
  for (TypeId t = 0; t < model.types.size(); ++t) {
    const CallType& call = scenario.calls[t];
    ArrivalCompiler compiler(scenario, days, plan, t, model);
    if (call.arrivals) {
      if (call.arrivals->busyness) plan.add_busyness(*call.arrivals->busyness, t);
      std::visit(compiler, call.arrivals->source);
    } else if (call.share) {
      RateLine line = shared;
      for (RatePart& part : line) scale(part, *call.share);
      compiler.compile_rates(std::move(line));
    }
  }
}

}  // namespace hotline::detail
