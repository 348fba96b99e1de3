#pragma once

#include <istream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

// Tables of reference values: text with a separator, names of the columns in the first line. Lines
// that start with # say where the values are from.
namespace hotline::test {

using Row = std::map<std::string, std::string>;

inline std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::stringstream stream(text);
  for (std::string part; std::getline(stream, part, separator);) parts.push_back(part);
  return parts;
}

inline std::vector<Row> read_rows(std::istream& file, char separator) {
  std::vector<Row> rows;
  std::vector<std::string> names;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    const auto cells = split(line, separator);
    if (names.empty()) {
      names = cells;
      continue;
    }
    Row& row = rows.emplace_back();
    for (std::size_t i = 0; i < cells.size(); ++i) row[names[i]] = cells[i];
  }
  return rows;
}

// "1|2" as numbers.
inline std::vector<double> numbers(const std::string& text) {
  std::vector<double> values;
  for (const auto& part : split(text, '|')) values.push_back(std::stod(part));
  return values;
}

// "a=1;b=2" as a row.
inline Row parameters(const std::string& text, char separator = ';') {
  Row row;
  for (const auto& part : split(text, separator)) {
    const auto equal = part.find('=');
    row[part.substr(0, equal)] = part.substr(equal + 1);
  }
  return row;
}

}  // namespace hotline::test
