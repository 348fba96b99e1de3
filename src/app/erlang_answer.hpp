#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hotline/app/program.hpp"
#include "hotline/experiment/measures.hpp"

namespace hotline {

// What a calculator found: a table whose rows are cases (numbers of agents, rates, classes) and
// whose columns are measures, and what to say about it.
struct Answer {
  struct Column {
    std::string key;    // in files: "service_level"
    std::string title;  // for people
    Unit unit;
  };
  struct Bar {
    std::string label;
    double share = 0;  // 0..1
    bool marked = false;
  };

  std::string model;                  // "Erlang C (M/M/s)"
  std::string question;               // "100/30min, 3 min each: 10 Erlang"
  std::vector<std::string> findings;  // sentences
  std::vector<Column> columns;        // the first names the case
  std::vector<std::vector<double>> rows;
  std::vector<std::string> row_names;  // instead of the first column for people; may be empty
  std::optional<std::size_t> marked;   // the row that answers the question
  std::string bars_title;
  std::vector<Bar> bars;
  std::optional<double> bar_goal;     // a share to be reached
  std::vector<std::string> warnings;  // where to be careful
};

enum class AnswerFormat { kText, kJson, kCsv };

void print_answer(const Answer& answer, AnswerFormat format, const Console& console);

}  // namespace hotline
