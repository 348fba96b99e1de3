#include "report/xlsx/book.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cmath>

#include "hotline/base/error.hpp"
#include "report/xlsx/words.hpp"

namespace hotline::detail {
namespace {

constexpr std::uint32_t kInk = 0x18222F;
constexpr std::uint32_t kSoft = 0x5A6573;
constexpr std::uint32_t kPaper = 0xEEF3F7;

const char* number_format(Look look) {
  switch (look) {
    case Look::kWhole:
      return "#,##0";
    case Look::kDecimal:
      return "#,##0.0";
    case Look::kShare:
      return "0.0%";
    case Look::kSeconds:
      return "#,##0.0";
    case Look::kHours:
      return "#,##0.0";
    case Look::kMoney:
      return "#,##0.00";
    case Look::kDate:
      return "yyyy-mm-dd";
    case Look::kClock:
      return "[hh]:mm";
    default:
      return nullptr;
  }
}

void dress(lxw_format* format, Look look) {
  format_set_font_name(format, look == Look::kCode ? "Consolas" : "Calibri");
  format_set_font_size(format, look == Look::kTitle ? 16 : 11);
  format_set_font_color(format, look == Look::kNote ? kSoft : kInk);
  if (look == Look::kTitle || look == Look::kHead || look == Look::kName) format_set_bold(format);
  if (look == Look::kHead) {
    format_set_bg_color(format, kPaper);
    format_set_text_wrap(format);
    format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
    format_set_bottom(format, LXW_BORDER_THIN);
    format_set_bottom_color(format, kSoft);
  }
  if (const char* text = number_format(look)) format_set_num_format(format, text);
}

lxw_format* shaded(lxw_workbook* book, std::uint32_t paper, std::uint32_t ink) {
  lxw_format* format = workbook_add_format(book);
  format_set_bg_color(format, paper);
  format_set_font_color(format, ink);
  return format;
}

}  // namespace

Look look_of(Unit unit) {
  switch (unit) {
    case Unit::kCalls:
      return Look::kDecimal;
    case Unit::kShare:
      return Look::kShare;
    case Unit::kSeconds:
    case Unit::kSquareSeconds:
      return Look::kSeconds;
    case Unit::kHours:
      return Look::kHours;
    case Unit::kCount:
      return Look::kMoney;
    case Unit::kMoney:
      return Look::kMoney;
  }
  return Look::kDecimal;
}

Book::Book(const std::filesystem::path& file, std::string_view language)
    : book_(workbook_new(file.c_str())), spanish_(language == "es") {
  if (book_ == nullptr) throw Error("a workbook cannot be made: too little memory");
  for (std::size_t look = 0; look < static_cast<std::size_t>(Look::kCount); ++look) {
    formats_[look] = workbook_add_format(book_);
    dress(formats_[look], static_cast<Look>(look));
  }
  // Told apart in lightness too, and in every kind of colour vision.
  bad_ = shaded(book_, 0xF6C9A8, 0x7A2E00);
  unsure_ = shaded(book_, 0xFBEFC4, 0x5C4A00);
  good_ = shaded(book_, 0xCFE5F3, 0x003F66);
}

Book::~Book() {
  if (book_ != nullptr) lxw_workbook_free(book_);
}

void Book::close() {
  lxw_workbook* book = book_;
  book_ = nullptr;  // closing frees it, whether or not that succeeds
  const lxw_error error = workbook_close(book);
  if (error != LXW_NO_ERROR) {
    throw Error(fmt::format("cannot write the workbook: {}", lxw_strerror(error)));
  }
}

std::string Book::say(std::string_view english) const {
  return std::string(spanish_ ? in_spanish(english) : english);
}

std::string Book::say_measure(std::string_view key, std::string_view title) const {
  const std::string_view spanish = spanish_ ? measure_in_spanish(key) : std::string_view();
  return std::string(spanish.empty() ? title : spanish);
}

Sheet::Sheet(Book& book, const std::string& name)
    : book_(book),
      name_(book.say(name)),
      sheet_(workbook_add_worksheet(book.get(), name_.c_str())) {
  if (sheet_ == nullptr) throw Error("a sheet of the workbook cannot be made");
  worksheet_gridlines(sheet_, LXW_HIDE_ALL_GRIDLINES);
  worksheet_set_landscape(sheet_);
  worksheet_fit_to_pages(sheet_, 1, 0);
}

void Sheet::text(SheetRow row, SheetColumn column, std::string_view text, Look look) {
  // No cell holds more than 32,767 characters; strings are never taken for formulas.
  const std::string cut(text.substr(0, 32'000));
  worksheet_write_string(sheet_, row, column, cut.c_str(), book_.format(look));
}

void Sheet::number(SheetRow row, SheetColumn column, double value, Look look) {
  if (std::isfinite(value)) worksheet_write_number(sheet_, row, column, value, book_.format(look));
}

void Sheet::date(SheetRow row, SheetColumn column, Date date) {
  const std::chrono::year_month_day day(date);
  lxw_datetime when = {};
  when.year = static_cast<int>(day.year());
  when.month = static_cast<int>(static_cast<unsigned>(day.month()));
  when.day = static_cast<int>(static_cast<unsigned>(day.day()));
  worksheet_write_datetime(sheet_, row, column, &when, book_.format(Look::kDate));
}

void Sheet::clock(SheetRow row, SheetColumn column, ClockTime time) {
  number(row, column, time / kDay, Look::kClock);
}

void Sheet::heads(SheetRow row, const std::vector<std::pair<std::string, double>>& columns,
                  bool translated) {
  tall(row);
  SheetColumn column = 0;
  for (const auto& [head, width] : columns) {
    worksheet_set_column(sheet_, column, column, width, nullptr);
    text(row, column++, translated ? book_.say(head) : head, Look::kHead);
  }
}

void Sheet::freeze(SheetRow rows, SheetColumn columns) {
  worksheet_freeze_panes(sheet_, rows, columns);
}

void Sheet::tall(SheetRow row, double points) { worksheet_set_row(sheet_, row, points, nullptr); }

void Sheet::filter(SheetRow first_row, SheetRow last_row, SheetColumn last_column) {
  if (last_row > first_row) worksheet_autofilter(sheet_, first_row, 0, last_row, last_column);
}

void Sheet::color_if(SheetRow first, SheetRow last, SheetColumn column, const std::string& formula,
                     lxw_format* format) {
  lxw_conditional_format condition = {};
  condition.type = LXW_CONDITIONAL_TYPE_FORMULA;
  const std::string text = "=" + formula;
  // The library copies the text.
  condition.value_string = const_cast<char*>(text.c_str());
  condition.format = format;
  worksheet_conditional_format_range(sheet_, first, column, last, column, &condition);
}

void Sheet::shade(SheetRow first_row, SheetColumn first, SheetRow last_row, SheetColumn last,
                  std::uint32_t least, std::uint32_t most) {
  lxw_conditional_format condition = {};
  condition.type = LXW_CONDITIONAL_2_COLOR_SCALE;
  condition.min_color = least;
  condition.max_color = most;
  worksheet_conditional_format_range(sheet_, first_row, first, last_row, last, &condition);
}

std::string cell_name(SheetRow row, SheetColumn column) {
  char name[LXW_MAX_CELL_NAME_LENGTH];
  lxw_rowcol_to_cell(name, row, column);
  return name;
}

}  // namespace hotline::detail
