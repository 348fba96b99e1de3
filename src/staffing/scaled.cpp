#include <algorithm>
#include <array>
#include <cmath>

#include "promise.hpp"

namespace hotline::planning {
namespace {

constexpr std::array kShares = {0.84, 0.92, 1.0, 1.08, 1.16, 1.25, 1.35, 1.5};
constexpr int kMany = 10;  // people in a cell; of fewer no share is a whole person

bool has_many(const Staffing& numbers, std::size_t cell) {
  int people = 0;
  for (std::size_t g = 0; g < numbers.columns(); ++g) people += numbers(cell, g);
  return people >= kMany;
}

int times(int people, double share) { return static_cast<int>(std::lround(share * people)); }

}  // namespace

Staffing scaled(const Plan& plan, const std::vector<Promise>& promises,
                const std::vector<Constraint>& constraints, const Player& player, int replications,
                const Staffing& numbers) {
  std::vector<bool> many(numbers.rows());
  for (std::size_t c = 0; c < numbers.rows(); ++c) many[c] = has_many(numbers, c);
  if (std::ranges::count(many, true) == 0) return numbers;
  std::vector<Model> models;
  for (const double share : kShares) {
    Staffing other = numbers;
    for (std::size_t c = 0; c < numbers.rows(); ++c) {
      for (std::size_t g = 0; g < numbers.columns() && many[c]; ++g) {
        other(c, g) = times(numbers(c, g), share);
      }
    }
    models.push_back(staffed(plan, other));
  }
  const auto played = player.play(models, 0, replications);
  if (player.stopped()) return numbers;
  std::vector<Counts> counts;
  for (const auto& one : played) counts.push_back(sum_of(one));
  // The least share with which each constraint holds counts for all of its cells.
  std::vector<std::size_t> level(numbers.rows(), 0);
  for (const Constraint& constraint : constraints) {
    std::size_t least = 0;
    while (least + 1 < kShares.size() &&
           margin_of(constraint, promises[constraint.promise], counts[least]) < 0) {
      ++least;
    }
    for (const std::uint32_t cell : constraint.cells) level[cell] = std::max(level[cell], least);
  }
  Staffing result = numbers;
  for (std::size_t c = 0; c < numbers.rows(); ++c) {
    for (std::size_t g = 0; g < numbers.columns() && many[c]; ++g) {
      result(c, g) = times(numbers(c, g), kShares[level[c]]);
    }
  }
  return result;
}

}  // namespace hotline::planning
