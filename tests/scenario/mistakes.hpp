#pragma once

#include <doctest/doctest.h>

#include <initializer_list>
#include <string>
#include <vector>

#include "hotline/base/error.hpp"
#include "hotline/scenario/read.hpp"

// What the reader says about scenarios with mistakes.
namespace hotline::test {

// Parts that together are a scenario without mistakes, one of each kind.
inline const std::string kCalendar = "[horizon]\nfrom = 2013-07-01\nto = 2013-07-31\n";
inline const std::string kSteady = "[horizon]\nsteady = \"1000 h\"\n";
inline const std::string kCalls =
    "[[call]]\nname = \"help\"\narrivals = { rate = \"6/min\" }\ntalk = \"3 min\"\n";
inline const std::string kShares = "[[call]]\nname = \"help\"\nshare = 1.0\ntalk = \"3 min\"\n";
inline const std::string kAgents = "[[agents]]\nname = \"desk\"\ntakes = [\"help\"]\ncount = 5\n";

// All that is wrong with a scenario, as a user sees it; empty if nothing is.
inline std::string mistakes_of(const std::string& text,
                               const std::vector<std::string>& overrides = {}) {
  try {
    parse_scenario(text, "scenario", overrides);
    return "";
  } catch (const InputError& error) {
    return error.what();
  }
}

struct MistakeCase {
  std::string title;
  std::string text;  // the part of a scenario that is wrong
  std::string rest;  // what follows it and is right
  std::string expected;
};

inline void check_mistakes(const std::vector<MistakeCase>& cases) {
  for (const MistakeCase& some : cases) {
    CAPTURE(some.title);
    CHECK(mistakes_of(some.text.substr(1) + some.rest) == some.expected.substr(1));
  }
}

}  // namespace hotline::test
