#pragma once

#include <optional>
#include <vector>

#include "effects.hpp"
#include "hotline/staffing/schedule.hpp"

namespace hotline::planning {

// What a schedule brings: sums over its replications.
struct Situated {
  Schedule schedule;
  Counts counts;
  int replications = 0;
};

// The cheapest schedule near the one that was played with which, by the effects of people more and
// fewer in each interval, every constraint holds: the cutting planes of Atlason, Epelman and
// Henderson (2004) written over shifts instead of numbers by interval, so that an interval may be
// short where a neighbour makes up for it. Slopes are those of numbers of agents by interval, equal
// to the people at work; margins are those of the schedule itself.
class ShiftCuts {
 public:
  ShiftCuts(const Plan& plan, const std::vector<Promise>& promises,
            const std::vector<Constraint>& constraints, const Player& player)
      : plan_(plan), promises_(promises), constraints_(constraints), player_(player) {}

  // `share`: the largest change of an interval's people, of those at work (at least one person).
  // `reserve`: [constraint]: by how much its margin must be above 0. `only_more`: nobody leaves an
  // interval. Nothing if it was stopped, or if CBC finds nothing in `seconds`.
  std::optional<Schedule> best(const Situated& now, double share, int replications,
                               const std::vector<double>& reserve, bool only_more, double seconds);

  // What one person more or fewer at work in an interval does, by slopes as above. Empty if it was
  // stopped.
  Table<MarginalValue> marginal(const Schedule& schedule, int replications);

 private:
  // False if it was stopped.
  bool look(const Table<double>& at_work, double share, int replications, bool fewer);

  const Plan& plan_;
  const std::vector<Promise>& promises_;
  const std::vector<Constraint>& constraints_;
  const Player& player_;
  Effects more_, fewer_;
};

}  // namespace hotline::planning
