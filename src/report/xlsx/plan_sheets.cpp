#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "report/xlsx/cells.hpp"
#include "report/xlsx/charts.hpp"
#include "report/xlsx/sheets.hpp"

// Sheets of required agents and of schedules.
namespace hotline::detail {
namespace {

// Measures that targets speak of.
constexpr struct {
  const char* key;
  const char* words;
  Look look;
} kMeasures[] = {{"service_level", "answered in time", Look::kShare},
                 {"abandonment", "gave up in queue", Look::kShare},
                 {"asa", "mean wait of answered calls (s)", Look::kSeconds},
                 {"occupancy", "occupancy of agents", Look::kShare}};

constexpr std::uint32_t kPale = 0xFFFFFF, kDeep = 0x7FB7DA;  // from few agents to many

std::string text_in(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

// "08:00" or "24:00" as a time of day.
void clock(Sheet& sheet, SheetRow row, SheetColumn column, const std::string& text) {
  if (text.size() != 5) return;
  sheet.clock(row, column, std::stoi(text) * kHour + std::stoi(text.substr(3)) * kMinute);
}

// Weekday (or date), from and to of an interval.
void when(Sheet& sheet, SheetRow row, const Json& cell) {
  const std::string date = text_in(cell, "date");
  sheet.text(row, 0, date.empty() ? sheet.book().say(text_in(cell, "weekday")) : date, Look::kName);
  clock(sheet, row, 1, text_in(cell, "from"));
  clock(sheet, row, 2, text_in(cell, "to"));
}

// "mon 08:00" of each interval in a last column, for the axes of charts, which show times of day as
// fractions of one.
void label(Sheet& sheet, SheetRow row, SheetColumn column, const Json& cell) {
  const std::string date = text_in(cell, "date");
  const std::string day = date.empty() ? sheet.book().say(text_in(cell, "weekday")) : date;
  sheet.text(row, column, day + " " + text_in(cell, "from"), Look::kNote);
}

// Heads that are names, of groups say, are not translated.
void name_heads(Sheet& sheet, SheetColumn column, const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    worksheet_set_column(sheet.get(), column, column, 15, nullptr);
    sheet.text(0, column++, name, Look::kHead);
  }
}

std::string joined(const Json& names) {
  std::string text;
  for (const Json& name : names) text += (text.empty() ? "" : ", ") + name.get<std::string>();
  return text;
}

void fact(Sheet& sheet, SheetRow row, const std::string& label, double value, Look look) {
  sheet.text(row, 0, label, Look::kName);
  sheet.number(row, 1, value, look);
}

// The targets, what was asked for and what was found.
void target_rows(Book& book, Sheet& sheet, SheetRow row, const Json& targets, const Json& check) {
  const char* heads[] = {"Target",   "Limit", "within (s)", "Of",      "In each",
                         "Estimate", "from",  "to",         "Certain", "Days that held it"};
  SheetColumn column = 0;
  for (const char* head : heads) sheet.text(row, column++, book.say(head), Look::kHead);
  sheet.tall(row);
  const SheetRow first = row + 1;
  for (std::size_t t = 0; t < targets.size(); ++t) {
    const Json& target = targets[t];
    const Json& found = check.at("targets").at(t);
    const auto& measure =
        *std::ranges::find(kMeasures, target.at("measure").get<std::string>(),
                           [](const auto& known) { return std::string_view(known.key); });
    ++row;
    sheet.text(row, 0, book.say(measure.words), Look::kName);
    sheet.number(row, 1, target.at("limit"), measure.look);
    sheet.number(row, 2, number_in(target, "within"), Look::kSeconds);
    sheet.text(row, 3, target.at("of").empty() ? book.say("all") : joined(target.at("of")));
    sheet.text(row, 4, book.say(text_in(target, "each")));
    write_interval(sheet, row, 5, found.at("overall"), measure.look);
    sheet.number(row, 8, number_in(found, "certainty"), Look::kShare);
    sheet.number(row, 9, number_in(found, "days_held"), Look::kShare);
  }
  const std::string sure = "$" + cell_name(first, 8);
  const std::string known = fmt::format("ISNUMBER({})", sure);
  sheet.color_if(first, row, 5, fmt::format("AND({},{}<0.05)", known, sure), book.bad());
  sheet.color_if(first, row, 5, fmt::format("AND({},{}<0.95)", known, sure), book.unsure());
  sheet.color_if(first, row, 5, fmt::format("AND({})", known), book.good());
}

}  // namespace

void plan_sheet(Book& book, const Json& result) {
  Sheet sheet(book, "Summary");
  sheet.text(0, 0, text_in(result, "title"), Look::kTitle);
  sheet.text(1, 0, book.say(text_in(result, "method")) + "; " + text_in(result, "scenario"),
             Look::kNote);
  sheet.heads(2, {{"Measure", 42},
                  {"Value", 13},
                  {"from", 13},
                  {"to", 24},
                  {"", 13},
                  {"", 13},
                  {"", 13},
                  {"", 13},
                  {"", 13},
                  {"", 13}});
  sheet.freeze(3, 1);
  const std::string currency = text_in(result, "currency");
  const auto money = [&](const char* what) {
    return book.say(what) + (currency.empty() ? "" : " (" + currency + ")");
  };
  SheetRow row = 3;
  if (result.contains("agent_hours")) {
    fact(sheet, row++, book.say("agent-hours required"), number_in(result, "agent_hours"),
         Look::kHours);
    fact(sheet, row++, money("wages"), number_in(result, "wages"), Look::kMoney);
    fact(sheet, row++, money("no staffing costs less than"), number_in(result, "lower_bound"),
         Look::kMoney);
  }
  if (result.contains("improved")) {
    const Json& improved = result.at("improved");
    const Json& coverage = result.at("coverage");
    fact(sheet, row++, book.say("people"), number_in(improved, "people"), Look::kWhole);
    fact(sheet, row++, money("cost a week"), number_in(improved, "cost_a_week"), Look::kMoney);
    fact(sheet, row++, book.say("paid hours a week"), number_in(improved, "paid_hours_a_week"),
         Look::kHours);
    fact(sheet, row++, book.say("agent-hours short"), number_in(coverage, "hours_short"),
         Look::kHours);
    fact(sheet, row++, book.say("agent-hours more than required"),
         number_in(coverage, "hours_surplus"), Look::kHours);
    fact(sheet, row++, book.say("intervals with as many as required"),
         number_in(coverage, "intervals_covered"), Look::kShare);
  }
  const auto check = result.find("check");
  if (check == result.end()) return;
  for (const auto& measure : kMeasures) {
    sheet.text(row, 0, book.say(measure.words), Look::kName);
    write_interval(sheet, row++, 1, check->at(measure.key), measure.look);
  }
  target_rows(book, sheet, row + 1, result.at("targets"), *check);
}

void required_sheet(Book& book, const Json& result) {
  Sheet sheet(book, "Required");
  std::vector<std::string> groups;
  for (const Json& group : result.at("groups")) groups.push_back(group.at("name"));
  const bool dated = !result.at("intervals").empty() && result.at("intervals")[0].contains("date");
  sheet.heads(0, {{dated ? "Date" : "Weekday", 12}, {"From", 8}, {"To", 8}, {"Calls", 10}});
  const auto all = static_cast<SheetColumn>(4 + groups.size());
  name_heads(sheet, 4, groups);
  name_heads(sheet, all, {book.say("All groups"), book.say("Interval")});
  sheet.freeze(1, 3);
  SheetRow row = 0;
  for (const Json& cell : result.at("intervals")) {
    ++row;
    when(sheet, row, cell);
    sheet.number(row, 3, number_in(cell, "calls"), Look::kDecimal);
    double sum = 0;
    for (std::size_t g = 0; g < groups.size(); ++g) {
      const double agents = number_in(cell.at("agents"), groups[g]);
      sheet.number(row, static_cast<SheetColumn>(4 + g), agents, Look::kWhole);
      sum += agents;
    }
    sheet.number(row, all, sum, Look::kWhole);
    label(sheet, row, static_cast<SheetColumn>(all + 1), cell);
  }
  if (row == 0) return;
  sheet.shade(1, 4, row, static_cast<SheetColumn>(all - 1), kPale, kDeep);
  sheet.shade(1, all, row, all, kPale, kDeep);
  sheet.filter(0, row, all);
  ChartPlan plan{.title = "Required agents",
                 .x_title = "interval of the week",
                 .y_title = "agents",
                 .kind = ChartKind::kStacked,
                 .first = 1,
                 .last = row,
                 .categories = static_cast<SheetColumn>(all + 1),
                 .categories_last = static_cast<SheetColumn>(all + 1),
                 .label_every = static_cast<int>(std::max<SheetRow>(row / 14, 1)),
                 .width = 980};
  for (std::size_t g = 0; g < groups.size(); ++g) {
    plan.series.push_back(
        {static_cast<SheetColumn>(4 + g), kSeriesColors[g % std::size(kSeriesColors)]});
  }
  insert_chart(book, sheet, 1, static_cast<SheetColumn>(all + 3), plan);
}

void frontier_sheet(Book& book, const Json& result) {
  const auto points = result.find("frontier");
  if (points == result.end() || points->empty()) return;
  Sheet sheet(book, "Frontier");
  sheet.heads(0, {{"Target", 10},
                  {"Agent-hours", 13},
                  {"Wages", 13},
                  {"Service level", 13},
                  {"from", 11},
                  {"to", 11},
                  {"Gave up", 11}});
  sheet.freeze(1, 1);
  SheetRow row = 0;
  bool paid = true;
  double lowest = 1;
  for (const Json& point : *points) {
    ++row;
    sheet.number(row, 0, number_in(point, "limit"), Look::kShare);
    sheet.number(row, 1, number_in(point, "agent_hours"), Look::kHours);
    sheet.number(row, 2, number_in(point, "wages"), Look::kMoney);
    write_interval(sheet, row, 3, point.at("service_level"), Look::kShare);
    sheet.number(row, 6, number_in(point.at("abandonment"), "value"), Look::kShare);
    paid = paid && !std::isnan(number_in(point, "wages"));
    for (const double level :
         {number_in(point.at("service_level"), "low"), number_in(point, "limit")}) {
      if (level < lowest) lowest = level;
    }
  }
  sheet.color_if(1, row, 3, "AND(ISNUMBER($F2),$F2<$A2)", book.bad());
  sheet.color_if(1, row, 3, "AND(ISNUMBER($E2),$E2<$A2)", book.unsure());
  sheet.color_if(1, row, 3, "ISNUMBER($D2)", book.good());
  const SheetColumn cost = paid ? 2 : 1;
  insert_chart(book, sheet, 1, 8,
               {.title = "The price of service",
                .x_title = paid ? "wages" : "agent-hours",
                .y_title = "share of offered calls",
                .kind = ChartKind::kScatter,
                .first = 1,
                .last = row,
                .categories = cost,
                .categories_last = cost,
                .series = {{3, kBlue}, {0, kOrange}},
                .y_format = "0%",
                .y_min = std::floor(10 * lowest) / 10,
                .y_max = 1});
}

void coverage_sheet(Book& book, const Json& result) {
  Sheet sheet(book, "Coverage");
  const Json& intervals = result.at("coverage").at("intervals");
  if (intervals.empty()) return;
  sheet.heads(0, {{"Weekday", 12},
                  {"From", 8},
                  {"To", 8},
                  {"Agents required", 13},
                  {"Agents scheduled", 13},
                  {"Scheduled less required", 15}});
  sheet.tall(0, 46);
  sheet.freeze(1, 3);
  std::vector<std::string> names;
  for (const auto& [group, of] : intervals[0].at("groups").items()) {
    names.push_back(group + ": " + book.say("required"));
    names.push_back(group + ": " + book.say("scheduled"));
  }
  names.push_back(book.say("Interval"));
  name_heads(sheet, 6, names);
  SheetRow row = 0;
  for (const Json& cell : intervals) {
    ++row;
    when(sheet, row, cell);
    double required = 0, scheduled = 0;
    SheetColumn column = 6;
    for (const auto& [group, of] : cell.at("groups").items()) {
      required += number_in(of, "required");
      scheduled += number_in(of, "scheduled");
      sheet.number(row, column++, number_in(of, "required"), Look::kWhole);
      sheet.number(row, column++, number_in(of, "scheduled"), Look::kDecimal);
    }
    label(sheet, row, column, cell);
    sheet.number(row, 3, required, Look::kWhole);
    sheet.number(row, 4, scheduled, Look::kDecimal);
    sheet.number(row, 5, scheduled - required, Look::kDecimal);
  }
  const auto last = static_cast<SheetColumn>(5 + names.size());
  sheet.color_if(1, row, 5, "$E2<$D2-0.005", book.unsure());
  sheet.color_if(1, row, 5, "$E2>$D2+0.005", book.good());
  sheet.filter(0, row, static_cast<SheetColumn>(last - 1));
  insert_chart(book, sheet, 1, static_cast<SheetColumn>(last + 2),
               {.title = "Scheduled and required",
                .x_title = "interval of the week",
                .y_title = "agents",
                .first = 1,
                .last = row,
                .categories = last,
                .categories_last = last,
                .series = {{4, kBlue}, {3, kOrange}},
                .label_every = static_cast<int>(std::max<SheetRow>(row / 14, 1)),
                .width = 980});
}

}  // namespace hotline::detail
