#include "theory/published.hpp"

#include <doctest/doctest.h>

#include <set>
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
      const double load = load_at_blocking(lines, std::stod(blocked));
      CAPTURE(load);
      CHECK(agrees_as_printed(load, printed));
      ++compared;
    }
  }
  CHECK(compared == 32);
}

TEST_CASE("values that others have printed come out to a unit of their last digit") {
  std::set<std::string> sources;
  for (const Row& row : read_table("published_sources.csv", ';')) sources.insert(row.at("source"));
  int compared = 0, slips = 0;
  for (const Row& row : read_table("published.csv", ';')) {
    CAPTURE(row.at("source"));
    CAPTURE(row.at("where"));
    CAPTURE(row.at("parameters"));
    CAPTURE(row.at("quantity"));
    CAPTURE(row.at("printed"));
    const double value = published_value(row);
    CAPTURE(value);
    CHECK(sources.contains(row.at("source")));
    // A slip of a source must be one, or it belongs with the others.
    const bool slip = row.contains("note") && row.at("note") == "slip";
    CHECK(agrees_as_printed(value, row.at("printed")) == !slip);
    slip ? ++slips : ++compared;
  }
  CHECK(compared == 117);
  CHECK(slips == 2);
}
