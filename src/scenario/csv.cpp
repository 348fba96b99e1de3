#include "csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "files.hpp"

namespace hotline::reading {
namespace {

constexpr std::size_t kMostTold = 5;  // mistakes of one file

// A file of data. Its places are not kept as sources: a mistake in it is told at once.
class CsvReader {
 public:
  CsvReader(const Field& file, std::string name, std::string text)
      : file_(file), name_(std::move(name)), text_(std::move(text)) {}

  std::optional<std::vector<Seconds>> column(const std::string& wanted, Seconds scale) {
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
    const std::vector<std::string> header = next_row();
    const auto found = std::ranges::find(header, wanted);
    if (found == header.end()) {
      file_.wrong(
          fmt::format("{} has no column {}", name_, in_quotes(wanted)),
          header.empty() ? "the file is empty" : suggest(wanted, header, "its columns are"));
      return std::nullopt;
    }
    const auto index = static_cast<std::size_t>(found - header.begin());
    std::vector<Seconds> values;
    while (at_ < text_.size()) {
      const std::vector<std::string> row = next_row();
      if (row.size() == 1 && row[0].empty()) continue;
      if (const auto value = number_in(row, index)) values.push_back(*value * scale);
    }
    if (values.empty() && mistakes_ == 0) file_.wrong(name_ + " has no rows");
    if (mistakes_ > kMostTold) {
      file_.wrong(fmt::format("{} has {} more mistakes", name_, mistakes_ - kMostTold));
    }
    if (mistakes_ > 0 || values.empty()) return std::nullopt;
    return values;
  }

 private:
  std::optional<double> number_in(const std::vector<std::string>& row, std::size_t index) {
    constexpr double kMost = kCentury;
    if (index >= row.size()) {
      wrong(fmt::format("this line has {} fields, too few", row.size()));
      return std::nullopt;
    }
    const std::string& text = row[index];
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc() && end == text.data() + text.size() && value >= 0 && value <= kMost) {
      return value;
    }
    wrong(in_quotes(text) + " is not a length of time");
    return std::nullopt;
  }

  void wrong(const std::string& message) {
    if (++mistakes_ <= kMostTold) {
      file_.wrong(fmt::format("{}:{}: {}", name_, row_line_, message),
                  "each field must be a number from 0, without a unit");
    }
  }

  // The fields of the row at `at_`, without the blanks around them; goes on to the next row.
  std::vector<std::string> next_row() {
    row_line_ = line_;
    std::vector<std::string> fields(text_.empty() ? 0 : 1);
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
          fields.back() += c;
        }
      } else if (c == '"') {
        quoted_field = true;
      } else if (c == ',') {
        fields.emplace_back();
      } else if (c == '\n') {
        ++at_;
        break;
      } else if (c != '\r') {
        fields.back() += c;
      }
    }
    for (std::string& field : fields) {
      field.erase(0, field.find_first_not_of(" \t"));
      field.erase(field.find_last_not_of(" \t") + 1);
    }
    return fields;
  }

  const Field& file_;
  std::string name_;
  std::string text_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::size_t row_line_ = 1;  // of the last row taken
  std::size_t mistakes_ = 0;
};

}  // namespace

std::optional<std::vector<Seconds>> read_csv_column(const Field& file, const std::string& column,
                                                    Seconds scale) {
  const auto& written = *file.node.as<std::string>();
  const std::filesystem::path path = file.node.spot.source->folder / written;
  FileText data = read_file(path);
  if (!data.text) {
    file.wrong(fmt::format("cannot read {}: {}", in_quotes(path.string()), data.why_not));
    return std::nullopt;
  }
  return CsvReader(file, path.string(), std::move(*data.text)).column(column, scale);
}

}  // namespace hotline::reading
