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
constexpr int kMostAdditions = 20;
constexpr int kMostInVain = 2;  // passes that find nothing better than the best so far

class Search {
 public:
  Search(const Plan& plan, const SearchOptions& options)
      : plan_(plan),
        options_(options),
        player_(options.threads, options.seed, options.stop),
        replications_(options.replications > 0 ? options.replications : usual_replications(plan)),
        promises_(promises_of(plan)),
        constraints_(constraints_of(plan, promises_)),
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
    settle();
    raise_for_days();
  }

  // Adds people where fresh replications say that a target does not hold. True if there was need.
  bool mend(const StaffingCheck& check) {
    bool mended = false;
    now_ = best();
    for (const TargetCheck& one : check.targets) {
      if (!(one.certainty < 0.5)) continue;
      if (plan_.targets[one.target].in_days > 0) continue;
      add_people(one.target, one.cells);
      mended = true;
    }
    if (mended) best_ = now_;
    return mended;
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
    int in_vain = 0;
    std::set<std::vector<int>> seen;
    for (int pass = 0; pass < kMostPasses && !stopped(); ++pass, ++passes_) {
      report("looking for the fewest agents");
      const Table<int> step = steps(pass);
      // The first steps need no precision, and what they show is not yet believed.
      const bool is_rough = passes_ < 2 && replications_ > 2 && !adds_up();
      if (!look_around(step, is_rough ? (replications_ + 1) / 2 : replications_)) break;
      const bool feasible = !is_rough && violated().empty();
      const double cost = wages(plan_, now_);
      if (feasible && (!best_ || cost < best_cost)) {
        best_ = now_;
        best_cost = cost;
        keep_marginal();
        in_vain = 0;
      } else if (best_ && ++in_vain >= kMostInVain) {
        break;
      }
      const Situation situation{plan_,   promises_, constraints_, now_,
                                counts_, more_,     fewer_,       stays_};
      if (feasible && cost <= best_cost) lower_bound_ = std::min(cost, least_cost(situation));
      if (!feasible && !is_rough) let_stay();
      before_ = now_;
      Staffing next = best_moves(situation);
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

  // Large numbers are searched in large steps first.
  Table<int> steps(int pass) const {
    Table<int> step(now_.rows(), now_.columns());
    for (std::size_t c = 0; c < now_.rows(); ++c) {
      for (std::size_t g = 0; g < now_.columns(); ++g) {
        step(c, g) = pass < 2 ? std::max(1, static_cast<int>(std::lround(0.04 * now_(c, g)))) : 1;
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
  bool look_around(const Table<int>& step, int replications) {
    const Trials trials = trials_of(plan_, now_, step, true);
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

  std::vector<std::size_t> violated() const {
    std::vector<std::size_t> found;
    for (std::size_t k = 0; k < constraints_.size(); ++k) {
      if (margin_of(constraints_[k], promises_[constraints_[k].promise], counts_) < -1e-9) {
        found.push_back(k);
      }
    }
    return found;
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
      add_people(constraints_[k].promise, constraints_[k].cells);
      next = now_;
    }
  }

  // One more, of the group that helps this promise most for its wage, in the cell where it does.
  void add_people(std::size_t promise, const std::vector<std::uint32_t>& cells) {
    double most = 0;
    std::uint32_t best_cell = cells.front();
    GroupId best_group = 0;
    for (const std::uint32_t c : cells) {
      for (GroupId g = 0; g < now_.columns(); ++g) {
        if (more_.step.rows() == 0 || more_.step(c, g) == 0) continue;
        double gain = 0;
        for (std::size_t later = 0; later < more_.reach; ++later) {
          gain += more_.margins[promise](c, g)[later];
        }
        gain /= more_.step(c, g) * plan_.wage[g];
        if (gain > most) most = gain, best_cell = c, best_group = g;
      }
    }
    if (most == 0) {
      for (GroupId g = 0; g < now_.columns(); ++g) ++now_(best_cell, g);
    } else {
      ++now_(best_cell, best_group);
    }
  }

  // From numbers with which no pass held everything, people are only added until all holds.
  void add_until_feasible() {
    for (std::size_t c = 0; c < stays_.rows(); ++c) {
      for (std::size_t g = 0; g < stays_.columns(); ++g) stays_(c, g) = 1;
    }
    for (int i = 0; i < kMostAdditions && !stopped(); ++i) {
      if (!look_around(steps(kMostPasses), replications_) || violated().empty()) break;
      Staffing next =
          best_moves({plan_, promises_, constraints_, now_, counts_, more_, fewer_, stays_});
      if (same(next, now_)) add_where_violated(next);
      now_ = std::move(next);
    }
    best_ = now_;
    keep_marginal();
  }

  void keep_marginal() {
    if (more_.step.rows() == 0) return;
    marginal_ = Table<MarginalValue>(now_.rows(), now_.columns());
    for (std::size_t c = 0; c < now_.rows(); ++c) {
      const double times = static_cast<double>(plan_.cells[c].times) * replications_;
      for (std::size_t g = 0; g < now_.columns(); ++g) {
        const auto value = [&](const Effects& effects) {
          const int step = effects.step(c, g);
          return step > 0 ? effects.in_target(c, g) / (times * step) : kUnknown;
        };
        marginal_(c, g) = {value(more_), value(fewer_)};
      }
    }
  }

  // ---- Targets that must hold on most days -----------------------------------------------------

  double days_held(const Promise& promise) const {
    Promise plain = promise;
    plain.limit = promise.target.limit;
    double held = 0, judged = 0;
    for (const Played& one : days_) {
      for (std::size_t day = 0; day < one.days.calls.rows(); ++day) {
        const Promise::Ratio ratio = plain.ratio(one.days, day);
        if (!(ratio.below > 0)) continue;
        judged += 1;
        held += plain.margin(ratio) >= 0 ? 1 : 0;
      }
    }
    return judged > 0 ? held / judged : 1;
  }

  void play_best() {
    now_ = best();
    counts_ = sum_of(days_ = player_.play(staffed(plan_, now_), 0, replications_));
  }

  // The mean of a day is planned for a stricter limit, until the limit itself holds on enough days:
  // the mildest such limit is found by halving.
  void raise_for_days() {
    for (Promise& promise : promises_) {
      if (promise.target.in_days <= 0 || stopped()) continue;
      play_best();
      if (days_held(promise) >= promise.target.in_days) continue;
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
        if (days_held(promise) >= promise.target.in_days) {
          high = middle;
          good = best();
        } else {
          low = middle;
        }
      }
      if (good) best_ = good;
      lower_bound_ = kUnknown;
    }
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
  Table<char> stays_;
  Staffing now_, before_;
  std::optional<Staffing> best_;
  Counts counts_;
  std::vector<Played> days_;
  Effects more_, fewer_;
  Table<MarginalValue> marginal_;
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
  const auto check = [&] {
    requirement.check = check_staffing(plan, staffed(plan, search.best()), checks, options);
  };
  if (!requirement.stopped) {
    if (options.progress) options.progress("checking with fresh random numbers", 0.95);
    check();
    constexpr int kMends = 3;
    for (int i = 0; i < kMends && search.mend(requirement.check) && !search.stopped(); ++i) check();
    const Plan busy = make_plan(plan.scenario, plan.by, {0.95});
    requirement.busy_factor = busy.busy;
    if (busy.busy != 1) {
      requirement.busy_day =
          check_staffing(busy, staffed(busy, search.best()), search.replications(), options);
    }
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
