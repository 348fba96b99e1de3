#include "app/stop.hpp"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

namespace hotline {
namespace {

TEST_CASE("the first signal sets the flag and is remembered") {
  for (const int signal : {SIGINT, SIGTERM}) {
    const StopOnSignal stop;
    CHECK_FALSE(stop.flag()->load());
    CHECK(stop.signal() == 0);
    std::raise(signal);
    CHECK(stop.flag()->load());
    CHECK(stop.signal() == signal);
  }
}

TEST_CASE("the second signal ends the program") {
  const pid_t child = fork();
  if (child == 0) {
    const StopOnSignal stop;
    std::raise(SIGTERM);
    std::raise(SIGINT);
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  CHECK(WIFSIGNALED(status));
  CHECK(WTERMSIG(status) == SIGINT);
}

TEST_CASE("signals mean what they did before once nobody waits for them") {
  std::signal(SIGINT, SIG_IGN);
  { const StopOnSignal stop; }
  const bool ignored = std::signal(SIGINT, SIG_DFL) == SIG_IGN;
  CHECK(ignored);
}

}  // namespace
}  // namespace hotline
