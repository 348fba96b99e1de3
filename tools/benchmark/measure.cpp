#include "measure.hpp"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <exception>
#include <stdexcept>

namespace hotline::benchmark {
namespace {

double processor_ns() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_nsec);
}

Sample run_here(const Case& a_case) {
  const std::function<Work()> play = a_case.prepare();
  play();
  const auto wall = std::chrono::steady_clock::now();
  const double start = processor_ns();
  Sample sample;
  sample.work = play();
  sample.processor_ns = processor_ns() - start;
  sample.wall_ns =
      std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - wall).count();
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  sample.peak_mb = static_cast<double>(usage.ru_maxrss) / 1024;
  return sample;
}

}  // namespace

Sample measure(const Case& a_case) {
  int ends[2];
  if (pipe(ends) != 0) throw std::runtime_error("no pipe can be made");
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("no process can be started");
  if (child == 0) {
    int status = 1;
    try {
      const Sample sample = run_here(a_case);
      if (write(ends[1], &sample, sizeof sample) == sizeof sample) status = 0;
    } catch (const std::exception& error) {
      std::fprintf(stderr, "%s: %s\n", a_case.name.c_str(), error.what());
    }
    _exit(status);
  }
  close(ends[1]);
  Sample sample;
  const bool told = read(ends[0], &sample, sizeof sample) == sizeof sample;
  close(ends[0]);
  waitpid(child, nullptr, 0);
  if (!told) throw std::runtime_error("the case \"" + a_case.name + "\" failed");
  return sample;
}

Spread spread_of(std::vector<double> values) {
  std::ranges::sort(values);
  const std::size_t half = values.size() / 2;
  const double median =
      values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
  return {values.front(), median, values.back()};
}

}  // namespace hotline::benchmark
