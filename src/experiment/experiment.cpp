#include "hotline/experiment/experiment.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <mutex>
#include <utility>

#include "hotline/base/error.hpp"
#include "stopping.hpp"
#include "variant_fold.hpp"

namespace hotline {
namespace {

using detail::prepared;
using detail::PreparedModel;
using detail::VariantFold;

// Models by variant, compiled when they are first asked for and let go when they are done with.
class Models {
 public:
  Models(const Variants& variants, const RunOptions& options)
      : variants_(variants), options_(options) {}

  PreparedModel of(std::size_t variant) {
    const std::lock_guard lock(mutex_);
    const auto known = models_.find(variant);
    if (known != models_.end()) return known->second;
    return models_.emplace(variant, prepared(variants_.model(variant), options_)).first->second;
  }
  void drop(std::size_t variant) {
    const std::lock_guard lock(mutex_);
    models_.erase(variant);
  }
  PlayedModel played(std::size_t variant) {
    return {of(variant).model, seed(variant), options_.antithetic};
  }
  std::uint64_t seed(std::size_t variant) const {
    return variants_.common_random_numbers ? options_.seed : seed_of(variant, options_.seed);
  }

 private:
  const Variants& variants_;
  const RunOptions& options_;
  std::mutex mutex_;
  std::map<std::size_t, PreparedModel> models_;
};

// The whole of an experiment: hands out what is missing, folds what comes.
class ExperimentWork final : public Work {
 public:
  ExperimentWork(const Variants& variants, const RunOptions& options, const OnVariant& on_variant)
      : variants_(variants),
        options_(options),
        on_variant_(on_variant),
        models_(variants, options),
        results_(variants.count) {}

  PlayedModel model_of(std::size_t variant) override { return models_.played(variant); }

  std::optional<Lot> next_lot() override {
    while ((lots_.empty() || variants_.in_turns) && begun_ < variants_.count) {
      if (!is_left_out(begun_)) begin(begun_);
      if (++begun_ == variants_.count && variants_.in_turns) take_turns();
    }
    if (lots_.empty()) return std::nullopt;
    const Lot lot = lots_.back();
    lots_.pop_back();
    return lot;
  }

  void take(std::size_t variant, int observation, const Tally& tally) override {
    VariantFold& fold = folds_.at(variant);
    if (options_.observations != nullptr) {
      options_.observations->keep(variant, observation, tally, *fold.model());
    }
    ++done_;
    if (options_.shard) return;
    fold.add(tally);
    const int asked = fold.asked();
    if (go_on(variant, fold) && fold.asked() > asked) hand_out(variant, fold);
  }

  void tick() override {
    if (options_.observations != nullptr) options_.observations->tick();
    if (options_.progress) options_.progress(done_, asked());
  }

  // What is known of the variants that were not finished, too.
  std::vector<std::optional<Result>> results() {
    if (!options_.shard) {
      for (const auto& [variant, fold] : folds_) {
        if (fold.observations() > 0) results_[variant] = fold.result();
      }
    }
    return std::move(results_);
  }

 private:
  void begin(std::size_t variant) {
    VariantFold& fold =
        folds_.try_emplace(variant, models_.of(variant), models_.seed(variant), options_)
            .first->second;
    if (options_.precision) {
      check_types(options_.precision->goals, detail::type_names(*fold.model()));
      fold.ask(detail::first_look(*options_.precision, options_));
    }
    asked_ += fold.asked();
    if (options_.shard || go_on(variant, fold)) hand_out(variant, fold);
  }

  // Folds what is kept and comes next, and asks for more if the goals say so. False if the variant
  // is done with; `fold` is no more then.
  bool go_on(std::size_t variant, VariantFold& fold) {
    for (int more = 0;; fold.ask(fold.asked() + more), asked_ += more) {
      while (fold.observations() < fold.asked()) {
        const auto kept = kept_at(variant, fold.observations());
        if (!kept) return true;
        fold.add(*kept);
        ++done_;
      }
      more = more_of(fold);
      if (more == 0) break;
    }
    Result result = fold.result();
    if (options_.observations != nullptr) options_.observations->conclude(variant, result);
    if (on_variant_) on_variant_(variant, result);
    if (variants_.keep_results || !on_variant_) results_[variant] = std::move(result);
    folds_.erase(variant);
    models_.drop(variant);
    return false;
  }

  int more_of(const VariantFold& fold) const {
    if (!options_.precision || detail::too_late(*options_.precision, start_)) return 0;
    return detail::more_replications(*options_.precision, fold, options_);
  }

  // Lots of those observations that are not kept, the first one on top.
  void hand_out(std::size_t variant, const VariantFold& fold) {
    const Shard part = options_.shard.value_or(Shard{});
    std::vector<Lot> missing;
    int first = fold.observations();
    first += (part.index - first % part.count + part.count) % part.count;
    for (int next = first; next < fold.asked(); next += part.count) {
      if (is_kept(variant, next)) {
        if (options_.shard) ++done_;
        continue;
      }
      if (missing.empty() || missing.back().end <= next - part.count) {
        missing.push_back({variant, next, next, part.count, fold.batches()});
      }
      missing.back().end = next + 1;
    }
    lots_.insert(lots_.end(), missing.rbegin(), missing.rend());
  }

  bool is_left_out(std::size_t variant) const {
    return !variants_.left_out.empty() && variants_.left_out.at(variant);
  }

  // Cuts the lots and sorts the pieces by their first observation, the earliest on top.
  void take_turns() {
    constexpr int kTurn = 10;  // observations; that models are changed seldom
    std::vector<Lot> pieces;
    for (Lot lot : lots_) {
      if (lot.batches) pieces.push_back(lot);
      for (; !lot.batches && lot.first < lot.end; lot.first += kTurn * lot.step) {
        pieces.push_back(lot);
        pieces.back().end = std::min(lot.end, lot.first + kTurn * lot.step);
      }
    }
    std::ranges::sort(pieces, std::ranges::greater{},
                      [](const Lot& lot) { return std::pair(lot.first, lot.variant); });
    lots_ = std::move(pieces);
  }

  bool is_kept(std::size_t variant, int observation) const {
    return options_.observations != nullptr && options_.observations->has(variant, observation);
  }
  std::optional<Tally> kept_at(std::size_t variant, int observation) const {
    if (options_.observations == nullptr) return std::nullopt;
    return options_.observations->find(variant, observation);
  }

  // Observations, as far as is known: variants that are not begun are taken to be like those that
  // are.
  int asked() const {
    const auto begun = static_cast<double>(std::max<std::size_t>(1, begun_));
    const double all = asked_ * static_cast<double>(variants_.count) / begun;
    const double here = options_.shard ? all / options_.shard->count : all;
    return std::max({1, done_, static_cast<int>(std::min(here, 2e9))});
  }

  const Variants& variants_;
  const RunOptions& options_;
  const OnVariant& on_variant_;
  Models models_;
  std::size_t begun_ = 0;
  std::map<std::size_t, VariantFold> folds_;  // of variants in hand
  std::vector<Lot> lots_;                     // to be handed out, the next one last
  std::vector<std::optional<Result>> results_;
  int done_ = 0;
  double asked_ = 0;
  const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

// Those who do not lead need to know the models only.
class FollowedWork final : public Work {
 public:
  FollowedWork(const Variants& variants, const RunOptions& options)
      : models_(variants, options), in_turns_(variants.in_turns) {}
  PlayedModel model_of(std::size_t variant) override {
    if (last_ && *last_ != variant && !in_turns_) models_.drop(*last_);
    last_ = variant;
    return models_.played(variant);
  }
  std::optional<Lot> next_lot() override { return std::nullopt; }
  void take(std::size_t, int, const Tally&) override {}

 private:
  Models models_;
  bool in_turns_;
  std::optional<std::size_t> last_;
};

}  // namespace

std::uint64_t seed_of(std::size_t variant, std::uint64_t seed) {
  // The first steps of SplitMix64 (Steele, Lea and Flood 2014), whose increment this is.
  std::uint64_t mixed = seed + 0x9E3779B97F4A7C15ULL * (variant + 1);
  mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBULL;
  return mixed ^ (mixed >> 31U);
}

std::vector<std::optional<Result>> run_variants(const Variants& variants, const RunOptions& options,
                                                const OnVariant& on_variant) {
  if (options.antithetic && !options.precision &&
      (options.replications < 4 || options.replications % 2 != 0)) {
    throw Error("antithetic replications come in pairs: their number must be even, and 4 or more");
  }
  if (options.crew != nullptr && !options.crew->leads()) {
    FollowedWork work(variants, options);
    options.crew->follow(work, options.stop);
    return std::vector<std::optional<Result>>(variants.count);
  }
  ExperimentWork work(variants, options, on_variant);
  const bool is_single = variants.count == 1 && options.replications == 1 && !options.precision;
  const std::unique_ptr<Crew> own =
      options.crew ? nullptr : thread_crew(is_single ? 1 : options.threads);
  Crew& crew = options.crew ? *options.crew : *own;
  crew.play(work, options.stop);
  return work.results();
}

}  // namespace hotline
