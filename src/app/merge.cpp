#include <fmt/format.h>

#include <boost/program_options.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "command.hpp"
#include "hotline/experiment/store.hpp"
#include "hotline/report/name.hpp"
#include "options.hpp"

namespace hotline {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kHelp = R"(Usage: hotline merge STORE... --into STORE

Joins the stores of one experiment, such as the parts that --shard played on many machines, into one.
What several stores hold is taken once. "hotline resume" then reports, and plays what is missing.

  hotline merge part-*.sqlite --into results.sqlite
  hotline resume results.sqlite
)";

int merge_command(const std::vector<std::string>& arguments, const Console& console) {
  po::options_description known;
  known.add_options()("into", po::value<std::string>())("help,h", "");
  const Options options(known, arguments);
  if (options.has("help")) {
    console.out << kHelp;
    return kDone;
  }
  const std::vector<std::string> parts = options.all("file");
  const auto into = options.text("into");
  if (parts.empty()) throw CommandLineError("\"merge\" needs the stores that are to be joined");
  if (!into) throw CommandLineError("\"merge\" needs --into STORE, where the parts go");
  for (const std::string& part : parts) {
    const std::int64_t taken = merge_store(part, *into);
    console.out << fmt::format("{}: {} replications taken\n", shown(part, console.unicode), taken);
  }
  console.out << fmt::format("To play what no part has, and to report: hotline resume {}\n",
                             shown(*into, console.unicode));
  return kDone;
}

}  // namespace

const Command kMergeCommand = {"merge", "STORE... --into STORE", "join the parts of an experiment",
                               merge_command};

}  // namespace hotline
