#include "evidence/book.hpp"

#include <fmt/format.h>

#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <fstream>

#include "hotline/base/error.hpp"

namespace hotline::evidence {

namespace {

// Chance that a Student variable lies beyond +-limit.
double both_tails(double degrees, double limit) {
  return 2 * boost::math::cdf(boost::math::complement(boost::math::students_t(degrees), limit));
}

std::string number(double value) { return std::isnan(value) ? "" : fmt::format("{:.7g}", value); }

// A bar would end the cell of a table.
std::string cell(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '|') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

std::string signed_number(double value, const char* format) {
  if (std::isnan(value)) return "";
  return fmt::format(fmt::runtime(format), value);
}

}  // namespace

double relative_deviation(const Entry& entry) {
  if (std::isnan(entry.formula)) return kNone;
  const double scale = entry.reference == 0 ? 1 : std::abs(entry.reference);
  return (entry.formula - entry.reference) / scale;
}

double deviation(const Entry& entry) {
  const double error = std::hypot(entry.error, entry.reference_error);
  if (std::isnan(entry.simulated) || !(error > 0)) return kNone;
  return (entry.simulated - entry.reference) / error;
}

Tail tail_of(const std::vector<Entry>& entries) {
  Tail tail;
  for (const Entry& entry : entries) {
    const double off = std::abs(deviation(entry));
    if (std::isnan(off)) continue;
    ++tail.values;
    tail.beyond_2 += off > 2;
    tail.beyond_3 += off > 3;
    tail.expected_2 += both_tails(entry.degrees, 2);
    tail.expected_3 += both_tails(entry.degrees, 3);
    tail.largest = std::max(tail.largest, off);
  }
  return tail;
}

std::string table_of(const std::vector<Entry>& entries, bool formulas) {
  std::string text = formulas
                         ? "| quantity | reference | formula | off by | simulated | standard error "
                           "| off, in standard errors |\n|---|---|---|---|---|---|---|\n"
                         : "| quantity | reference | simulated | standard error of the difference "
                           "| off, in standard errors |\n|---|---|---|---|---|\n";
  std::string model;
  for (const Entry& entry : entries) {
    if (entry.model != model) {
      model = entry.model;
      text += fmt::format("| **{}** {}|\n", model, formulas ? "| | | | | | " : "| | | | ");
    }
    text += fmt::format("| {} | {:.10g} |", cell(entry.quantity), entry.reference);
    if (formulas) {
      text += fmt::format(" {} | {} |", number(entry.formula),
                          signed_number(relative_deviation(entry), "{:+.0e}"));
    }
    const double error = formulas ? entry.error : std::hypot(entry.error, entry.reference_error);
    text += fmt::format(" {} | {} | {} |\n", number(entry.simulated),
                        std::isnan(error) ? "" : fmt::format("{:.2g}", error),
                        signed_number(deviation(entry), "{:+.2f}"));
  }
  return text;
}

std::filesystem::path project_file(const std::string& path) {
  return std::filesystem::path(HOTLINE_SOURCE_DIR) / path;
}

std::vector<test::Row> rows_of(const std::string& path, char separator) {
  std::ifstream file(project_file(path));
  if (!file) throw Error(fmt::format("cannot read {}", path));
  return test::read_rows(file, separator);
}

}  // namespace hotline::evidence
