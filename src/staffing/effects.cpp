#include "effects.hpp"

#include <algorithm>

namespace hotline::planning {
namespace {

std::vector<std::uint32_t> open_cells(const Plan& plan) {
  std::vector<std::uint32_t> cells;
  for (std::uint32_t c = 0; c < plan.cells.size(); ++c) {
    if (plan.cells[c].open > 0) cells.push_back(c);
  }
  return cells;
}

double in_target(const Counts& counts, std::size_t cell) {
  double sum = 0;
  for (std::size_t t = 0; t < counts.calls.columns(); ++t) sum += counts.calls(cell, t).in_target;
  return sum;
}

// People to add or take away, as far as there are any.
int step_of(const Staffing& around, const Table<int>& step, std::uint32_t cell, GroupId group,
            int sign) {
  return sign > 0 ? step(cell, group) : std::min(step(cell, group), around(cell, group));
}

}  // namespace

std::size_t reach_of(const Plan& plan) {
  if (!plan.bare.calendar) return 1;
  return plan.cells.front().to - plan.cells.front().from < 30 * kMinute ? 3 : 2;
}

Trials trials_of(const Plan& plan, const Staffing& around, const Table<int>& step, bool fewer) {
  Trials trials;
  const std::vector<std::uint32_t> cells = open_cells(plan);
  const std::size_t reach = reach_of(plan);
  for (const int sign : {1, -1}) {
    if (sign < 0 && !fewer) continue;
    for (GroupId group = 0; group < around.columns(); ++group) {
      for (std::size_t colour = 0; colour < reach; ++colour) {
        Staffing staffing = around;
        for (std::size_t i = colour; i < cells.size(); i += reach) {
          staffing(cells[i], group) += sign * step_of(around, step, cells[i], group, sign);
        }
        trials.staffings.push_back(std::move(staffing));
        trials.what.push_back({group, colour, sign});
      }
    }
  }
  return trials;
}

Effects effects_of(const Plan& plan, const std::vector<Promise>& promises, const Staffing& around,
                   const Table<int>& step, int sign, const Trials& trials, const Counts& middle,
                   const std::vector<Counts>& counts) {
  Effects effects;
  effects.reach = reach_of(plan);
  effects.sign = sign;
  effects.step = Table<int>(around.rows(), around.columns());
  effects.in_target = Table<double>(around.rows(), around.columns());
  effects.margins.assign(promises.size(),
                         Table<std::array<double, kMostReach>>(around.rows(), around.columns()));
  const std::vector<std::uint32_t> cells = open_cells(plan);
  for (std::size_t trial = 0; trial < trials.what.size(); ++trial) {
    const Trials::What& what = trials.what[trial];
    if (what.sign != sign) continue;
    for (std::size_t i = what.colour; i < cells.size(); i += effects.reach) {
      const std::uint32_t cell = cells[i];
      const int people = step_of(around, step, cell, what.group, sign);
      effects.step(cell, what.group) = people;
      if (people == 0) continue;
      for (std::size_t later = 0; later < effects.reach && cell + later < around.rows(); ++later) {
        for (std::size_t p = 0; p < promises.size(); ++p) {
          effects.margins[p](cell, what.group)[later] =
              promises[p].margin(counts[trial], cell + later) -
              promises[p].margin(middle, cell + later);
        }
        effects.in_target(cell, what.group) +=
            in_target(counts[trial], cell + later) - in_target(middle, cell + later);
      }
    }
  }
  return effects;
}

Table<MarginalValue> marginal_values(const Plan& plan, const Effects& more, const Effects& fewer,
                                     int replications) {
  Table<MarginalValue> values(more.step.rows(), more.step.columns());
  for (std::size_t c = 0; c < values.rows(); ++c) {
    const double times = static_cast<double>(plan.cells[c].times) * replications;
    for (std::size_t g = 0; g < values.columns(); ++g) {
      const auto value = [&](const Effects& effects) {
        const int step = effects.step(c, g);
        return step > 0 ? effects.in_target(c, g) / (times * step) : kUnknown;
      };
      values(c, g) = {value(more), value(fewer)};
    }
  }
  return values;
}

}  // namespace hotline::planning
