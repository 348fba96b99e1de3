#include "hotline/report/workbook.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <memory>

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
  write_table_workbook({{"Cells",
                         "name,value,from,day\n\"a, \"\"b\"\"\",0.25,08:00,2013-07-04\n"
                         "'=1+1,,x,2013-02-30\n"}},
                       "hotline sweep x", {{"x.toml", "title = 1\n"}}, file);
  const auto part = [&](const std::string& name) {
    return output_of("unzip -p " + file.string() + " " + name);
  };
  const std::string cells = part("xl/worksheets/sheet1.xml");
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
