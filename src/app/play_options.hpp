#pragma once

#include <boost/program_options.hpp>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "command.hpp"
#include "hotline/experiment/run.hpp"
#include "hotline/experiment/store.hpp"
#include "options.hpp"
#include "progress.hpp"

// The options that all commands share which play replications: how many, how sure, where they are
// kept, and which part of them this process plays.
namespace hotline {

void add_play_options(boost::program_options::options_description& options);

// Their help, line by line.
std::string_view play_help();

struct PlayRequest {
  std::optional<int> replications, threads;
  std::optional<std::uint64_t> seed;
  std::optional<Precision> precision;
  std::optional<std::filesystem::path> store;
  std::optional<Shard> shard;
  // What a store remembers of the command line: all that decides what is played.
  std::vector<std::string> arguments;
};

// `more` names further options of the command that decide what is played. Throws CommandLineError.
PlayRequest play_request_of(const Options& options, std::string_view command,
                            const std::vector<std::string>& more);

// What the request asks for, over what `options` holds already.
void apply(const PlayRequest& request, const Console& console, RunOptions& options);

// Plays with what all commands share: processes that follow are called up, what is played is kept
// in the store that the request names, the first Ctrl-C ends the play early, and progress is shown.
// `play` gets `options` with all that. `experiment` lacks only what follows from the others.
// Returns the signal that ended the play early, or 0.
int play_experiment(const PlayRequest& request, const Console& console, bool quiet,
                    RunOptions options, ExperimentRecord experiment, Progress& progress,
                    const std::function<void(const RunOptions&)>& play);

// Says so if goals of a precision were not reached; `too_wide` is that of the result.
void tell_of_precision(double too_wide, bool quiet, const Console& console);

}  // namespace hotline
