#include <fmt/format.h>

#include <algorithm>

#include "hotline/base/time.hpp"
#include "hotline/report/number.hpp"
#include "hotline/report/version.hpp"
#include "report/xlsx/charts.hpp"
#include "report/xlsx/sheets.hpp"

namespace hotline::detail {
namespace {

// Words with numbers in their places, in the language of the workbook.
template <class... Parts>
std::string said(const Book& book, std::string_view english, const Parts&... parts) {
  return fmt::format(fmt::runtime(book.say(english)), parts...);
}

std::string horizon_of(const Book& book, const Result& result) {
  if (!result.calendar || result.days.empty()) return book.say("steady state");
  return said(book, "{} to {}", format_date(result.days.front()), format_date(result.days.back()));
}

void head(const Book& book, Sheet& sheet, const WorkbookFindings& findings) {
  const Result& result = findings.result;
  sheet.text(0, 0, result.title.empty() ? findings.file : result.title, Look::kTitle);
  sheet.text(
      1, 0,
      said(book, "{}; {} {}, seed {}; hotline {}", horizon_of(book, result), result.observations,
           book.say(result.batches ? "batches" : "replications"), result.seed, version()),
      Look::kNote);
  if (result.interrupted) {
    sheet.text(2, 0,
               said(book, "INTERRUPTED: the first {} of {} replications only", result.replications,
                    result.replications_asked),
               Look::kName);
  }
}

struct Line {
  std::string label;
  const Estimate* estimate;
  Unit unit;
  double target = kUnknown;
};

std::vector<Line> lines_of(const Book& book, const Result& result) {
  const auto same = [](const auto& values) {
    return !values.empty() && std::ranges::all_of(values, [&](double v) { return v == values[0]; });
  };
  const bool common = same(result.target_share) && same(result.target_time);
  std::vector<Line> lines = {
      {book.say("calls that reached a person"), &result.call("coverage_calls"), Unit::kShare},
      {book.say("callers who reached one in the end"), &result.call("coverage_callers"),
       Unit::kShare},
      {book.say("hours with somebody on duty"), &result.whole("coverage_hours"), Unit::kShare},
  };
  if (result.calendar) {
    lines.push_back(
        {book.say("intervals that met the target"), &result.call("target_met"), Unit::kShare});
  }
  lines.push_back(
      {common ? said(book, "answered within {}", format_duration(result.target_time.front()))
              : book.say("answered in time"),
       &result.call("service_level"), Unit::kShare,
       common ? result.target_share.front() : kUnknown});
  lines.push_back({book.say("gave up in queue"), &result.call("abandonment"), Unit::kShare});
  lines.push_back(
      {book.say("mean wait of answered calls (s)"), &result.call("asa"), Unit::kSeconds});
  for (std::size_t p = 0; p < result.all_wait_percentiles.size(); ++p) {
    lines.push_back({said(book, "{:.0f} % of them waited at most (s)", kWaitPercentiles[p] * 100),
                     &result.all_wait_percentiles[p], Unit::kSeconds});
  }
  lines.push_back({book.say("occupancy of agents"), &result.agent("occupancy"), Unit::kShare});
  lines.push_back({book.say("agent-hours on duty"), &result.agent("staffed_hours"), Unit::kHours});
  if (!result.currency.empty()) {
    lines.push_back(
        {said(book, "cost ({})", result.currency), &result.whole("cost"), Unit::kMoney});
    lines.push_back({said(book, "cost of each served call ({})", result.currency),
                     &result.whole("cost_per_call"), Unit::kMoney});
  }
  return lines;
}

void write_estimate(Sheet& sheet, SheetRow row, SheetColumn column, const Estimate& estimate,
                    Look look) {
  sheet.number(row, column, estimate.value, look);
  sheet.number(row, static_cast<SheetColumn>(column + 1), estimate.low, look);
  sheet.number(row, static_cast<SheetColumn>(column + 2), estimate.high, look);
}

// Of a service level in columns value, low, high: not met if all of the interval is below the
// target, not certain if the target lies within it.
void color_levels(Book& book, Sheet& sheet, SheetRow first, SheetRow last, SheetColumn value,
                  SheetColumn target) {
  const auto cell = [&](SheetColumn column) { return "$" + cell_name(first, column); };
  const std::string low = cell(static_cast<SheetColumn>(value + 1));
  const std::string high = cell(static_cast<SheetColumn>(value + 2));
  const std::string asked = fmt::format("ISNUMBER({0}),ISNUMBER({1})", cell(value), cell(target));
  const std::string highest = fmt::format("IF(ISNUMBER({0}),{0},{1})", high, cell(value));
  const std::string lowest = fmt::format("IF(ISNUMBER({0}),{0},{1})", low, cell(value));
  sheet.color_if(first, last, value, fmt::format("AND({},{}<{})", asked, highest, cell(target)),
                 book.bad());
  sheet.color_if(first, last, value, fmt::format("AND({},{}<{})", asked, lowest, cell(target)),
                 book.unsure());
  sheet.color_if(first, last, value, fmt::format("AND({})", asked), book.good());
}

void type_rows(Book& book, Sheet& sheet, const Result& result, SheetRow row) {
  const std::vector<std::string> heads = {
      "Call type", "Offered",    "Answered in time", "from",          "to",
      "Target",    "within (s)", "Gave up",          "Mean wait (s)", "90 % by (s)"};
  for (SheetColumn c = 0; c < heads.size(); ++c) {
    sheet.text(row, c, book.say(heads[c]), Look::kHead);
  }
  sheet.tall(row);
  const SheetRow first = row + 1;
  for (std::size_t t = 0; t < result.types.size(); ++t) {
    const std::string& name = result.types[t];
    ++row;
    sheet.text(row, 0, name, Look::kName);
    sheet.number(row, 1, result.call("offered", name).value, Look::kDecimal);
    write_estimate(sheet, row, 2, result.call("service_level", name), Look::kShare);
    sheet.number(row, 5, result.target_share[t], Look::kShare);
    sheet.number(row, 6, result.target_time[t], Look::kSeconds);
    sheet.number(row, 7, result.call("abandonment", name).value, Look::kShare);
    sheet.number(row, 8, result.call("asa", name).value, Look::kSeconds);
    sheet.number(row, 9, result.wait_percentiles[t].at(2).value, Look::kSeconds);
  }
  color_levels(book, sheet, first, row, 2, 5);
  insert_chart(book, sheet, row + 2, 0,
               {.title = "Service level and target",
                .x_title = "call type",
                .y_title = "share of offered calls",
                .kind = ChartKind::kColumns,
                .head_row = first - 1,
                .first = first,
                .last = row,
                .series = {{2, kBlue}, {5, kOrange}},
                .y_format = "0%",
                .y_max = 1});
}

}  // namespace

void summary_sheet(Book& book, const WorkbookFindings& findings) {
  const Result& result = findings.result;
  Sheet sheet(book, "Summary");
  head(book, sheet, findings);
  sheet.heads(3, {{"Measure", 40},
                  {"Value", 13},
                  {"from", 13},
                  {"to", 13},
                  {"Target", 13},
                  {"5 %", 13},
                  {"95 %", 13},
                  {"", 13},
                  {"", 13},
                  {"", 13}});
  sheet.freeze(4, 1);
  SheetRow row = 3;
  for (const Line& line : lines_of(book, result)) {
    ++row;
    const Look look = look_of(line.unit);
    sheet.text(row, 0, line.label, Look::kName);
    write_estimate(sheet, row, 1, *line.estimate, look);
    sheet.number(row, 4, line.target, look);
    sheet.number(row, 5, line.estimate->p5, look);
    sheet.number(row, 6, line.estimate->p95, look);
  }
  color_levels(book, sheet, 4, row, 1, 4);
  sheet.text(row + 1, 0,
             said(book,
                  "from, to: {:g} % confidence interval; 5 %, 95 %: nine in ten {} lie "
                  "between; colours: blue met, yellow not certain, orange not met",
                  result.confidence * 100, book.say(result.batches ? "batches" : "replications")),
             Look::kNote);
  type_rows(book, sheet, result, row + 3);
}

// ---- All measures ------------------------------------------------------------------------------

namespace {

class MeasureRows {
 public:
  explicit MeasureRows(Book& book) : sheet_(book, "Measures") {
    sheet_.heads(0, {{"Of", 16},
                     {"Name", 28},
                     {"Measure", 44},
                     {"Key", 34},
                     {"Unit", 9},
                     {"Value", 14},
                     {"from", 14},
                     {"to", 14},
                     {"5 %", 14},
                     {"95 %", 14},
                     {"Observations", 13}});
    sheet_.freeze(1, 3);
  }

  template <class View>
  void table(std::string_view scope, std::string_view name, std::span<const Measure<View>> measures,
             const Estimates& estimates) {
    for (std::size_t m = 0; m < measures.size(); ++m) {
      line(scope, name, measures[m].title, measures[m].key, measures[m].unit, estimates[m]);
    }
  }

  void percentiles(std::string_view scope, std::string_view name, const Estimates& waits) {
    for (std::size_t p = 0; p < waits.size(); ++p) {
      const double percent = kWaitPercentiles[p] * 100;
      line(scope, name, fmt::format("{:.0f} % waited at most", percent),
           fmt::format("wait_p{:.0f}", percent), Unit::kSeconds, waits[p]);
    }
  }

  void finish() { sheet_.filter(0, row_, 10); }

 private:
  void line(std::string_view scope, std::string_view name, std::string_view title,
            std::string_view key, Unit unit, const Estimate& estimate) {
    if (!estimate.known()) return;
    ++row_;
    const Look look = look_of(unit);
    sheet_.text(row_, 0, sheet_.book().say(scope));
    sheet_.text(row_, 1, name);
    sheet_.text(row_, 2, sheet_.book().say_measure(key, title), Look::kName);
    sheet_.text(row_, 3, key, Look::kCode);
    sheet_.text(row_, 4, sheet_.book().say(unit_name(unit)));
    const double values[] = {estimate.value, estimate.low, estimate.high, estimate.p5,
                             estimate.p95};
    SheetColumn column = 5;
    for (const double value : values) sheet_.number(row_, column++, value, look);
    sheet_.number(row_, column, static_cast<double>(estimate.observations), Look::kWhole);
  }

  Sheet sheet_;
  SheetRow row_ = 0;
};

}  // namespace

void measures_sheet(Book& book, const Result& result) {
  MeasureRows rows(book);
  rows.table("all calls", "", call_measures(), result.all_calls);
  rows.percentiles("all calls", "", result.all_wait_percentiles);
  for (std::size_t t = 0; t < result.types.size(); ++t) {
    rows.table("call type", result.types[t], call_measures(), result.calls[t]);
    rows.percentiles("call type", result.types[t], result.wait_percentiles[t]);
  }
  rows.table("all agents", "", agent_measures(), result.all_agents);
  for (std::size_t g = 0; g < result.groups.size(); ++g) {
    rows.table("agent group", result.groups[g], agent_measures(), result.agents[g]);
  }
  rows.table("house", "", house_measures(), result.house);
  for (const SegmentResult& segment : result.segments) {
    rows.table("segment, calls", segment.name, call_measures(), segment.calls);
    rows.table("segment, agents", segment.name, agent_measures(), segment.agents);
  }
  rows.finish();
}

}  // namespace hotline::detail
