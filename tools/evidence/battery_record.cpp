#include "evidence/battery_record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <vector>

#include "evidence/section.hpp"
#include "evidence/stream_record.hpp"
#include "hotline/base/error.hpp"
#include "hotline/stats/fit.hpp"

namespace hotline::evidence {

namespace {

struct Outcome {
  std::string bits, test;
  double p_value = 0;
  std::string assessment;
};

struct Record {
  std::string version;
  std::vector<Outcome> outcomes;
};

std::string trimmed(const std::string& text) {
  const auto from = text.find_first_not_of(' ');
  if (from == std::string::npos) return "";
  return text.substr(from, text.find_last_not_of(' ') - from + 1);
}

Record read_record(const std::string& path) {
  std::ifstream file(path);
  Record record;
  if (!std::getline(file, record.version)) throw Error("cannot read " + path);
  for (std::string line; std::getline(file, line);) {
    std::vector<std::string> cells;
    for (std::size_t from = 0, to = 0; to != std::string::npos; from = to + 1) {
      to = line.find('|', from);
      cells.push_back(trimmed(line.substr(from, to == std::string::npos ? to : to - from)));
    }
    if (cells.size() != 7) throw Error(fmt::format("{}: not a result: {}", path, line));
    const std::string test =
        cells[2] == "0" ? cells[1] : fmt::format("{} ({})", cells[1], cells[2]);
    record.outcomes.push_back({cells[0], test, std::stod(cells[5]), cells[6]});
  }
  return record;
}

// p-values of right bits are uniform.
double p_of_p_values(const std::vector<Outcome>& outcomes) {
  std::vector<double> values;
  for (const Outcome& outcome : outcomes) values.push_back(outcome.p_value);
  return kolmogorov_p_value(kolmogorov_statistic(values, [](double x) { return x; }),
                            values.size());
}

std::string summary(const std::map<std::string, std::vector<Outcome>>& by_bits,
                    const std::vector<std::string>& order) {
  std::string text =
      "| bits | p-values | weak | weak by chance | failed | failed by chance | p-value of the "
      "p-values |\n|---|---|---|---|---|---|---|\n";
  for (const std::string& bits : order) {
    const auto& outcomes = by_bits.at(bits);
    const auto is = [](const char* what) {
      return [what](const Outcome& outcome) { return outcome.assessment == what; };
    };
    const double size = static_cast<double>(outcomes.size());
    text += fmt::format("| {} | {} | {} | {:.1f} | {} | {:.0e} | {:.2f} |\n", bits, outcomes.size(),
                        std::ranges::count_if(outcomes, is("WEAK")), 0.01 * size,
                        std::ranges::count_if(outcomes, is("FAILED")), 2e-6 * size,
                        p_of_p_values(outcomes));
  }
  return text;
}

}  // namespace

void write_battery_record(const std::string& file, std::uint64_t seed) {
  const Record record = read_record(file);
  std::vector<std::string> order;
  std::map<std::string, std::vector<Outcome>> by_bits;
  for (const Outcome& outcome : record.outcomes) {
    if (!by_bits.contains(outcome.bits)) order.push_back(outcome.bits);
    by_bits[outcome.bits].push_back(outcome);
  }
  if (order.empty()) throw Error(file + " holds no results");
  std::string text = fmt::format("*Made by `tools/battery --seed {}` with dieharder {}.*\n\n", seed,
                                 record.version);
  text += summary(by_bits, order) + "\n| test |";
  for (const std::string& bits : order) text += " " + bits + " |";
  text += "\n|---|";
  for (std::size_t i = 0; i < order.size(); ++i) text += "---|";
  text += "\n";
  const std::size_t rows = by_bits.at(order.front()).size();
  for (std::size_t row = 0; row < rows; ++row) {
    text += fmt::format("| {} |", by_bits.at(order.front())[row].test);
    for (const std::string& bits : order) {
      if (by_bits.at(bits).size() != rows) throw Error(file + ": the tests of the bits differ");
      const Outcome& outcome = by_bits.at(bits)[row];
      text += fmt::format(" {:.4f}{} |", outcome.p_value,
                          outcome.assessment == "PASSED" ? "" : " " + outcome.assessment);
    }
    text += "\n";
  }
  text += "\nStreams against each other:\n\n" + stream_record(seed);
  write_section(std::string(HOTLINE_SOURCE_DIR) + "/docs/randomness.md", "battery", text);
}

}  // namespace hotline::evidence
