#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "plan_parts.hpp"
#include "promise.hpp"

// A schedule made better by playing it.
namespace hotline {
namespace {

using namespace planning;  // NOLINT: the inner parts of this room

constexpr int kMostAdded = 200;
constexpr std::size_t kBatch = 4;            // candidates played side by side
constexpr std::size_t kFailuresInARow = 24;  // after which letting go is given up

int replications_of(const Plan& plan, const SearchOptions& options) {
  return options.replications > 0 ? options.replications : usual_replications(plan);
}

// What a schedule brings.
struct Played {
  Counts counts;
  double failing = 0;  // sum of the margins by which constraints fail, in calls; 0 if all hold
};

class Improver {
 public:
  Improver(const Plan& plan, const Staffing& required, const ScheduleOptions& options)
      : plan_(plan),
        required_(required),
        options_(options),
        player_(options.search.threads, options.search.seed, options.search.stop),
        replications_(replications_of(plan, options.search)),
        promises_(promises_of(plan)),
        constraints_(constraints_of(plan, promises_)) {}

  Improved run(const Schedule& schedule) {
    improved_.schedule = schedule;
    now_ = play({schedule}).front();
    add_people();
    if (now_.failing == 0) {
      let_go();
      shorten();
    }
    improved_.holds = now_.failing == 0;
    improved_.stopped = player_.stopped();
    return improved_;
  }

  // Adds people until fresh replications agree, at most so often.
  void mend(Improved& improved, const SearchOptions& search) {
    constexpr int kMends = 3;
    const int checks = 4 * replications_;
    const auto check = [&] {
      improved.check =
          check_staffing(plan_, scheduled_model(plan_, improved.schedule), checks, search);
    };
    check();
    for (int i = 0; i < kMends && !player_.stopped(); ++i) {
      std::vector<double> lack(plan_.cells.size(), 0.0);
      bool fails = false;
      for (const TargetCheck& one : improved.check.targets) {
        // A target that most probably does not hold; one that is a toss of a coin stays.
        if (!(one.certainty < 0.25) || plan_.targets[one.target].in_days > 0) continue;
        fails = true;
        for (const std::uint32_t cell : one.cells) lack[cell] += 1;
      }
      if (!fails || !add_one(improved.schedule, lack)) return;
      ++improved.added;
      check();
    }
  }

 private:
  // Schedules side by side on all threads.
  std::vector<Played> play(const std::vector<Schedule>& schedules) {
    std::vector<Model> models;
    for (const Schedule& schedule : schedules) models.push_back(scheduled_model(plan_, schedule));
    std::vector<Played> results;
    for (const auto& played : player_.play(models, 0, replications_)) {
      Played result{sum_of(played)};
      if (player_.stopped()) {
        result.failing = 1e18;  // not played to the end: nobody knows
      } else {
        for (const Constraint& constraint : constraints_) {
          const Promise& promise = promises_[constraint.promise];
          if (promise.target.in_days > 0) continue;
          result.failing += std::max(0.0, -margin_of(constraint, promise, result.counts));
        }
        result.failing += failing_days(played);
      }
      if (result.failing < 1e-9) result.failing = 0;
      results.push_back(std::move(result));
    }
    improved_.tried += static_cast<int>(schedules.size());
    return results;
  }

  // Days that are too few for the targets of a share of days.
  double failing_days(const std::vector<planning::Played>& played) const {
    double failing = 0;
    for (const Promise& promise : promises_) {
      if (promise.target.in_days <= 0) continue;
      double held = 0, judged = 0;
      for (const auto& one : played) {
        for (std::size_t day = 0; day < one.days.calls.rows(); ++day) {
          const Promise::Ratio ratio = promise.ratio(one.days, day);
          if (!(ratio.below > 0)) continue;
          judged += 1;
          held += promise.margin(ratio) >= 0 ? 1 : 0;
        }
      }
      failing += std::max(0.0, promise.target.in_days * judged - held);
    }
    return failing;
  }

  void report(double share) const {
    if (options_.search.progress) {
      options_.search.progress("improving the schedule by playing it", std::min(0.99, share));
    }
  }

  // ---- More people -----------------------------------------------------------------------------

  // [cell]: how much more help is wanted there.
  std::vector<double> lack_of(const Played& played) const {
    std::vector<double> lack(plan_.cells.size(), 0.0);
    for (const Constraint& constraint : constraints_) {
      const Promise& promise = promises_[constraint.promise];
      if (promise.target.in_days > 0 || margin_of(constraint, promise, played.counts) >= -1e-9) {
        continue;
      }
      for (const std::uint32_t cell : constraint.cells) {
        lack[cell] += std::max(0.0, -promise.margin(played.counts, cell));
      }
    }
    if (std::ranges::all_of(lack, [](double l) { return l == 0; })) {
      // Days are too few that hold: more where most calls come.
      for (std::size_t c = 0; c < lack.size(); ++c) lack[c] = plan_.cells[c].first_calls;
    }
    return lack;
  }

  double help(const Schedule& schedule, const Slot& slot, const std::vector<double>& lack) const {
    const ShiftKind& kind = schedule.kinds[slot.kind];
    double sum = 0;
    for (std::size_t c = 0; c < lack.size(); ++c) {
      if (lack[c] <= 0) continue;
      for (std::size_t day = 0; day < slot.days.size(); ++day) {
        if (!slot.days[day]) continue;
        const Seconds from = static_cast<double>(day) * kDay + kind.start;
        sum += lack[c] * share_of_cell(plan_.cells[c], from, kind.length);
      }
    }
    return sum;
  }

  // One more person where help is wanted most, for the wage; false if the rules allow nobody more.
  bool add_one(Schedule& schedule, const std::vector<double>& lack) const {
    std::optional<Schedule> best;
    double most = 0;
    for (std::size_t k = 0; k < schedule.kinds.size(); ++k) {
      const ShiftKind& kind = schedule.kinds[k];
      const PermittedShift& permitted = plan_.scenario.staffing.shifts[kind.permitted];
      for (const WorkDays& week :
           permitted_weeks(plan_.scenario.staffing.rules, permitted, kind.length)) {
        Slot slot;
        slot.kind = k;
        slot.days = week;
        const double value = help(schedule, slot, lack) / (kind.wage * kind.paid_hours);
        if (value <= most * (1 + 1e-9)) continue;
        for (std::size_t day = 0; day < week.size(); ++day) {
          if (!week[day]) continue;
          for (const PermittedBreak& pause : permitted.breaks) {
            slot.breaks[day].push_back(pause.after);
          }
        }
        Schedule more = schedule;
        more.slots.push_back(slot);
        if (!broken_rules(plan_, more).empty()) continue;
        most = value;
        best = std::move(more);
      }
    }
    if (!best) return false;
    schedule = std::move(*best);
    sum_up(plan_, schedule);
    return true;
  }

  void add_people() {
    for (int i = 0; i < kMostAdded && now_.failing > 0 && !player_.stopped(); ++i) {
      report(0.05);
      Schedule more = improved_.schedule;
      if (!add_one(more, lack_of(now_))) return;
      const Played played = play({more}).front();
      if (player_.stopped()) return;
      improved_.schedule = std::move(more);
      now_ = played;
      ++improved_.added;
    }
  }

  // ---- Fewer, or for less ----------------------------------------------------------------------

  // People in the order of how little they seem to be needed: what they cover beyond the numbers
  // required, first the one who covers most of it.
  std::vector<std::size_t> least_needed() const {
    const Schedule& schedule = improved_.schedule;
    const Table<double> at_work = scheduled(plan_, scheduled_model(plan_, schedule));
    std::vector<std::pair<double, std::size_t>> order;
    for (std::size_t s = 0; s < schedule.slots.size(); ++s) {
      const ShiftKind& kind = schedule.kinds[schedule.slots[s].kind];
      double needed = 0;
      for (std::size_t c = 0; c < plan_.cells.size(); ++c) {
        // Who covers what nobody else does is needed there.
        const double spare = at_work(c, kind.group) - required_(c, kind.group);
        for (std::size_t day = 0; day < kDaysPerWeek; ++day) {
          if (!schedule.slots[s].days[day]) continue;
          const Seconds from = static_cast<double>(day) * kDay + kind.start;
          needed += share_of_cell(plan_.cells[c], from, kind.length) *
                    std::clamp(1 - spare, 0.0, 1.0) * plan_.cells[c].first_calls;
        }
      }
      order.emplace_back(needed / std::max(1e-9, kind.wage * kind.paid_hours), s);
    }
    std::ranges::stable_sort(order);
    std::vector<std::size_t> slots;
    for (const auto& [needed, slot] : order) slots.push_back(slot);
    return slots;
  }

  // People of one kind and week are alike.
  static auto likeness(const Slot& slot) { return std::pair(slot.kind, slot.days); }

  // Tries candidates a few at a time; the first one that holds is taken. Whether one was.
  bool take_first(const std::vector<Schedule>& candidates) {
    for (std::size_t first = 0; first < candidates.size() && !player_.stopped(); first += kBatch) {
      const std::size_t last = std::min(first + kBatch, candidates.size());
      const std::vector<Schedule> batch(candidates.begin() + static_cast<std::ptrdiff_t>(first),
                                        candidates.begin() + static_cast<std::ptrdiff_t>(last));
      std::vector<Played> played = play(batch);
      for (std::size_t i = 0; i < batch.size(); ++i) {
        if (played[i].failing > 0) continue;
        improved_.schedule = batch[i];
        now_ = std::move(played[i]);
        return true;
      }
      report(0.1 + 0.8 * static_cast<double>(improved_.tried) / (improved_.tried + 60.0));
    }
    return false;
  }

  Schedule without(const std::vector<std::size_t>& slots) const {
    Schedule less = improved_.schedule;
    std::vector<std::size_t> gone = slots;
    std::ranges::sort(gone, std::greater{});
    for (const std::size_t s : gone)
      less.slots.erase(less.slots.begin() + static_cast<std::ptrdiff_t>(s));
    sum_up(plan_, less);
    return less;
  }

  // Many at once while that works, then one by one.
  void let_go() {
    for (std::size_t at_once = improved_.schedule.slots.size() / 16; at_once > 1; at_once /= 2) {
      for (;;) {
        const std::vector<std::size_t> order = least_needed();
        if (order.size() <= at_once) break;
        const Schedule less =
            without({order.begin(), order.begin() + static_cast<std::ptrdiff_t>(at_once)});
        if (player_.stopped() || !broken_rules(plan_, less).empty() || !take_first({less})) break;
        improved_.let_go += static_cast<int>(at_once);
      }
    }
    for (;;) {
      std::vector<Schedule> candidates;
      std::set<std::pair<std::size_t, WorkDays>> tried;
      for (const std::size_t s : least_needed()) {
        if (!tried.insert(likeness(improved_.schedule.slots[s])).second) continue;
        Schedule less = without({s});
        if (!broken_rules(plan_, less).empty()) continue;
        candidates.push_back(std::move(less));
        if (candidates.size() >= kFailuresInARow) break;
      }
      if (!take_first(candidates)) return;
      ++improved_.let_go;
    }
  }

  // The same days for less: a shorter shift within the one that a person works, or a cheaper one.
  void shorten() {
    for (;;) {
      std::vector<Schedule> candidates;
      std::set<std::pair<std::size_t, WorkDays>> tried;
      for (const std::size_t s : least_needed()) {
        const Slot& slot = improved_.schedule.slots[s];
        if (!tried.insert(likeness(slot)).second) continue;
        for (Schedule& candidate : cheaper(s)) candidates.push_back(std::move(candidate));
        if (candidates.size() >= kFailuresInARow) break;
      }
      if (!take_first(candidates)) return;
      ++improved_.shortened;
    }
  }

  std::vector<Schedule> cheaper(std::size_t s) const {
    const Slot& slot = improved_.schedule.slots[s];
    const std::vector<ShiftKind>& kinds = improved_.schedule.kinds;
    const ShiftKind& old = kinds[slot.kind];
    std::vector<Schedule> found;
    for (std::size_t k = 0; k < kinds.size(); ++k) {
      const ShiftKind& kind = kinds[k];
      const double saved = old.wage * old.paid_hours - kind.wage * kind.paid_hours;
      const bool within =
          kind.start >= old.start && kind.start + kind.length <= old.start + old.length;
      if (kind.group != old.group || saved <= 1e-9 || !within) continue;
      Schedule less = improved_.schedule;
      Slot& changed = less.slots[s];
      changed.kind = k;
      const auto& breaks = plan_.scenario.staffing.shifts[kind.permitted].breaks;
      for (std::size_t day = 0; day < changed.days.size(); ++day) {
        changed.breaks[day].clear();
        if (!changed.days[day]) continue;
        for (const PermittedBreak& pause : breaks) changed.breaks[day].push_back(pause.after);
      }
      sum_up(plan_, less);
      if (broken_rules(plan_, less).empty()) found.push_back(std::move(less));
    }
    return found;
  }

  const Plan& plan_;
  const Staffing& required_;
  const ScheduleOptions& options_;
  Player player_;
  int replications_;
  std::vector<Promise> promises_;
  std::vector<Constraint> constraints_;
  Improved improved_;
  Played now_;
};

}  // namespace

Improved improve(const Plan& plan, const Staffing& required, const Schedule& schedule,
                 const ScheduleOptions& options) {
  Improver improver(plan, required, options);
  Improved improved = improver.run(schedule);
  if (!improved.stopped) improver.mend(improved, options.search);
  return improved;
}

}  // namespace hotline
