#pragma once

#include <doctest/doctest.h>

#include <cmath>
#include <fstream>
#include <string>
#include <vector>

#include "support/project.hpp"
#include "support/table.hpp"

// Reference values kept in tests/theory/data.
namespace hotline::theory::test {

using hotline::test::numbers;
using hotline::test::parameters;
using hotline::test::Row;
using hotline::test::split;

inline std::vector<Row> read_table(const std::string& name, char separator) {
  std::ifstream file(hotline::test::in_project("tests/theory/data/" + name));
  REQUIRE(file);
  return hotline::test::read_rows(file, separator);
}

// Relative difference; absolute where the expected value is 0.
inline double difference(double value, double expected) {
  const double scale = expected == 0 ? 1 : std::abs(expected);
  return std::abs(value - expected) / scale;
}

}  // namespace hotline::theory::test

#define CHECK_NEAR(value, expected, relative)                                          \
  do {                                                                                 \
    const double near_value = (value), near_expected = (expected);                     \
    INFO(near_value << " instead of " << near_expected);                               \
    CHECK(hotline::theory::test::difference(near_value, near_expected) <= (relative)); \
  } while (false)
