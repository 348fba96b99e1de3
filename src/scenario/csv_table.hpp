#pragma once

#include <optional>
#include <string>
#include <vector>

#include "fields.hpp"

namespace hotline::reading {

// The rows of a CSV file: commas, a header line, fields quoted if need be, without the blanks
// around them; empty lines are left out. Its places are not kept as sources: a mistake in it is
// told at once, at the field that names the file, with the line in the message.
class CsvTable {
 public:
  struct Row {
    std::size_t line = 0;
    std::vector<std::string> fields;
  };

  // The file whose path `file` holds, relative to the source that says it. Nothing after a problem
  // if it cannot be read.
  static std::optional<CsvTable> read(const Field& file);

  const std::vector<Row>& rows() const { return rows_; }

  // The index of a column, if it is there; with a problem if it is not.
  std::optional<std::size_t> find(const std::string& column) const;
  std::optional<std::size_t> need(const std::string& column) const;

  // The field of a row; nothing after a problem if the row is too short.
  std::optional<std::string> at(const Row& row, std::size_t column, const std::string& hint);
  // A number from `least` to `most`; what is not one "is not `expected`".
  std::optional<double> number(const Row& row, std::size_t column, double least, double most,
                               const std::string& expected, const std::string& hint);

  void wrong(const Row& row, const std::string& message, const std::string& hint = "");

  // Ends reading: a problem if there are no rows, or more mistakes than were told. Returns whether
  // the table is sound.
  bool finish() const;

  const std::string& name() const { return name_; }

 private:
  CsvTable(const Field& file, std::string name) : file_(&file), name_(std::move(name)) {}

  const Field* file_;
  std::string name_;
  std::vector<std::string> header_;
  std::vector<Row> rows_;
  std::size_t mistakes_ = 0;
};

}  // namespace hotline::reading
