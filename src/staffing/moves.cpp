#include "moves.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <set>

#include "integer_program.hpp"
#include "teams.hpp"

namespace hotline::planning {
namespace {

constexpr double kShortfall =
    1e4;  // cost of a constraint that cannot be held, times the dearest hour

// Slopes are known to some hundredths at best: what a program of them gains beyond that is noise.
constexpr double kMoveGap = 2e-3, kBoundGap = 1e-3;

// Which constraint of each promise a cell belongs to.
std::vector<std::vector<int>> constraint_of_cell(const Situation& s) {
  std::vector<std::vector<int>> of(s.promises.size(), std::vector<int>(s.plan.cells.size(), -1));
  for (std::size_t k = 0; k < s.constraints.size(); ++k) {
    for (const std::uint32_t cell : s.constraints[k].cells) {
      of[s.constraints[k].promise][cell] = static_cast<int>(k);
    }
  }
  return of;
}

// What they have beyond what they must have.
std::vector<double> margins_of(const Situation& s) {
  std::vector<double> margins;
  for (std::size_t k = 0; k < s.constraints.size(); ++k) {
    const Promise& promise = s.promises[s.constraints[k].promise];
    margins.push_back(margin_of(s.constraints[k], promise, s.counts) - s.at_least[k]);
  }
  return margins;
}

struct Change {
  std::uint32_t cell = 0;
  GroupId group = 0;
  int sign = 1;
  int most = 0;
  double cost = 0;                         // of one person
  std::vector<std::pair<int, double>> to;  // constraint, change of its margin by one person
};

class Changes {
 public:
  Changes(const Situation& s, bool bounded) {
    const auto constraint = constraint_of_cell(s);
    std::vector<bool> fails;
    for (const double margin : margins_of(s)) fails.push_back(margin < 0);
    std::vector<std::size_t> skills;
    for (GroupId g = 0; g < s.staffing.columns(); ++g) {
      skills.push_back(types_taken(s.plan.bare, g).size());
    }
    for (std::uint32_t c = 0; c < s.plan.cells.size(); ++c) {
      if (s.plan.cells[c].open <= 0) continue;
      for (GroupId g = 0; g < s.staffing.columns(); ++g) {
        for (const Effects* effects : {&s.more, &s.fewer}) {
          const int step = effects->step.rows() > 0 ? effects->step(c, g) : 0;
          if (step == 0) continue;
          Change change;
          change.cell = c;
          change.group = g;
          change.sign = effects->sign;
          change.cost = effects->sign * s.plan.wage[g] * s.plan.cells[c].length / kHour;
          // Of groups that cost the same, those who can do less are taken first.
          if (bounded) change.cost *= 1 + 1e-4 * static_cast<double>(skills[g]);
          if (effects->sign > 0) {
            change.most = bounded ? 4 * step : 1'000'000;
          } else {
            change.most = !bounded ? s.staffing(c, g) : s.stays(c, g) != 0 ? 0 : step;
          }
          std::map<int, double> to;
          for (std::size_t p = 0; p < s.promises.size(); ++p) {
            for (std::size_t later = 0; later < effects->reach && c + later < s.plan.cells.size();
                 ++later) {
              const int k = constraint[p][c + later];
              if (k < 0) continue;
              to[k] += effects->margins[p](c, g)[later] / step;
            }
          }
          int most = 0;
          for (const auto& [number, by] : to) {
            const auto k = static_cast<std::size_t>(number);
            const bool many = bounded && s.constraints[k].cells.size() > 1;
            // Nobody goes while all cells together lack people.
            if (many && effects->sign < 0 && fails[k]) change.most = 0;
            // More people do no harm and fewer no good: what says so is noise, and of many noisy
            // slopes the best would be chosen.
            if (effects->sign * by <= 1e-9) continue;
            // Many changes for one constraint bring less together, and cost more, than each alone.
            change.to.emplace_back(number, many && by < 0 ? s.together[k] * by : by);
            most = std::max(most, !many ? change.most : fails[k] ? 2 * step : step);
          }
          if (!change.to.empty()) change.most = std::min(change.most, most);
          if (change.most > 0) list.push_back(std::move(change));
        }
      }
    }
  }
  std::vector<Change> list;
};

// Sets of changes and constraints that have nothing to do with each other are solved apart.
class Parts {
 public:
  Parts(const std::vector<Change>& changes, std::size_t constraints) : parent_(constraints) {
    for (std::size_t k = 0; k < constraints; ++k) parent_[k] = k;
    for (const Change& change : changes) {
      for (std::size_t i = 1; i < change.to.size(); ++i) {
        join(static_cast<std::size_t>(change.to[0].first),
             static_cast<std::size_t>(change.to[i].first));
      }
    }
  }
  std::size_t of(std::size_t k) {
    while (parent_[k] != k) k = parent_[k] = parent_[parent_[k]];
    return k;
  }

 private:
  void join(std::size_t a, std::size_t b) { parent_[of(a)] = of(b); }
  std::vector<std::size_t> parent_;
};

struct Part {
  std::vector<const Change*> changes;
  std::vector<int> constraints;
};

std::vector<Part> parts_of(const std::vector<Change>& changes, std::size_t constraints) {
  Parts joined(changes, constraints);
  std::map<std::size_t, Part> parts;
  for (std::size_t k = 0; k < constraints; ++k) {
    parts[joined.of(k)].constraints.push_back(static_cast<int>(k));
  }
  std::vector<Part> list;
  Part free;  // changes that matter to nobody
  for (const Change& change : changes) {
    if (change.to.empty()) {
      free.changes.push_back(&change);
    } else {
      parts[joined.of(static_cast<std::size_t>(change.to.front().first))].changes.push_back(
          &change);
    }
  }
  for (auto& [root, part] : parts) list.push_back(std::move(part));
  if (!free.changes.empty()) list.push_back(std::move(free));
  return list;
}

// The best whole numbers of the part's changes.
std::vector<int> solve_part(const Part& part, const std::vector<double>& margins,
                            double dearest_hour, double wages, double gap, double& cost) {
  IntegerProgram program;
  // The wages that are paid already, so that the gap is one of all wages.
  program.add({wages, 1, 1, false});
  std::map<int, std::size_t> rows;
  for (const int k : part.constraints) {
    rows.emplace(k, program.rows.size());
    IntegerProgram::Row row;
    row.at_least = -margins[static_cast<std::size_t>(k)];
    // What cannot be held is at least approached.
    const double size = std::max(1e-6, std::abs(row.at_least));
    row.terms.emplace_back(
        program.add({kShortfall * dearest_hour / size, 0, IntegerProgram::kNone, false}), 1.0);
    program.rows.push_back(std::move(row));
  }
  std::vector<int> variables;
  for (const Change* change : part.changes) {
    variables.push_back(program.add({change->cost, 0, static_cast<double>(change->most)}));
    for (const auto& [k, by] : change->to) {
      program.rows[rows.at(k)].terms.emplace_back(variables.back(), by);
    }
  }
  const IntegerAnswer answer = solve(program, 2.0, gap);
  std::vector<int> numbers(part.changes.size(), 0);
  if (!answer.found) return numbers;
  cost += answer.bound - wages;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    numbers[i] = static_cast<int>(answer.values[static_cast<std::size_t>(variables[i])]);
  }
  return numbers;
}

// Without an integer solver: add where the margin grows most for its cost, then take away where
// least is lost.
std::vector<int> greedy_part(const Part& part, std::vector<double> margins) {
  std::vector<int> numbers(part.changes.size(), 0);
  const auto gain = [&](const Change& change) {
    double sum = 0;
    for (const auto& [k, by] : change.to) {
      const double margin = margins[static_cast<std::size_t>(k)];
      sum += std::max(0.0, -margin) - std::max(0.0, -(margin + by));
    }
    return sum;
  };
  const auto take = [&](std::size_t i) {
    ++numbers[i];
    for (const auto& [k, by] : part.changes[i]->to) margins[static_cast<std::size_t>(k)] += by;
  };
  for (;;) {
    std::size_t best = part.changes.size();
    double most = 1e-12;
    for (std::size_t i = 0; i < part.changes.size(); ++i) {
      const Change& change = *part.changes[i];
      if (change.sign < 0 || numbers[i] >= change.most) continue;
      const double value = gain(change) / change.cost;
      if (value > most) most = value, best = i;
    }
    if (best == part.changes.size()) break;
    take(best);
  }
  for (std::size_t i = 0; i < part.changes.size(); ++i) {
    const Change& change = *part.changes[i];
    if (change.sign > 0) continue;
    const bool holds = std::ranges::all_of(change.to, [&](const auto& to) {
      return margins[static_cast<std::size_t>(to.first)] + std::min(0.0, to.second) >= 0;
    });
    if (holds && change.most > 0) take(i);
  }
  return numbers;
}

// Wages now of the cells that a part is about.
double wages_of(const Situation& s, const Part& part) {
  std::set<std::pair<std::uint32_t, GroupId>> places;
  for (const Change* change : part.changes) places.emplace(change->cell, change->group);
  double sum = 0;
  for (const auto& [c, g] : places) {
    sum += s.staffing(c, g) * s.plan.wage[g] * s.plan.cells[c].length / kHour;
  }
  return sum;
}

}  // namespace

Staffing best_moves(const Situation& s) {
  Staffing staffing = s.staffing;
  const Changes changes(s, true);
  const std::vector<double> margins = margins_of(s);
  const double dearest =
      *std::ranges::max_element(s.plan.wage) * s.plan.cells.front().length / kHour;
  double cost = 0;
  for (const Part& part : parts_of(changes.list, s.constraints.size())) {
    const std::vector<int> numbers =
        has_integer_solver() ? solve_part(part, margins, dearest, wages_of(s, part), kMoveGap, cost)
                             : greedy_part(part, margins);
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      const Change& change = *part.changes[i];
      staffing(change.cell, change.group) += change.sign * numbers[i];
    }
  }
  return staffing;
}

void add_one(const Situation& s, const Constraint& constraint, Staffing& staffing) {
  double most = 0;
  std::uint32_t best_cell = constraint.cells.front();
  std::optional<GroupId> best_group;
  for (const std::uint32_t c : constraint.cells) {
    for (std::uint32_t back = 0; back < s.more.reach && back <= c; ++back) {
      for (GroupId g = 0; g < staffing.columns(); ++g) {
        const int step = s.more.step.rows() > 0 ? s.more.step(c - back, g) : 0;
        if (step == 0) continue;
        const double gain =
            s.more.margins[constraint.promise](c - back, g)[back] / (step * s.plan.wage[g]);
        if (gain > most) most = gain, best_cell = c - back, best_group = g;
      }
    }
  }
  for (GroupId g = 0; g < staffing.columns(); ++g) {
    if (!best_group || *best_group == g) ++staffing(best_cell, g);
  }
}

double least_cost(const Situation& s) {
  if (!has_integer_solver()) return std::numeric_limits<double>::quiet_NaN();
  const Changes changes(s, false);
  const std::vector<double> margins = margins_of(s);
  const double dearest =
      *std::ranges::max_element(s.plan.wage) * s.plan.cells.front().length / kHour;
  double cost = wages(s.plan, s.staffing);
  for (const Part& part : parts_of(changes.list, s.constraints.size())) {
    solve_part(part, margins, dearest, wages_of(s, part), kBoundGap, cost);
  }
  return cost;
}

}  // namespace hotline::planning
