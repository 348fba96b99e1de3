#pragma once

#include <boost/program_options.hpp>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "command.hpp"
#include "hotline/experiment/run.hpp"
#include "hotline/experiment/store.hpp"
#include "options.hpp"

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

// The store that the request names, with what is played and kept in it; null if it names none, or
// if this process follows another. `experiment` lacks only what follows from the others.
std::unique_ptr<Store> open_store(const PlayRequest& request, const Console& console,
                                  const RunOptions& options, ExperimentRecord experiment);

// Tells how to go on with what a store holds, or what to do with a shard; nothing without a store.
void tell_of_store(const PlayRequest& request, bool interrupted, const Console& console);

}  // namespace hotline
