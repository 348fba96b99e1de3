#include "erlang_answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "hotline/report/name.hpp"
#include "hotline/report/number.hpp"

namespace hotline {
namespace {

constexpr std::size_t kMostAcross = 4;  // cases side by side; more go below one another

std::string padded_left(const std::string& text, std::size_t columns) {
  const std::size_t wide = columns_of(text);
  return wide >= columns ? text : std::string(columns - wide, ' ') + text;
}

// Whole numbers without decimals: agents are not 14.00.
std::string shown_value(double value, Unit unit) {
  if (unit == Unit::kCount && std::isfinite(value) && value == std::round(value)) {
    return format_number(value, 0);
  }
  return format_value(value, unit);
}

std::string case_name(const Answer& answer, std::size_t row) {
  if (!answer.row_names.empty()) return answer.row_names[row];
  return shown_value(answer.rows[row][0], answer.columns[0].unit);
}

std::string mark_of(const Answer& answer, std::size_t row) {
  return answer.marked == row ? "*" : "";
}

// Measures below one another, the cases side by side.
std::string tall_table(const Answer& answer) {
  std::size_t label_wide = 24;
  for (const auto& column : answer.columns) {
    label_wide = std::max(label_wide, column.title.size() + 2);
  }
  std::vector<std::vector<std::string>> cells;
  std::size_t wide = 8;
  for (std::size_t c = 0; c < answer.columns.size(); ++c) {
    auto& line = cells.emplace_back();
    for (std::size_t r = 0; r < answer.rows.size(); ++r) {
      line.push_back(c == 0 ? mark_of(answer, r) + case_name(answer, r)
                            : shown_value(answer.rows[r][c], answer.columns[c].unit));
      wide = std::max(wide, columns_of(line.back()));
    }
  }
  std::string text;
  for (std::size_t c = 0; c < answer.columns.size(); ++c) {
    text += fmt::format("  {:<{}}", answer.columns[c].title, label_wide);
    for (const std::string& cell : cells[c]) text += "  " + padded_left(cell, wide);
    text += '\n';
  }
  return text;
}

// A title in lines of at most `wide` letters, cut between words.
std::vector<std::string> in_lines(const std::string& title, std::size_t wide) {
  std::vector<std::string> lines;
  std::string rest = title;
  while (rest.size() > wide) {
    const auto space = rest.rfind(' ', wide);
    if (space == std::string::npos) break;
    lines.push_back(rest.substr(0, space));
    rest = rest.substr(space + 1);
  }
  lines.push_back(rest);
  return lines;
}

// Cases below one another, a column for each measure.
std::string wide_table(const Answer& answer) {
  constexpr std::size_t kTitleWide = 9;
  std::vector<std::vector<std::string>> titles, cells;
  std::vector<std::size_t> wide;
  std::size_t title_lines = 1;
  for (std::size_t c = 0; c < answer.columns.size(); ++c) {
    auto& title = titles.emplace_back(in_lines(answer.columns[c].title, kTitleWide));
    title_lines = std::max(title_lines, title.size());
    std::size_t most = 0;
    for (const std::string& line : title) most = std::max(most, line.size());
    auto& column = cells.emplace_back();
    for (std::size_t r = 0; r < answer.rows.size(); ++r) {
      column.push_back(c == 0 ? mark_of(answer, r) + case_name(answer, r)
                              : shown_value(answer.rows[r][c], answer.columns[c].unit));
      most = std::max(most, columns_of(column.back()));
    }
    wide.push_back(most);
  }
  std::string text;
  for (std::size_t line = 0; line < title_lines; ++line) {
    for (std::size_t c = 0; c < titles.size(); ++c) {
      const std::size_t blank = title_lines - titles[c].size();
      text += "  " + padded_left(line < blank ? "" : titles[c][line - blank], wide[c]);
    }
    text.erase(text.find_last_not_of(' ') + 1);
    text += '\n';
  }
  for (std::size_t r = 0; r < answer.rows.size(); ++r) {
    for (std::size_t c = 0; c < cells.size(); ++c) text += "  " + padded_left(cells[c][r], wide[c]);
    text += '\n';
  }
  return text;
}

// A bar of `columns` columns at share 1, in eighths of a column where the terminal can.
std::string bar_of(double share, std::size_t columns, bool unicode) {
  static constexpr std::string_view kEighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const double length = std::clamp(share, 0.0, 1.0) * static_cast<double>(columns);
  if (!unicode) return std::string(static_cast<std::size_t>(std::round(length)), '#');
  const auto eighths = static_cast<std::size_t>(std::round(length * 8));
  std::string text;
  for (std::size_t i = 0; i < eighths / 8; ++i) text += "█";
  return text + std::string(kEighths[eighths % 8]);
}

std::string bars_text(const Answer& answer, bool unicode) {
  constexpr std::size_t kColumns = 50;
  std::string text = answer.bars_title + '\n';
  std::size_t wide = 0;
  for (const auto& bar : answer.bars) wide = std::max(wide, bar.label.size() + 1);
  const double goal = answer.bar_goal.value_or(0);
  const auto goal_column = static_cast<std::size_t>(std::round(goal * kColumns));
  for (const auto& bar : answer.bars) {
    std::string line = bar_of(bar.share, kColumns, unicode);
    const std::size_t filled = columns_of(line);
    line += std::string(kColumns + 1 - filled, ' ');
    // The goal is seen where the bar falls short of it.
    if (answer.bar_goal && filled <= goal_column) {
      const std::size_t blanks = kColumns + 1 - filled, at = line.size() - blanks;
      line.replace(at + goal_column - filled, 1, unicode ? "│" : "|");
    }
    text += fmt::format("  {:>{}}  {} {:>7}\n", (bar.marked ? "*" : "") + bar.label, wide, line,
                        format_value(bar.share, Unit::kShare));
  }
  return text;
}

std::string paragraph(const std::string& sentence) {
  constexpr std::size_t kWide = 98;
  return fmt::format("{}\n", fmt::join(in_lines(sentence, kWide), "\n"));
}

std::string text_of(const Answer& answer, bool unicode) {
  std::string text = answer.model + '\n';
  if (!answer.question.empty()) text += answer.question + '\n';
  if (!answer.findings.empty()) text += '\n';
  for (const std::string& sentence : answer.findings) text += paragraph(sentence);
  if (!answer.rows.empty()) {
    text += '\n' + (answer.rows.size() <= kMostAcross ? tall_table(answer) : wide_table(answer));
  }
  if (!answer.bars.empty()) text += '\n' + bars_text(answer, unicode);
  if (!answer.warnings.empty()) text += '\n';
  for (const std::string& sentence : answer.warnings) text += paragraph("Note: " + sentence);
  return text;
}

// What is unknown or infinite has no number in JSON.
nlohmann::ordered_json number_of(double value) {
  if (!std::isfinite(value)) return nullptr;
  if (value == std::round(value) && std::abs(value) < 1e15) {
    return static_cast<std::int64_t>(value);
  }
  return value;
}

std::string json_of(const Answer& answer) {
  nlohmann::ordered_json json;
  json["model"] = answer.model;
  json["question"] = answer.question;
  json["findings"] = answer.findings;
  json["notes"] = answer.warnings;
  json["units"] = nlohmann::ordered_json::object();
  for (const auto& column : answer.columns) json["units"][column.key] = unit_name(column.unit);
  json["cases"] = nlohmann::ordered_json::array();
  for (std::size_t r = 0; r < answer.rows.size(); ++r) {
    nlohmann::ordered_json row;
    if (!answer.row_names.empty()) row["name"] = answer.row_names[r];
    for (std::size_t c = 0; c < answer.columns.size(); ++c) {
      row[answer.columns[c].key] = number_of(answer.rows[r][c]);
    }
    if (answer.marked == r) row["answer"] = true;
    json["cases"].push_back(row);
  }
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
}

std::string csv_of(const Answer& answer) {
  std::string text = answer.row_names.empty() ? "" : "name,";
  for (std::size_t c = 0; c < answer.columns.size(); ++c) {
    text += (c > 0 ? "," : "") + answer.columns[c].key;
  }
  text += '\n';
  for (std::size_t r = 0; r < answer.rows.size(); ++r) {
    if (!answer.row_names.empty()) text += csv_field(answer.row_names[r]) + ",";
    for (std::size_t c = 0; c < answer.columns.size(); ++c) {
      const double value = answer.rows[r][c];
      text += c > 0 ? "," : "";
      if (std::isfinite(value)) text += fmt::format("{}", value);
    }
    text += '\n';
  }
  return text;
}

}  // namespace

void print_answer(const Answer& answer, AnswerFormat format, const Console& console) {
  switch (format) {
    case AnswerFormat::kText:
      console.out << text_of(answer, console.unicode);
      return;
    case AnswerFormat::kJson:
      console.out << json_of(answer);
      return;
    case AnswerFormat::kCsv:
      console.out << csv_of(answer);
      return;
  }
}

}  // namespace hotline
