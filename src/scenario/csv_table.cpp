#include "csv_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "files.hpp"

namespace hotline::reading {
namespace {

constexpr std::size_t kMostTold = 5;  // mistakes of one file

// Takes rows from the front of a text.
class RowReader {
 public:
  explicit RowReader(std::string_view text) : text_(text) {
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
  }

  bool at_end() const { return at_ >= text_.size(); }

  CsvTable::Row next() {
    CsvTable::Row row{line_, std::vector<std::string>(text_.empty() ? 0 : 1)};
    bool quoted_field = false;
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '\n') ++line_;
      if (quoted_field) {
        const bool doubled = c == '"' && text_.substr(at_ + 1, 1) == "\"";
        if (doubled) ++at_;
        if (c == '"' && !doubled) {
          quoted_field = false;
        } else {
          row.fields.back() += c;
        }
      } else if (c == '"') {
        quoted_field = true;
      } else if (c == ',') {
        row.fields.emplace_back();
      } else if (c == '\n') {
        ++at_;
        break;
      } else if (c != '\r') {
        row.fields.back() += c;
      }
    }
    for (std::string& field : row.fields) {
      field.erase(0, field.find_first_not_of(" \t"));
      field.erase(field.find_last_not_of(" \t") + 1);
    }
    return row;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

}  // namespace

std::optional<CsvTable> CsvTable::read(const Field& file) {
  const auto& written = *file.node.as<std::string>();
  const std::filesystem::path path = file.node.spot.source->folder / written;
  const FileText data = file.node.spot.source->texts->read(path);
  if (!data.text) {
    file.wrong(fmt::format("cannot read {}: {}", in_quotes(path.string()), data.why_not));
    return std::nullopt;
  }
  CsvTable table(file, path.string());
  RowReader reader(*data.text);
  table.header_ = reader.next().fields;
  while (!reader.at_end()) {
    Row row = reader.next();
    if (row.fields.size() > 1 || !row.fields[0].empty()) table.rows_.push_back(std::move(row));
  }
  return table;
}

std::optional<std::size_t> CsvTable::find(const std::string& column) const {
  const auto found = std::ranges::find(header_, column);
  if (found == header_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - header_.begin());
}

std::optional<std::size_t> CsvTable::need(const std::string& column) const {
  const auto found = find(column);
  if (!found) {
    file_->wrong(
        fmt::format("{} has no column {}", name_, in_quotes(column)),
        header_.empty() ? "the file is empty" : suggest(column, header_, "its columns are"));
  }
  return found;
}

std::optional<std::string> CsvTable::at(const Row& row, std::size_t column,
                                        const std::string& hint) {
  if (column < row.fields.size()) return row.fields[column];
  wrong(row, fmt::format("this line has {} fields, too few", row.fields.size()), hint);
  return std::nullopt;
}

std::optional<double> CsvTable::number(const Row& row, std::size_t column, double least,
                                       double most, const std::string& expected,
                                       const std::string& hint) {
  const auto text = at(row, column, hint);
  if (!text) return std::nullopt;
  double value = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  const bool whole = error == std::errc() && end == text->data() + text->size();
  if (whole && value >= least && value <= most) return value;
  wrong(row, fmt::format("{} is not {}", in_quotes(*text), expected), hint);
  return std::nullopt;
}

void CsvTable::wrong(const Row& row, const std::string& message, const std::string& hint) {
  if (++mistakes_ <= kMostTold) {
    file_->wrong(fmt::format("{}:{}: {}", name_, row.line, message), hint);
  }
}

bool CsvTable::finish() const {
  if (rows_.empty()) file_->wrong(name_ + " has no rows");
  if (mistakes_ > kMostTold) {
    file_->wrong(fmt::format("{} has {} more mistakes", name_, mistakes_ - kMostTold));
  }
  return mistakes_ == 0 && !rows_.empty();
}

}  // namespace hotline::reading
