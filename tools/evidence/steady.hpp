#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "evidence/book.hpp"
#include "hotline/experiment/run.hpp"
#include "hotline/scenario/scenario.hpp"

// Steady runs for the validation book: 100 batches of 20,000 calls.
namespace hotline::evidence {

// The seed of a model's run when the book is made with `seed`: models do not share random numbers,
// or they would all be lucky together. model < 1000.
constexpr std::uint64_t seed_of_model(std::uint64_t seed, std::uint64_t model) {
  return 1000 * seed + model;
}

// Settings of the horizon for so many calls per minute; half a batch to warm up.
std::vector<std::string> long_run(double calls_per_minute);

// One run; its estimates hold what each batch shows.
Result simulate(const Scenario& scenario, std::uint64_t seed);

// One call type and one group of `agents` (1 if `p` does not say); `talk` and `patience` are TOML,
// `limit` the places to wait; empty: none. T is 20 s.
Result simulate_one_queue(const test::Row& p, const std::string& talk, const std::string& patience,
                          const std::string& limit, std::uint64_t seed);

// TOML of an exponential law.
std::string exponential(const std::string& minutes);

// The simulated side of an entry.
void set(Entry& entry, const Estimate& estimate, double scale = 1);

}  // namespace hotline::evidence
