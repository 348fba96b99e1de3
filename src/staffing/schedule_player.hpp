#pragma once

#include <vector>

#include "hotline/staffing/schedule.hpp"
#include "promise.hpp"

namespace hotline::planning {

// A schedule and what it brings.
struct PlayedSchedule {
  Schedule schedule;
  Counts counts = {};
  // Sum of what constraints lack, in calls (or seconds, or days); 0 if all hold.
  double failing = 0;
};

// Plays schedules, with the same random numbers for all of them, and holds them against the
// targets.
class SchedulePlayer {
 public:
  SchedulePlayer(const Plan& plan, const SearchOptions& options);

  // Side by side on all threads. If stopped, nobody knows what they bring: they fail, without
  // counts.
  std::vector<PlayedSchedule> play(const std::vector<Schedule>& schedules);
  PlayedSchedule play(const Schedule& schedule);

  bool stopped() const { return player_.stopped(); }
  int played() const { return played_; }  // schedules, so far
  const Plan& plan() const { return plan_; }
  const Player& player() const { return player_; }
  int replications() const { return replications_; }
  const std::vector<Promise>& promises() const { return promises_; }
  const std::vector<Constraint>& constraints() const { return constraints_; }
  const Promise& promise_of(std::size_t constraint) const {
    return promises_[constraints_[constraint].promise];
  }

 private:
  double failing_days(const std::vector<Played>& played) const;

  const Plan& plan_;
  Player player_;
  int replications_;
  std::vector<Promise> promises_;
  std::vector<Constraint> constraints_;
  int played_ = 0;
};

}  // namespace hotline::planning
