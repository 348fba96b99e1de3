#pragma once

#include <cstddef>
#include <vector>

#include "hotline/base/time.hpp"

namespace hotline::theory {

// A number that is constant between given times: an arrival rate, a number of agents.
class RateProfile {
 public:
  // `borders` rising, one more than `values`; values finite and >= 0. Before the first border and
  // from the last on the value is 0. Throws Error if that does not hold.
  RateProfile(std::vector<Seconds> borders, std::vector<double> values);

  // Pieces of the same length from time 0.
  static RateProfile even(Seconds piece, std::vector<double> values);

  std::size_t pieces() const { return values_.size(); }
  Seconds start(std::size_t piece) const { return borders_[piece]; }
  Seconds end(std::size_t piece) const { return borders_[piece + 1]; }
  double value(std::size_t piece) const { return values_[piece]; }

  double at(Seconds t) const;
  // Mean and greatest value from `from` to `to`, from < to.
  double mean(Seconds from, Seconds to) const;
  double greatest(Seconds from, Seconds to) const;

 private:
  std::vector<Seconds> borders_;
  std::vector<double> values_;
};

}  // namespace hotline::theory
