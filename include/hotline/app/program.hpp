#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace hotline {

class Crew;
class Texts;

// Where a program speaks, and what the places it speaks to can show.
struct Console {
  std::ostream& out;
  std::ostream& err;
  bool unicode = false;    // block characters and letters beyond ASCII
  bool color = false;      // `out` is a terminal that wants colours
  bool live = false;       // `err` is a terminal: show progress
  Crew* crew = nullptr;    // who plays experiments; null = threads of this process
  Texts* texts = nullptr;  // where scenarios are read from; null = the disk
};

// The program `hotline` with these arguments (without its own name). Returns its exit code: 0 if it
// did what was asked, 2 for a wrong command line or scenario, 128 + the signal if a signal ended it
// early, 1 for anything else. Throws nothing.
int run_program(const std::vector<std::string>& arguments, const Console& console);

}  // namespace hotline
