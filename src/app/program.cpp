#include "hotline/app/program.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <new>

#include "command.hpp"
#include "hotline/base/text.hpp"
#include "hotline/report/name.hpp"
#include "hotline/report/version.hpp"

namespace hotline {
namespace {

const Command* const kCommands[] = {&kRunCommand,    &kCompareCommand,  &kSweepCommand,
                                    &kStaffCommand,  &kScheduleCommand, &kCheckCommand,
                                    &kErlangCommand, &kTraceCommand,    &kResumeCommand,
                                    &kMergeCommand,  &kStoreCommand};

constexpr std::string_view kExitCodes = R"(
Exit codes: 0 done; 2 the command line or a scenario is wrong; 130 ended early by Ctrl-C;
1 anything else.
)";

std::string help() {
  std::string text = fmt::format(
      "hotline {} - a call-centre simulator: staffing, wait times and coverage\n\n"
      "Usage: hotline COMMAND ...\n\n",
      version());
  for (const Command* command : kCommands) {
    text += fmt::format("  {:<24}{}\n", fmt::format("{} {}", command->name, command->arguments),
                        command->summary);
  }
  text +=
      "  --version               print the version\n"
      "  --help                  print this; \"hotline COMMAND --help\" tells more\n\n"
      "For a start:\n"
      "  hotline run scenarios/ciam/2013.toml\n";
  return text + std::string(kExitCodes);
}

const Command& command_named(const std::string& name) {
  if (const Command* command = command_by_name(name)) return *command;
  if (name.starts_with('-')) {
    const std::vector<std::string> options = {"--help", "--version"};
    throw CommandLineError(fmt::format("there is no option \"{}\" without a command", name),
                           suggestion(name, options));
  }
  if (name.ends_with(".toml")) {
    throw CommandLineError(fmt::format("\"{}\" is a file, not a command", name),
                           fmt::format("Did you mean \"hotline run {}\"?", name));
  }
  std::vector<std::string> names;
  for (const Command* command : kCommands) names.emplace_back(command->name);
  throw CommandLineError(fmt::format("there is no command \"{}\"", name), suggestion(name, names));
}

int dispatch(const std::vector<std::string>& arguments, const Console& console) {
  if (arguments.empty()) {
    console.err << help();
    return kWrongInput;
  }
  const std::string& first = arguments.front();
  if (first == "--version") {
    console.out << "hotline " << version() << '\n';
    return kDone;
  }
  if (first == "--help" || first == "-h" || first == "help") {
    if (arguments.size() < 2) {
      console.out << help();
      return kDone;
    }
    return command_named(arguments[1]).run({"--help"}, console);
  }
  const Command& command = command_named(first);
  return command.run({arguments.begin() + 1, arguments.end()}, console);
}

// "run " if the command line names a command, or nothing.
std::string command_of(const std::vector<std::string>& arguments) {
  const bool named = !arguments.empty() && std::ranges::find(kCommands, arguments.front(),
                                                             &Command::name) != std::end(kCommands);
  return named ? arguments.front() + " " : "";
}

int explained(const std::vector<std::string>& arguments, const Console& console) {
  try {
    return dispatch(arguments, console);
  } catch (const CommandLineError& error) {
    console.err << "hotline: " << shown(error.what(), console.unicode) << '\n';
    if (!error.hint().empty()) console.err << "  " << shown(error.hint(), console.unicode) << '\n';
    console.err << fmt::format("\"hotline {}--help\" tells more.\n", command_of(arguments));
    return kWrongInput;
  } catch (const InputError& error) {
    console.err << error.what();
    return kWrongInput;
  } catch (const std::bad_alloc&) {
    console.err << "hotline: there is not enough memory\n";
  } catch (const std::exception& error) {
    console.err << "hotline: " << shown(error.what(), console.unicode) << '\n';
  }
  return kFailed;
}

}  // namespace

const Command* command_by_name(std::string_view name) {
  const auto found = std::ranges::find(kCommands, name, &Command::name);
  return found == std::end(kCommands) ? nullptr : *found;
}

std::string suggestion(std::string_view word, std::span<const std::string> candidates) {
  const auto begins = [&](const std::string& candidate) { return candidate.starts_with(word); };
  auto near = nearest(word, candidates);
  if (std::ranges::count_if(candidates, begins) == 1) {
    near = *std::ranges::find_if(candidates, begins);
  }
  return near ? fmt::format("Did you mean \"{}\"?", *near) : "";
}

int run_program(const std::vector<std::string>& arguments, const Console& console) {
  const int code = explained(arguments, console);
  console.out.flush();
  if (console.out) return code;
  console.err << "hotline: cannot write to standard output\n";
  return code == kDone ? kFailed : code;
}

}  // namespace hotline
