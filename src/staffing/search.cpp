#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

#include "hotline/base/error.hpp"
#include "hotline/staffing/requirement.hpp"
#include "moves.hpp"
#include "plan_parts.hpp"
#include "polish.hpp"
#include "teams.hpp"

namespace hotline {
namespace {

using namespace planning;  // NOLINT: the inner parts of this room

constexpr int kMostPasses = 12;
constexpr int kMostAdditions = 12;
constexpr double kLittle = 0.003;  // of the cost: what two passes must save to go on
constexpr int kMostInVain = 8;     // passes that find nothing better than the best so far

class Search {
 public:
  Search(const Plan& plan, const SearchOptions& options)
      : plan_(plan),
        options_(options),
        player_(options.threads, options.seed, options.stop),
        replications_(options.replications > 0 ? options.replications : usual_replications(plan)),
        promises_(promises_of(plan)),
        constraints_(constraints_of(plan, promises_)),
        together_(constraints_.size(), 1.5),
        at_least_(constraints_.size(), 0.0),
        stays_(plan.cells.size(), plan.bare.groups.size()) {}

  int replications() const { return replications_; }
  bool stopped() const { return player_.stopped(); }
  const Staffing& best() const { return *best_; }
  bool has_best() const { return best_.has_value(); }
  const Table<MarginalValue>& marginal() const { return marginal_; }
  double lower_bound() const { return lower_bound_; }

  void run() {
    now_ = beginning(plan_);
    check_reachable(plan_, promises_, constraints_, player_, replications_, now_);
    if (!stopped()) {
      now_ = scaled(plan_, promises_, constraints_, player_, (replications_ + 1) / 2, now_);
    }
    settle();
    const bool plain = !raise_for_days();
    if (plain && bound_at_ && !stopped()) {
      const Seen& at = *bound_at_;
      lower_bound_ = std::min(wages(plan_, at.staffing),
                              least_cost({plan_, promises_, constraints_, at.staffing, at.counts,
                                          at.more, at.fewer, stays_, together_, at_least_}));
    }
  }

  // Adds people where fresh replications say that a target does not hold: as many as make up for
  // what is missing there. True if there was need.
  bool mend(const StaffingCheck& check) {
    bool need = false;
    for (const TargetCheck& one : check.targets) {
      need |= most_probably_fails(one, plan_);
    }
    now_ = best();
    if (!need || !look_around(steps(0.015), replications_, false)) return false;
    let_all_stay();
    for (std::size_t k = 0; k < constraints_.size(); ++k) {
      const TargetCheck& one = check.targets[k];
      const Promise& promise = promises_[one.target];
      // Who is there for the search stays, so a margin that is there need not be kept.
      const double margin = margin_of(constraints_[k], promise, counts_);
      at_least_[k] = std::min(0.0, margin);
      if (!most_probably_fails(one, plan_)) continue;
      double below = 0;
      for (const std::uint32_t cell : one.cells) below += promise.ratio(counts_, cell).below;
      at_least_[k] = margin + missing(one, promise) * below;
    }
    Staffing next = best_moves(situation());
    for (std::size_t k = 0; k < constraints_.size() && same(next, now_); ++k) {
      if (most_probably_fails(check.targets[k], plan_)) add_one(situation(), constraints_[k], now_);
    }
    best_ = same(next, now_) ? now_ : std::move(next);
    return true;
  }

 private:
  // ---- Passes ----------------------------------------------------------------------------------

  void report(std::string_view stage) {
    if (!options_.progress) return;
    const double expected = 6.0 + 4.0 * static_cast<double>(raises_);
    options_.progress(stage, std::min(0.95, passes_ / expected));
  }

  // Looks at all neighbours of the numbers at once, moves, and looks again, until nothing is
  // gained.
  void settle() {
    for (int round = 0; round < 3; ++round) {
      settle_by_steps();
      const auto better = polished(plan_, promises_, constraints_, player_, replications_, *best_);
      if (!better) return;
      // From there the steps may lead further; the bound is drawn anew at least.
      best_ = now_ = *better;
      before_ = Staffing();
      stays_ = Table<char>(now_.rows(), now_.columns());
    }
  }

  void settle_by_steps() {
    best_.reset();
    double best_cost = 0;
    int in_vain = 0, least_pass = 0;
    std::size_t least_violated = constraints_.size() + 1;
    std::set<std::vector<int>> seen;
    for (int pass = 0; pass < kMostPasses && !stopped(); ++pass, ++passes_) {
      report("looking for the fewest agents");
      // Large numbers are searched in large steps first.
      const Table<int> step = steps(pass < 2 ? 0.04 : 0);
      // The first steps need no precision, and what they show is not yet believed.
      const bool is_rough = passes_ < 2 && replications_ > 3 && !adds_up();
      if (!look_around(step, is_rough ? (replications_ + 1) / 2 : replications_)) break;
      const bool feasible = !is_rough && violated().empty();
      const double cost = wages(plan_, now_);
      if (feasible && (!best_ || cost < best_cost)) {
        in_vain = best_ && cost > (1 - kLittle) * best_cost ? in_vain + 4 : 0;
        best_ = now_;
        best_cost = cost;
        marginal_ = marginal_values(plan_, more_, fewer_, replications_);
      } else if (best_) {
        ++in_vain;
      }
      if (feasible && cost <= best_cost) bound_at_ = Seen{now_, counts_, more_, fewer_};
      if (in_vain >= kMostInVain) break;
      if (!feasible && !is_rough) let_stay();
      if (violated().size() < least_violated) {
        least_violated = violated().size();
        least_pass = pass;
      }
      // Where as many fail as ever, people must only be added.
      if (!best_ && pass - least_pass >= kMostInVain / 2) break;
      learn();
      before_ = now_;
      Staffing next = best_moves(situation());
      if (same(next, now_)) {
        if (feasible && is_one(step)) break;
        if (!feasible && !is_rough) add_where_violated(next);
      }
      if (!is_rough && !seen.insert(flat(next)).second) add_where_violated(next);
      now_ = std::move(next);
    }
    if (!best_) add_until_feasible();
  }

  // Whether some target is about many cells together: then chance in one of them must not decide.
  bool adds_up() const {
    return std::ranges::any_of(constraints_, [](const auto& k) { return k.cells.size() > 1; });
  }

  // A share of the people, and at least one.
  Table<int> steps(double share) const {
    Table<int> step(now_.rows(), now_.columns());
    for (std::size_t c = 0; c < now_.rows(); ++c) {
      for (std::size_t g = 0; g < now_.columns(); ++g) {
        step(c, g) = std::max(1, static_cast<int>(std::lround(share * now_(c, g))));
      }
    }
    return step;
  }
  static bool is_one(const Table<int>& step) {
    for (std::size_t c = 0; c < step.rows(); ++c) {
      for (std::size_t g = 0; g < step.columns(); ++g) {
        if (step(c, g) != 1) return false;
      }
    }
    return true;
  }

  // False if it was stopped before it had seen everything.
  bool look_around(const Table<int>& step, int replications, bool fewer = true) {
    const Trials trials = trials_of(plan_, now_, step, fewer);
    std::vector<Model> models = {staffed(plan_, now_)};
    for (const Staffing& staffing : trials.staffings) models.push_back(staffed(plan_, staffing));
    auto played = player_.play(models, 0, replications);
    if (stopped()) return false;
    counts_ = sum_of(played.front());
    days_ = std::move(played.front());
    std::vector<Counts> counts;
    for (std::size_t i = 1; i < played.size(); ++i) counts.push_back(sum_of(played[i]));
    more_ = effects_of(plan_, promises_, now_, step, 1, trials, counts_, counts);
    fewer_ = effects_of(plan_, promises_, now_, step, -1, trials, counts_, counts);
    return true;
  }

  // Constraints whose ratio is beyond its limit, by more than a share of the limit.
  std::vector<std::size_t> violated(double nothing = 0) const {
    std::vector<std::size_t> found;
    for (std::size_t k = 0; k < constraints_.size(); ++k) {
      const Promise& promise = promises_[constraints_[k].promise];
      if (lack_of(constraints_[k], promise, counts_, nothing) > 0) found.push_back(k);
    }
    return found;
  }

  Situation situation() const {
    return {plan_, promises_, constraints_, now_,      counts_,
            more_, fewer_,    stays_,       together_, at_least_};
  }

  // Where many people went at once and too much was lost, more is reckoned with next time.
  void learn() {
    held_.resize(constraints_.size(), false);
    const std::vector<std::size_t> failing = violated();
    for (std::size_t k = 0; k < constraints_.size(); ++k) {
      const bool fails = std::ranges::binary_search(failing, k);
      if (fails && held_[k]) together_[k] *= 1.4;
      held_[k] = !fails;
    }
  }

  // Where taking somebody away led to a failure, nobody is taken away again.
  void let_stay() {
    if (before_.rows() == 0) return;
    for (const std::size_t k : violated()) {
      if (constraints_[k].cells.size() > 1) continue;
      for (const std::uint32_t cell : constraints_[k].cells) {
        for (std::uint32_t back = 0; back < more_.reach && back <= cell; ++back) {
          const std::uint32_t c = cell - back;
          for (std::size_t g = 0; g < now_.columns(); ++g) {
            if (now_(c, g) < before_(c, g)) stays_(c, g) = 1;
          }
        }
      }
    }
  }

  void add_where_violated(Staffing& next) {
    for (const std::size_t k : violated()) {
      now_ = next;
      add_one(situation(), constraints_[k], now_);
      next = now_;
    }
  }

  void let_all_stay() {
    for (std::size_t c = 0; c < stays_.rows(); ++c) {
      for (std::size_t g = 0; g < stays_.columns(); ++g) stays_(c, g) = 1;
    }
  }

  // From numbers with which no pass held everything, people are only added until all holds.
  void add_until_feasible() {
    let_all_stay();
    for (int i = 0; i < kMostAdditions && !stopped(); ++i) {
      report("adding agents until all targets hold");
      // What one person of many brings is lost in chance: steps grow.
      if (!look_around(steps(0.015 * i), replications_, false) || violated(kNothing).empty()) break;
      Staffing next = best_moves(situation());
      if (same(next, now_)) add_where_violated(next);
      now_ = std::move(next);
    }
    best_ = now_;
    if (look_around(steps(0), replications_))
      marginal_ = marginal_values(plan_, more_, fewer_, replications_);
  }

  // ---- Targets that must hold on most days -----------------------------------------------------

  bool holds_on_days(const Promise& promise) const {
    const DaysHeld days = days_held(promise, days_);
    return days.held >= promise.target.in_days * days.judged;
  }

  void play_best() {
    now_ = best();
    counts_ = sum_of(days_ = player_.play(staffed(plan_, now_), 0, replications_));
  }

  // The mean of a day is planned for a stricter limit, until the limit itself holds on enough days:
  // the mildest such limit is found by halving. Whether that was done.
  bool raise_for_days() {
    bool raised = false;
    for (Promise& promise : promises_) {
      if (promise.target.in_days <= 0 || stopped()) continue;
      play_best();
      if (holds_on_days(promise)) continue;
      const bool at_least = promise.target.measure == StaffingTarget::Measure::kServiceLevel;
      const double plain = promise.target.limit, strictest = at_least ? 1 : 0;
      double low = 0, high = 1;
      std::optional<Staffing> good;
      constexpr int kHalvings = 6;
      for (int i = 0; i < kHalvings && !stopped(); ++i) {
        ++raises_;
        const double middle = (low + high) / 2;
        promise.limit = plain + middle * (strictest - plain);
        stays_ = Table<char>(now_.rows(), now_.columns());
        settle();
        play_best();
        if (stopped()) break;
        if (holds_on_days(promise)) {
          high = middle;
          good = best();
        } else {
          low = middle;
        }
      }
      if (good) best_ = good;
      raised = true;
    }
    return raised;
  }

  static bool same(const Staffing& a, const Staffing& b) { return flat(a) == flat(b); }
  static std::vector<int> flat(const Staffing& staffing) {
    std::vector<int> numbers;
    for (std::size_t c = 0; c < staffing.rows(); ++c) {
      for (std::size_t g = 0; g < staffing.columns(); ++g) numbers.push_back(staffing(c, g));
    }
    return numbers;
  }

  const Plan& plan_;
  const SearchOptions& options_;
  Player player_;
  int replications_;
  std::vector<Promise> promises_;
  std::vector<Constraint> constraints_;
  std::vector<double> together_;  // [constraint], see Situation
  std::vector<double> at_least_;  // [constraint], see Situation
  std::vector<bool> held_;        // [constraint]: at the pass before
  Table<char> stays_;
  Staffing now_, before_;
  std::optional<Staffing> best_;
  Counts counts_;
  std::vector<Played> days_;
  Effects more_, fewer_;
  Table<MarginalValue> marginal_;
  // Numbers that hold, and what was seen around them.
  struct Seen {
    Staffing staffing;
    Counts counts;
    Effects more, fewer;
  };
  std::optional<Seen> bound_at_;  // of the best
  double lower_bound_ = kUnknown;
  double passes_ = 0;
  int raises_ = 0;
};

}  // namespace

Requirement required_by_simulation(const Plan& plan, const SearchOptions& options) {
  Requirement requirement;
  Search search(plan, options);
  requirement.replications = search.replications();
  search.run();
  requirement.stopped = search.stopped();
  const int checks = 4 * search.replications();
  // Each mending goes by replications of its own, and nothing is decided by those of the last
  // check.
  const auto check = [&](int set) {
    if (options.progress) options.progress("checking with fresh random numbers", 0.95);
    return check_staffing(plan, staffed(plan, search.best()), checks, options, set);
  };
  if (!requirement.stopped) {
    constexpr int kMends = 3;
    for (int i = 0; i < kMends && search.mend(check(i + 1)) && !search.stopped(); ++i) {
    }
    requirement.check = check(0);
    requirement.busy_day = planning::busy_day_of(
        plan, [&](const Plan& busy) { return staffed(busy, search.best()); }, search.replications(),
        options);
  }
  requirement.agents = search.best();
  requirement.hours = agent_hours(plan, requirement.agents);
  requirement.wages = wages(plan, requirement.agents);
  planning::add_notes(plan, requirement);
  requirement.marginal = search.marginal();
  requirement.lower_bound = search.lower_bound();
  for (const StaffingMethod method :
       {StaffingMethod::kErlangC, StaffingMethod::kErlangA, StaffingMethod::kModifiedOfferedLoad}) {
    requirement.formulas.push_back(compare_formula(plan, method, requirement.agents));
  }
  return requirement;
}

}  // namespace hotline
