#pragma once

#include <chrono>
#include <ostream>
#include <string>

namespace hotline {

// "[#####.....]  45 of 200 done, 22 %, about 12 s left". `elapsed` is the time that
// `done` took; asked >= 1.
std::string progress_text(int done, int asked, std::chrono::duration<double> elapsed);

// A line on a terminal that is drawn over and over, and erased at the end of its life.
class Progress {
 public:
  // Draws nothing at all unless `live`.
  Progress(std::ostream& out, bool live) : out_(out), live_(live) {}
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void show(int done, int asked);
  // Erases the line, so that something else can be written to the terminal.
  void hide();

 private:
  std::ostream& out_;
  bool live_;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace hotline
