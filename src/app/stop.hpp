#pragma once

#include <atomic>
#include <csignal>

namespace hotline {

// While one of these lives, the first Ctrl-C (SIGINT) or SIGTERM only sets a flag, and the second
// ends the program at once. Only one may live at a time.
class StopOnSignal {
 public:
  StopOnSignal();
  ~StopOnSignal();
  StopOnSignal(const StopOnSignal&) = delete;
  StopOnSignal& operator=(const StopOnSignal&) = delete;

  const std::atomic<bool>* flag() const;
  int signal() const;  // that has arrived, or 0

 private:
  struct sigaction old_interrupt_ {};
  struct sigaction old_terminate_ {};
};

}  // namespace hotline
