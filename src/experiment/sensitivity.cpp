#include "hotline/experiment/sensitivity.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include "least_squares.hpp"
#include "quadratic_forms.hpp"

namespace hotline {
namespace {

using detail::Column;
using detail::Variances;

// ---- Grids -------------------------------------------------------------------------------------

// Adds to `variances` what factor i, whose levels are `stride` cells apart, contributes.
void add_factor(std::span<const double> y, double mean, std::size_t levels, std::size_t stride,
                Variances& variances) {
  std::vector<double> sums(levels, 0.0);
  double within = 0;
  for (std::size_t block = 0; block < y.size(); block += levels * stride) {
    for (std::size_t cell = block; cell < block + stride; ++cell) {
      double middle = 0;
      for (std::size_t l = 0; l < levels; ++l) {
        sums[l] += y[cell + l * stride];
        middle += y[cell + l * stride] / static_cast<double>(levels);
      }
      for (std::size_t l = 0; l < levels; ++l) {
        const double gap = y[cell + l * stride] - middle;
        within += gap * gap;
      }
    }
  }
  double between = 0;
  const double each = static_cast<double>(y.size()) / static_cast<double>(levels);
  for (const double sum : sums) between += (sum / each - mean) * (sum / each - mean);
  variances.push_back(between / static_cast<double>(levels));
  variances.push_back(within / static_cast<double>(y.size()));
}

Variances variances_of_grid(std::span<const std::size_t> levels, std::span<const double> y) {
  const auto cells = static_cast<double>(y.size());
  double mean = 0, all = 0;
  for (const double value : y) mean += value / cells;
  for (const double value : y) all += (value - mean) * (value - mean) / cells;
  Variances variances = {all};
  std::size_t stride = y.size();
  for (const std::size_t count : levels) {
    stride /= count;
    add_factor(y, mean, count, stride, variances);
  }
  return variances;
}

// ---- Surfaces ----------------------------------------------------------------------------------

// Means of the powers 1 to 4 of a factor.
std::array<double, 4> powers(const FactorAxis& axis) {
  if (axis.is_continuous) return {0, 1.0 / 3, 0, 1.0 / 5};
  std::vector<double> values(axis.levels, 0.0);
  for (std::size_t cell = 0; cell < axis.level.size(); ++cell) {
    values[axis.level[cell]] = axis.at[cell];
  }
  std::array<double, 4> means{};
  for (const double value : values) {
    double power = 1;
    for (double& mean : means) mean += (power *= value) / static_cast<double>(values.size());
  }
  return means;
}

// What the terms make of each factor: b x + c x^2 with what products add to b on average over the
// other factors, offsets, and the variance of its products.
struct Shares {
  double slope = 0, square = 0;
  std::vector<double> offsets;
  double of_products = 0;
};

double variance_of(const Shares& share, const std::array<double, 4>& mean) {
  if (!share.offsets.empty()) {
    double sum = 0, squares = 0;
    for (const double offset : share.offsets) {
      sum += offset;
      squares += offset * offset;
    }
    return (squares + sum * sum) / static_cast<double>(share.offsets.size() + 1);
  }
  const double of_x = mean[1] - mean[0] * mean[0];
  const double of_square = mean[3] - mean[1] * mean[1];
  const double joint = mean[2] - mean[0] * mean[1];
  return share.slope * share.slope * of_x + 2 * share.slope * share.square * joint +
         share.square * share.square * of_square;
}

Variances variances_of_surface(std::span<const FactorAxis> axes, std::span<const SurfaceTerm> terms,
                               const std::vector<std::array<double, 4>>& means,
                               std::span<const double> coefficients) {
  std::vector<Shares> shares(axes.size());
  double products = 0;
  for (std::size_t t = 0; t < terms.size(); ++t) {
    const std::size_t f = terms[t].factor, g = terms[t].other;
    const double b = coefficients[t];
    switch (terms[t].kind) {
      case SurfaceTerm::Kind::kMean:
        break;
      case SurfaceTerm::Kind::kSlope:
        shares[f].slope += b;
        break;
      case SurfaceTerm::Kind::kSquare:
        shares[f].square += b;
        break;
      case SurfaceTerm::Kind::kOffset:
        shares[f].offsets.push_back(b);
        break;
      case SurfaceTerm::Kind::kProduct: {
        // x y = (x - E x)(y - E y) + E y x + E x y - E x E y.
        shares[f].slope += b * means[g][0];
        shares[g].slope += b * means[f][0];
        const double variance = b * b * (means[f][1] - means[f][0] * means[f][0]) *
                                (means[g][1] - means[g][0] * means[g][0]);
        shares[f].of_products += variance;
        shares[g].of_products += variance;
        products += variance;
        break;
      }
    }
  }
  Variances variances = {products};
  for (std::size_t f = 0; f < axes.size(); ++f) {
    const double alone = variance_of(shares[f], means[f]);
    variances[0] += alone;
    variances.push_back(alone);
    variances.push_back(alone + shares[f].of_products);
  }
  return variances;
}

}  // namespace

Sensitivity sensitivity_of_grid(std::span<const std::size_t> levels, const Responses& observations,
                                double confidence) {
  std::vector<Column> columns;
  for (std::size_t r = 0; r < observations.replications(); ++r) {
    columns.push_back(observations.of_replication(r));
  }
  return detail::indices_by_jackknife(
      [&](std::span<const double> y) { return variances_of_grid(levels, y); }, columns, confidence);
}

Sensitivity sensitivity_of_surface(std::span<const FactorAxis> axes, const ResponseSurface& surface,
                                   double confidence) {
  std::vector<std::array<double, 4>> means;
  for (const FactorAxis& axis : axes) {
    means.push_back(axis.is_number ? powers(axis) : std::array<double, 4>{});
  }
  return detail::indices_by_jackknife(
      [&](std::span<const double> coefficients) {
        return variances_of_surface(axes, surface.terms, means, coefficients);
      },
      surface.by_replication, confidence);
}

}  // namespace hotline
