#include "hotline/base/text.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <string>
#include <vector>

#include "hotline/base/time.hpp"

namespace hotline {
namespace {

TEST_CASE("the edit distance counts insertions, deletions and replacements") {
  CHECK(edit_distance("", "") == 0);
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("abc", "") == 3);
  CHECK(edit_distance("kitten", "sitting") == 3);  // Levenshtein's textbook examples
  CHECK(edit_distance("sunday", "saturday") == 3);
  CHECK(edit_distance("patience", "patience") == 0);
  CHECK(edit_distance("abcdef", "bcdefg") == 2);
}

TEST_CASE("the nearest candidate is found for a misspelling") {
  const std::vector<std::string> keys{"patience", "priority", "retry", "talk", "target"};
  CHECK(nearest("pateince", keys) == "patience");
  CHECK(nearest("Priority", keys) == "priority");
  CHECK(nearest("retries", std::vector<std::string>{"retry"}) == std::nullopt);
  CHECK(nearest("tlk", keys) == "talk");
  CHECK(nearest("targets", keys) == "target");
}

TEST_CASE("no candidate is offered for a word that is like none") {
  const std::vector<std::string> keys{"patience", "talk"};
  CHECK(nearest("occupancy", keys) == std::nullopt);
  CHECK(nearest("walks", keys) == std::nullopt);  // two of five letters differ
  CHECK(nearest("", keys) == std::nullopt);
  CHECK(nearest("talk", {}) == std::nullopt);
}

TEST_CASE("of two equally near candidates the first is offered") {
  CHECK(nearest("mon", std::vector<std::string>{"man", "men"}) == "man");
  CHECK(nearest("mon", std::vector<std::string>{"man", "mon"}) == "mon");
}

TEST_CASE("a duration is written as people say it") {
  CHECK(format_duration(0) == "0 s");
  CHECK(format_duration(20) == "20 s");
  CHECK(format_duration(0.25) == "0.25 s");
  CHECK(format_duration(12.345) == "12.3 s");
  CHECK(format_duration(270) == "4 min 30 s");
  CHECK(format_duration(7500) == "2 h 5 min");
  CHECK(format_duration(kHour) == "1 h");
  CHECK(format_duration(kDay + 3 * kHour + 5 * kMinute) == "1 d 3 h");
  CHECK(format_duration(-90) == "-1 min 30 s");
}

TEST_CASE("a duration is rounded before its unit is chosen") {
  CHECK(format_duration(59.94) == "59.9 s");
  CHECK(format_duration(59.97) == "1 min");
  CHECK(format_duration(119.7) == "2 min");
  CHECK(format_duration(3599.6) == "1 h");
  CHECK(format_duration(kDay - 10) == "1 d");
  CHECK(format_duration(1e-9) == "0 s");
  CHECK(format_duration(-1e-9) == "0 s");
}

TEST_CASE("a duration that is no number of seconds is still readable") {
  CHECK(format_duration(std::numeric_limits<double>::infinity()) == "infinite");
  CHECK(format_duration(-std::numeric_limits<double>::infinity()) == "-infinite");
  CHECK(format_duration(std::numeric_limits<double>::quiet_NaN()) == "unknown");
}

}  // namespace
}  // namespace hotline
