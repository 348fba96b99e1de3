#pragma once

#include <array>
#include <cstddef>
#include <utility>
#include <vector>

#include "hotline/staffing/schedule.hpp"
#include "integer_program.hpp"

namespace hotline::planning {

// Which limits on people hold; the others are tried without when wishes cannot be met.
struct Limits {
  bool people = true, groups = true, shifts = true, part_time = true;
};

// The permitted weeks of work as an integer program: how many people work each kind of shift on
// each set of days, and how many of a shift of one weekday have a break at each of its places
// (implicit breaks: Bechtold and Jacobs 1990). The cost is the wages of a week. What the people
// must cover is for the caller to add.
class ShiftProgram {
 public:
  ShiftProgram(const Plan& plan, const Limits& limits);

  IntegerProgram program;

  const std::vector<ShiftKind>& kinds() const { return kinds_; }
  // The dearest hour, and never nothing.
  double dearest() const;
  // The people of a group at work in a cell, less breaks, as a row without bounds. Empty if none
  // can be.
  IntegerProgram::Row at_work(std::size_t cell, GroupId group) const;
  // The people of a solution, each with a name and with breaks.
  Schedule schedule_of(const std::vector<double>& values) const;
  // A good solution of the program as it stands: people in whole numbers by solving its relaxation
  // again and again, each time with those settled whose number is nearly whole (relax and fix),
  // then the places of breaks, rounded along the window. CBC alone finds none for hundreds of
  // people. Not found if limits leave no way, or if `seconds` are over. The bound is that of the
  // relaxation.
  IntegerAnswer relax_and_fix(double seconds) const;
  // The same, then made better by CBC from there as far as the time allows, to a relative gap.
  // `start`: another solution to begin with, if that one is worse or not found.
  IntegerAnswer solve_within(double seconds, double gap, std::vector<double> start);
  // The solution that a schedule is: values of the unknowns that stand here so far, as many as the
  // program has. A break that begins at none of the places counts at the nearest one.
  std::vector<double> values_of(const Schedule& schedule) const;

 private:
  struct Pause {
    std::vector<Seconds> from;
    Seconds length = 0;
    std::array<std::vector<int>, kDaysPerWeek> people = {};  // variables
  };

  void round_breaks(std::vector<double>& values) const;
  double cost_of(const std::vector<double>& values) const;
  const PermittedShift& permitted(std::size_t kind) const;
  void add_weeks();
  void add_breaks();
  void add_limits(const Limits& limits);
  template <class Weight>
  void limit(double most, const Weight& weight);

  const Plan& plan_;
  std::vector<ShiftKind> kinds_;
  std::vector<std::vector<WorkDays>> weeks_;           // [kind]
  std::vector<std::vector<int>> people_;               // [kind][week]
  std::vector<std::array<int, kDaysPerWeek>> on_day_;  // [kind][weekday]
  std::vector<std::vector<Pause>> pauses_;             // [kind]
};

}  // namespace hotline::planning
