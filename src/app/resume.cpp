#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "command.hpp"
#include "hotline/experiment/store.hpp"
#include "hotline/report/name.hpp"
#include "hotline/scenario/texts.hpp"

namespace hotline {
namespace {

constexpr std::string_view kHelp = R"(Usage: hotline resume STORE [options]

Goes on with the experiment that a store holds, from where it was left: the scenarios are read from
the store, what it has is not played again, and the end is the same to the bit as if nothing had
happened. An experiment that was finished is reported again.

Options are those of the command that began it (run, compare, sweep), such as --threads, --out and
--format. An option given here takes the place of the one given then:

  hotline resume results.sqlite --replications 1000    adds replications up to 1000
  hotline resume results.sqlite --precision 1%         adds as many as it takes
)";

std::string name_of(const std::string& argument) { return argument.substr(0, argument.find('=')); }

bool is_option(const std::string& argument) { return argument.starts_with("--"); }

// The arguments of then, less those that are given anew. How many replications there are to be is
// said in two ways, of which the new one holds.
std::vector<std::string> joined(std::vector<std::string> then,
                                const std::vector<std::string>& now) {
  const auto given = [&](std::string_view name) {
    return std::ranges::find(now, name, name_of) != now.end();
  };
  const bool counted = given("--replications") || given("--precision");
  std::erase_if(then, [&](const std::string& argument) {
    const std::string name = name_of(argument);
    const bool counts = name == "--replications" || name == "--precision" ||
                        name == "--max-replications" || name == "--max-time";
    return is_option(argument) && (given(name) || (counts && counted));
  });
  then.insert(then.end(), now.begin(), now.end());
  return then;
}

int resume_command(const std::vector<std::string>& arguments, const Console& console) {
  if (std::ranges::find(arguments, "--help") != arguments.end()) {
    console.out << kHelp;
    return kDone;
  }
  if (arguments.empty() || is_option(arguments.front())) {
    throw CommandLineError("\"resume\" needs a store first: hotline resume results.sqlite");
  }
  const std::string& store = arguments.front();
  const std::vector<std::string> now(arguments.begin() + 1, arguments.end());
  for (const std::string& argument : now) {
    for (const char* fixed : {"--store", "--set", "--with", "--seed", "--antithetic"}) {
      if (name_of(argument) == fixed) {
        throw CommandLineError(fmt::format("{} would make it another experiment", fixed));
      }
    }
  }
  const ExperimentRecord record = read_record(store);
  if (record.arguments.empty()) {
    throw Error(fmt::format("{} was filled by the library, not by a command", store));
  }
  const Command* const begun = command_by_name(record.arguments.front());
  if (begun == nullptr) {
    throw Error(
        fmt::format("{} was begun by the unknown command {}", store, record.arguments.front()));
  }
  Texts texts(record.texts);
  Console from_store = console;
  from_store.texts = &texts;
  std::vector<std::string> all =
      joined({record.arguments.begin() + 1, record.arguments.end()}, now);
  all.push_back("--store=" + store);
  return begun->run(all, from_store);
}

}  // namespace

const Command kResumeCommand = {"resume", "STORE [options]", "go on with an experiment in a store",
                                resume_command};

}  // namespace hotline
