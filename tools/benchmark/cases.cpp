#include "cases.hpp"

#include <memory>
#include <utility>

#include "bare_loop.hpp"
#include "centres.hpp"
#include "hotline/hotline.hpp"

namespace hotline::benchmark {
namespace {

constexpr double kCalls = 1e6;  // of a case with one queue

// A model with the memory to play it, kept together.
struct Stage {
  explicit Stage(const Scenario& scenario) : model(compile(scenario)), replication(model) {}
  Model model;
  Replication replication;
};

// Plays replications until there were about `calls` calls.
std::function<Work()> play(const Scenario& scenario, double calls) {
  auto stage = std::make_shared<Stage>(scenario);
  return [stage, calls] {
    Work work;
    for (std::uint64_t index = 0; work.calls < calls; ++index) {
      stage->replication.play(1, index, [&](const Tally& tally) {
        for (std::size_t cell = 0; cell < tally.cell_calls.rows(); ++cell) {
          for (std::size_t type = 0; type < tally.cell_calls.columns(); ++type) {
            work.calls += static_cast<double>(tally.cell_calls(cell, type).attempts);
          }
        }
        work.events += static_cast<double>(tally.events);
        return true;
      });
    }
    return work;
  };
}

Case one_queue_case(std::string name, std::string what, int agents, double load, bool impatient,
                    bool quick) {
  return {std::move(name), std::move(what),
          [=] { return play(one_queue(agents, load, impatient, kCalls), 0.5 * kCalls); }, false,
          quick};
}

Case file_case(std::string name, std::string what, const std::string& file, bool quick = true) {
  return {std::move(name), std::move(what),
          [file] {
            return play(read_scenario(std::string(HOTLINE_SOURCE_DIR "/") + file), 0.4 * kCalls);
          },
          false, quick};
}

Case on_all_cores(std::string name, std::string what, int threads) {
  return {std::move(name), std::move(what),
          [threads] {
            const auto model = std::make_shared<Model>(
                compile(read_scenario(HOTLINE_SOURCE_DIR "/scenarios/ciam/2013.toml")));
            return [model, threads]() -> Work {
              RunOptions options;
              options.replications = 1000;
              options.threads = threads;
              const Result result = run(*model, options);
              return {result.simulated_calls, result.events};
            };
          },
          true, false};
}

}  // namespace

std::vector<Case> all_cases() {
  return {
      {"floor", "three exponential draws a call",
       [] { return [] { return draw_only(20'000'000); }; }},
      {"bare loop", "M/M/100+M, load 95: only counts and sums of waits",
       [] { return [] { return bare_loop(4'000'000, 100, 95, 2); }; }},
      one_queue_case("M/M/1", "load 0.9, no patience", 1, 0.9, false, true),
      one_queue_case("M/M/10+M", "load 9.5, patience twice the talk", 10, 0.95, true, true),
      one_queue_case("M/M/100+M", "load 95", 100, 0.95, true, true),
      one_queue_case("M/M/1000+M", "load 950", 1000, 0.95, true, false),
      one_queue_case("M/M/10000+M", "load 9,500", 10000, 0.95, true, true),
      file_case("ciam", "the CIAM's half-year of 2013", "scenarios/ciam/2013.toml"),
      file_case("mmc", "peers: one queue", "scenarios/peers/mmc.toml", false),
      file_case("mmc-blocked", "peers: at most 5 waiting", "scenarios/peers/mmc-blocked.toml",
                false),
      file_case("mmc-abandon", "peers: patience", "scenarios/peers/mmc-abandon.toml", false),
      file_case("simple-msk", "peers: three types, two groups", "scenarios/peers/simple-msk.toml"),
      file_case("bilingual", "peers: lines and retries", "scenarios/peers/bilingual.toml", false),
      file_case("multi-skill", "a day of 3 types and 3 groups", "tools/benchmark/multi-skill.toml"),
      file_case("multi-skill, all", "with retries, lines, transfers and callbacks",
                "tools/benchmark/multi-skill-all.toml"),
      {"65 x 89", "65 types, 89 groups", [] { return play(large_centre(), 0.4 * kCalls); }},
      {"8 x 4", "8 types, 4 sites, 300,000 calls a day", [] { return play(four_sites(), kCalls); }},
      on_all_cores("1,000 half-years, 1", "1,000 replications of the CIAM on one core", 1),
      on_all_cores("1,000 half-years", "1,000 replications of the CIAM on all cores", 0),
  };
}

}  // namespace hotline::benchmark
