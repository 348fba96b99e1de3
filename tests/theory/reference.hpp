#pragma once

#include <doctest/doctest.h>

#include <cmath>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "support/project.hpp"

// Reference values kept in tests/theory/data.
namespace hotline::theory::test {

using Row = std::map<std::string, std::string>;

inline std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::stringstream stream(text);
  for (std::string part; std::getline(stream, part, separator);) parts.push_back(part);
  return parts;
}

// Lines that start with # say where the values are from.
inline std::vector<Row> read_table(const std::string& name, char separator) {
  std::ifstream file(hotline::test::in_project("tests/theory/data/" + name));
  REQUIRE(file);
  std::vector<Row> rows;
  std::vector<std::string> names;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    const auto cells = split(line, separator);
    if (names.empty()) {
      names = cells;
      continue;
    }
    Row& row = rows.emplace_back();
    for (std::size_t i = 0; i < cells.size(); ++i) row[names[i]] = cells[i];
  }
  return rows;
}

inline std::vector<double> numbers(const std::string& text) {
  std::vector<double> values;
  for (const auto& part : split(text, '|')) values.push_back(std::stod(part));
  return values;
}

// "a=1;b=2" as a row.
inline Row parameters(const std::string& text) {
  Row row;
  for (const auto& part : split(text, ';')) {
    const auto equal = part.find('=');
    row[part.substr(0, equal)] = part.substr(equal + 1);
  }
  return row;
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
