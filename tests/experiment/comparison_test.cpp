#include "hotline/experiment/comparison.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <cmath>

#include "hotline/base/error.hpp"
#include "hotline/experiment/compare.hpp"
#include "support/builder.hpp"

using namespace hotline;
using namespace hotline::test;

namespace {

Estimate sample(std::vector<double> values) {
  Estimate estimate;
  for (const double value : values)
    estimate.value = (std::isnan(estimate.value) ? 0 : estimate.value) + value;
  estimate.value /= static_cast<double>(values.size());
  estimate.pseudo_values = std::move(values);
  return estimate;
}

Scenario morning(int operators) {
  Scenario scenario = calendar(5);
  scenario.opening = open_every_day(8 * kHour, 12 * kHour);
  scenario.calls = {impatient(call("a", 20 / kHour, 240), exponential(300)),
                    call("b", 3 / kHour, 300)};
  scenario.agents = {agents("operators", operators, {"a", "b"})};
  return scenario;
}

Variants mornings(std::vector<int> operators) {
  const std::size_t count = operators.size();
  return {
      count, [operators](std::size_t variant) {
        return std::make_shared<const Model>(without_rows(compile(morning(operators[variant]))));
      }};
}

RunOptions options(int replications) {
  RunOptions options;
  options.replications = replications;
  options.seed = 7;
  options.threads = 1;
  return options;
}

const ComparedLine& line_of(const Comparison& comparison, std::string_view key,
                            std::string_view name = "") {
  for (const ComparedLine& line : comparison.lines) {
    if (comparison.measures[line.measure].key == key && line.name == name) return line;
  }
  throw Error("no such line");
}

// Ends the play after so many observations.
class Ending final : public Observations {
 public:
  explicit Ending(int after) : left_(after) {}
  std::atomic<bool> stop = false;
  std::optional<Tally> find(std::size_t, int) override { return std::nullopt; }
  bool has(std::size_t, int) override { return false; }
  void keep(std::size_t, int, const Tally&, const Model&) override {
    if (--left_ == 0) stop = true;
  }
  void conclude(std::size_t, const Result&) override {}
  void tick() override {}

 private:
  int left_;
};

}  // namespace

TEST_CASE("a paired difference has the interval of Student's t on the differences") {
  // Differences 1, 2, 3, 4: mean 2.5, standard error 1.29099 / 2; t(0.975; 3) = 3.18245.
  const Estimate apart = difference(sample({11, 22, 33, 44}), sample({10, 20, 30, 40}), 0.95);
  CHECK(apart.value == doctest::Approx(2.5));
  CHECK(apart.error == doctest::Approx(0.645497));
  CHECK(apart.low == doctest::Approx(2.5 - 3.18245 * 0.645497).epsilon(1e-5));
  CHECK(apart.high == doctest::Approx(2.5 + 3.18245 * 0.645497).epsilon(1e-5));
  CHECK(is_seen(apart));
  // Variances 201.667 and 166.667 of the two, 1.66667 of the difference.
  CHECK(apart.gain == doctest::Approx(221));

  const Estimate back = difference(sample({10, 20, 30, 40}), sample({11, 22, 33, 44}), 0.95);
  CHECK(back.low == -apart.high);
  CHECK(back.high == -apart.low);
  CHECK(!is_seen(difference(sample({1, 5, 3}), sample({2, 3, 4}), 0.95)));
  CHECK(!difference(Estimate{}, sample({1, 2}), 0.95).known());
}

TEST_CASE("the difference of two estimates is that of their runs, for all and by type") {
  const auto comparison = compare(mornings({3, 2}), options(20), {});
  REQUIRE(comparison);
  const Result more = simulate(morning(3), 20, 7, 1), fewer = simulate(morning(2), 20, 7, 1);
  for (const char* key : {"service_level", "asa", "abandonment", "served"}) {
    CHECK(line_of(*comparison, key).differences[1].value ==
          doctest::Approx(fewer.call(key).value - more.call(key).value).epsilon(1e-9));
    CHECK(line_of(*comparison, key, "b").differences[1].value ==
          doctest::Approx(fewer.call(key, "b").value - more.call(key, "b").value).epsilon(1e-9));
  }
  const Estimate& level = line_of(*comparison, "service_level").differences[1];
  CHECK(level.high < 0);
  CHECK(level.gain > 1);
  const Estimate& hours = line_of(*comparison, "staffed_hours").differences[1];
  CHECK(hours.value == doctest::Approx(-120).epsilon(0.05));
}

TEST_CASE("a scenario does not differ from itself") {
  const auto comparison = compare(mornings({2, 2}), options(8), {});
  for (const ComparedLine& line : comparison->lines) {
    if (!line.values[0].known()) continue;
    CHECK(line.differences[1].value == 0);
    CHECK(line.differences[1].error == 0);
    CHECK(!is_seen(line.differences[1]));
  }
}

TEST_CASE("differences that hold together are wider, by Bonferroni") {
  CompareOptions asked;
  asked.measures = compared_measures(std::vector<std::string>{"asa", "abandonment"});
  const auto each = compare(mornings({3, 2, 4}), options(12), asked);
  asked.simultaneous = true;
  const auto together = compare(mornings({3, 2, 4}), options(12), asked);
  CHECK(each->simultaneous == 0);
  CHECK(together->simultaneous == 2 * 2 * 3);  // measures, variants, all and two types
  const Estimate& one = line_of(*together, "asa").differences[1];
  const Estimate expected = difference(line_of(*together, "asa").values[1],
                                       line_of(*together, "asa").values[0], 1 - 0.05 / 12);
  CHECK(one.low == expected.low);
  CHECK(one.high > line_of(*each, "asa").differences[1].high);
}

TEST_CASE("a comparison that is stopped tells of all scenarios") {
  Ending ending(25);
  RunOptions stopped = options(1000);
  stopped.observations = &ending;
  stopped.stop = &ending.stop;
  const auto comparison = compare(mornings({3, 2}), stopped, {});
  REQUIRE(comparison);
  CHECK(comparison->interrupted);
  CHECK(comparison->observations >= 5);
  CHECK(comparison->observations <= 20);
  CHECK(line_of(*comparison, "asa").differences[1].has_interval());
}

TEST_CASE("with a precision, replications are added until the differences are that narrow") {
  RunOptions precise = options(10);
  precise.precision = Precision{.goals = parse_precision("service_level=0.8pp"), .fewest = 10};
  const auto comparison = compare(mornings({3, 2}), precise, {});
  const Estimate& level = line_of(*comparison, "service_level").differences[1];
  CHECK((level.high - level.low) / 2 <= 0.008);
  CHECK(comparison->observations > 10);
  const auto again = compare(mornings({3, 2}), options(comparison->replications), {});
  CHECK(line_of(*again, "service_level").differences[1].low == level.low);
}

TEST_CASE("the best is selected, and the others are left out as soon as they cannot be it") {
  CompareOptions asked;
  asked.best = compared_measures(std::vector<std::string>{"service_level"}).front();
  asked.indifference = 0.01;
  const auto comparison = compare(mornings({2, 4, 3}), options(10), asked);
  REQUIRE(comparison->best);
  const Best::Selected& selected = *comparison->best->selected;
  CHECK(selected.decided);
  CHECK(selected.variant == 1);
  CHECK(selected.played[0] <= selected.played[1]);
}

TEST_CASE("unknown measures are refused, with the nearest one") {
  const std::vector<std::string> keys = {"servce_level"};
  CHECK_THROWS_WITH(compared_measures(keys),
                    "there is no measure \"servce_level\": did you mean \"service_level\"?");
}

TEST_CASE("every main measure is known") { CHECK(main_measures().size() >= 14); }
