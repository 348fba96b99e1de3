#pragma once

#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "hotline/app/program.hpp"
#include "support/temporary_folder.hpp"

// What the program answers, within the process of the test.
namespace hotline::test {

struct Answer {
  int code;
  std::string out, err;
};

inline Answer hotline_says(const std::vector<std::string>& arguments, bool unicode = false) {
  std::ostringstream out, err;
  const int code = run_program(arguments, {.out = out, .err = err, .unicode = unicode});
  return {code, out.str(), err.str()};
}

inline bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

// An office of two days, 08:00 to 16:00, with three agents for 30 calls an hour; replications as
// asked.
inline std::string two_days(int replications) {
  return R"(
title = "Two days"

[horizon]
from     = 2013-07-04
to       = 2013-07-05
interval = "1 h"

[open]
every_day = "08:00-16:00"

[[call]]
name     = "papers"
arrivals = { rate = "30/h" }
talk     = { exponential = { mean = "4 min" } }
patience = { exponential = { mean = "3 min" } }

[[agents]]
name  = "desk"
takes = ["papers"]
count = 3

[run]
replications = )" +
         std::to_string(replications) + "\n";
}

}  // namespace hotline::test
