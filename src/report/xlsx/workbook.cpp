#include "hotline/report/workbook.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <functional>
#include <system_error>

#include "hotline/base/error.hpp"
#include "hotline/report/version.hpp"
#include "report/xlsx/sheets.hpp"

namespace hotline {

namespace fs = std::filesystem;

bool has_workbook() { return true; }

namespace {

// Writes a workbook under another name until it is complete.
void write_book(const fs::path& file, const std::function<void(detail::Book&)>& fill) {
  const fs::path draft = file.string() + fmt::format(".{}.part", getpid());
  std::error_code failure;
  try {
    detail::Book book(draft);
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
  write_book(file, [&](detail::Book& book) {
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

void write_table_workbook(const std::vector<TableSheet>& tables, const std::string& command,
                          const std::vector<SourceText>& sources, const fs::path& file) {
  write_book(file, [&](detail::Book& book) {
    for (const TableSheet& table : tables) detail::table_sheet(book, table);
    detail::scenario_sheet(book, {{"Version", std::string(version())}, {"Command", command}},
                           sources);
  });
}

}  // namespace hotline
