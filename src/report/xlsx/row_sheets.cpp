#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "hotline/report/name.hpp"
#include "report/rows.hpp"
#include "report/xlsx/charts.hpp"
#include "report/xlsx/sheets.hpp"

// Sheets with a row for each interval of the week, or for each day.
namespace hotline::detail {
namespace {

// The target that all types have; NaN if they differ.
double common_target(const Result& result) {
  const auto& shares = result.target_share;
  const bool same = !shares.empty() &&
                    std::ranges::all_of(shares, [&](double share) { return share == shares[0]; });
  return same ? shares[0] : kUnknown;
}

void call_columns(Sheet& sheet, SheetRow at, SheetColumn column, const Row& row) {
  constexpr std::pair<const char*, Look> kShown[] = {
      {"offered", Look::kDecimal}, {"service_level", Look::kShare}, {"abandonment", Look::kShare},
      {"asa", Look::kSeconds},     {"queue_mean", Look::kMoney},    {"target_met", Look::kShare}};
  for (const auto& [key, look] : kShown) sheet.number(at, column++, call_value(row, key), look);
}

bool is_alive(const Row& row, double hours) {
  return call_value(row, "offered") > 0 || agent_value(row, "staffed_hours") >= 0.25 * hours;
}

void color_level(Book& book, Sheet& sheet, SheetRow last, SheetColumn level, double target) {
  if (std::isnan(target) || last == 0) return;
  const std::string cell = cell_name(1, level);
  sheet.color_if(1, last, level, fmt::format("AND(ISNUMBER({0}),{0}<{1})", cell, target),
                 book.bad());
}

}  // namespace

void intervals_sheet(Book& book, const WorkbookFindings& findings) {
  const Result& result = findings.result;
  Sheet sheet(book, "Intervals");
  std::vector<std::pair<std::string, double>> heads = {{"Weekday", 10},
                                                       {"From", 8},
                                                       {"To", 8},
                                                       {"Offered", 10},
                                                       {"Service level", 10},
                                                       {"Gave up", 10},
                                                       {"Mean wait (s)", 10},
                                                       {"Queue", 9},
                                                       {"Met the target", 10},
                                                       {"Agents on duty", 10},
                                                       {"Agents required", 10},
                                                       {"Occupancy", 11}};
  for (const std::string& type : result.types) {
    heads.emplace_back(type + ": " + book.say("service level"), 14);
  }
  // For the axes of charts, which show times of day as fractions of one.
  const auto labels = static_cast<SheetColumn>(heads.size());
  heads.emplace_back("Interval", 12);
  sheet.heads(0, heads);
  sheet.tall(0, 46);
  sheet.freeze(1, 3);
  SheetRow at = 0;
  for (std::size_t c = 0; c < result.cells.size(); ++c) {
    const Row& row = result.by_cell[c];
    const CellLabel& cell = result.cells[c];
    const double hours = (cell.to - cell.from) / kHour;
    if (!is_alive(row, hours)) continue;
    ++at;
    sheet.text(at, 0, book.say(weekday_name(cell.weekday)), Look::kName);
    sheet.clock(at, 1, cell.from);
    sheet.text(at, labels, book.say(weekday_name(cell.weekday)) + " " + format_clock(cell.from),
               Look::kNote);
    sheet.clock(at, 2, cell.to);
    call_columns(sheet, at, 3, row);
    sheet.number(at, 9, agent_value(row, "staffed_hours") / hours, Look::kMoney);
    if (c < findings.required.size()) sheet.number(at, 10, findings.required[c], Look::kWhole);
    sheet.number(at, 11, agent_value(row, "occupancy"), Look::kShare);
    const std::size_t level = row_position(call_measures(), "service_level");
    for (std::size_t t = 0; t < result.types.size(); ++t) {
      sheet.number(at, static_cast<SheetColumn>(12 + t), row.calls[t].at(level).value,
                   Look::kShare);
    }
  }
  const double target = common_target(result);
  color_level(book, sheet, at, 4, target);
  for (std::size_t t = 0; t < result.types.size(); ++t) {
    color_level(book, sheet, at, static_cast<SheetColumn>(12 + t), result.target_share[t]);
  }
  if (at == 0) return;
  sheet.color_if(1, at, 9, "AND(ISNUMBER($K2),$J2<$K2-0.005)", book.unsure());
  sheet.filter(0, at, static_cast<SheetColumn>(11 + result.types.size()));
  const auto beside = static_cast<SheetColumn>(labels + 2);
  const ChartPlan plan{.title = "Agents on duty and agents required",
                       .x_title = "interval of the week",
                       .y_title = "agents",
                       .head_row = 0,
                       .first = 1,
                       .last = at,
                       .categories = labels,
                       .categories_last = labels,
                       .series = {{9, kBlue}, {10, kOrange}},
                       .label_every = static_cast<int>(std::max<SheetRow>(at / 14, 1))};
  insert_chart(book, sheet, 1, beside, plan);
  ChartPlan level = plan;
  level.title = "Service level";
  level.y_title = "share of offered calls";
  level.series = {{4, kRed}};
  level.y_format = "0%";
  level.y_max = 1;
  insert_chart(book, sheet, 19, beside, level);
}

void days_sheet(Book& book, const Result& result) {
  Sheet sheet(book, "Days");
  sheet.heads(0, {{"Date", 12},
                  {"Weekday", 10},
                  {"Offered", 10},
                  {"Service level", 10},
                  {"Gave up", 10},
                  {"Mean wait (s)", 10},
                  {"Queue", 9},
                  {"Met the target", 10},
                  {"Agent-hours", 11},
                  {"Occupancy", 11}});
  sheet.freeze(1, 1);
  SheetRow at = 0;
  for (std::size_t d = 0; d < result.days.size(); ++d) {
    const Row& row = result.by_day[d];
    ++at;
    sheet.date(at, 0, result.days[d]);
    sheet.text(at, 1, book.say(weekday_name(weekday_of(result.days[d]))));
    call_columns(sheet, at, 2, row);
    sheet.number(at, 8, agent_value(row, "staffed_hours"), Look::kHours);
    sheet.number(at, 9, agent_value(row, "occupancy"), Look::kShare);
  }
  color_level(book, sheet, at, 3, common_target(result));
  if (at == 0) return;
  sheet.filter(0, at, 9);
  ChartPlan plan{.title = "Calls offered by date",
                 .x_title = "date",
                 .y_title = "calls",
                 .kind = ChartKind::kColumns,
                 .head_row = 0,
                 .first = 1,
                 .last = at,
                 .series = {{2, kBlue}}};
  insert_chart(book, sheet, 1, 11, plan);
  plan.title = "Service level by date";
  plan.y_title = "share of offered calls";
  plan.kind = ChartKind::kLines;
  plan.series = {{3, kRed}};
  plan.y_format = "0%";
  plan.y_max = 1;
  insert_chart(book, sheet, 19, 11, plan);
}

}  // namespace hotline::detail
