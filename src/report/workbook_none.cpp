#include "hotline/base/error.hpp"
#include "hotline/report/workbook.hpp"

// Stands in for src/report/xlsx/ where libxlsxwriter is missing.
namespace hotline {

bool has_workbook() { return false; }

void write_workbook(const WorkbookFindings&, const std::filesystem::path&) {
  throw Error("this program was built without workbooks: libxlsxwriter was not there");
}

}  // namespace hotline
