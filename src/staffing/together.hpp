#pragma once

#include <functional>
#include <optional>

#include "schedule_player.hpp"

namespace hotline::planning {

// All shifts of a schedule chosen anew together, by cutting planes over shifts (shift_cuts.hpp).
class Together {
 public:
  // `seconds`: of processor time, for each integer program.
  Together(SchedulePlayer& player, double seconds) : player_(player), seconds_(seconds) {}

  // A cheaper schedule that holds, or one that lacks less, in a few passes; the same one if none
  // was found. Each pass begins where the one before ended, whether that holds or not, and asks for
  // more where it fell short. `report` is given the share of the work that is done.
  PlayedSchedule improved(PlayedSchedule from, const std::function<void(double)>& report);

  // The schedule with as many more people as make up for what the targets lack by a check: nothing
  // if nothing is lacking with a probability of 3/4, or if no shift helps.
  std::optional<PlayedSchedule> mended(const PlayedSchedule& from, const StaffingCheck& check);

  int passes() const { return passes_; }

 private:
  std::optional<PlayedSchedule> next(const PlayedSchedule& from, double share,
                                     const std::vector<double>& reserve, bool only_more);
  std::vector<double> lacks(const PlayedSchedule& played) const;
  void repair(PlayedSchedule& now, double cheaper_than);

  SchedulePlayer& player_;
  double seconds_;
  int passes_ = 0;
};
}  // namespace hotline::planning
