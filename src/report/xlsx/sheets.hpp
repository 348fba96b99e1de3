#pragma once

#include "hotline/report/workbook.hpp"
#include "report/xlsx/book.hpp"

// The sheets of a workbook, in their order.
namespace hotline::detail {

void summary_sheet(Book& book, const WorkbookFindings& findings);
void measures_sheet(Book& book, const Result& result);
void intervals_sheet(Book& book, const WorkbookFindings& findings);
void days_sheet(Book& book, const Result& result);
void groups_sheet(Book& book, const Result& result);
// Nothing if no group has shifts.
void roster_sheet(Book& book, const WorkbookFindings& findings);
// `facts`: lines of a name and its value above the texts.
void scenario_sheet(Book& book, const std::vector<std::pair<std::string, std::string>>& facts,
                    const std::vector<SourceText>& sources);
void table_sheet(Book& book, const TableSheet& table);

}  // namespace hotline::detail
