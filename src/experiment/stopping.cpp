#include "stopping.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "hotline/base/error.hpp"
#include "hotline/base/text.hpp"

namespace hotline::detail {
namespace {

const Estimate& estimate_of(const PrecisionGoal& goal, const Result& result) {
  const auto whole = house_measures();
  const bool of_house =
      std::ranges::find(whole, goal.measure, &Measure<HouseView>::key) != whole.end();
  return of_house ? result.whole(goal.measure) : result.call(goal.measure, goal.type);
}

double excess_of(const PrecisionGoal& goal, const Result& result) {
  const Estimate& estimate = estimate_of(goal, result);
  // A share that is 0 or 1 every time has a limit on one side, which says nothing of its spread.
  if (!estimate.known() || !(estimate.error > 0)) return 0;
  const double half = (estimate.high - estimate.low) / 2;
  const double wanted = goal.relative ? goal.amount * std::abs(estimate.value) : goal.amount;
  return half / wanted;
}

int even(int replications, const RunOptions& options) {
  return options.antithetic ? replications + replications % 2 : replications;
}

}  // namespace

std::vector<std::string> type_names(const Model& model) {
  std::vector<std::string> names;
  for (const TypeModel& type : model.types) names.push_back(type.name);
  return names;
}

int first_look(const Precision& precision, const RunOptions& options) {
  return even(std::max(4, std::min(precision.fewest, precision.most)), options);
}

// The width falls with the root of the number of replications. At least a tenth more at a time
// keeps the looks few; at most four times as many trusts no early guess too far.
int next_look(double excess, int done, const Precision& precision, const RunOptions& options) {
  constexpr double kMargin = 1.02;  // that the next look may be the last
  const double needed = kMargin * excess * excess * done;
  const double next = std::clamp(needed, 1.1 * done, 4.0 * done);
  const int until =
      static_cast<int>(std::min(std::ceil(next), static_cast<double>(precision.most)));
  return even(until, options);
}

int more_replications(const Precision& precision, const VariantFold& fold,
                      const RunOptions& options) {
  const int done = fold.observations();
  if (done >= precision.most) return 0;
  const double excess = excess_width(precision.goals, fold.glance());
  if (excess <= 1) return 0;
  return next_look(excess, done, precision, options) - done;
}

bool too_late(const Precision& precision, std::chrono::steady_clock::time_point start) {
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
  return precision.most_seconds && spent.count() >= *precision.most_seconds;
}

}  // namespace hotline::detail

namespace hotline {

double excess_width(const std::vector<PrecisionGoal>& goals, const Result& result) {
  double excess = 0;
  for (const PrecisionGoal& goal : goals)
    excess = std::max(excess, detail::excess_of(goal, result));
  return excess;
}

void check_types(const std::vector<PrecisionGoal>& goals, const std::vector<std::string>& types) {
  for (const PrecisionGoal& goal : goals) {
    if (goal.type.empty() || std::ranges::find(types, goal.type) != types.end()) continue;
    const auto near = nearest(goal.type, types);
    throw Error(fmt::format("there is no call type \"{}\" whose {} could be precise{}", goal.type,
                            goal.measure,
                            near ? fmt::format("; did you mean \"{}\"?", *near) : std::string()));
  }
}

}  // namespace hotline
