#pragma once

#include <cstdint>

#include "hotline/model/arrivals.hpp"
#include "hotline/random/generator.hpp"

namespace hotline::detail {

// Calls whose number is drawn first, for each period, and which are then spread over the period by
// its rates as a density. They come in order of time without being stored: of n times that are
// still to come the first has spent a part 1 - V^(1/n), V uniform, of the mass that is left (the
// smallest of n independent uniform variables).
class CountSource {
 public:
  CountSource(const ArrivalModel& model, const double* factors)
      : model_(&model), factors_(factors) {}

  // Begins a replication; `bits` are for the numbers of calls.
  void start(Generator bits);

  // The time of the next call, or kNever.
  Seconds next(Generator& bits);

 private:
  void begin_period();
  std::uint64_t draw_count();
  // The mass of a piece from `from` on, and the time at which `mass` of it is reached.
  double mass(std::uint32_t piece, Seconds from) const;
  Seconds time_of(double mass, std::uint32_t piece, Seconds from) const;
  Seconds spend(double left);

  const ArrivalModel* model_;
  const double* factors_;  // [factor]
  Generator count_bits_{{1, 2, 3, 4}};
  std::uint32_t next_period_ = 0;
  std::uint32_t piece_ = 0;
  std::uint64_t calls_ = 0;  // of this period, still to come
  double mass_ = 0;          // of this period, still to be spent
  Seconds time_ = 0;         // of the last call, or of the period's start
};

}  // namespace hotline::detail
