#include <algorithm>
#include <cmath>
#include <ctime>

#include "shift_program.hpp"

// Whole numbers of people from the linear relaxation.
namespace hotline::planning {
namespace {

constexpr double kWhole = 1e-6;
constexpr double kLeast = 1e-9;  // gap of a linear program

// Processor time, as CBC's, so that a busy machine finds the same.
class Clock {
 public:
  explicit Clock(double seconds) : end_(seconds) {}
  double left() const { return end_ - static_cast<double>(std::clock() - start_) / CLOCKS_PER_SEC; }

 private:
  double end_;
  std::clock_t start_ = std::clock();
};

}  // namespace

// The number of people with a break at one of the first places is rounded, so that all have one.
void ShiftProgram::round_breaks(std::vector<double>& values) const {
  for (const auto& of_kind : pauses_) {
    for (const Pause& pause : of_kind) {
      for (const std::vector<int>& places : pause.people) {
        double sum = 0, before = 0;
        for (const int variable : places) {
          double& value = values[static_cast<std::size_t>(variable)];
          sum += value;
          value = std::round(sum) - before;
          before += value;
        }
      }
    }
  }
}

double ShiftProgram::cost_of(const std::vector<double>& values) const {
  double cost = 0;
  for (std::size_t v = 0; v < values.size(); ++v) cost += values[v] * program.variables[v].cost;
  return cost;
}

IntegerAnswer ShiftProgram::relax_and_fix(double seconds) const {
  const Clock clock(seconds);
  IntegerProgram relaxed = program;
  relaxed.start.clear();
  for (auto& variable : relaxed.variables) variable.whole = false;
  IntegerAnswer answer;
  const auto again = [&] {
    if (clock.left() <= 0) return false;
    answer = solve(relaxed, clock.left(), kLeast);
    return answer.found;
  };
  if (!again()) return {};
  const double bound = answer.cost;
  // From those who are nearly there to those who are hardly; at last everybody is rounded up.
  for (double least = 0.8;; least -= 0.08) {
    bool open = false;
    for (const auto& of_kind : people_) {
      for (const int person : of_kind) {
        auto& variable = relaxed.variables[static_cast<std::size_t>(person)];
        const double value = answer.values[static_cast<std::size_t>(person)];
        const double whole = std::floor(value + kWhole);
        const bool up = value - whole >= std::max(least, 2 * kWhole);
        variable.low = std::max(variable.low, whole + (up ? 1 : 0));
        open = open || value - whole > 2 * kWhole;
      }
    }
    if (!open) break;
    if (!again()) return {};
  }
  // Breaks, and then what depends on them.
  const auto settle = [&] {
    for (std::size_t v = 0; v < program.variables.size(); ++v) {
      if (!program.variables[v].whole) continue;
      relaxed.variables[v].low = relaxed.variables[v].high = std::round(answer.values[v]);
    }
  };
  round_breaks(answer.values);
  settle();
  if (!again()) return {};
  answer.bound = bound;
  answer.optimal = false;
  return answer;
}

IntegerAnswer ShiftProgram::solve_within(double seconds, double gap, std::vector<double> start) {
  const Clock clock(seconds);
  IntegerAnswer fixed = relax_and_fix(0.6 * seconds);
  const bool use = fixed.found && (start.empty() || fixed.cost < cost_of(start));
  program.start = use ? fixed.values : std::move(start);
  // Small programs are solved to the end; in large ones CBC hardly finds anything better, however
  // long it is let.
  constexpr double kLarge = 1000;  // unknowns
  const double share = std::min(1.0, kLarge / static_cast<double>(program.variables.size()));
  IntegerAnswer answer = solve(program, share * std::max(0.3 * seconds, clock.left()), gap);
  if (fixed.found) answer.bound = std::max(answer.bound, std::min(fixed.bound, answer.cost));
  if (use && (!answer.found || fixed.cost < answer.cost)) {
    fixed.bound = std::max(fixed.bound, answer.bound);
    answer = std::move(fixed);
  }
  answer.optimal =
      answer.found && answer.cost - answer.bound <= 2 * gap * std::abs(answer.cost) + 1e-9;
  return answer;
}

}  // namespace hotline::planning
