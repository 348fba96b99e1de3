#pragma once

#include <string>

#include "hotline/experiment/result.hpp"

namespace hotline {

struct TextStyle {
  bool unicode = false;  // block characters and letters beyond ASCII
  bool color = false;
  bool week = false;  // also the service level of each interval of the week    // escape sequences
                      // of a terminal
};

// The result on one screen of up to 100 columns, for a planner: whether all is well, what became of
// the calls, each call type and agent group, the average day.
std::string text_report(const Result& result, const TextStyle& style = {});

}  // namespace hotline
