#include "hotline/experiment/run.hpp"

#include <memory>
#include <utility>

#include "hotline/base/error.hpp"
#include "hotline/experiment/experiment.hpp"

namespace hotline {

namespace {

Precision precision_of(const WantedPrecision& wanted) {
  try {
    return {.goals = parse_precision(wanted.goal),
            .most = wanted.most,
            .most_seconds = wanted.most_seconds};
  } catch (const InputError&) {
    throw;
  } catch (const Error& error) {
    Problem problem = wanted.place;
    problem.message = error.what();
    problem.hint = "write it like \"1%\" or \"service_level=0.5pp, asa=2s\"";
    throw InputError({problem});
  }
}

}  // namespace

RunOptions run_options(const Scenario& scenario) {
  RunOptions options;
  options.replications = scenario.run.replications;
  options.seed = scenario.run.seed;
  options.confidence = scenario.run.confidence;
  options.intervals = scenario.run.intervals;
  options.simultaneous = scenario.run.simultaneous;
  options.control_variates = scenario.run.control_variates;
  options.antithetic = scenario.run.antithetic;
  if (scenario.run.precision) options.precision = precision_of(*scenario.run.precision);
  return options;
}

Result run(const Model& model, const RunOptions& options) {
  // The model outlives the run: nobody owns it here.
  const std::shared_ptr<const Model> shared(std::shared_ptr<const Model>(), &model);
  std::optional<Result> result =
      run_variants({1, [&](std::size_t) { return shared; }}, options).front();
  if (!result) throw Error("stopped before the first replication was done");
  return std::move(*result);
}

}  // namespace hotline
