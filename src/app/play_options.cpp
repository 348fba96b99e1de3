#include "play_options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>

#include "hotline/report/name.hpp"
#include "hotline/report/version.hpp"
#include "hotline/scenario/phrase.hpp"
#include "stop.hpp"

namespace hotline {
namespace {

namespace po = boost::program_options;

constexpr std::uint64_t kMostReplications = 10'000'000;
constexpr std::uint64_t kMostThreads = 1024;

constexpr std::string_view kHelp =
    R"(  --replications N        how many replications; default: as in the scenario
  --precision GOAL        as many as it takes: 1% (of service level, mean wait and abandonment),
                          or service_level=0.5pp, asa=2s, ...; several with commas
  --max-replications N    with --precision: no more than these; default: 1,000,000
  --max-time TIME         with --precision: no more are begun after this time, like "10 min"
  --seed S                of the random numbers; default: as in the scenario
  --threads N             on how many threads; default: on all cores
  --store FILE            keep every replication in this SQLite file, and play only what it has not
  --shard I/N             with --store: play the I-th of N parts only, to be joined by hotline merge
)";

std::optional<int> as_int(const std::optional<std::uint64_t>& value) {
  if (!value) return std::nullopt;
  return static_cast<int>(*value);
}

std::optional<Precision> precision_of(const Options& options) {
  const auto written = options.text("precision");
  if (!written) {
    for (const char* name : {"max-replications", "max-time"}) {
      if (options.has(name)) throw CommandLineError(fmt::format("--{} needs --precision", name));
    }
    return std::nullopt;
  }
  if (options.has("replications")) {
    throw CommandLineError("--precision finds the number of replications: leave --replications out",
                           "--max-replications N sets a limit.");
  }
  Precision precision;
  try {
    precision.goals = parse_precision(*written);
    if (const auto time = options.text("max-time")) {
      precision.most_seconds = duration_of_phrase(*time);
    }
  } catch (const PhraseError& error) {
    throw CommandLineError(fmt::format("--max-time: {}", error.what()), error.hint());
  } catch (const Error& error) {
    throw CommandLineError(error.what());
  }
  precision.most =
      as_int(options.number("max-replications", 4, kMostReplications)).value_or(precision.most);
  return precision;
}

Shard shard_of(const std::string& text) {
  Shard shard;
  const char* end = text.data() + text.size();
  const auto [slash, first] = std::from_chars(text.data(), end, shard.index);
  const bool has_slash = first == std::errc() && slash != end && *slash == '/';
  const auto [stop, second] = std::from_chars(has_slash ? slash + 1 : end, end, shard.count);
  constexpr int kMost = 100'000;
  if (!has_slash || second != std::errc() || stop != end || shard.index < 1 ||
      shard.count < shard.index || shard.count > kMost) {
    throw CommandLineError(
        fmt::format("--shard must be like 2/8, the second of eight parts, not "
                    "\"{}\"",
                    text));
  }
  --shard.index;
  return shard;
}

// How to go on with what a store holds, or what to do with a shard.
void tell_of_store(const PlayRequest& request, bool interrupted, const Console& console) {
  if (!request.store) return;
  const std::string file = shown(request.store->string(), console.unicode);
  if (request.shard) {
    console.err << fmt::format("Part {} of {} is in {}; hotline merge joins the parts.\n",
                               request.shard->index + 1, request.shard->count, file);
  } else if (interrupted) {
    console.err << fmt::format("What was done is kept; to go on: hotline resume {}\n", file);
  }
}

}  // namespace

void add_play_options(po::options_description& options) {
  for (const char* name : {"replications", "precision", "max-replications", "max-time", "seed",
                           "threads", "store", "shard"}) {
    options.add_options()(name, po::value<std::string>());
  }
}

std::string_view play_help() { return kHelp; }

PlayRequest play_request_of(const Options& options, std::string_view command,
                            const std::vector<std::string>& more) {
  PlayRequest request;
  request.replications = as_int(options.number("replications", 1, kMostReplications));
  request.threads = as_int(options.number("threads", 1, kMostThreads));
  request.seed = options.number("seed", 0, std::numeric_limits<std::uint64_t>::max());
  request.precision = precision_of(options);
  if (const auto store = options.text("store")) request.store = *store;
  if (request.store && request.store->empty()) throw CommandLineError("--store needs a file");
  if (const auto shard = options.text("shard")) {
    request.shard = shard_of(*shard);
    if (!request.store) throw CommandLineError("--shard needs --store FILE, to keep its part in");
    if (request.precision) {
      throw CommandLineError("--precision looks at all replications, and a shard has but a part");
    }
  }
  request.arguments = {std::string(command)};
  std::vector<std::string> names = {"replications", "precision", "max-replications", "max-time",
                                    "seed"};
  names.insert(names.end(), more.begin(), more.end());
  const std::vector<std::string> given = options.given(names);
  request.arguments.insert(request.arguments.end(), given.begin(), given.end());
  return request;
}

void apply(const PlayRequest& request, const Console& console, RunOptions& options) {
  if (request.replications) options.precision.reset();
  options.replications = request.replications.value_or(options.replications);
  options.threads = request.threads.value_or(options.threads);
  options.seed = request.seed.value_or(options.seed);
  if (request.precision) options.precision = request.precision;
  options.shard = request.shard;
  options.crew = console.crew;
}

int play_experiment(const PlayRequest& request, const Console& console, bool quiet,
                    RunOptions options, ExperimentRecord experiment, Progress& progress,
                    const std::function<void(const RunOptions&)>& play) {
  experiment.version = version();
  experiment.arguments = request.arguments;
  experiment.seed = options.seed;
  experiment.antithetic = options.antithetic;
  const bool leads = console.crew == nullptr || console.crew->leads();
  std::optional<Store> store;
  if (leads && request.store) store.emplace(*request.store, experiment);
  if (store) options.observations = &*store;
  if (leads && console.crew != nullptr) {
    console.crew->call_up({experiment.version, experiment.arguments, experiment.texts});
  }
  const StopOnSignal stop;
  options.stop = stop.flag();
  options.progress = [&progress](int done, int asked) { progress.show(done, asked); };
  try {
    play(options);
    progress.hide();
  } catch (const Error& error) {
    if (stop.signal() == 0) throw;
    progress.hide();
    console.err << "hotline: " << error.what() << '\n';
  }
  if (store) store->commit();
  if (!quiet) tell_of_store(request, stop.signal() != 0, console);
  return stop.signal();
}

void tell_of_precision(double too_wide, bool quiet, const Console& console) {
  if (quiet || !(too_wide > 1)) return;
  console.err << fmt::format(
      "The precision was not reached: the widest interval is {:.3g} times as wide as was asked.\n",
      too_wide);
}

}  // namespace hotline
