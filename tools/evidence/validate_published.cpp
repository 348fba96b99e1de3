#include <fmt/format.h>

#include <set>

#include "evidence/validate.hpp"
#include "hotline/theory/erlang_b.hpp"
#include "theory/published.hpp"

namespace hotline::evidence {

namespace {

using theory::test::agrees_as_printed;

struct Printed {
  std::string model, quantity, printed;
  double value = 0;
  bool slip = false;
};

std::vector<Printed> erlang_b_table() {
  std::vector<Printed> values;
  for (const test::Row& row : rows_of("tests/theory/data/erlang_b_table.csv", ',')) {
    for (const std::string blocked : {"0.01", "0.005", "0.002", "0.001"}) {
      values.push_back({fmt::format("Erlang B, {} lines", row.at("lines")),
                        fmt::format("Erlang at a blocked share of {}", blocked), row.at(blocked),
                        theory::load_at_blocking(std::stoi(row.at("lines")), std::stod(blocked))});
    }
  }
  return values;
}

std::vector<Printed> values_of(const std::string& source) {
  if (source == "rappaport") return erlang_b_table();
  std::vector<Printed> values;
  for (const test::Row& row : rows_of("tests/theory/data/published.csv", ';')) {
    if (row.at("source") != source) continue;
    values.push_back(
        {fmt::format("{}: {}, {}", row.at("where"), row.at("model"), row.at("parameters")),
         row.at("quantity"), row.at("printed"), theory::test::published_value(row),
         row.contains("note") && row.at("note") == "slip"});
  }
  return values;
}

std::string remark(const Printed& value) {
  if (value.slip) return "a slip of the source";
  return agrees_as_printed(value.value, value.printed) ? "agrees" : "**disagrees**";
}

}  // namespace

PublishedChapter published_values() {
  PublishedChapter chapter;
  for (const test::Row& source : rows_of("tests/theory/data/published_sources.csv", ';')) {
    ++chapter.sources;
    chapter.text += fmt::format("**{}.** Read {}.\n\n", source.at("citation"), source.at("read"));
    chapter.text += "| quantity | printed | Hotline | |\n|---|---|---|---|\n";
    std::string model;
    for (const Printed& value : values_of(source.at("source"))) {
      if (value.model != model) {
        model = value.model;
        chapter.text += fmt::format("| **{}** | | | |\n", model);
      }
      chapter.text += fmt::format("| {} | {} | {:.10g} | {} |\n", value.quantity, value.printed,
                                  value.value, remark(value));
      if (value.slip) {
        ++chapter.slips;
      } else {
        ++chapter.values;
        chapter.disagree += !agrees_as_printed(value.value, value.printed);
      }
    }
    chapter.text += "\n";
  }
  return chapter;
}

}  // namespace hotline::evidence
