#include <algorithm>
#include <cmath>
#include <set>

#include "hotline/random/correlation.hpp"
#include "hotline/random/draw.hpp"
#include "hotline/random/stream.hpp"
#include "hotline/staffing/plan.hpp"
#include "plan_parts.hpp"

// How busy a day can be, and a model of a day that is.
namespace hotline {
namespace {

using planning::is_busyness_of_days;

// Of a type: which members of which laws multiply its rates, by the number of the first value.
struct Concern {
  double calls = 0;
  std::vector<std::pair<std::size_t, std::uint32_t>> members;  // law, member
  double count_cv = 0;
  bool count_lognormal = false;
};

std::vector<Concern> concerns_of(const Model& model) {
  std::vector<Concern> concerns;
  for (TypeId type = 0; type < model.types.size(); ++type) {
    const ArrivalModel& arrivals = model.types[type].arrivals;
    Concern concern;
    concern.calls = model.expected_calls(type, 0, model.length);
    if (arrivals.kind == ArrivalModel::Kind::kCount) {
      concern.count_cv = arrivals.count_cv;
      concern.count_lognormal = arrivals.count_lognormal;
    }
    std::set<std::pair<std::size_t, std::uint32_t>> members;
    for (const auto& factor : arrivals.factors) {
      for (const std::uint32_t value : factor) {
        for (std::size_t l = 0; l < model.factor_laws.size(); ++l) {
          const FactorLaw& law = model.factor_laws[l];
          if (!is_busyness_of_days(law, value)) continue;
          members.emplace(l, (value - law.first) % law.members());
        }
      }
    }
    concern.members.assign(members.begin(), members.end());
    concerns.push_back(std::move(concern));
  }
  return concerns;
}

double factor(double z, bool lognormal, double cv) {
  return lognormal ? lognormal_factor(z, cv) : gamma_factor(z, cv);
}

// One draw of every member of every law.
std::vector<std::vector<double>> draw(const Model& model, CallGenerator& bits) {
  std::vector<std::vector<double>> values;
  for (const FactorLaw& law : model.factor_laws) {
    std::vector<double> z(law.members());
    for (double& normal : z) normal = standard_normal(bits);
    if (!law.member_root.empty()) {
      for (std::size_t row = z.size(); row-- > 0;) {
        double sum = 0;
        for (std::size_t k = 0; k <= row; ++k) sum += law.member_root[row * z.size() + k] * z[k];
        z[row] = sum;
      }
    }
    for (std::size_t m = 0; m < z.size(); ++m) {
      z[m] = law.kind == FactorLaw::Kind::kBusyness ? factor(z[m], law.lognormal, law.cv[m]) : 1;
    }
    values.push_back(std::move(z));
  }
  return values;
}

double normal_quantile(double p) {
  return normal_quantile_of(static_cast<std::uint64_t>(std::ldexp(p, 63)) << 1);
}

}  // namespace

namespace planning {

bool is_busyness_of_days(const FactorLaw& law, std::uint32_t value) {
  return law.kind == FactorLaw::Kind::kBusyness && law.slots == 1 && value >= law.first &&
         value < law.first + law.periods * law.members();
}

void plan_for_busy(Model& model, double factor) {
  for (TypeModel& type : model.types) {
    ArrivalModel& arrivals = type.arrivals;
    bool concerned = arrivals.count_cv > 0;
    arrivals.count_cv = 0;
    for (auto& values : arrivals.factors) {
      concerned |= std::erase_if(values, [&](std::uint32_t value) {
                     return std::ranges::any_of(model.factor_laws, [&](const FactorLaw& law) {
                       return is_busyness_of_days(law, value);
                     });
                   }) > 0;
    }
    if (!concerned) continue;
    arrivals.count *= factor;
    if (arrivals.kind == ArrivalModel::Kind::kCount) continue;
    for (RatePiece& piece : arrivals.pieces) piece.rate *= factor;
    for (RateCurve& curve : arrivals.curves) {
      for (double& c : curve.c) c *= factor;
    }
  }
}

BusyDay busy_day_of(const Plan& plan, const std::function<Model(const Plan&)>& model_on,
                    int replications, const SearchOptions& options) {
  const Plan busy = make_plan(plan.scenario, plan.by, {0.95});
  BusyDay day{busy.busy};
  if (busy.busy != 1) day.check = check_staffing(busy, model_on(busy), replications, options);
  return day;
}

}  // namespace planning

double busy_quantile(const Model& model, double quantile) {
  const std::vector<Concern> concerns = concerns_of(model);
  std::set<std::pair<std::size_t, std::uint32_t>> all;
  double calls = 0;
  bool random_counts = false;
  for (const Concern& concern : concerns) {
    calls += concern.calls;
    all.insert(concern.members.begin(), concern.members.end());
    random_counts |= concern.count_cv > 0;
  }
  if (calls <= 0 || (all.empty() && !random_counts)) return 1;
  const bool alike = std::ranges::all_of(
      concerns, [](const Concern& c) { return c.calls <= 0 || c.members.size() == 1; });
  if (all.size() == 1 && alike && !random_counts) {
    const FactorLaw& law = model.factor_laws[all.begin()->first];
    return factor(normal_quantile(quantile), law.lognormal, law.cv[all.begin()->second]);
  }
  constexpr std::size_t kDraws = 20'000;
  CallGenerator bits(0x5af1);
  std::vector<double> days;
  for (std::size_t i = 0; i < kDraws; ++i) {
    const auto values = draw(model, bits);
    double day = 0;
    for (const Concern& concern : concerns) {
      double product = 1;
      for (const auto& [law, member] : concern.members) product *= values[law][member];
      if (concern.count_cv > 0) {
        product *= factor(standard_normal(bits), concern.count_lognormal, concern.count_cv);
      }
      day += concern.calls / calls * product;
    }
    days.push_back(day);
  }
  const auto place = days.begin() + static_cast<std::ptrdiff_t>(quantile * (kDraws - 1));
  std::ranges::nth_element(days, place);
  return *place;
}

}  // namespace hotline
