#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "integer_program.hpp"
#include "plan_parts.hpp"
#include "shift_cuts.hpp"
#include "together.hpp"

// A schedule made better by playing it.
namespace hotline {
namespace {

using namespace planning;  // NOLINT: the inner parts of this room

constexpr int kMostAdded = 200;
constexpr std::size_t kBatch = 4;            // candidates played side by side
constexpr std::size_t kFailuresInARow = 24;  // after which letting go is given up

class Improver {
 public:
  Improver(const Plan& plan, const Staffing& required, const ScheduleOptions& options)
      : plan_(plan),
        required_(required),
        options_(options),
        player_(plan, options.search),
        together_(player_, options.seconds / 4) {}

  Improved run(const Schedule& schedule) {
    now_ = player_.play(schedule);
    if (player_.stopped()) {
      improved_.schedule = schedule;
      improved_.stopped = true;
      return improved_;
    }
    // Cuts know of means only, not of a share of days.
    const bool in_mean = std::ranges::all_of(
        plan_.targets, [](const StaffingTarget& target) { return target.in_days <= 0; });
    if (has_integer_solver() && in_mean) {
      now_ = together_.improved(std::move(now_), [&](double share) { report(0.5 * share); });
    }
    add_people();
    if (now_.failing == 0) {
      let_go();
      shorten();
    }
    improved_.holds = now_.failing == 0;
    mend();
    improved_.schedule = now_.schedule;
    if (!player_.stopped()) {
      ShiftCuts around(plan_, player_.promises(), player_.constraints(), player_.player());
      improved_.marginal = around.marginal(now_.schedule, player_.replications());
    }
    improved_.stopped = player_.stopped();
    improved_.passes = together_.passes();
    improved_.tried = player_.played();
    return improved_;
  }

 private:
  // Adds people until replications that the search has not seen agree, at most so often; the last
  // check is of others again, that nothing is decided by.
  void mend() {
    constexpr int kMends = 3;
    const int checks = 4 * player_.replications();
    const auto check = [&](int set) {
      return check_staffing(plan_, scheduled_model(plan_, now_.schedule), checks, options_.search,
                            set);
    };
    for (int i = 0; i < kMends && !player_.stopped(); ++i) {
      report(0.9 + 0.02 * i);
      const StaffingCheck seen = check(i + 1);
      const std::size_t before = now_.schedule.slots.size();
      if (auto more = together_.mended(now_, seen)) {
        now_ = std::move(*more);
      } else if (!add_one_for(seen)) {
        break;
      }
      improved_.added += static_cast<int>(now_.schedule.slots.size() - before);
    }
    if (player_.stopped()) return;
    report(0.97);
    improved_.check = check(0);
  }

  // One person where most targets most probably fail. Whether there was need and somebody.
  bool add_one_for(const StaffingCheck& check) {
    std::vector<double> lack(plan_.cells.size(), 0.0);
    bool fails = false;
    for (const TargetCheck& one : check.targets) {
      if (!most_probably_fails(one, plan_)) continue;
      fails = true;
      for (const std::uint32_t cell : one.cells) lack[cell] += 1;
    }
    Schedule more = now_.schedule;
    if (!fails || player_.stopped() || !add_one(more, lack)) return false;
    now_ = player_.play(more);
    return true;
  }

  void report(double share) const {
    if (options_.search.progress) {
      options_.search.progress("improving the schedule by playing it", std::min(0.99, share));
    }
  }

  // ---- More people -----------------------------------------------------------------------------

  // [cell]: how much more help is wanted there.
  std::vector<double> wanted() const {
    std::vector<double> lack(plan_.cells.size(), 0.0);
    for (const Constraint& constraint : player_.constraints()) {
      const Promise& promise = player_.promises()[constraint.promise];
      if (promise.target.in_days > 0 || lack_of(constraint, promise, now_.counts, kNothing) == 0) {
        continue;
      }
      for (const std::uint32_t cell : constraint.cells) {
        lack[cell] += std::max(0.0, -promise.margin(now_.counts, cell));
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
      Schedule more = now_.schedule;
      if (!add_one(more, wanted())) return;
      PlayedSchedule played = player_.play(more);
      if (player_.stopped()) return;
      now_ = std::move(played);
      ++improved_.added;
    }
  }

  // ---- Fewer, or for less ----------------------------------------------------------------------

  // People in the order of how little they seem to be needed: what they cover beyond the numbers
  // required, first the one who covers most of it.
  std::vector<std::size_t> least_needed() const {
    const Schedule& schedule = now_.schedule;
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
      for (PlayedSchedule& played : player_.play(batch)) {
        if (played.failing > 0) continue;
        now_ = std::move(played);
        return true;
      }
      report(0.5 + 0.4 * static_cast<double>(player_.played()) / (player_.played() + 60.0));
    }
    return false;
  }

  Schedule without(const std::vector<std::size_t>& slots) const {
    Schedule less = now_.schedule;
    std::vector<std::size_t> gone = slots;
    std::ranges::sort(gone, std::greater{});
    for (const std::size_t s : gone)
      less.slots.erase(less.slots.begin() + static_cast<std::ptrdiff_t>(s));
    sum_up(plan_, less);
    return less;
  }

  // Many at once while that works, then one by one.
  void let_go() {
    for (std::size_t at_once = now_.schedule.slots.size() / 16; at_once > 1; at_once /= 2) {
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
        if (!tried.insert(likeness(now_.schedule.slots[s])).second) continue;
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
        const Slot& slot = now_.schedule.slots[s];
        if (!tried.insert(likeness(slot)).second) continue;
        for (Schedule& candidate : cheaper(s)) candidates.push_back(std::move(candidate));
        if (candidates.size() >= kFailuresInARow) break;
      }
      if (!take_first(candidates)) return;
      ++improved_.shortened;
    }
  }

  std::vector<Schedule> cheaper(std::size_t s) const {
    const Slot& slot = now_.schedule.slots[s];
    const std::vector<ShiftKind>& kinds = now_.schedule.kinds;
    const ShiftKind& old = kinds[slot.kind];
    std::vector<Schedule> found;
    for (std::size_t k = 0; k < kinds.size(); ++k) {
      const ShiftKind& kind = kinds[k];
      const double saved = old.wage * old.paid_hours - kind.wage * kind.paid_hours;
      const bool within =
          kind.start >= old.start && kind.start + kind.length <= old.start + old.length;
      if (kind.group != old.group || saved <= 1e-9 || !within) continue;
      Schedule less = now_.schedule;
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
  SchedulePlayer player_;
  Together together_;
  Improved improved_;
  PlayedSchedule now_;
};

}  // namespace

Improved improve(const Plan& plan, const Staffing& required, const Schedule& schedule,
                 const ScheduleOptions& options) {
  return Improver(plan, required, options).run(schedule);
}

}  // namespace hotline
