#include "hotline/report/workbook.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <system_error>

#include "hotline/base/error.hpp"
#include "report/xlsx/sheets.hpp"

namespace hotline {

namespace fs = std::filesystem;

bool has_workbook() { return true; }

void write_workbook(const WorkbookFindings& findings, const fs::path& file) {
  const fs::path draft = file.string() + fmt::format(".{}.part", getpid());
  std::error_code failure;
  try {
    detail::Book book(draft);
    detail::summary_sheet(book, findings);
    detail::intervals_sheet(book, findings);
    detail::days_sheet(book, findings.result);
    detail::groups_sheet(book, findings.result);
    detail::roster_sheet(book, findings);
    detail::measures_sheet(book, findings.result);
    detail::scenario_sheet(book, findings);
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

}  // namespace hotline
