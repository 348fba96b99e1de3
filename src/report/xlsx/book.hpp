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
  explicit Book(const std::filesystem::path& file);
  ~Book();
  Book(const Book&) = delete;
  Book& operator=(const Book&) = delete;

  lxw_workbook* get() const { return book_; }
  lxw_format* format(Look look) const { return formats_[static_cast<std::size_t>(look)]; }
  lxw_format* bad() const { return bad_; }        // of a target that was missed
  lxw_format* unsure() const { return unsure_; }  // of one that may have been
  lxw_format* good() const { return good_; }
  // Throws Error if the file cannot be written.
  void close();

 private:
  lxw_workbook* book_;
  lxw_format* formats_[static_cast<std::size_t>(Look::kCount)] = {};
  lxw_format* bad_ = nullptr;
  lxw_format* unsure_ = nullptr;
  lxw_format* good_ = nullptr;
};

// One sheet. Values that are unknown leave their cells empty.
class Sheet {
 public:
  Sheet(Book& book, const std::string& name);

  void text(SheetRow row, SheetColumn column, std::string_view text, Look look = Look::kText);
  void number(SheetRow row, SheetColumn column, double value, Look look);
  void date(SheetRow row, SheetColumn column, Date date);
  void clock(SheetRow row, SheetColumn column, ClockTime time);
  // Column names in one row, with widths in letters.
  void heads(SheetRow row, const std::vector<std::pair<std::string, double>>& columns);
  // Rows above and columns to the left stay in sight.
  void freeze(SheetRow rows, SheetColumn columns);
  void filter(SheetRow first_row, SheetRow last_row, SheetColumn last_column);

  // Colours the cells of a column by a formula of its first one: "C5<0.8".
  void color_if(SheetRow first, SheetRow last, SheetColumn column, const std::string& formula,
                lxw_format* format);

  lxw_worksheet* get() const { return sheet_; }
  const std::string& name() const { return name_; }

 private:
  Book& book_;
  std::string name_;
  lxw_worksheet* sheet_;
};

// "C5"
std::string cell_name(SheetRow row, SheetColumn column);

// A chart of columns of a sheet, each a series whose name stands in `head_row`.
struct ChartSeries {
  SheetColumn column = 0;
  std::uint32_t color = 0;  // 0xRRGGBB
};
struct ChartPlan {
  std::string title, x_title, y_title;
  bool lines = true;  // or else columns
  SheetRow head_row = 0, first = 0, last = 0;
  SheetColumn categories = 0;
  SheetColumn categories_last = 0;  // the same, or a further column of labels
  std::vector<ChartSeries> series;
  std::string y_format = {};
  double y_max = 0;  // 0 = automatic
  double width = 760, height = 320;
};
void insert_chart(Book& book, Sheet& sheet, SheetRow row, SheetColumn column,
                  const ChartPlan& plan);

}  // namespace hotline::detail
