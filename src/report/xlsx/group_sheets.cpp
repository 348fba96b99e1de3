#include <fmt/format.h>

#include <algorithm>
#include <variant>

#include "report/xlsx/charts.hpp"
#include "report/xlsx/sheets.hpp"

namespace hotline::detail {

void groups_sheet(Book& book, const Result& result) {
  Sheet sheet(book, "Groups");
  sheet.heads(0, {{"Group", 28},
                  {"On duty (h)", 12},
                  {"Occupancy", 12},
                  {"from", 10},
                  {"to", 10},
                  {"Busy (h)", 12},
                  {"Idle (h)", 12},
                  {"On break (h)", 12},
                  {"Off the phones (h)", 12},
                  {"Overtime (h)", 12},
                  {"Paid (h)", 12},
                  {"Wages", 13},
                  {"Answered", 12},
                  {"Per hour", 11}});
  sheet.freeze(1, 1);
  constexpr std::pair<const char*, Look> kShown[] = {
      {"busy_hours", Look::kHours},     {"idle_hours", Look::kHours},
      {"break_hours", Look::kHours},    {"away_hours", Look::kHours},
      {"overtime_hours", Look::kHours}, {"paid_hours", Look::kHours},
      {"wages", Look::kMoney},          {"answered", Look::kDecimal},
      {"calls_per_hour", Look::kMoney}};
  SheetRow row = 0;
  const auto line = [&](const std::string& shown, const std::string& name) {
    ++row;
    sheet.text(row, 0, shown, Look::kName);
    sheet.number(row, 1, result.agent("staffed_hours", name).value, Look::kHours);
    const Estimate& occupancy = result.agent("occupancy", name);
    sheet.number(row, 2, occupancy.value, Look::kShare);
    sheet.number(row, 3, occupancy.low, Look::kShare);
    sheet.number(row, 4, occupancy.high, Look::kShare);
    SheetColumn column = 5;
    for (const auto& [key, look] : kShown) {
      sheet.number(row, column++, result.agent(key, name).value, look);
    }
  };
  for (const std::string& group : result.groups) line(group, group);
  const SheetRow last = row;
  line(book.say("all groups"), "");
  if (last == 0) return;
  insert_chart(book, sheet, row + 2, 0,
               {.title = "Occupancy",
                .x_title = "agent group",
                .y_title = "share of time on duty",
                .kind = ChartKind::kColumns,
                .first = 1,
                .last = last,
                .series = {{2, kBlue}},
                .y_format = "0%",
                .y_max = 1});
}

// ---- Roster ------------------------------------------------------------------------------------

namespace {

// "mon, tue, wed"
std::string days_text(const Book& book, const std::vector<Weekday>& days) {
  std::string text;
  for (const Weekday day : days) {
    if (!text.empty()) text += ", ";
    text += book.say(weekday_name(day));
  }
  return text;
}

std::string breaks_text(const Book& book, const std::vector<Break>& breaks) {
  std::string text;
  for (const Break& pause : breaks) {
    if (!text.empty()) text += "; ";
    text += fmt::format("{} {:g} min{}", format_clock(pause.from), pause.length / kMinute,
                        pause.paid ? ", " + book.say("paid") : "");
    if (pause.slack > 0) {
      text += fmt::format(fmt::runtime(book.say(", up to {:g} min later")), pause.slack / kMinute);
    }
  }
  return text;
}

// Paid hours of one agent and day of a shift, without overtime.
double paid_hours(const Shift& shift) {
  Seconds length = shift.range.to - shift.range.from;
  if (length <= 0) length += kDay;  // overnight
  for (const Break& pause : shift.breaks) length -= pause.paid ? 0 : pause.length;
  return length / kHour;
}

}  // namespace

void roster_sheet(Book& book, const WorkbookFindings& findings) {
  const auto has_shifts = [](const AgentGroup& group) {
    return std::holds_alternative<std::vector<Shift>>(group.staffing);
  };
  if (std::ranges::none_of(findings.scenario.agents, has_shifts)) return;
  Sheet sheet(book, "Roster");
  sheet.heads(0, {{"Group", 24},
                  {"Shift", 18},
                  {"Days", 30},
                  {"From", 8},
                  {"To", 8},
                  {"Agents", 9},
                  {"First day", 12},
                  {"Last day", 12},
                  {"Breaks", 40},
                  {"Persons", 40},
                  {"Paid hours, one agent and day", 13},
                  {"Paid hours, one week", 13}});
  sheet.freeze(1, 2);
  SheetRow row = 0;
  for (const AgentGroup& group : findings.scenario.agents) {
    if (!has_shifts(group)) continue;
    for (const Shift& shift : std::get<std::vector<Shift>>(group.staffing)) {
      ++row;
      sheet.text(row, 0, group.name, Look::kName);
      sheet.text(row, 1, shift.name);
      sheet.text(row, 2, days_text(book, shift.days));
      sheet.clock(row, 3, shift.range.from);
      sheet.clock(row, 4, shift.range.to);
      sheet.number(row, 5, shift.count, Look::kWhole);
      if (shift.from_date) sheet.date(row, 6, *shift.from_date);
      if (shift.to_date) sheet.date(row, 7, *shift.to_date);
      sheet.text(row, 8, breaks_text(book, shift.breaks));
      std::string persons;
      for (const std::string& person : shift.persons) {
        persons += (persons.empty() ? "" : ", ") + person;
      }
      sheet.text(row, 9, persons);
      const double hours = paid_hours(shift);
      sheet.number(row, 10, hours, Look::kHours);
      sheet.number(row, 11, hours * shift.count * static_cast<double>(shift.days.size()),
                   Look::kHours);
    }
  }
  sheet.filter(0, row, 11);
}

// ---- Scenario ----------------------------------------------------------------------------------

void scenario_sheet(Book& book, const std::vector<std::pair<std::string, std::string>>& facts,
                    const std::vector<SourceText>& sources) {
  Sheet sheet(book, "Scenario");
  worksheet_set_column(sheet.get(), 0, 0, 18, nullptr);
  worksheet_set_column(sheet.get(), 1, 1, 130, nullptr);
  SheetRow row = 0;
  for (const auto& [name, text] : facts) {
    sheet.text(row, 0, book.say(name), Look::kName);
    sheet.text(row++, 1, text);
  }
  sheet.freeze(row, 0);
  for (const SourceText& source : sources) {
    ++row;
    sheet.text(row, 0, book.say(source.cut ? "the beginning of" : "text of"), Look::kNote);
    sheet.text(row++, 1, source.name, Look::kName);
    std::size_t start = 0;
    while (start < source.text.size()) {
      const std::size_t end = std::min(source.text.find('\n', start), source.text.size());
      if (end > start) sheet.text(row, 1, source.text.substr(start, end - start), Look::kCode);
      ++row;
      start = end + 1;
    }
  }
}

}  // namespace hotline::detail
