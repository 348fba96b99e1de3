#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hotline/app/program.hpp"
#include "hotline/base/error.hpp"

namespace hotline {

// A command line that makes no sense.
class CommandLineError : public Error {
 public:
  explicit CommandLineError(const std::string& message, std::string hint = {})
      : Error(message), hint_(std::move(hint)) {}
  const std::string& hint() const { return hint_; }

 private:
  std::string hint_;
};

inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;
inline constexpr int kWrongInput = 2;
inline constexpr int kSignal = 128;  // and the number of the signal, as shells do

// One command of the program. `run` gets the arguments after the command's name, returns the exit
// code, and may throw CommandLineError, InputError, or anything else.
struct Command {
  std::string_view name;
  std::string_view arguments;  // "FILE [options]"
  std::string_view summary;    // one line
  int (*run)(const std::vector<std::string>& arguments, const Console& console);
};

extern const Command kRunCommand;
extern const Command kCheckCommand;
extern const Command kSweepCommand;
extern const Command kTraceCommand;
extern const Command kErlangCommand;
extern const Command kCompareCommand;
extern const Command kResumeCommand;
extern const Command kMergeCommand;
extern const Command kStoreCommand;
extern const Command kStaffCommand;
extern const Command kScheduleCommand;

// Null if there is none of this name.
const Command* command_by_name(std::string_view name);

// Names given on the command line, for hints: "Did you mean ...?", or nothing.
std::string suggestion(std::string_view word, std::span<const std::string> candidates);

}  // namespace hotline
