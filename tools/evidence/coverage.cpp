// Runs the same experiment thousands of times on models whose truth is known, and counts how often
// its confidence intervals hold it. Writes the section "coverage" of docs/validity.md.

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <boost/program_options.hpp>
#include <cmath>
#include <cstdint>
#include <iostream>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "evidence/coverage_cases.hpp"
#include "evidence/section.hpp"
#include "hotline/random/generator.hpp"
#include "hotline/scenario/read.hpp"

namespace hotline::evidence {
namespace {

namespace po = boost::program_options;

struct Settings {
  int experiments = 2000;
  std::uint64_t seed = 1;
  unsigned threads = 1;
  bool quick = false;
  bool writes = true;
  bool sequential = false;  // only what is about replications on demand
  std::string only;         // models whose names hold this
};

// How often an interval held the truth, was all above it or all below it.
struct Tested {
  int experiments = 0, above = 0, below = 0;
  int open = 0;         // without an upper limit
  double log_gain = 0;  // sum of the logarithms of the gains in variance, where there are any
  int gains = 0;
  double replications = 0;  // sum
  double held() const { return 1.0 - static_cast<double>(above + below) / experiments; }
  double error() const { return std::sqrt(held() * (1 - held()) / experiments); }
};

void add(const Estimate& estimate, double truth, Tested& tested) {
  // A quantity that is known exactly is right up to rounding.
  const double rounding = 1e-9 * std::abs(truth);
  ++tested.experiments;
  tested.above += estimate.low > truth + rounding;
  tested.below += estimate.high < truth - rounding;
  tested.open += std::isinf(estimate.high);
  if (std::isfinite(estimate.gain) && estimate.gain > 0) {
    tested.log_gain += std::log(estimate.gain);
    ++tested.gains;
  }
}

// Independent experiments on all threads; counts do not depend on their order.
std::vector<Tested> test(const CoverageCase& tried, const RunOptions& options,
                         const Settings& settings) {
  const Model model = compile(parse_scenario(tried.scenario, tried.model));
  std::vector<Tested> tested(tried.quantities.size());
  std::mutex mutex;
  std::atomic<int> next = 0;
  const auto work = [&] {
    std::vector<Tested> own(tested.size());
    RunOptions mine = options;
    mine.threads = 1;
    for (int i = next++; i < settings.experiments; i = next++) {
      // Seeds that no two experiments, cases or numbers of replications share.
      mine.seed = mix(mix(settings.seed) + static_cast<std::uint64_t>(i)) ^
                  mix(std::hash<std::string>{}(tried.scenario) +
                      static_cast<std::uint64_t>(options.replications));
      const Result result = run(model, mine);
      for (std::size_t q = 0; q < own.size(); ++q) {
        add(tried.quantities[q].estimate(result), tried.quantities[q].truth, own[q]);
        own[q].replications += result.replications;
      }
    }
    const std::lock_guard lock(mutex);
    for (std::size_t q = 0; q < own.size(); ++q) {
      tested[q].experiments += own[q].experiments;
      tested[q].above += own[q].above;
      tested[q].below += own[q].below;
      tested[q].open += own[q].open;
      tested[q].log_gain += own[q].log_gain;
      tested[q].gains += own[q].gains;
      tested[q].replications += own[q].replications;
    }
  };
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < settings.threads; ++i) threads.emplace_back(work);
  for (std::thread& thread : threads) thread.join();
  return tested;
}

std::string cell(const Tested& tested) {
  const bool lacks = tested.held() + 3 * tested.error() < 0.95;
  std::string text = fmt::format("{:.1f} ± {:.1f}", 100 * tested.held(), 100 * tested.error());
  if (lacks) text = "**" + text + "**";
  if (tested.open > 0) {
    text += fmt::format(" ({:.0f} % open)", 100.0 * tested.open / tested.experiments);
  }
  if (tested.gains > 0) text += fmt::format(", x {:.2g}", std::exp(tested.log_gain / tested.gains));
  return text;
}

struct Summary {
  int cells = 0, short_of = 0;
  void add(const Tested& tested) {
    ++cells;
    short_of += tested.held() + 3 * tested.error() < 0.95;
  }
};

// One table: quantities in rows, ways to run them in columns.
std::string table(const std::vector<CoverageCase>& cases,
                  const std::vector<std::pair<std::string, RunOptions>>& columns,
                  const Settings& settings, Summary& summary) {
  std::string text = "| model, truth by | quantity | kind | truth |";
  for (const auto& [title, options] : columns) text += fmt::format(" {} |", title);
  text += "\n|---|---|---|---|";
  for (std::size_t i = 0; i < columns.size(); ++i) text += "---|";
  text += '\n';
  for (const CoverageCase& tried : cases) {
    if (tried.model.find(settings.only) == std::string::npos) continue;
    std::vector<std::vector<Tested>> results;
    for (const auto& [title, options] : columns) {
      const bool skipped = options.replications >= 1000 && (!tried.is_long || settings.quick);
      results.push_back(skipped ? std::vector<Tested>() : test(tried, options, settings));
      std::cerr << "." << std::flush;
    }
    for (std::size_t q = 0; q < tried.quantities.size(); ++q) {
      const Quantity& quantity = tried.quantities[q];
      text += fmt::format("| {} | `{}` | {} | {:.4g} |",
                          q == 0 ? tried.model + ", " + tried.source : "", quantity.name,
                          quantity.kind, quantity.truth);
      for (const auto& result : results) {
        if (result.empty()) {
          text += "  |";
          continue;
        }
        summary.add(result[q]);
        text += fmt::format(" {} |", cell(result[q]));
      }
      text += '\n';
    }
  }
  return text;
}

// Replications added until a goal is met, each quantity in turn being the goal.
std::string sequential_table(const Settings& settings, Summary& summary) {
  struct Goal {
    std::string_view measure;
    const char *wide, *narrow;
  };
  constexpr Goal kGoals[] = {{"service_level", "=4pp", "=2pp"},
                             {"asa", "=20%", "=10%"},
                             {"abandonment", "=20%", "=10%"},
                             {"queue_mean", "=20%", "=10%"}};
  std::string text =
      "| model, truth by | goal | truth | wide goal: held | replications | narrow goal: held | "
      "replications |\n|---|---|---|---|---|---|---|\n";
  for (const CoverageCase& tried : replicated_cases()) {
    if (tried.model.find(settings.only) == std::string::npos) continue;
    std::string name = tried.model + ", " + tried.source;
    for (const Goal& goal : kGoals) {
      const auto quantity = std::ranges::find(tried.quantities, goal.measure, &Quantity::name);
      if (quantity == tried.quantities.end()) continue;
      CoverageCase alone = tried;
      alone.quantities = {*quantity};
      text += fmt::format("| {} | `{}` {} or {} | {:.4g} |", name, goal.measure, goal.wide + 1,
                          goal.narrow + 1, quantity->truth);
      name.clear();
      for (const char* amount : {goal.wide, goal.narrow}) {
        RunOptions options;
        options.replications = amount == goal.wide ? 1 : 2;  // of the seed only
        options.precision = Precision{parse_precision(std::string(goal.measure) + amount)};
        const Tested tested = test(alone, options, settings).front();
        summary.add(tested);
        text +=
            fmt::format(" {} | {:.0f} |", cell(tested), tested.replications / tested.experiments);
      }
      text += '\n';
      std::cerr << "." << std::flush;
    }
  }
  return text;
}

std::string sequential_section(const Settings& settings) {
  Summary summary;
  const std::string table = sequential_table(settings, summary);
  return fmt::format(
             "{} independent experiments for each entry, seed {}: the share of 95 % intervals that "
             "held the truth, in per cent, with its\nstandard error, and the mean number of "
             "replications until the interval was narrow enough. Bold: short of 95 % by more\nthan "
             "three standard errors, {} of {} entries.\n\n",
             settings.experiments, settings.seed, summary.short_of, summary.cells) +
         table;
}

RunOptions replicated(int replications) {
  RunOptions options;
  options.replications = replications;
  return options;
}

RunOptions reduced(int replications, bool controls, bool pairs) {
  RunOptions options;
  options.replications = replications;
  options.control_variates = controls;
  options.antithetic = pairs;
  return options;
}

RunOptions batched(BatchMethod method) {
  RunOptions options;
  options.replications = 1;
  options.intervals = method;
  return options;
}

// What the tables show with any seed.
constexpr std::string_view kNotes =
    R"(The entries of a row or a table come from the same experiments, or from models alike, and rise and fall together.
What falls short, and why:

- **Mean waits and queues from few replications.** In a busy house they are very skew: the replications in which the
  queue got out of hand are rare, and ten or thirty may hold none. Allowing for skewness helps, but it cannot find what
  is not in the sample. With 100 replications the shortfall is gone.
- **The 99th percentile.** Few waits reach beyond it, and those come in the same busy hours. Many samples set no upper limit,
  and say so; but a sample without a really busy hour cannot know that it lacks one. The intervals are short of
  95 % with 30 replications of an hour, or with 20 batches, and hold with 100.
- **Control variates from few replications of skew waits.** Their intervals do not allow for skewness, since that of what
  the regression leaves over is not known: mean waits and queues of patient callers lack some 8 points with 10
  replications and 2 with 100. Shares, occupancies and the waits of impatient callers hold.
- **Batches.** Twenty batches of one run are like twenty replications. Two hundred batches of half an hour in a busy house are far
  from independent, and batch means do not see it; overlapping batch means do.

)";

std::string section(const Settings& settings) {
  Summary summary;
  std::string tables = "### Independent replications\n\n";
  tables += table(replicated_cases(),
                  {{"10 replications", replicated(10)},
                   {"30", replicated(30)},
                   {"100", replicated(100)},
                   {"1,000", replicated(1000)}},
                  settings, summary);
  tables +=
      "\n### Variance reduction\n\nAfter the coverage, as many times the replications would have "
      "been needed without it (the geometric mean of the gains reported).\n\n";
  tables += table(reducible_cases(),
                  {{"control variates, 10 replications", reduced(10, true, false)},
                   {"30", reduced(30, true, false)},
                   {"100", reduced(100, true, false)},
                   {"antithetic, 5 pairs", reduced(10, false, true)},
                   {"15 pairs", reduced(30, false, true)},
                   {"50 pairs", reduced(100, false, true)},
                   {"both, 50 pairs", reduced(100, true, true)}},
                  settings, summary);
  for (const int batches : {20, 200}) {
    tables += fmt::format("\n### One steady run in {} batches\n\n", batches);
    tables += table(batched_cases(batches),
                    {{"batch means", batched(BatchMethod::kBatchMeans)},
                     {"overlapping batch means", batched(BatchMethod::kOverlappingBatchMeans)}},
                    settings, summary);
  }
  return fmt::format(
             "{} independent experiments for each entry, seed {}: the share of 95 % intervals that "
             "held the truth, in per cent, with its\nstandard error. Bold: short of 95 % by more "
             "than three standard errors, {} of {} entries. \"Open\": the share of intervals\n"
             "without an upper limit, because the sample sets none.\n\n",
             settings.experiments, settings.seed, summary.short_of, summary.cells) +
         std::string(kNotes) + tables;
}

Settings settings_of(int count, char** words) {
  Settings settings;
  settings.threads = std::max(1U, std::thread::hardware_concurrency());
  po::options_description options("Options");
  options.add_options()("quick", "300 experiments, at most 100 replications, nothing written")(
      "seed", po::value(&settings.seed), "of the random numbers")(
      "experiments", po::value(&settings.experiments), "for each entry")(
      "threads", po::value(&settings.threads), "")("only", po::value(&settings.only),
                                                   "models whose name holds this; nothing written")(
      "print", "write nothing")("sequential", "only the section on replications on demand")("help",
                                                                                            "");
  po::variables_map values;
  po::store(po::parse_command_line(count, words, options), values);
  po::notify(values);
  if (values.contains("help")) {
    std::cout << options;
    std::exit(0);
  }
  settings.quick = values.contains("quick");
  settings.sequential = values.contains("sequential");
  if (settings.quick && values["experiments"].empty()) settings.experiments = 300;
  settings.writes = !settings.quick && !values.contains("print") && settings.only.empty();
  return settings;
}

}  // namespace
}  // namespace hotline::evidence

int main(int count, char** words) {
  using namespace hotline::evidence;
  try {
    const Settings settings = settings_of(count, words);
    const auto write = [&](const char* name, const std::string& text) {
      std::cerr << '\n';
      if (settings.writes) {
        write_section(HOTLINE_SOURCE_DIR "/docs/validity.md", name, text);
      } else {
        std::cout << text;
      }
    };
    if (!settings.sequential) write("coverage", section(settings));
    write("precision", sequential_section(settings));
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "coverage: " << error.what() << '\n';
    return 1;
  }
}
