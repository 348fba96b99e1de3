#pragma once

#include <cstdint>
#include <vector>

#include "hotline/model/model.hpp"
#include "hotline/random/stream.hpp"

namespace hotline::detail {

// The random factors on arrival rates, drawn anew for each replication: busyness, shares of a day's
// intervals, surges that may not happen. Each law has streams of its own.
class RandomFactors {
 public:
  explicit RandomFactors(const Model& model);

  void draw(std::uint64_t seed, ReplicationId replication);

  // [factor] of a type: see ArrivalModel::factors.
  const double* of(TypeId type) const { return products_[type].data(); }

 private:
  void draw_independent(const FactorLaw& law);
  void draw_joined(const FactorLaw& law);
  void draw_shares(const FactorLaw& law);
  void draw_surge(const FactorLaw& law);
  Generator bits_of(const FactorLaw& law, std::uint32_t member) const;

  const Model& model_;
  std::uint64_t seed_ = 0;
  ReplicationId replication_ = 0;
  std::vector<double> values_;                 // of all laws; the first is 1
  std::vector<std::vector<double>> products_;  // [type][factor]
  std::vector<double> normals_;                // of one period: [member][slot]
};

}  // namespace hotline::detail
