#include "hotline/report/workbook.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <functional>
#include <nlohmann/json.hpp>
#include <system_error>

#include "hotline/base/error.hpp"
#include "hotline/report/version.hpp"
#include "report/xlsx/sheets.hpp"

namespace hotline {

namespace fs = std::filesystem;

bool has_workbook() { return true; }

namespace {

// Writes a workbook under another name until it is complete.
void write_book(const fs::path& file, const std::string& language,
                const std::function<void(detail::Book&)>& fill) {
  const fs::path draft = file.string() + fmt::format(".{}.part", getpid());
  std::error_code failure;
  try {
    detail::Book book(draft, language);
    fill(book);
    book.close();
  } catch (...) {
    fs::remove(draft, failure);
    throw;
  }
  fs::rename(draft, file, failure);
  if (failure) {
    const std::string why = failure.message();
    fs::remove(draft, failure);
    throw Error(fmt::format("cannot write \"{}\": {}", file.string(), why));
  }
}

}  // namespace

void write_workbook(const WorkbookFindings& findings, const fs::path& file) {
  write_book(file, findings.language, [&](detail::Book& book) {
    detail::summary_sheet(book, findings);
    detail::intervals_sheet(book, findings);
    detail::days_sheet(book, findings.result);
    detail::groups_sheet(book, findings.result);
    detail::roster_sheet(book, findings);
    detail::measures_sheet(book, findings.result);
    detail::scenario_sheet(book,
                           {{"Version", std::string(version())},
                            {"Seed", fmt::format("{}", findings.result.seed)},
                            {"Command", findings.command},
                            {"Scenario", findings.file}},
                           findings.sources);
  });
}

void write_command_workbook(const CommandWorkbook& findings, const fs::path& file) {
  write_book(file, findings.language, [&](detail::Book& book) {
    const auto result = nlohmann::ordered_json::parse(findings.json);
    if (findings.kind == "compare") detail::differences_sheet(book, result);
    if (findings.kind == "sweep") detail::effects_sheet(book, result);
    if (findings.kind == "staff" || findings.kind == "schedule") {
      detail::plan_sheet(book, result);
    }
    if (findings.kind == "staff") {
      detail::required_sheet(book, result);
      detail::frontier_sheet(book, result);
    }
    if (findings.kind == "schedule") detail::coverage_sheet(book, result);
    for (const TableSheet& table : findings.tables) detail::table_sheet(book, table);
    detail::scenario_sheet(book,
                           {{"Version", std::string(version())}, {"Command", findings.command}},
                           findings.sources);
  });
}

}  // namespace hotline
