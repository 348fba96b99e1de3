#include "hotline/experiment/compare.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <utility>

#include "hotline/base/error.hpp"
#include "stopping.hpp"

namespace hotline {
namespace {

// Keeps observations between the rounds of a play that are not kept in a store.
class Shelf final : public Observations {
 public:
  std::optional<Tally> find(std::size_t variant, int observation) override {
    const auto found = tallies_.find({variant, observation});
    return found == tallies_.end() ? std::nullopt : std::optional(found->second);
  }
  bool has(std::size_t variant, int observation) override {
    return tallies_.contains({variant, observation});
  }
  void keep(std::size_t variant, int observation, const Tally& tally, const Model&) override {
    tallies_.insert_or_assign({variant, observation}, tally);
  }
  void conclude(std::size_t, const Result&) override {}
  void tick() override {}

 private:
  std::map<std::pair<std::size_t, int>, Tally> tallies_;
};

// Plays all variants, or those still in, up to a number of replications each, as often as asked.
class Rounds {
 public:
  Rounds(const Variants& variants, const RunOptions& options)
      : variants_(variants), options_(options), latest_(variants.count) {
    variants_.common_random_numbers = true;
    variants_.in_turns = true;
    options_.keep_values = true;
    options_.simultaneous = false;
    options_.control_variates = false;  // pseudo-values know nothing of them
    options_.precision.reset();
  }

  void keep_in_memory() {
    if (options_.observations == nullptr) options_.observations = &shelf_;
  }

  // False if it was stopped.
  bool play(int replications, const std::vector<bool>& in = {}) {
    options_.replications = replications;
    variants_.left_out.clear();
    for (const bool is_in : in) variants_.left_out.push_back(!is_in);
    auto results = run_variants(variants_, options_);
    bool whole = true;
    for (std::size_t v = 0; v < results.size(); ++v) {
      if (!variants_.left_out.empty() && variants_.left_out[v]) continue;
      whole = whole && results[v] && !results[v]->interrupted;
      if (results[v]) latest_[v] = std::move(results[v]);
    }
    return whole && !stopped();
  }

  bool stopped() const { return options_.stop != nullptr && *options_.stop; }
  // Of all variants, or nothing.
  std::optional<std::vector<Result>> results() const {
    std::vector<Result> all;
    for (const auto& result : latest_) {
      if (!result) return std::nullopt;
      all.push_back(*result);
    }
    return all;
  }
  const RunOptions& options() const { return options_; }

 private:
  Variants variants_;
  RunOptions options_;
  Shelf shelf_;
  std::vector<std::optional<Result>> latest_;  // [variant]
};

// ---- Differences as narrow as asked ------------------------------------------------------------

ComparedMeasure measure_of(const PrecisionGoal& goal) {
  const std::string keys[] = {goal.measure};
  return compared_measures(keys).front();
}

// By how much the widest interval is too wide; 0 if no difference varies.
double excess_of(const PrecisionGoal& goal, const std::vector<Result>& results) {
  const ComparedMeasure measure = measure_of(goal);
  const Estimate base = estimate_of(results.front(), measure, goal.type);
  const double wanted = goal.relative ? goal.amount * std::abs(base.value) : goal.amount;
  double excess = 0;
  for (std::size_t v = 1; v < results.size(); ++v) {
    const Estimate apart =
        difference(estimate_of(results[v], measure, goal.type), base, results.front().confidence);
    if (apart.error > 0) excess = std::max(excess, (apart.high - apart.low) / 2 / wanted);
  }
  return excess;
}

double excess_of(const Precision& precision, const std::vector<Result>& results) {
  double excess = 0;
  for (const PrecisionGoal& goal : precision.goals) {
    excess = std::max(excess, excess_of(goal, results));
  }
  return excess;
}

// The rule of stopping.hpp, for differences.
void play_to_precision(const Precision& precision, Rounds& rounds) {
  const auto start = std::chrono::steady_clock::now();
  rounds.keep_in_memory();
  int count = detail::first_look(precision, rounds.options());
  while (rounds.play(count)) {
    const auto results = rounds.results();
    if (!results || count >= precision.most || detail::too_late(precision, start)) return;
    const double excess = excess_of(precision, *results);
    if (excess <= 1) return;
    count = detail::next_look(excess, count, precision, rounds.options());
  }
}

// ---- The best is selected ----------------------------------------------------------------------

std::vector<double> values_of(const Result& result, const CompareOptions& asked) {
  std::vector<double> values = estimate_of(result, *asked.best, "").pseudo_values;
  for (double& value : values) value *= asked.direction;
  return values;
}

// Means of the variants still in.
std::vector<double> means_of(const std::vector<Result>& results, const CompareOptions& asked) {
  std::vector<double> means;
  for (const Result& result : results) {
    means.push_back(asked.direction * estimate_of(result, *asked.best, "").value);
  }
  return means;
}

Best play_selection(const CompareOptions& asked, int first, Rounds& rounds) {
  Best best{.measure = *asked.best, .direction = asked.direction};
  best.selected = Best::Selected{.indifference = *asked.indifference};
  rounds.keep_in_memory();
  int count = first;
  std::optional<Selection> selection;
  while (rounds.play(count, selection ? selection->in() : std::vector<bool>())) {
    const auto results = rounds.results();
    if (!selection) {
      std::vector<std::vector<double>> samples;
      for (const Result& result : *results) samples.push_back(values_of(result, asked));
      selection.emplace(samples, *asked.indifference, results->front().confidence);
    }
    const bool pairs = rounds.options().antithetic;
    selection->look(means_of(*results, asked), pairs ? count / 2 : count);
    best.selected->decided = selection->decided();
    if (selection->decided()) break;
    const int most = selection->most() * (pairs ? 2 : 1);
    count = std::min(most, count + std::max(2, count / 20 * 2));
  }
  if (const auto results = rounds.results()) {
    const std::vector<double> means = means_of(*results, asked);
    for (std::size_t v = 0; v < results->size(); ++v) {
      best.selected->played.push_back((*results)[v].replications);
      const bool is_in = !selection || selection->in()[v];
      best.may_be_best.push_back(is_in);
      const bool chosen_is_in = !selection || selection->in()[best.selected->variant];
      if (is_in && (!chosen_is_in || means[v] > means[best.selected->variant])) {
        best.selected->variant = v;
      }
    }
  }
  return best;
}

void check(const RunOptions& options, const CompareOptions& asked) {
  if (!asked.indifference) return;
  if (options.precision) throw Error("the best is selected as surely as asked: no precision too");
  if (options.shard) throw Error("the best is selected by looking at all: not by a shard");
  if (options.replications < 4) throw Error("a selection begins with 4 replications or more");
}

}  // namespace

std::optional<Comparison> compare(const Variants& variants, const RunOptions& options,
                                  const CompareOptions& asked) {
  check(options, asked);
  Rounds rounds(variants, options);
  const bool follows = options.crew != nullptr && !options.crew->leads();
  std::optional<Best> best;
  if (follows || options.shard) {
    rounds.play(options.replications);
    return std::nullopt;
  }
  if (options.precision) {
    check_types(options.precision->goals, detail::type_names(*variants.model(0)));
    play_to_precision(*options.precision, rounds);
  } else if (asked.indifference) {
    best = play_selection(asked, options.replications, rounds);
  } else {
    rounds.play(options.replications);
  }
  const auto results = rounds.results();
  if (!results) return std::nullopt;
  std::vector<std::string> names = asked.names;
  for (std::size_t v = names.size(); v < results->size(); ++v) names.push_back((*results)[v].title);
  Comparison comparison =
      compared(*results, std::move(names),
               asked.measures.empty() ? main_measures() : asked.measures, asked.simultaneous);
  comparison.interrupted = comparison.interrupted || rounds.stopped();
  if (options.precision) comparison.too_wide = excess_of(*options.precision, *results);
  comparison.best = std::move(best);
  if (asked.best && !comparison.best) {
    comparison.best = best_of(*results, *asked.best, asked.direction);
  }
  return comparison;
}

}  // namespace hotline
