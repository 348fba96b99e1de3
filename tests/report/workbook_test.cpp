#include "hotline/report/workbook.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <set>
#include <utility>

#include "hotline/base/error.hpp"
#include "sample.hpp"

using namespace hotline;

namespace {

namespace fs = std::filesystem;

// What a command prints.
std::string output_of(const std::string& command) {
  std::string text;
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  std::array<char, 4096> part;
  while (const std::size_t read = std::fread(part.data(), 1, part.size(), pipe.get())) {
    text.append(part.data(), read);
  }
  return text;
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

Scenario two_shifts() {
  Scenario scenario;
  AgentGroup group;
  group.name = "=1+1";
  group.staffing = std::vector<Shift>{{"morning", {Weekday::kMonday}, {8 * kHour, 14 * kHour}, 3}};
  scenario.agents = {group};
  return scenario;
}

}  // namespace

TEST_CASE("a workbook holds numbers with formats, frozen heads and conditional colours") {
  const fs::path file =
      fs::temp_directory_path() / ("hotline-workbook-" + std::to_string(getpid()) + ".xlsx");
  const Scenario scenario = two_shifts();
  Result result = sample::result();
  result.types[0] = "=HYPERLINK(\"x\")";
  const WorkbookFindings findings{.scenario = scenario,
                                  .result = result,
                                  .file = "small.toml",
                                  .required = std::vector<double>(24, 3.0),
                                  .command = "hotline run small.toml",
                                  .sources = {{"small.toml", "title = \"x\"\n[run]\n"}}};
  if (!has_workbook()) {
    CHECK_THROWS_AS(write_workbook(findings, file), Error);
    return;
  }
  write_workbook(findings, file);
  REQUIRE(fs::exists(file));
  CHECK(fs::file_size(file) > 5000);
  if (std::system("command -v unzip >/dev/null 2>&1") != 0) {
    MESSAGE("unzip is missing: what is in the workbook was not looked at");
  } else {
    const auto part = [&](const std::string& name) {
      return output_of("unzip -p " + file.string() + " " + name);
    };
    for (const char* sheet : {"Summary", "Intervals", "Days", "Groups", "Roster", "Measures"}) {
      CHECK(contains(part("xl/workbook.xml"), std::string("name=\"") + sheet + "\""));
    }
    const std::string intervals = part("xl/worksheets/sheet2.xml");
    CHECK(contains(intervals, "state=\"frozen\""));
    CHECK(contains(intervals, "<conditionalFormatting"));
    CHECK(contains(intervals, "<v>0.3333333333333"));                   // 08:00
    CHECK(contains(part("xl/worksheets/sheet3.xml"), "<v>41459</v>"));  // 2013-07-04
    CHECK(contains(part("xl/styles.xml"), "yyyy-mm-dd"));
    CHECK(contains(part("xl/charts/chart1.xml"), "c:barChart"));
    // Names are text, whatever they begin with.
    CHECK_FALSE(contains(part("xl/worksheets/sheet1.xml"), "<f>"));
    CHECK(contains(part("xl/sharedStrings.xml"), "=HYPERLINK("));
  }
  fs::remove(file);
}

TEST_CASE("a table in CSV becomes cells of their own kinds") {
  if (!has_workbook() || std::system("command -v unzip >/dev/null 2>&1") != 0) return;
  const fs::path file =
      fs::temp_directory_path() / ("hotline-table-" + std::to_string(getpid()) + ".xlsx");
  write_command_workbook(
      {.kind = "sweep",
       .json = R"({"responses": {}})",
       .tables = {{"Cells",
                   "name,value,from,day\n\"a, \"\"b\"\"\",0.25,08:00,2013-07-04\n"
                   "'=1+1,,x,2013-02-30\n"}},
       .command = "hotline sweep x",
       .sources = {{"x.toml", "title = 1\n"}}},
      file);
  const auto part = [&](const std::string& name) {
    return output_of("unzip -p " + file.string() + " " + name);
  };
  const std::string cells = part("xl/worksheets/sheet2.xml");
  CHECK(contains(cells, "<v>0.25</v>"));
  CHECK(contains(cells, "<v>0.3333333333333"));
  CHECK(contains(cells, "<v>41459</v>"));
  CHECK_FALSE(contains(cells, "<f>"));
  const std::string strings = part("xl/sharedStrings.xml");
  CHECK(contains(strings, "<t>a, \"b\"</t>"));
  CHECK(contains(strings, "<t>=1+1</t>"));
  CHECK(contains(strings, "<t>2013-02-30</t>"));
  CHECK(contains(strings, "<t>hotline sweep x</t>"));
  fs::remove(file);
}

namespace {

// The parts of a workbook that a command's JSON becomes, by name.
class Unpacked {
 public:
  explicit Unpacked(const CommandWorkbook& findings)
      : file_(fs::temp_directory_path() /
              ("hotline-command-" + std::to_string(getpid()) + ".xlsx")) {
    write_command_workbook(findings, file_);
  }
  ~Unpacked() { fs::remove(file_); }
  Unpacked(const Unpacked&) = delete;
  Unpacked& operator=(const Unpacked&) = delete;

  std::string part(const std::string& name) const {
    return output_of("unzip -p " + file_.string() + " " + name + " 2>/dev/null");
  }

 private:
  fs::path file_;
};

bool can_unpack() { return has_workbook() && std::system("command -v unzip >/dev/null 2>&1") == 0; }

constexpr const char* kCompared = R"({
  "variants": [{"name": "as it is"}, {"name": "=1+1"}],
  "measures": [{"measure": "service_level", "name": "", "unit": "share", "better": 1,
    "values": [{"value": 0.8}, {"value": 0.7}],
    "differences": [{"variant": 1, "value": -0.1, "low": -0.12, "high": -0.08}]}]})";

constexpr const char* kSwept = R"({"responses": {"call.a.asa": {"unit": "s", "effects": [
  {"factor": "volume", "level": "as it is", "mean": {"value": 5, "low": 4, "high": 6},
   "change": {"value": 0, "low": 0, "high": 0}},
  {"factor": "volume", "level": "x 2", "mean": {"value": 9, "low": 7, "high": 11},
   "change": {"value": 4, "low": 3, "high": 5}}]}}})";

constexpr const char* kStaffed = R"({"title": "small", "method": "simulation", "currency": "USD",
  "agent_hours": 40, "wages": 600, "lower_bound": null, "groups": [{"name": "A"}, {"name": "B"}],
  "targets": [{"measure": "service_level", "limit": 0.8, "within": 20, "of": [], "each": "day"}],
  "intervals": [{"weekday": "mon", "from": "08:00", "to": "08:30", "calls": 3.5,
                 "agents": {"A": 2, "B": 1}}],
  "check": {"targets": [{"overall": {"value": 0.81, "low": 0.8, "high": 0.82},
                         "certainty": 0.9, "days_held": null}],
    "service_level": {"value": 0.81}, "abandonment": {"value": 0.1}, "asa": {"value": 9},
    "occupancy": {"value": 0.6}},
  "frontier": [{"limit": 0.8, "agent_hours": 40, "wages": 600,
                "service_level": {"value": 0.81, "low": 0.8, "high": 0.82},
                "abandonment": {"value": 0.1}}]})";

}  // namespace

TEST_CASE("workbooks of comparisons and experiments have charts with intervals") {
  if (!can_unpack()) return;
  {
    const Unpacked book({.kind = "compare", .json = kCompared, .command = "x"});
    CHECK(contains(book.part("xl/workbook.xml"), "name=\"Differences\""));
    const std::string chart = book.part("xl/charts/chart1.xml");
    CHECK(contains(chart, "<c:errBars>"));
    CHECK(contains(chart, "<c:val val=\"0.02"));  // half of the interval
    CHECK(contains(book.part("xl/worksheets/sheet1.xml"), "<conditionalFormatting"));
    CHECK_FALSE(contains(book.part("xl/worksheets/sheet1.xml"), "<f>"));
    CHECK(contains(book.part("xl/sharedStrings.xml"), "<t>=1+1</t>"));
  }
  const Unpacked book({.kind = "sweep", .json = kSwept, .command = "x"});
  CHECK(contains(book.part("xl/workbook.xml"), "name=\"Effects\""));
  CHECK(contains(book.part("xl/charts/chart1.xml"), "<c:hiLowLines>"));
  CHECK(contains(book.part("xl/charts/chart1.xml"), "a: average speed of answer"));
}

TEST_CASE("the workbook of required agents has the week and the frontier as charts") {
  if (!can_unpack()) return;
  const Unpacked book({.kind = "staff", .json = kStaffed, .command = "x"});
  for (const char* sheet : {"Summary", "Required", "Frontier", "Scenario"}) {
    CHECK(contains(book.part("xl/workbook.xml"), std::string("name=\"") + sheet + "\""));
  }
  CHECK(contains(book.part("xl/charts/chart1.xml"), "<c:grouping val=\"stacked\"/>"));
  CHECK(contains(book.part("xl/charts/chart2.xml"), "c:scatterChart"));
  CHECK(contains(book.part("xl/worksheets/sheet2.xml"), "<colorScale>"));
  CHECK(contains(book.part("xl/worksheets/sheet1.xml"), "<conditionalFormatting"));
}

TEST_CASE("a workbook in Spanish leaves no word in English") {
  if (!can_unpack()) return;
  const auto strings = [](const std::string& text) {
    std::set<std::string> found;
    for (std::size_t at = 0; (at = text.find("<t>", at)) != std::string::npos;) {
      const std::size_t end = text.find("</t>", at);
      found.insert(text.substr(at + 3, end - at - 3));
      at = end;
    }
    return found;
  };
  // Names, units, commands and methods that are called the same in both.
  const std::set<std::string> same = {"0.1.0", "x",      "=1+1", "A",      "B",       "s",
                                      "small", "volume", "x 2",  "Factor", "as it is"};
  for (const auto& [kind, json] : {std::pair("compare", kCompared), std::pair("sweep", kSwept),
                                   std::pair("staff", kStaffed)}) {
    std::set<std::string> both[2];
    for (const int spanish : {0, 1}) {
      const Unpacked book(
          {.kind = kind, .json = json, .command = "x", .language = spanish ? "es" : "en"});
      both[spanish] = strings(book.part("xl/sharedStrings.xml"));
      CHECK(contains(book.part("xl/workbook.xml"), "name=\"Escenario\"") == (spanish == 1));
    }
    for (const std::string& text : both[1]) {
      CAPTURE(text);
      CHECK((both[0].count(text) == 0 || same.count(text) == 1));
    }
  }
}

TEST_CASE("a workbook that cannot be written leaves nothing behind") {
  if (!has_workbook()) return;
  const Scenario scenario = two_shifts();
  const Result result = sample::result();
  const fs::path file = "/nonexistent/hotline.xlsx";
  CHECK_THROWS_AS(write_workbook({.scenario = scenario,
                                  .result = result,
                                  .file = "",
                                  .required = {},
                                  .command = "",
                                  .sources = {}},
                                 file),
                  Error);
}
