#include <fmt/format.h>

#include <boost/program_options.hpp>

#include "command.hpp"
#include "hotline/experiment/run.hpp"
#include "hotline/experiment/sweep.hpp"
#include "hotline/model/model.hpp"
#include "hotline/report/name.hpp"
#include "hotline/scenario/experiment_file.hpp"
#include "hotline/scenario/read.hpp"
#include "options.hpp"

namespace hotline {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kHelp = R"(Usage: hotline check FILE... [options]

Reads scenarios and experiments and says "FILE: ok", or every mistake with its place. Simulates
nothing. Of an experiment it also reads the scenario with each factor at each of its values.

Options:
  --set path=value        override a key of every scenario; may be repeated; not of experiments
  --help                  print this

Examples:
  hotline check scenarios/ciam/2013.toml
  hotline check scenarios/ciam/2013.toml --set 'agents."protection desk".shrinkage=0.2'
  hotline check scenarios/*/*.toml
)";

po::options_description known_options() {
  po::options_description options;
  options.add_options()("set", po::value<std::vector<std::string>>()->composing());
  options.add_options()("help,h", "");
  return options;
}

int check_file(const std::string& file, const std::vector<std::string>& overrides,
               const Console& console) {
  try {
    Texts texts;
    if (is_experiment(file, texts)) {
      if (!overrides.empty()) {
        throw CommandLineError(
            fmt::format("--set is for scenarios, and {} is an experiment", file));
      }
      read_experiment(file, measure_names(), texts);
    } else {
      const Scenario scenario = read_scenario(file, overrides);
      compile(scenario);
      run_options(scenario);
    }
    console.out << shown(file, console.unicode) << ": ok\n";
    return kDone;
  } catch (const InputError& error) {
    console.err << error.what();
    return kWrongInput;
  } catch (const CommandLineError&) {
    throw;
  } catch (const Error& error) {
    console.err << "hotline: " << shown(error.what(), console.unicode) << '\n';
    return kFailed;
  }
}

// The exit code is that of the first file with a mistake.
int check(const std::vector<std::string>& arguments, const Console& console) {
  const Options options(known_options(), arguments);
  if (options.has("help")) {
    console.out << kHelp;
    return kDone;
  }
  const std::vector<std::string> files = options.all("file");
  if (files.empty()) throw CommandLineError("\"check\" needs the file of a scenario");
  int code = kDone;
  for (const std::string& file : files) {
    const int found = check_file(file, options.all("set"), console);
    if (code == kDone) code = found;
  }
  return code;
}

}  // namespace

const Command kCheckCommand = {"check", "FILE...", "look for mistakes in scenarios and experiments",
                               check};

}  // namespace hotline
