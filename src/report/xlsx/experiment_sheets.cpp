#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "report/xlsx/cells.hpp"
#include "report/xlsx/charts.hpp"
#include "report/xlsx/sheets.hpp"

// Sheets of comparisons and experiments.
namespace hotline::detail {
namespace {

// The titles of all measures by their keys.
std::map<std::string, std::string> titles() {
  std::map<std::string, std::string> titles;
  const auto add = [&](const auto& measures) {
    for (const auto& measure : measures) {
      titles.emplace(std::string(measure.key), std::string(measure.title));
    }
  };
  add(call_measures());
  add(agent_measures());
  add(house_measures());
  return titles;
}

std::string format_of(const std::string& unit) { return unit == "share" ? "0.0%" : "#,##0.0##"; }

// Round ends for an axis of values that has to hold `least` and `most`.
void set_ends(ChartPlan& plan, double least, double most) {
  if (!(most > least)) {
    plan.y_min = kUnknown;
    return;
  }
  double step = std::pow(10, std::floor(std::log10(most - least)));
  if (most - least < 5 * step) step /= 2;
  plan.y_min = std::floor(least / step) * step;
  plan.y_max = std::ceil(most / step) * step;
}

// "call.protection.asa": "protection: average speed of answer".
std::string response_title(const Book& book, const std::map<std::string, std::string>& names,
                           const std::string& response) {
  const std::size_t first = response.find('.'), last = response.rfind('.');
  const std::string key = last == std::string::npos ? response : response.substr(last + 1);
  const auto title = names.find(key);
  if (title == names.end()) return response;
  const std::string measure = book.say_measure(key, title->second);
  if (last == std::string::npos || first == last) return measure;
  std::string of = response.substr(first + 1, last - first - 1);
  if (of.size() > 2 && (of.front() == '"' || of.front() == '\'') && of.back() == of.front()) {
    of = of.substr(1, of.size() - 2);
  }
  return of + ": " + measure;
}

// Charts to the right of a table, side by side and below each other.
class Charts {
 public:
  Charts(Sheet& sheet, SheetColumn beside, SheetRow side_by_side, double width)
      : sheet_(sheet), beside_(beside), side_by_side_(side_by_side), width_(width) {}

  void add(ChartPlan plan) {
    constexpr double kHeight = 340, kRow = 20, kColumn = 64;  // pixels
    plan.width = width_;
    plan.height = kHeight;
    const auto columns = static_cast<SheetRow>(width_ / kColumn) + 1;
    insert_chart(sheet_.book(), sheet_,
                 1 + static_cast<SheetRow>(kHeight / kRow + 1) * (count_ / side_by_side_),
                 static_cast<SheetColumn>(beside_ + columns * (count_ % side_by_side_)), plan);
    ++count_;
  }

 private:
  Sheet& sheet_;
  SheetColumn beside_;
  SheetRow side_by_side_;
  double width_;
  SheetRow count_ = 0;
};

}  // namespace

void differences_sheet(Book& book, const Json& result) {
  Sheet sheet(book, "Differences");
  sheet.heads(0, {{"Measure", 40},
                  {"Scenario", 48},
                  {"First scenario", 13},
                  {"Value", 13},
                  {"Difference", 13},
                  {"from", 13},
                  {"to", 13},
                  {"Unit", 9},
                  {"Better", 9}});
  sheet.freeze(1, 2);
  const auto names = titles();
  Charts charts(sheet, 10, 2, 460);
  SheetRow row = 0;
  for (const Json& line : result.at("measures")) {
    if (!line.at("name").get<std::string>().empty() || line.at("differences").empty()) continue;
    const std::string key = line.at("measure"), unit = line.at("unit");
    const auto title = names.find(key);
    const std::string measure = book.say_measure(key, title == names.end() ? key : title->second);
    const Look look = look_of_unit(unit);
    const int better = line.at("better");
    const SheetRow first = row + 1;
    ChartPlan plan{.title = measure,
                   .y_title = "difference, with its interval",
                   .kind = ChartKind::kErrorBars,
                   .first = first,
                   .categories = 1,
                   .categories_last = 1,
                   .series = {{4, kBlue}},
                   .y_format = format_of(unit)};
    double least = 0, most = 0;  // columns begin at 0
    for (const Json& difference : line.at("differences")) {
      const std::size_t variant = difference.at("variant");
      ++row;
      sheet.text(row, 0, measure, Look::kName);
      sheet.text(row, 1, result.at("variants").at(variant).at("name").get<std::string>());
      sheet.number(row, 2, number_in(line.at("values").at(0), "value"), look);
      sheet.number(row, 3, number_in(line.at("values").at(variant), "value"), look);
      write_interval(sheet, row, 4, difference, look);
      const double low = number_in(difference, "low"), high = number_in(difference, "high");
      plan.errors.push_back((high - low) / 2);
      for (const double end : {low, high, number_in(difference, "value")}) {
        if (!std::isfinite(end)) continue;
        least = std::min(least, end);
        most = std::max(most, end);
      }
      sheet.text(row, 7, book.say(unit));
      if (better != 0) sheet.text(row, 8, book.say(better > 0 ? "more" : "less"));
    }
    plan.last = row;
    set_ends(plan, least, most);
    charts.add(std::move(plan));
  }
  if (row == 0) return;
  const std::string seen = "ISNUMBER($F2),$F2*$G2>0";
  const auto either = [&](const char* more, const char* less) {
    return fmt::format("AND({},OR(AND($I2=\"{}\",$E2{}0),AND($I2=\"{}\",$E2{}0)))", seen,
                       book.say("more"), more, book.say("less"), less);
  };
  sheet.color_if(1, row, 4, either(">", "<"), book.good());
  sheet.color_if(1, row, 4, either("<", ">"), book.bad());
  sheet.filter(0, row, 8);
  sheet.text(row + 2, 0,
             book.say("differences from the first scenario; colours: blue better, orange worse"),
             Look::kNote);
}

void effects_sheet(Book& book, const Json& result) {
  Sheet sheet(book, "Effects");
  sheet.heads(0, {{"Response", 42},
                  {"Factor", 26},
                  {"Level", 20},
                  {"Mean of the level", 13},
                  {"from", 13},
                  {"to", 13},
                  {"Change", 13},
                  {"from", 13},
                  {"to", 13}});
  sheet.freeze(1, 3);
  const auto names = titles();
  Charts charts(sheet, 10, 1, 980);
  SheetRow row = 0;
  for (const auto& [response, of] : result.at("responses").items()) {
    const std::string unit = of.at("unit");
    const Look look = look_of_unit(unit);
    const std::string shown = response_title(book, names, response);
    double least = 1e300, most = -1e300;
    const SheetRow first = row + 1;
    for (const Json& effect : of.at("effects")) {
      ++row;
      sheet.text(row, 0, shown, Look::kName);
      sheet.text(row, 1, effect.at("factor").get<std::string>());
      sheet.text(row, 2, book.say(effect.at("level").get<std::string>()));
      for (const char* end : {"low", "high"}) {
        const double value = number_in(effect.at("mean"), end);
        if (std::isfinite(value)) least = std::min(least, value), most = std::max(most, value);
      }
      write_interval(sheet, row, 3, effect.at("mean"), look);
      write_interval(sheet, row, 6, effect.at("change"), look);
    }
    if (row < first) continue;
    ChartPlan plan{.title = shown,
                   .y_title = "mean of the level, with its interval",
                   .kind = ChartKind::kIntervals,
                   .first = first,
                   .last = row,
                   .categories = 1,
                   .categories_last = 2,
                   .series = {{4, kSky}, {3, kBlue}, {5, kSky}},
                   .y_format = format_of(unit)};
    set_ends(plan, least, most);
    charts.add(std::move(plan));
  }
  if (row == 0) return;
  sheet.color_if(1, row, 6, "AND(ISNUMBER($H2),$H2*$I2>0)", book.good());
  sheet.filter(0, row, 8);
  sheet.text(row + 2, 0, book.say("blue: a change whose interval is all on one side of nothing"),
             Look::kNote);
}

}  // namespace hotline::detail
