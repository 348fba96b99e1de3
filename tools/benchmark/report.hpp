#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "measure.hpp"

namespace hotline::benchmark {

// What came out for one case, over all repetitions.
struct CaseResult {
  std::string name, what;
  bool all_cores = false;
  double calls = 0;
  Spread ns_per_call;       // of the processor's time
  Spread ratio;             // to the floor of the same round
  double events_per_s = 0;  // medians
  double calls_per_s = 0;   // by the wall clock for cases on all cores
  double peak_mb = 0;
};

// `samples` and `floors` are of the same rounds.
CaseResult summarize(const Case& a_case, const std::vector<Sample>& samples,
                     const std::vector<Sample>& floors);

// A table for people. With `old`, a column with the ratio of each case's ratio to the old one.
std::string table(const std::vector<CaseResult>& results, const nlohmann::json* old);

nlohmann::json to_json(const std::vector<CaseResult>& results);

}  // namespace hotline::benchmark
