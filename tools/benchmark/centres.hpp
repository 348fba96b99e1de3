#pragma once

#include "hotline/scenario/scenario.hpp"

// Call centres of the sizes that speed is asked about, too large to be written by hand.
namespace hotline::benchmark {

// M/M/s+M at a load of 0.95 an agent, patience twice the talk of 3 min; without patience and with
// load 0.9 it is M/M/1. As long as it takes for about so many calls.
Scenario one_queue(int agents, double load, bool impatient, double calls);

// 65 call types and 89 groups: the size of the centre in Cezik and L'Ecuyer (2008), Management
// Science 54:310. Each group takes 5 types or so, each type can go to 7 groups or so.
Scenario large_centre();

// 8 call types, 4 sites that each take all of them, 300,000 calls a day.
Scenario four_sites();

}  // namespace hotline::benchmark
