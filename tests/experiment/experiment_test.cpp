#include "hotline/experiment/experiment.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "hotline/base/error.hpp"
#include "support/builder.hpp"

using namespace hotline;
using namespace hotline::test;

namespace {

Scenario morning(int operators) {
  Scenario scenario = calendar(5);
  scenario.opening = open_every_day(8 * kHour, 12 * kHour);
  scenario.calls = {impatient(call("a", 20 / kHour, 240), exponential(300)),
                    call("b", 3 / kHour, 300)};
  scenario.agents = {agents("operators", operators, {"a", "b"})};
  return scenario;
}

Variants mornings(std::size_t count) {
  return {count, [](std::size_t variant) {
            return std::make_shared<const Model>(compile(morning(static_cast<int>(variant) + 2)));
          }};
}

bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

void check_same(const Result& a, const Result& b) {
  REQUIRE(a.all_calls.size() == b.all_calls.size());
  for (std::size_t m = 0; m < a.all_calls.size(); ++m) {
    CHECK(same(a.all_calls[m].value, b.all_calls[m].value));
    CHECK(same(a.all_calls[m].low, b.all_calls[m].low));
    CHECK(same(a.all_calls[m].high, b.all_calls[m].high));
  }
  CHECK(a.replications == b.replications);
}

// Keeps tallies in memory.
class Shelf final : public Observations {
 public:
  std::map<std::pair<std::size_t, int>, Tally> tallies;
  int kept = 0;
  std::optional<Tally> find(std::size_t variant, int observation) override {
    const auto found = tallies.find({variant, observation});
    return found == tallies.end() ? std::nullopt : std::optional(found->second);
  }
  bool has(std::size_t variant, int observation) override {
    return tallies.contains({variant, observation});
  }
  void keep(std::size_t variant, int observation, const Tally& tally, const Model&) override {
    tallies.insert_or_assign({variant, observation}, tally);
    ++kept;
  }
  void conclude(std::size_t, const Result&) override {}
  void tick() override {}
};

}  // namespace

TEST_CASE("each variant of an experiment has the bits of a run of its own, on any threads") {
  for (const int threads : {1, 2, 5}) {
    RunOptions options;
    options.replications = 12;
    options.seed = 7;
    options.threads = threads;
    std::vector<std::size_t> order;
    const auto results = run_variants(mornings(3), options,
                                      [&](std::size_t v, const Result&) { order.push_back(v); });
    CHECK(order.size() == 3);
    for (std::size_t v = 0; v < 3; ++v) {
      check_same(*results[v], simulate(morning(static_cast<int>(v) + 2), 12, 7, 1));
    }
  }
}

TEST_CASE("independent variants have seeds of their own") {
  Variants variants = mornings(2);
  variants.model = [](std::size_t) { return std::make_shared<const Model>(compile(morning(3))); };
  RunOptions options;
  options.replications = 4;
  auto common = run_variants(variants, options);
  CHECK(common[0]->call("asa").value == common[1]->call("asa").value);
  variants.common_random_numbers = false;
  auto apart = run_variants(variants, options);
  CHECK(apart[0]->call("asa").value != apart[1]->call("asa").value);
  check_same(*apart[1], simulate(morning(3), 4, seed_of(1, 1), 1));
}

TEST_CASE("observations that are kept are not played again, whatever their gaps") {
  RunOptions options;
  options.replications = 10;
  Shelf shelf;
  options.observations = &shelf;
  const auto all = run_variants(mornings(2), options);
  CHECK(shelf.kept == 20);
  for (const auto& [variant, number] :
       {std::pair<std::size_t, int>{0, 0}, {0, 4}, {0, 5}, {1, 9}}) {
    shelf.tallies.erase({variant, number});
  }
  shelf.kept = 0;
  options.threads = 3;
  const auto again = run_variants(mornings(2), options);
  CHECK(shelf.kept == 4);
  for (std::size_t v = 0; v < 2; ++v) check_same(*all[v], *again[v]);
  options.replications = 13;
  shelf.kept = 0;
  const auto longer = run_variants(mornings(2), options);
  CHECK(shelf.kept == 6);
  check_same(*longer[1], simulate(morning(3), 13, 1, 1));
}

TEST_CASE("shards play every replication once, and together they are the whole") {
  Shelf shelf;
  RunOptions options;
  options.replications = 11;
  options.observations = &shelf;
  for (int index = 0; index < 3; ++index) {
    options.shard = Shard{index, 3};
    for (const auto& result : run_variants(mornings(2), options)) CHECK_FALSE(result);
  }
  CHECK(shelf.kept == 22);
  options.shard.reset();
  const auto results = run_variants(mornings(2), options);
  CHECK(shelf.kept == 22);
  check_same(*results[0], simulate(morning(2), 11, 1, 1));
}

TEST_CASE("the batches of a steady run are kept and taken up as well") {
  Scenario scenario = steady(200 * kHour, 0, 20);
  scenario.calls = {call("a", 20 / kHour, 240)};
  scenario.agents = {agents("g", 3, {"a"})};
  const auto model = std::make_shared<const Model>(compile(scenario));
  const Variants variants{1, [&](std::size_t) { return model; }};
  Shelf shelf;
  RunOptions options;
  options.replications = 1;
  options.observations = &shelf;
  const auto whole = run_variants(variants, options);
  CHECK(shelf.kept == 20);
  for (int batch = 7; batch < 20; ++batch) shelf.tallies.erase({0, batch});
  shelf.kept = 0;
  const auto again = run_variants(variants, options);
  CHECK(shelf.kept == 13);
  check_same(*whole[0], *again[0]);
}

TEST_CASE("what fails in a variant ends the experiment with its error") {
  const Variants variants{3, [](std::size_t variant) -> std::shared_ptr<const Model> {
                            if (variant == 2) throw Error("no such scenario");
                            return std::make_shared<const Model>(compile(morning(2)));
                          }};
  RunOptions options;
  options.replications = 3;
  CHECK_THROWS_WITH(run_variants(variants, options), "no such scenario");
}

TEST_CASE("without rows a model says the same of the whole horizon") {
  Scenario scenario = morning(3);
  scenario.reporting.segments = {Segment{"mornings", {}, {}, {{kEveryDay, 9 * kHour, 10 * kHour}}}};
  RunOptions options;
  options.replications = 6;
  const Model model = compile(scenario);
  const Result with = run(model, options), without = run(without_rows(model), options);
  CHECK(without.by_cell.empty());
  CHECK(without.by_day.empty());
  for (std::size_t m = 0; m < with.all_calls.size(); ++m) {
    if (std::isnan(with.all_calls[m].value)) continue;
    CHECK(without.all_calls[m].value == doctest::Approx(with.all_calls[m].value).epsilon(1e-12));
  }
  REQUIRE(without.segments.size() == 1);
  CHECK(without.segments[0].calls[1].value == with.segments[0].calls[1].value);
}

TEST_CASE("the mean and the error of pseudo-values are those of the estimate") {
  RunOptions options;
  options.replications = 25;
  options.keep_values = true;
  const Result result = run(compile(morning(3)), options);
  for (const char* key : {"service_level", "asa", "attempts"}) {
    const Estimate& estimate = result.call(key);
    REQUIRE(estimate.pseudo_values.size() == 25);
    double mean = 0, squares = 0;
    for (const double value : estimate.pseudo_values) mean += value / 25;
    for (const double value : estimate.pseudo_values) squares += (value - mean) * (value - mean);
    CHECK(mean == doctest::Approx(estimate.value).epsilon(1e-12));
    CHECK(std::sqrt(squares / 24 / 25) == doctest::Approx(estimate.error).epsilon(1e-9));
  }
}
