#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "hotline/theory/erlang_b.hpp"
#include "theory/reference.hpp"

using namespace hotline::theory;
using namespace hotline::theory::test;

TEST_CASE(
    "loads of the Erlang B table of Rappaport (2002) come out to a unit of their last digit") {
  int compared = 0;
  for (const Row& row : read_table("erlang_b_table.csv", ',')) {
    const int lines = std::stoi(row.at("lines"));
    for (const std::string blocked : {"0.01", "0.005", "0.002", "0.001"}) {
      const std::string& printed = row.at(blocked);
      CAPTURE(lines);
      CAPTURE(blocked);
      const auto point = printed.find('.');
      const double unit = std::pow(10.0, -static_cast<double>(printed.size() - point - 1));
      const double load = load_at_blocking(lines, std::stod(blocked));
      CAPTURE(load);
      CHECK(std::abs(load - std::stod(printed)) <= unit);
      ++compared;
    }
  }
  CHECK(compared == 32);
}
