#include "hotline/experiment/response_surface.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "hotline/stats/fit.hpp"
#include "least_squares.hpp"

namespace hotline {
namespace {

using detail::Column;
using detail::Regression;

bool bends(const FactorAxis& axis) {
  return axis.is_number && (axis.is_continuous || axis.levels > 2);
}

std::vector<SurfaceTerm> terms_of(std::span<const FactorAxis> axes, bool squares, bool products) {
  using Kind = SurfaceTerm::Kind;
  std::vector<SurfaceTerm> terms = {{Kind::kMean, 0, 0, {}}};
  for (std::size_t f = 0; f < axes.size(); ++f) {
    if (axes[f].is_number) {
      terms.push_back({Kind::kSlope, f, 0, {}});
    } else {
      for (std::size_t l = 0; l + 1 < axes[f].levels; ++l) {
        terms.push_back({Kind::kOffset, f, l, {}});
      }
    }
  }
  for (std::size_t f = 0; squares && f < axes.size(); ++f) {
    if (bends(axes[f])) terms.push_back({Kind::kSquare, f, 0, {}});
  }
  for (std::size_t f = 0; products && f < axes.size(); ++f) {
    for (std::size_t g = f + 1; g < axes.size(); ++g) {
      if (axes[f].is_number && axes[g].is_number) terms.push_back({Kind::kProduct, f, g, {}});
    }
  }
  return terms;
}

double value_at(const SurfaceTerm& term, std::span<const FactorAxis> axes, std::size_t cell) {
  const FactorAxis& axis = axes[term.factor];
  switch (term.kind) {
    case SurfaceTerm::Kind::kMean:
      return 1;
    case SurfaceTerm::Kind::kSlope:
      return axis.at[cell];
    case SurfaceTerm::Kind::kSquare:
      return axis.at[cell] * axis.at[cell];
    case SurfaceTerm::Kind::kProduct:
      return axis.at[cell] * axes[term.other].at[cell];
    case SurfaceTerm::Kind::kOffset:
      if (axis.level[cell] + 1 == axis.levels) return -1;
      return axis.level[cell] == term.other ? 1 : 0;
  }
  return 0;
}

std::vector<SurfaceTerm> affordable_terms(std::span<const FactorAxis> axes, std::size_t cells) {
  for (const auto& [squares, products] : {std::pair(true, true), std::pair(true, false)}) {
    std::vector<SurfaceTerm> terms = terms_of(axes, squares, products);
    if (terms.size() < cells) return terms;
  }
  return terms_of(axes, false, false);
}

double mean_square_about_mean(std::span<const double> y) {
  double mean = 0, sum = 0;
  for (const double value : y) mean += value / static_cast<double>(y.size());
  for (const double value : y) sum += (value - mean) * (value - mean);
  return sum / static_cast<double>(y.size());
}

// Of the residuals of the replications about their mean: [replication][cell].
std::vector<Column> deviations(const Regression& regression, const Responses& observations,
                               const Column& mean) {
  std::vector<Column> all;
  for (std::size_t r = 0; r < observations.replications(); ++r) {
    Column rest = regression.residuals(observations.of_replication(r));
    for (std::size_t cell = 0; cell < rest.size(); ++cell) rest[cell] -= mean[cell];
    all.push_back(std::move(rest));
  }
  return all;
}

// Hotelling's T^2 of the mean residual against 0.
void test_exactly(const Regression& regression, const Column& mean,
                  const std::vector<Column>& deviating, LackOfFit& lack) {
  const std::vector<Column> basis = regression.complement();
  const std::size_t m = basis.size();
  const auto r = static_cast<double>(deviating.size());
  Column along(m);
  for (std::size_t i = 0; i < m; ++i) along[i] = detail::dot(basis[i], mean);
  std::vector<Column> covariance(m, Column(m, 0.0));
  for (const Column& deviation : deviating) {
    Column z(m);
    for (std::size_t i = 0; i < m; ++i) z[i] = detail::dot(basis[i], deviation);
    for (std::size_t i = 0; i < m; ++i) {
      for (std::size_t j = 0; j < m; ++j) covariance[i][j] += z[i] * z[j] / (r - 1);
    }
  }
  const double t_squared = r * detail::inverse_form(std::move(covariance), along);
  if (std::isnan(t_squared)) return;
  const auto degrees = static_cast<double>(m);
  lack.test = LackOfFit::Test::kHotelling;
  lack.f = t_squared * (r - degrees) / (degrees * (r - 1));
  lack.degrees = degrees;
  lack.error_degrees = r - degrees;
}

// Box's approximation. `trace` is that of the covariance of the residuals of one replication.
void test_by_box(const Column& mean, const std::vector<Column>& deviating, double m, double trace,
                 LackOfFit& lack) {
  const auto r = static_cast<double>(deviating.size());
  double of_square = 0;  // trace of the covariance times itself
  for (const Column& a : deviating) {
    for (const Column& b : deviating) {
      const double product = detail::dot(a, b);
      of_square += product * product;
    }
  }
  of_square /= (r - 1) * (r - 1);
  // 1 for equal variances and correlations, 1 / m at the least; a sample underrates it.
  const double epsilon = std::clamp(trace * trace / (m * of_square), 1 / m, 1.0);
  lack.test = LackOfFit::Test::kBox;
  lack.f = r * detail::dot(mean, mean) / trace;
  lack.degrees = epsilon * m;
  lack.error_degrees = epsilon * m * (r - 1);
}

LackOfFit lack_of_fit(const Regression& regression, const Responses& observations,
                      std::span<const double> means) {
  constexpr double kRounding = 1e-18;  // of the mean square of the observations
  LackOfFit lack;
  const std::size_t m = regression.rows() - regression.columns();
  const std::size_t replications = observations.replications();
  if (m == 0 || replications < 2) return lack;
  const Column mean = regression.residuals(means);
  const std::vector<Column> deviating = deviations(regression, observations, mean);
  const auto r = static_cast<double>(replications);
  double trace = 0;
  for (const Column& deviation : deviating) trace += detail::dot(deviation, deviation) / (r - 1);
  const double excess = detail::dot(mean, mean) - trace / r;
  lack.missed = std::sqrt(std::max(0.0, excess / static_cast<double>(regression.rows())));
  if (trace <= kRounding * detail::dot(means, means)) return lack;
  if (replications >= 2 * m) test_exactly(regression, mean, deviating, lack);
  if (lack.test == LackOfFit::Test::kNone) {
    test_by_box(mean, deviating, static_cast<double>(m), trace, lack);
  }
  lack.p_value = f_p_value(lack.f, lack.degrees, lack.error_degrees);
  return lack;
}

}  // namespace

ResponseSurface fit_surface(std::span<const FactorAxis> axes, const Responses& observations,
                            double confidence) {
  ResponseSurface surface;
  if (observations.cells() == 0) return surface;
  Regression regression(observations.cells());
  for (SurfaceTerm& term : affordable_terms(axes, observations.cells())) {
    Column column(observations.cells());
    for (std::size_t cell = 0; cell < column.size(); ++cell) {
      column[cell] = value_at(term, axes, cell);
    }
    if (!regression.add(std::move(column))) {
      ++surface.left_out;
      continue;
    }
    surface.has_squares |= term.kind == SurfaceTerm::Kind::kSquare;
    surface.has_products |= term.kind == SurfaceTerm::Kind::kProduct;
    surface.terms.push_back(term);
  }
  for (std::size_t r = 0; r < observations.replications(); ++r) {
    surface.by_replication.push_back(regression.coefficients(observations.of_replication(r)));
  }
  for (std::size_t t = 0; t < surface.terms.size(); ++t) {
    std::vector<double> values;
    for (const auto& coefficients : surface.by_replication) values.push_back(coefficients[t]);
    surface.terms[t].coefficient = mean_effect(values, confidence);
  }
  const std::vector<double> means = observations.means();
  const double spread = mean_square_about_mean(means) * static_cast<double>(means.size());
  const Column rest = regression.residuals(means);
  const double missed = detail::dot(rest, rest);
  const double free = static_cast<double>(means.size()) - static_cast<double>(regression.columns());
  if (spread > 0) surface.r_squared = 1 - missed / spread;
  if (spread > 0 && free > 0) {
    surface.adjusted_r_squared =
        1 - missed / free / (spread / static_cast<double>(means.size() - 1));
  }
  surface.lack_of_fit = lack_of_fit(regression, observations, means);
  return surface;
}

}  // namespace hotline
