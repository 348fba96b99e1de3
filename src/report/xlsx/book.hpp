#pragma once

#include <xlsxwriter.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "hotline/base/calendar.hpp"
#include "hotline/experiment/measures.hpp"

namespace hotline::detail {

using SheetRow = std::uint32_t;
using SheetColumn = std::uint16_t;

// How a cell looks.
enum class Look {
  kTitle,
  kNote,
  kHead,
  kText,
  kName,  // text in bold
  kCode,
  kWhole,
  kDecimal,
  kShare,
  kSeconds,
  kHours,
  kMoney,
  kDate,
  kClock,
  kPlain,  // a number as it is
  kCount   // how many there are
};

Look look_of(Unit unit);

// A workbook that is written when it is closed.
class Book {
 public:
  // Words are those of a language of page_languages().
  explicit Book(const std::filesystem::path& file, std::string_view language = "en");
  ~Book();
  Book(const Book&) = delete;
  Book& operator=(const Book&) = delete;

  lxw_workbook* get() const { return book_; }
  lxw_format* format(Look look) const { return formats_[static_cast<std::size_t>(look)]; }
  lxw_format* bad() const { return bad_; }        // of a target that was missed
  lxw_format* unsure() const { return unsure_; }  // of one that may have been
  lxw_format* good() const { return good_; }
  // A name of a sheet, a head or a title in the language of the workbook.
  std::string say(std::string_view english) const;
  // The title of a measure, which is `title` in English.
  std::string say_measure(std::string_view key, std::string_view title) const;
  // Throws Error if the file cannot be written.
  void close();

 private:
  lxw_workbook* book_;
  lxw_format* formats_[static_cast<std::size_t>(Look::kCount)] = {};
  lxw_format* bad_ = nullptr;
  lxw_format* unsure_ = nullptr;
  lxw_format* good_ = nullptr;
  bool spanish_ = false;
};

// One sheet, its name and heads in the language of the workbook. Values that are unknown leave
// their cells empty.
class Sheet {
 public:
  Sheet(Book& book, const std::string& name);

  void text(SheetRow row, SheetColumn column, std::string_view text, Look look = Look::kText);
  void number(SheetRow row, SheetColumn column, double value, Look look);
  void date(SheetRow row, SheetColumn column, Date date);
  void clock(SheetRow row, SheetColumn column, ClockTime time);
  // Column names in one row, with widths in letters; put into the language of the workbook if
  // `translated`.
  void heads(SheetRow row, const std::vector<std::pair<std::string, double>>& columns,
             bool translated = true);
  // Rows above and columns to the left stay in sight.
  void freeze(SheetRow rows, SheetColumn columns);
  // Room for two or more lines of text.
  void tall(SheetRow row, double points = 32);
  void filter(SheetRow first_row, SheetRow last_row, SheetColumn last_column);

  // Colours the cells of a column by a formula of its first one: "C5<0.8".
  void color_if(SheetRow first, SheetRow last, SheetColumn column, const std::string& formula,
                lxw_format* format);

  // Colours cells from the least of their numbers to the most.
  void shade(SheetRow first_row, SheetColumn first, SheetRow last_row, SheetColumn last,
             std::uint32_t least, std::uint32_t most);

  Book& book() const { return book_; }
  lxw_worksheet* get() const { return sheet_; }
  const std::string& name() const { return name_; }

 private:
  Book& book_;
  std::string name_;
  lxw_worksheet* sheet_;
};

// "C5"
std::string cell_name(SheetRow row, SheetColumn column);

}  // namespace hotline::detail
