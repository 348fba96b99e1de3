#pragma once

#include <filesystem>
#include <limits>
#include <string>
#include <vector>

#include "support/table.hpp"

// The validation book: reference values beside what Hotline gives.
namespace hotline::evidence {

inline constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

// One reference value. What Hotline does not give is NaN.
struct Entry {
  std::string model;
  std::string quantity;
  double reference = 0;
  double reference_error = 0;  // standard error of the reference, if it was estimated itself
  double formula = kNone;
  double simulated = kNone;
  double error = kNone;    // standard error of the simulated value; 0: the value cannot vary
  double degrees = kNone;  // of freedom of that standard error
};

// (formula - reference) / reference; absolute if the reference is 0.
double relative_deviation(const Entry& entry);

// (simulated - reference) in standard errors of the difference; NaN if nothing was simulated, or if
// nothing can vary.
double deviation(const Entry& entry);

// How many of the simulated values lie beyond 2 and 3 standard errors, and how many would by
// Student's law if each reference were the truth.
struct Tail {
  int values = 0, beyond_2 = 0, beyond_3 = 0;
  double expected_2 = 0, expected_3 = 0;
  double largest = 0;  // absolute deviation
};
Tail tail_of(const std::vector<Entry>& entries);

// Markdown: one table for all entries, models as rows between. `formulas` false leaves the columns
// of the formula out.
std::string table_of(const std::vector<Entry>& entries, bool formulas = true);

std::filesystem::path project_file(const std::string& path);
std::vector<test::Row> rows_of(const std::string& path, char separator);  // throws Error

}  // namespace hotline::evidence
