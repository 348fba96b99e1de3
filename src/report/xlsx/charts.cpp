#include "report/xlsx/charts.hpp"

#include <cmath>
#include <iterator>

namespace hotline::detail {
namespace {

std::uint8_t type_of(ChartKind kind) {
  switch (kind) {
    case ChartKind::kColumns:
    case ChartKind::kErrorBars:
      return LXW_CHART_COLUMN;
    case ChartKind::kStacked:
      return LXW_CHART_COLUMN_STACKED;
    case ChartKind::kScatter:
      return LXW_CHART_SCATTER_STRAIGHT_WITH_MARKERS;
    case ChartKind::kLines:
    case ChartKind::kIntervals:
      break;
  }
  return LXW_CHART_LINE;
}

void set_fill(lxw_chart_series* series, std::uint32_t color) {
  lxw_chart_fill fill = {};
  fill.color = color;
  chart_series_set_fill(series, &fill);
}

void set_line(lxw_chart_series* series, std::uint32_t color, bool shown) {
  lxw_chart_line line = {};
  line.color = color;
  line.width = 2;
  line.none = shown ? LXW_FALSE : LXW_TRUE;
  chart_series_set_line(series, &line);
}

void set_marker(lxw_chart_series* series, std::uint32_t color, std::uint8_t type,
                std::uint8_t size) {
  lxw_chart_fill fill = {};
  fill.color = color;
  lxw_chart_line line = {};
  line.color = color;
  chart_series_set_marker_type(series, type);
  chart_series_set_marker_size(series, size);
  chart_series_set_marker_fill(series, &fill);
  chart_series_set_marker_line(series, &line);
}

void add_series(lxw_chart* chart, const Sheet& sheet, const ChartPlan& plan, std::size_t s) {
  const ChartSeries& wanted = plan.series[s];
  lxw_chart_series* series = chart_add_series(chart, nullptr, nullptr);
  const char* name = sheet.name().c_str();
  chart_series_set_categories(series, name, plan.first, plan.categories, plan.last,
                              plan.categories_last);
  chart_series_set_values(series, name, plan.first, wanted.column, plan.last, wanted.column);
  chart_series_set_name_range(series, name, plan.head_row, wanted.column);
  switch (plan.kind) {
    case ChartKind::kLines:
      set_line(series, wanted.color, true);
      return;
    case ChartKind::kScatter:
      set_line(series, wanted.color, true);
      set_marker(series, wanted.color, LXW_CHART_MARKER_CIRCLE, 7);
      return;
    case ChartKind::kIntervals:
      set_line(series, wanted.color, false);
      set_marker(series, wanted.color,
                 s == 1 ? LXW_CHART_MARKER_CIRCLE : LXW_CHART_MARKER_LONG_DASH, s == 1 ? 7 : 6);
      return;
    case ChartKind::kColumns:
    case ChartKind::kStacked:
    case ChartKind::kErrorBars:
      break;
  }
  set_fill(series, wanted.color);
}

// The library knows error bars of one length for a whole series, so each row is a series.
void add_columns_with_errors(lxw_chart* chart, const Sheet& sheet, const ChartPlan& plan) {
  const char* name = sheet.name().c_str();
  const SheetColumn column = plan.series.at(0).column;
  for (SheetRow row = plan.first; row <= plan.last; ++row) {
    lxw_chart_series* series = chart_add_series(chart, nullptr, nullptr);
    chart_series_set_values(series, name, row, column, row, column);
    chart_series_set_name_range(series, name, row, plan.categories);
    set_fill(series, kSeriesColors[(row - plan.first) % std::size(kSeriesColors)]);
    const double error = plan.errors.at(row - plan.first);
    if (!(error > 0)) continue;
    chart_series_set_error_bars(series->y_error_bars, LXW_CHART_ERROR_BAR_TYPE_FIXED, error);
    lxw_chart_line line = {};
    line.color = 0x18222F;
    line.width = 1.5;
    chart_series_set_error_bars_line(series->y_error_bars, &line);
  }
}

// Small and soft, so that the picture has the room.
void dress(lxw_chart* chart) {
  lxw_chart_font title = {};
  title.size = 12;
  title.bold = LXW_TRUE;
  chart_title_set_name_font(chart, &title);
  lxw_chart_font words = {};
  words.size = 9;
  words.bold = LXW_EXPLICIT_FALSE;
  words.color = 0x5A6573;
  for (lxw_chart_axis* axis : {chart->x_axis, chart->y_axis}) {
    chart_axis_set_name_font(axis, &words);
    chart_axis_set_num_font(axis, &words);
  }
  chart_legend_set_font(chart, &words);
  lxw_chart_line grid = {};
  grid.color = 0xE4E2DC;
  chart_axis_major_gridlines_set_line(chart->y_axis, &grid);
}

}  // namespace

void insert_chart(Book& book, Sheet& sheet, SheetRow row, SheetColumn column,
                  const ChartPlan& plan) {
  lxw_chart* chart = workbook_add_chart(book.get(), type_of(plan.kind));
  if (plan.kind == ChartKind::kErrorBars) {
    add_columns_with_errors(chart, sheet, plan);
  } else {
    for (std::size_t s = 0; s < plan.series.size(); ++s) add_series(chart, sheet, plan, s);
  }
  dress(chart);
  chart_title_set_name(chart, book.say(plan.title).c_str());
  if (!plan.x_title.empty()) chart_axis_set_name(chart->x_axis, book.say(plan.x_title).c_str());
  chart_axis_set_name(chart->y_axis, book.say(plan.y_title).c_str());
  if (!plan.y_format.empty()) chart_axis_set_num_format(chart->y_axis, plan.y_format.c_str());
  if (std::isfinite(plan.y_min)) chart_axis_set_min(chart->y_axis, plan.y_min);
  if (std::isfinite(plan.y_max)) chart_axis_set_max(chart->y_axis, plan.y_max);
  if (plan.label_every > 1) {
    const auto every = static_cast<std::uint16_t>(plan.label_every);
    chart_axis_set_interval_unit(chart->x_axis, every);
    chart_axis_set_interval_tick(chart->x_axis, every);
  }
  // Names stay below the picture where values are negative.
  chart_axis_set_label_position(chart->x_axis, LXW_CHART_AXIS_LABEL_POSITION_LOW);
  if (plan.kind == ChartKind::kIntervals) {
    lxw_chart_line between = {};
    between.color = plan.series.at(1).color;
    between.width = 1.5;
    chart_set_high_low_lines(chart, &between);
  }
  if (plan.kind == ChartKind::kColumns || plan.kind == ChartKind::kStacked) {
    chart_set_series_gap(chart, 40);
  }
  if (plan.kind == ChartKind::kErrorBars) {
    // One place on the axis, whose number says nothing.
    chart_axis_set_label_position(chart->x_axis, LXW_CHART_AXIS_LABEL_POSITION_NONE);
  }
  const bool keyed = plan.series.size() > 1 || plan.kind == ChartKind::kErrorBars;
  chart_legend_set_position(chart, keyed ? LXW_CHART_LEGEND_BOTTOM : LXW_CHART_LEGEND_NONE);
  lxw_chart_options options = {};
  options.x_scale = plan.width / 480;
  options.y_scale = plan.height / 288;
  worksheet_insert_chart_opt(sheet.get(), row, column, chart, &options);
}

}  // namespace hotline::detail
