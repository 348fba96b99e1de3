#pragma once

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "temporary_folder.hpp"

namespace hotline::test {

using Folder = TemporaryFolder;

// A program that runs beside the test, its outputs in files.
class Process {
 public:
  Process(const std::vector<std::string>& command, const std::function<bool()>& prepare = {}) {
    child_ = fork();
    if (child_ != 0) return;
    const auto to_file = [&](int descriptor, const std::string& name) {
      dup2(open(name.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), descriptor);
    };
    to_file(STDOUT_FILENO, files_ / "out");
    to_file(STDERR_FILENO, files_ / "err");
    if (prepare && !prepare()) _exit(kNotPrepared);
    std::vector<char*> words;
    for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    execvp(words[0], words.data());
    _exit(127);
  }
  ~Process() {
    if (!ended_) kill(SIGKILL);
  }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  static constexpr int kNotPrepared = 126;

  // Exit code, or 128 + the signal that ended it.
  int wait() {
    if (!ended_) waitpid(child_, &status_, 0);
    ended_ = true;
    return WIFSIGNALED(status_) ? 128 + WTERMSIG(status_) : WEXITSTATUS(status_);
  }
  bool ended() {
    if (!ended_) ended_ = waitpid(child_, &status_, WNOHANG) == child_;
    return ended_;
  }
  void kill(int signal) {
    ::kill(child_, signal);
    wait();
  }
  pid_t id() const { return child_; }
  void signal(int signal) const { ::kill(child_, signal); }
  std::string out() const { return text_of(files_ / "out"); }
  std::string err() const { return text_of(files_ / "err"); }

 private:
  Folder files_;
  pid_t child_ = -1;
  int status_ = 0;
  bool ended_ = false;
};

}  // namespace hotline::test
