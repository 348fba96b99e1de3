#include "csv.hpp"

#include "csv_table.hpp"

namespace hotline::reading {

std::optional<std::vector<Seconds>> read_csv_column(const Field& file, const std::string& column,
                                                    Seconds scale) {
  std::optional<CsvTable> table = CsvTable::read(file);
  if (!table) return std::nullopt;
  const auto index = table->need(column);
  if (!index) return std::nullopt;
  std::vector<Seconds> values;
  for (const CsvTable::Row& row : table->rows()) {
    const auto value = table->number(row, *index, 0, kCentury, "a length of time",
                                     "each field must be a number from 0, without a unit");
    if (value) values.push_back(*value * scale);
  }
  if (!table->finish()) return std::nullopt;
  return values;
}

}  // namespace hotline::reading
