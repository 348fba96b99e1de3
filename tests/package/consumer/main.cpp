// What a researcher's first program with the library looks like.
#include <hotline/hotline.hpp>
#include <iostream>

int main() {
  const hotline::Scenario scenario = hotline::parse_scenario(R"(
title = "A desk of one"

[horizon]
steady = "1000 h"
warm_up = "10 h"

[[call]]
name = "question"
arrivals = { rate = "10/h" }
talk = { exponential = { mean = "4 min" } }

[[agents]]
name = "desk"
takes = ["question"]
count = 1
)");
  std::cout << "the title is: " << scenario.title << '\n';
}
