#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace hotline::detail {

using Column = std::vector<double>;

double dot(std::span<const double> a, std::span<const double> b);

// A regression matrix that grows column by column, kept as Q R with orthonormal Q, by Gram and
// Schmidt's process with reorthogonalization (Giraud, Langou, Rozloznik and van den Eshof 2005:
// twice is enough). The columns that one would add in vain are found on the way.
class Regression {
 public:
  explicit Regression(std::size_t rows) : rows_(rows) {}

  // Adds a column; false, and nothing is added, if it is a combination of those before it, but for
  // rounding.
  bool add(Column column);
  std::size_t rows() const { return rows_; }
  std::size_t columns() const { return q_.size(); }

  // Those of the columns that fit y best. Cost: rows x columns.
  std::vector<double> coefficients(std::span<const double> y) const;
  Column residuals(std::span<const double> y) const;

  // Orthonormal columns that are orthogonal to all that were added: rows - columns of them.
  std::vector<Column> complement() const;

 private:
  std::size_t rows_;
  std::vector<Column> q_;
  std::vector<Column> r_;  // [column]: its coordinates along q_, up to its own
};

// x' A^-1 x for a symmetric positive definite matrix, by Cholesky's decomposition; NaN if it is not
// positive definite.
double inverse_form(std::vector<Column> matrix, std::span<const double> x);

}  // namespace hotline::detail
