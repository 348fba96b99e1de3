#include "hotline/experiment/sweep.hpp"

#include <doctest/doctest.h>

#include <set>

#include "hotline/experiment/experiment.hpp"
#include "hotline/scenario/read.hpp"

namespace hotline {
namespace {

Factor numbers(const std::string& name, const std::string& key, std::vector<double> values) {
  Factor factor;
  factor.name = name;
  factor.keys = {key};
  for (const double value : values) factor.values.push_back(setting_at(factor, value));
  return factor;
}

// An experiment whose response is a function of the factors' numbers, in two replications that
// differ by the same amount everywhere.
template <class Function>
Sweep played(ExperimentFile experiment, Function function) {
  Sweep sweep;
  experiment.responses = {{ResponseName::Scope::kCalls, "asa", "", "asa"}};
  sweep.experiment = std::move(experiment);
  sweep.cells = cells_of(sweep.experiment);
  for (const auto& cell : sweep.cells) {
    const double value = function(cell[0].number, cell[1].number);
    Estimate estimate;
    estimate.value = value;
    estimate.pseudo_values = {value - 1, value + 1, value};
    sweep.results.push_back({3, 3, {estimate}});
  }
  analyse(sweep);
  return sweep;
}

ExperimentFile two_factors(DesignKind design) {
  ExperimentFile experiment;
  experiment.design = design;
  experiment.factors = {numbers("a", "x", {1, 2, 3}), numbers("b", "y", {10, 20})};
  return experiment;
}

double plane(double a, double b) { return 100 + 5 * a - 2 * b; }

TEST_CASE("measures have one name each") {
  const MeasureNames& names = measure_names();
  std::set<std::string> all;
  for (const auto* some : {&names.calls, &names.agents, &names.house}) {
    for (const std::string& name : *some) CHECK_MESSAGE(all.insert(name).second, name);
  }
  CHECK(all.contains("service_level"));
  CHECK(all.contains("occupancy"));
  CHECK(all.contains("coverage_hours"));
  CHECK(all.contains("caller_wait_p95"));
}

TEST_CASE("the cells of a grid are all combinations") {
  const auto cells = cells_of(two_factors(DesignKind::kGrid));
  REQUIRE(cells.size() == 6);
  CHECK(overrides_of(cells[1]) == std::vector<std::string>{"x=1", "y=20"});
  CHECK(overrides_of(cells[5]) == std::vector<std::string>{"x=3", "y=20"});
}

TEST_CASE("designs that choose points stay inside the ranges") {
  for (const DesignKind design :
       {DesignKind::kLatinHypercube, DesignKind::kSobol, DesignKind::kSensitivity}) {
    ExperimentFile experiment = two_factors(design);
    experiment.points = 16;
    experiment.factors[1].values.clear();
    experiment.factors[1].range = FactorRange{0.5, 2.5, false, 4};
    const auto cells = cells_of(experiment);
    CHECK(cells.size() == experiment.cells());
    std::set<double> values;
    for (const auto& cell : cells) {
      values.insert(cell[0].number);
      CHECK(cell[1].number >= 0.5);
      CHECK(cell[1].number <= 2.5);
    }
    CHECK(values == std::set<double>{1, 2, 3});
  }
}

TEST_CASE("a grid tells effects, surface and sensitivity") {
  const Sweep sweep = played(two_factors(DesignKind::kGrid), plane);
  REQUIRE(sweep.analyses.size() == 1);
  const ResponseAnalysis& analysis = sweep.analyses[0];
  CHECK(analysis.cells == 6);
  CHECK(analysis.factors[0].labels[1] == "2");
  CHECK(analysis.factors[0].levels[1].change.value == doctest::Approx(5));
  CHECK(analysis.factors[0].levels[1].change.error == doctest::Approx(0));
  CHECK(analysis.factors[0].levels[2].change.value == doctest::Approx(10));
  CHECK(analysis.factors[1].levels[1].change.value == doctest::Approx(-20));
  CHECK(analysis.factors[1].levels[0].mean.value == doctest::Approx(90));
  REQUIRE(analysis.surface);
  CHECK(analysis.surface->terms[1].coefficient.value == doctest::Approx(5));    // from 1 to 3
  CHECK(analysis.surface->terms[2].coefficient.value == doctest::Approx(-10));  // from 10 to 20
  CHECK(analysis.from == ResponseAnalysis::From::kGrid);
  // Variances 25 x 2/3 and 4 x 25.
  const double a = 50.0 / 3, b = 100;
  CHECK(analysis.sensitivity.factors[0].first.value == doctest::Approx(a / (a + b)));
  CHECK(analysis.sensitivity.factors[1].total.value == doctest::Approx(b / (a + b)));
}

TEST_CASE("one at a time, changes are those from the base") {
  ExperimentFile experiment = two_factors(DesignKind::kOneAtATime);
  experiment.factors[0].base = setting_at(experiment.factors[0], 2);
  experiment.factors[1].base = setting_at(experiment.factors[1], 15);
  const Sweep sweep = played(experiment, plane);
  CHECK(sweep.cells.size() == 6);
  const ResponseAnalysis& analysis = sweep.analyses[0];
  CHECK(analysis.factors[0].labels == std::vector<std::string>{"2", "1", "2", "3"});
  CHECK(analysis.factors[0].levels[0].mean.value == doctest::Approx(80));
  CHECK(analysis.factors[0].levels[1].change.value == doctest::Approx(-5));
  CHECK(analysis.factors[1].levels[2].change.value == doctest::Approx(-10));
  CHECK_FALSE(analysis.surface);
}

TEST_CASE("cells without a value are left out") {
  Sweep sweep = played(two_factors(DesignKind::kGrid), plane);
  sweep.results[2].responses[0] = Estimate{};
  sweep.results[3].replications = 0;
  analyse(sweep);
  CHECK(sweep.done() == 5);
  CHECK(sweep.analyses[0].cells == 4);
  CHECK(sweep.analyses[0].from != ResponseAnalysis::From::kGrid);  // it has holes
}

TEST_CASE("cells are those that a run of their scenario gives") {
  const std::string text =
      "[horizon]\nsteady = \"20 h\"\nbatches = 2\n[[call]]\nname = \"help\"\narrivals = { rate = "
      "\"1/min\" }\ntalk = { exponential = { mean = \"2 min\" } }\n[[agents]]\nname = \"desk\"\n"
      "takes = [\"help\"]\ncount = 3\n[run]\nreplications = 3\n";
  const auto scenario = [&](const std::vector<std::string>& overrides) {
    return parse_scenario(text, "scenario", overrides);
  };
  ExperimentFile experiment;
  experiment.factors = {numbers("agents", "agents.desk.count", {3, 4})};
  const auto cells = cells_of(experiment);
  Variants variants;
  variants.count = cells.size();
  variants.keep_results = false;
  variants.model = [&](std::size_t cell) {
    return std::make_shared<const Model>(compile(scenario(overrides_of(cells[cell]))));
  };
  RunOptions options = run_options(scenario({}));
  options.threads = 1;
  options.keep_values = true;
  const std::vector<ResponseName> responses = {
      {ResponseName::Scope::kCalls, "asa", "help", ""},
      {ResponseName::Scope::kCalls, "wait_p90", "", ""},
      {ResponseName::Scope::kAgents, "occupancy", "desk", ""},
      {ResponseName::Scope::kHouse, "coverage_hours", "", ""}};
  std::size_t done = 0;
  run_variants(variants, options, [&](std::size_t cell, const Result& result) {
    ++done;
    const SweepCell some = sweep_cell(result, responses);
    const Result alone = run(compile(scenario(overrides_of(cells[cell]))), options);
    CHECK(some.replications == 3);
    CHECK(some.responses[0].value == alone.call("asa", "help").value);
    CHECK(some.responses[0].pseudo_values.size() == 3);
    CHECK(some.responses[1].value == alone.all_wait_percentiles[2].value);
    CHECK(some.responses[2].value == alone.agent("occupancy", "desk").value);
    CHECK(some.responses[3].value == alone.whole("coverage_hours").value);
  });
  CHECK(done == 2);
  CHECK(unit_of(responses[1]) == Unit::kSeconds);
  CHECK(unit_of(responses[2]) == Unit::kShare);
}

}  // namespace
}  // namespace hotline
