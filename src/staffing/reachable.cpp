#include <fmt/format.h>

#include <cmath>

#include "hotline/base/error.hpp"
#include "promise.hpp"
#include "teams.hpp"

namespace hotline::planning {
namespace {

int people(const Staffing& staffing, std::uint32_t cell) {
  int sum = 0;
  for (std::size_t g = 0; g < staffing.columns(); ++g) sum += staffing(cell, g);
  return sum;
}

std::string value_text(const Promise& promise, const Promise::Ratio& sum) {
  const double value = sum.above / sum.below;
  return promise.target.measure == StaffingTarget::Measure::kAsa
             ? format_duration(value)
             : fmt::format("{:.1f} %", 100 * value);
}

// Twice as many of each group as the numbers have of all, and ten more.
Staffing in_plenty(const Plan& plan, const Staffing& numbers) {
  Staffing plenty = numbers;
  for (std::uint32_t c = 0; c < plenty.rows(); ++c) {
    if (plan.cells[c].open <= 0) continue;
    for (std::size_t g = 0; g < plenty.columns(); ++g) plenty(c, g) = 2 * people(numbers, c) + 10;
  }
  return plenty;
}

}  // namespace

void check_reachable(const Plan& plan, const std::vector<Promise>& promises,
                     const std::vector<Constraint>& constraints, const Player& player,
                     int replications, const Staffing& numbers) {
  const Staffing plenty = in_plenty(plan, numbers);
  const auto played = player.play(staffed(plan, plenty), 0, replications);
  if (player.stopped()) return;
  const Counts counts = sum_of(played);
  for (const Constraint& constraint : constraints) {
    const Promise& promise = promises[constraint.promise];
    Promise::Ratio sum;
    for (const std::uint32_t cell : constraint.cells) {
      const Promise::Ratio ratio = promise.ratio(counts, cell);
      sum.above += ratio.above;
      sum.below += ratio.below;
    }
    if (promise.margin(sum) >= -1e-9 * std::abs(sum.below)) continue;
    const std::uint32_t first = constraint.cells.front();
    const std::string place = cell_name(plan.cells[first]);
    throw Error(fmt::format(
        "the target \"{}\" cannot be met: even with {} agents at work {} the value is {}",
        describe(promise.target, plan), people(plenty, first),
        constraint.cells.size() == 1 ? "on " + place : "from " + place + " on",
        value_text(promise, sum)));
  }
}

}  // namespace hotline::planning
