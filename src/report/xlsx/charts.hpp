#pragma once

#include <limits>

#include "report/xlsx/book.hpp"

// Native charts of a workbook.
namespace hotline::detail {

// Colours that people of all kinds of colour vision tell apart (Okabe and Ito 2008).
inline constexpr std::uint32_t kBlue = 0x0072B2;
inline constexpr std::uint32_t kOrange = 0xE69F00;
inline constexpr std::uint32_t kRed = 0xD55E00;
inline constexpr std::uint32_t kGreen = 0x009E73;
inline constexpr std::uint32_t kPurple = 0xCC79A7;
inline constexpr std::uint32_t kSky = 0x56B4E9;
inline constexpr std::uint32_t kSeriesColors[] = {kBlue, kOrange, kGreen, kPurple, kSky, kRed};

enum class ChartKind {
  kLines,
  kColumns,
  kStacked,    // columns upon each other
  kIntervals,  // three series of points: lower end, value, upper end
  kErrorBars,  // a column for each row of the one series, with `errors` about it
  kScatter     // points joined by lines; categories are numbers
};

// A chart of columns of a sheet, each a series whose name stands in `head_row`. Its titles are put
// into the language of the workbook.
struct ChartSeries {
  SheetColumn column = 0;
  std::uint32_t color = 0;  // 0xRRGGBB
};
struct ChartPlan {
  std::string title = {}, x_title = {}, y_title = {};
  ChartKind kind = ChartKind::kLines;
  SheetRow head_row = 0, first = 0, last = 0;
  SheetColumn categories = 0;
  SheetColumn categories_last = 0;  // the same, or a further column of labels
  std::vector<ChartSeries> series = {};
  int label_every = 1;  // of the rows, the others have no room
  std::string y_format = {};
  std::vector<double> errors = {};  // half widths of the intervals of the rows, first to last
  // The axis of values; NaN = automatic.
  double y_min = 0, y_max = std::numeric_limits<double>::quiet_NaN();
  double width = 760, height = 320;
};
void insert_chart(Book& book, Sheet& sheet, SheetRow row, SheetColumn column,
                  const ChartPlan& plan);

}  // namespace hotline::detail
