#pragma once

#include <functional>
#include <string>
#include <vector>

#include "hotline/experiment/run.hpp"

// Models whose true values are known, for the experiment on coverage.
namespace hotline::evidence {

// A number that a run estimates, and what it really is.
struct Quantity {
  std::string name;
  std::string kind;  // "mean", "ratio", "time average" or "percentile"
  std::function<const Estimate&(const Result&)> estimate;
  double truth = 0;
};

struct CoverageCase {
  std::string model;     // for people: "M/M/5, load 4"
  std::string source;    // of the true values
  std::string scenario;  // TOML
  std::vector<Quantity> quantities;
  bool is_long = false;  // also with 1,000 replications
};

// Run in independent replications.
std::vector<CoverageCase> replicated_cases();

// Some of them, for variance reduction.
std::vector<CoverageCase> reducible_cases();

// Steady runs of one replication, for batches. `batches` is a key of their [horizon].
std::vector<CoverageCase> batched_cases(int batches);

}  // namespace hotline::evidence
