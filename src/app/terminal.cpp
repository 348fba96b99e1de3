#include "terminal.hpp"

#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <iostream>
#include <string_view>

namespace hotline {
namespace {

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

// The first of these that is set decides, as in POSIX.
bool shows_unicode() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const std::string_view value = environment(name);
    if (value.empty()) continue;
    for (const std::string_view utf8 : {"UTF-8", "utf-8", "UTF8", "utf8"}) {
      if (value.find(utf8) != std::string_view::npos) return true;
    }
    return false;
  }
  return false;
}

}  // namespace

Console terminal() {
  std::ios::sync_with_stdio(false);
  // `hotline run ... | head` ends quietly, even where a parent ignores the signal.
  std::signal(SIGPIPE, SIG_DFL);
  const bool color = isatty(STDOUT_FILENO) != 0 && environment("NO_COLOR").empty() &&
                     environment("TERM") != "dumb";
  return {.out = std::cout,
          .err = std::cerr,
          .unicode = shows_unicode(),
          .color = color,
          .live = isatty(STDERR_FILENO) != 0};
}

}  // namespace hotline
