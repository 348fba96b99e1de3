#include "evidence/steady.hpp"

#include <fmt/format.h>

#include <cmath>

#include "hotline/scenario/read.hpp"

namespace hotline::evidence {

namespace {

constexpr int kBatches = 100;
constexpr double kCallsPerBatch = 20'000;

}  // namespace

std::vector<std::string> long_run(double calls_per_minute) {
  const double batch_minutes = std::ceil(kCallsPerBatch / calls_per_minute);
  return {fmt::format("horizon.steady={} min", kBatches * batch_minutes),
          fmt::format("horizon.warm_up={} min", batch_minutes / 2),
          fmt::format("horizon.batches={}", kBatches)};
}

Result simulate(const Scenario& scenario, std::uint64_t seed) {
  RunOptions options = run_options(scenario);
  options.replications = 1;
  options.seed = seed;
  options.keep_values = true;
  return run(compile(scenario), options);
}

Result simulate_one_queue(const test::Row& p, const std::string& talk, const std::string& patience,
                          const std::string& limit, std::uint64_t seed) {
  std::string text = fmt::format(
      "[horizon]\nsteady = '1 h'\n[[call]]\nname = 'calls'\narrivals = {{ rate = '{}/min' }}\n"
      "talk = {}\ntarget = {{ answered_within = '20 s', share = 0.8 }}\n",
      p.at("arrivals_per_min"), talk);
  if (!patience.empty()) text += fmt::format("patience = {}\n", patience);
  if (!limit.empty()) text += fmt::format("queue_limit = {}\n", limit);
  text += fmt::format("[[agents]]\nname = 'agents'\ntakes = ['calls']\ncount = {}\n",
                      p.contains("agents") ? p.at("agents") : "1");
  const auto horizon = long_run(std::stod(p.at("arrivals_per_min")));
  return simulate(parse_scenario(text, "textbook model", horizon), seed);
}

std::string exponential(const std::string& minutes) {
  return fmt::format("{{ exponential = {{ mean = '{} min' }} }}", minutes);
}

void set(Entry& entry, const Estimate& estimate, double scale) {
  entry.simulated = scale * estimate.value;
  entry.error = scale * estimate.error;
  entry.degrees = static_cast<double>(estimate.observations) - 1;
}

}  // namespace hotline::evidence
