#pragma once

#include <array>
#include <vector>

#include "hotline/staffing/requirement.hpp"
#include "promise.hpp"

namespace hotline::planning {

inline constexpr std::size_t kMostReach = 3;

// How the margins of promises change if one cell has some people more, or fewer, of one group. A
// cell's people matter to its own calls and to those of the next cells, who meet its queue; so far
// apart cells can be changed in one and the same replications (as the columns of a sparse Jacobian
// are: Curtis, Powell and Reid 1974).
struct Effects {
  std::size_t reach = 2;  // cells that feel a change: its own and those after it
  int sign = 1;           // people added, or taken away
  Table<int> step;        // [cell][group]: how many; 0 = not tried
  // [promise]: change of margins, [cell][group] and how many cells later.
  std::vector<Table<std::array<double, kMostReach>>> margins;
  Table<double> in_target;  // [cell][group]: change in calls answered in time, all types
};

// How many cells feel a change: two, or three if intervals are shorter than half an hour.
std::size_t reach_of(const Plan& plan);

// Staffings in which every `reach`-th open cell has `step` people of one group more or fewer.
struct Trials {
  std::vector<Staffing> staffings;
  struct What {
    GroupId group = 0;
    std::size_t colour = 0;
    int sign = 1;
  };
  std::vector<What> what;
};
Trials trials_of(const Plan& plan, const Staffing& around, const Table<int>& step, bool fewer);

// What the trials showed against the staffing in the middle. `counts` are as many as trials.
Effects effects_of(const Plan& plan, const std::vector<Promise>& promises, const Staffing& around,
                   const Table<int>& step, int sign, const Trials& trials, const Counts& middle,
                   const std::vector<Counts>& counts);

// What one person of each step does, in calls answered in time for each occurrence of the cell.
Table<MarginalValue> marginal_values(const Plan& plan, const Effects& more, const Effects& fewer,
                                     int replications);

}  // namespace hotline::planning
