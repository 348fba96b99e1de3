#include <charconv>
#include <chrono>
#include <optional>

#include "report/xlsx/sheets.hpp"

// A table in CSV as a sheet.
namespace hotline::detail {
namespace {

using Fields = std::vector<std::string>;

std::vector<Fields> fields_of(const std::string& csv) {
  std::vector<Fields> lines(1, Fields(1));
  bool quoted = false;
  for (std::size_t i = 0; i < csv.size(); ++i) {
    const char c = csv[i];
    if (c == '"') {
      if (quoted && i + 1 < csv.size() && csv[i + 1] == '"') {
        lines.back().back() += '"';
        ++i;
      } else {
        quoted = !quoted;
      }
    } else if (c == ',' && !quoted) {
      lines.back().emplace_back();
    } else if (c == '\n' && !quoted) {
      lines.emplace_back(1);
    } else {
      lines.back().back() += c;
    }
  }
  if (lines.back().size() == 1 && lines.back().front().empty()) lines.pop_back();
  return lines;
}

std::optional<double> number_in(const std::string& field) {
  double value = 0;
  const char* end = field.data() + field.size();
  const auto [rest, error] = std::from_chars(field.data(), end, value);
  if (error != std::errc() || rest != end) return std::nullopt;
  return value;
}

// Digits from `at` on, or nothing.
std::optional<int> digits_in(const std::string& field, std::size_t at, std::size_t count) {
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (i >= field.size() || field[i] < '0' || field[i] > '9') return std::nullopt;
    value = 10 * value + (field[i] - '0');
  }
  return value;
}

// "08:00"
std::optional<ClockTime> clock_in(const std::string& field) {
  if (field.size() != 5 || field[2] != ':') return std::nullopt;
  const auto hour = digits_in(field, 0, 2), minute = digits_in(field, 3, 2);
  if (!hour || !minute || *hour > 24 || *minute > 59) return std::nullopt;
  return *hour * kHour + *minute * kMinute;
}

// "2013-07-04"
std::optional<Date> date_in(const std::string& field) {
  if (field.size() != 10 || field[4] != '-' || field[7] != '-') return std::nullopt;
  const auto year = digits_in(field, 0, 4), month = digits_in(field, 5, 2),
             day = digits_in(field, 8, 2);
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day date(std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day)));
  if (!date.ok()) return std::nullopt;
  return Date(date);
}

void write_cell(Sheet& sheet, SheetRow row, SheetColumn column, const std::string& field) {
  if (field.empty()) return;
  if (const auto value = number_in(field)) return sheet.number(row, column, *value, Look::kPlain);
  if (const auto time = clock_in(field)) return sheet.clock(row, column, *time);
  if (const auto date = date_in(field)) return sheet.date(row, column, *date);
  // The apostrophe of CSV keeps spreadsheets from taking a name for a formula; a cell needs none.
  const bool shielded = field.size() > 1 && field.front() == '\'' &&
                        std::string_view("=+-@\t\r").find(field[1]) != std::string_view::npos;
  sheet.text(row, column, shielded ? field.substr(1) : field);
}

}  // namespace

void table_sheet(Book& book, const TableSheet& table) {
  Sheet sheet(book, table.name);
  const std::vector<Fields> lines = fields_of(table.csv);
  if (lines.empty()) return;
  std::vector<std::pair<std::string, double>> heads;
  for (const std::string& head : lines.front()) {
    heads.emplace_back(head, std::max(11.0, 1.15 * static_cast<double>(head.size())));
  }
  sheet.heads(0, heads, false);
  sheet.freeze(1, 1);
  for (std::size_t row = 1; row < lines.size(); ++row) {
    for (std::size_t column = 0; column < lines[row].size(); ++column) {
      write_cell(sheet, static_cast<SheetRow>(row), static_cast<SheetColumn>(column),
                 lines[row][column]);
    }
  }
  sheet.filter(0, static_cast<SheetRow>(lines.size() - 1),
               static_cast<SheetColumn>(lines.front().size() - 1));
}

}  // namespace hotline::detail
