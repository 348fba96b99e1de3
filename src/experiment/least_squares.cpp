#include "least_squares.hpp"

#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace hotline::detail {
namespace {

constexpr double kDependent = 1e-9;  // of a column's length, left over after projection
constexpr double kSingular = 1e-10;  // of a variance, left over after regression on those before

void subtract(Column& from, double factor, const Column& what) {
  for (std::size_t i = 0; i < from.size(); ++i) from[i] -= factor * what[i];
}

void scale(Column& column, double factor) {
  for (double& value : column) value *= factor;
}

}  // namespace

double dot(std::span<const double> a, std::span<const double> b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

bool Regression::add(Column column) {
  assert(column.size() == rows_);
  if (columns() >= rows_) return false;
  const double length = std::sqrt(dot(column, column));
  if (!(length > 0)) return false;
  Column coordinates(columns() + 1, 0.0);
  for (int pass = 0; pass < 2; ++pass) {
    for (std::size_t c = 0; c < columns(); ++c) {
      const double along = dot(q_[c], column);
      coordinates[c] += along;
      subtract(column, along, q_[c]);
    }
  }
  const double rest = std::sqrt(dot(column, column));
  if (rest <= kDependent * length) return false;
  scale(column, 1 / rest);
  coordinates.back() = rest;
  q_.push_back(std::move(column));
  r_.push_back(std::move(coordinates));
  return true;
}

std::vector<double> Regression::coefficients(std::span<const double> y) const {
  std::vector<double> b(columns());
  for (std::size_t c = 0; c < columns(); ++c) b[c] = dot(q_[c], y);
  for (std::size_t c = columns(); c-- > 0;) {  // back substitution
    b[c] /= r_[c][c];
    for (std::size_t above = 0; above < c; ++above) b[above] -= b[c] * r_[c][above];
  }
  return b;
}

Column Regression::residuals(std::span<const double> y) const {
  Column rest(y.begin(), y.end());
  for (int pass = 0; pass < 2; ++pass) {
    for (const Column& q : q_) subtract(rest, dot(q, rest), q);
  }
  return rest;
}

std::vector<Column> Regression::complement() const {
  Regression whole = *this;
  for (std::size_t row = 0; row < rows_ && whole.columns() < rows_; ++row) {
    Column unit(rows_, 0.0);
    unit[row] = 1;
    whole.add(std::move(unit));
  }
  return {whole.q_.begin() + static_cast<std::ptrdiff_t>(columns()), whole.q_.end()};
}

double inverse_form(std::vector<Column> matrix, std::span<const double> x) {
  // With A = L L', x' A^-1 x is the squared length of L^-1 x.
  double sum = 0;
  Column z(x.begin(), x.end());
  for (std::size_t i = 0; i < matrix.size(); ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double rest = matrix[i][j];
      for (std::size_t k = 0; k < j; ++k) rest -= matrix[i][k] * matrix[j][k];
      if (j < i) {
        matrix[i][j] = rest / matrix[j][j];
      } else if (rest > kSingular * matrix[i][i]) {
        matrix[i][i] = std::sqrt(rest);
      } else {
        return std::numeric_limits<double>::quiet_NaN();
      }
    }
    for (std::size_t k = 0; k < i; ++k) z[i] -= matrix[i][k] * z[k];
    z[i] /= matrix[i][i];
    sum += z[i] * z[i];
  }
  return sum;
}

}  // namespace hotline::detail
