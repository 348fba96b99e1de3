#include "random_factors.hpp"

#include <boost/random/gamma_distribution.hpp>
#include <cmath>
#include <span>

#include "hotline/random/correlation.hpp"
#include "hotline/random/draw.hpp"
#include "hotline/random/stream.hpp"

namespace hotline::detail {
namespace {

double factor_of(double z, const FactorLaw& law, std::uint32_t member) {
  return law.lognormal ? lognormal_factor(z, law.cv[member]) : gamma_factor(z, law.cv[member]);
}

// R z in place of z, whose elements are `step` apart, from the last row up: a row needs only what
// stands above it.
void join(const std::vector<double>& root, double* z, std::size_t size, std::size_t step) {
  for (std::size_t row = size; row-- > 0;) {
    double sum = 0;
    for (std::size_t column = 0; column <= row; ++column) {
      sum += root[row * size + column] * z[column * step];
    }
    z[row * step] = sum;
  }
}

// Correlations r^distance: each slot is r times the one before and something new.
void join_by_distance(double r, std::span<double> z) {
  const double rest = std::sqrt(1 - r * r);
  for (std::size_t i = 1; i < z.size(); ++i) z[i] = r * z[i - 1] + rest * z[i];
}

}  // namespace

RandomFactors::RandomFactors(const Model& model)
    : model_(model), values_(model.factor_values, 1.0), products_(model.types.size()) {
  for (TypeId type = 0; type < model.types.size(); ++type) {
    products_[type].assign(model.types[type].arrivals.factors.size(), 1.0);
  }
  std::size_t most = 0;
  for (const FactorLaw& law : model.factor_laws) {
    most = std::max<std::size_t>(most, std::size_t{law.slots} * law.members());
  }
  normals_.assign(most, 0.0);
}

void RandomFactors::draw(std::uint64_t seed, ReplicationId replication) {
  if (model_.factor_laws.empty()) return;
  seed_ = seed;
  replication_ = replication;
  for (const FactorLaw& law : model_.factor_laws) {
    switch (law.kind) {
      case FactorLaw::Kind::kBusyness:
        if (law.member_root.empty() && law.slot_root.empty() && law.slot_correlation == 0) {
          draw_independent(law);
        } else {
          draw_joined(law);
        }
        break;
      case FactorLaw::Kind::kDirichlet:
        draw_shares(law);
        break;
      case FactorLaw::Kind::kSurge:
        draw_surge(law);
        break;
    }
  }
  for (TypeId type = 0; type < model_.types.size(); ++type) {
    const auto& factors = model_.types[type].arrivals.factors;
    for (std::size_t f = 0; f < factors.size(); ++f) {
      double product = 1;
      for (const std::uint32_t value : factors[f]) product *= values_[value];
      products_[type][f] = product;
    }
  }
}

Generator RandomFactors::bits_of(const FactorLaw& law, std::uint32_t member) const {
  return stream(seed_, replication_, Purpose::kBusyness, law.streams[member]);
}

void RandomFactors::draw_independent(const FactorLaw& law) {
  for (std::uint32_t member = 0; member < law.members(); ++member) {
    const double cv = law.cv[member];
    const double shape = 1 / (cv * cv);
    boost::random::gamma_distribution<double> gamma(shape, 1 / shape);
    Generator bits = bits_of(law, member);
    for (std::uint32_t period = 0; period < law.periods; ++period) {
      for (std::uint32_t slot = 0; slot < law.slots; ++slot) {
        values_[law.value(period, slot, member)] =
            law.lognormal    ? lognormal_factor(standard_normal(bits), cv)
            : bits.inverts() ? gamma_quantile_of(bits(), shape) / shape
                             : gamma(bits);
      }
    }
  }
}

// A normal copula: normal variables, joined first within each member's day and then between the
// members, become uniform and then factors. Both together: the correlation of two variables is that
// of their slots times that of their members.
void RandomFactors::draw_joined(const FactorLaw& law) {
  std::vector<Generator> bits;
  for (std::uint32_t member = 0; member < law.members(); ++member) {
    bits.push_back(bits_of(law, member));
  }
  const std::size_t slots = law.slots;
  const std::span<double> all(normals_.data(), slots * law.members());
  for (std::uint32_t period = 0; period < law.periods; ++period) {
    for (std::uint32_t member = 0; member < law.members(); ++member) {
      const std::span<double> day = all.subspan(member * slots, slots);
      for (double& z : day) z = standard_normal(bits[member]);
      if (!law.slot_root.empty()) {
        join(law.slot_root, day.data(), slots, 1);
      } else {
        join_by_distance(law.slot_correlation, day);
      }
    }
    for (std::uint32_t slot = 0; slot < law.slots; ++slot) {
      if (!law.member_root.empty()) join(law.member_root, all.data() + slot, law.members(), slots);
      for (std::uint32_t member = 0; member < law.members(); ++member) {
        values_[law.value(period, slot, member)] =
            factor_of(all[member * slots + slot], law, member);
      }
    }
  }
}

// Dirichlet's law as Gamma variables over their sum.
void RandomFactors::draw_shares(const FactorLaw& law) {
  Generator bits = stream(seed_, replication_, Purpose::kShares, law.streams.front());
  for (std::uint32_t period = 0; period < law.periods; ++period) {
    const double* shapes = law.shapes.data() + std::size_t{period} * law.slots;
    double* values = values_.data() + law.value(period, 0, 0);
    double shape_sum = 0, sum = 0;
    for (std::uint32_t slot = 0; slot < law.slots; ++slot) {
      values[slot] = 0;
      if (shapes[slot] <= 0) continue;
      values[slot] = boost::random::gamma_distribution<double>(shapes[slot], 1.0)(bits);
      shape_sum += shapes[slot];
      sum += values[slot];
    }
    if (sum <= 0) {
      // Shapes so small that every Gamma variable fell below the least number: one slot has all.
      double place = uniform(bits) * shape_sum;
      for (std::uint32_t slot = 0; slot < law.slots && sum <= 0; ++slot) {
        place -= shapes[slot];
        if (place < 0) values[slot] = sum = 1;
      }
    }
    for (std::uint32_t slot = 0; slot < law.slots; ++slot) {
      if (shapes[slot] > 0) values[slot] *= shape_sum / (sum * shapes[slot]);
    }
  }
}

void RandomFactors::draw_surge(const FactorLaw& law) {
  Generator bits = stream(seed_, replication_, Purpose::kSurge, law.streams.front());
  values_[law.first] = uniform(bits) < law.probability ? law.if_so : law.if_not;
}

}  // namespace hotline::detail
