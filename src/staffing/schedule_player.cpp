#include "schedule_player.hpp"

#include <algorithm>

#include "plan_parts.hpp"

namespace hotline::planning {

SchedulePlayer::SchedulePlayer(const Plan& plan, const SearchOptions& options)
    : plan_(plan),
      player_(options.threads, options.seed, options.stop),
      replications_(options.replications > 0 ? options.replications : usual_replications(plan)),
      promises_(promises_of(plan)),
      constraints_(constraints_of(plan, promises_)) {}

std::vector<PlayedSchedule> SchedulePlayer::play(const std::vector<Schedule>& schedules) {
  constexpr double kUnseen = 1e18;
  std::vector<Model> models;
  for (const Schedule& schedule : schedules) models.push_back(scheduled_model(plan_, schedule));
  const auto played = player_.play(models, 0, replications_);
  std::vector<PlayedSchedule> results;
  for (std::size_t i = 0; i < schedules.size(); ++i) {
    PlayedSchedule result{schedules[i]};
    if (stopped()) {
      result.failing = kUnseen;
    } else {
      result.counts = sum_of(played[i]);
      for (const Constraint& constraint : constraints_) {
        const Promise& promise = promises_[constraint.promise];
        if (promise.target.in_days > 0) continue;
        result.failing += lack_of(constraint, promise, result.counts, kNothing);
      }
      result.failing += failing_days(played[i]);
    }
    results.push_back(std::move(result));
  }
  played_ += static_cast<int>(schedules.size());
  return results;
}

PlayedSchedule SchedulePlayer::play(const Schedule& schedule) {
  return std::move(play(std::vector<Schedule>{schedule}).front());
}

// Days that are too few for the targets of a share of days.
double SchedulePlayer::failing_days(const std::vector<Played>& played) const {
  double failing = 0;
  for (const Promise& promise : promises_) {
    if (promise.target.in_days <= 0) continue;
    const DaysHeld days = days_held(promise, played);
    failing += std::max(0.0, promise.target.in_days * days.judged - days.held - 1e-9);
  }
  return failing;
}

}  // namespace hotline::planning
