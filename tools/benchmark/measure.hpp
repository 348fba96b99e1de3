#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace hotline::benchmark {

// What one run of a case did.
struct Work {
  double calls = 0;
  double events = 0;
};

// Something to be timed. `prepare` builds what is timed (reading, compiling, memory), untimed; what
// it returns plays it once from a cold start and is called twice, the first time to warm up.
struct Case {
  std::string name;
  std::string what;  // one line for people
  std::function<std::function<Work()>()> prepare;
  bool all_cores = false;  // the wall clock is shown beside the processor's time
  bool quick = true;       // part of a quick look
};

// One run of a case.
struct Sample {
  Work work;
  double processor_ns = 0;  // user and system time of all threads
  double wall_ns = 0;
  double peak_mb = 0;  // resident memory of the process that ran the case

  double ns_per_call() const { return processor_ns / work.calls; }
};

// Runs a case in a process of its own, so that its peak of memory is its own. Throws
// std::runtime_error if that process fails.
Sample measure(const Case& a_case);

// The smallest, the median and the largest of some numbers; not empty.
struct Spread {
  double least = 0, median = 0, most = 0;
};
Spread spread_of(std::vector<double> values);

}  // namespace hotline::benchmark
